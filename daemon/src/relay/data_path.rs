//! The data path of a thread: its rooms' halls, from their opening to their end.

use std::cell::RefCell;
use std::net::TcpListener;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::sync::{Barrier, mpsc, oneshot};
use tokio::task::JoinHandle as TaskHandle;

use super::accept::{Door, accept};
use super::admission::SharedGate;
use super::hall::Hall;
use super::orders::{self, Order};
use super::spare::Spare;
use super::{Kept, RoomSetup, hand_over, reader, rounds};
use crate::census::Census;
use crate::clock::Clock;
use crate::fatal::FatalSender;
use crate::fd_store::FdStore;
use crate::frame_log::LogError;
use crate::language::here;
use crate::repeats::Repeats;
use crate::resume::Fresh;
use crate::room::Slot;

/// How long a stop waits for clients to take what is theirs.
pub(super) const FLUSH: Duration = Duration::from_secs(5);
const FLUSH_LOOK: Duration = Duration::from_millis(10);

/// How long a stop waits for orderly closes.
const CLOSES: Duration = Duration::from_millis(1100);

/// A hall, and the task of its rounds.
pub(super) type Halls = Vec<(Rc<RefCell<Hall>>, TaskHandle<()>)>;

/// What all threads have in common.
#[derive(Debug, Clone)]
pub(super) struct Shared {
    pub census: Arc<Census>,
    pub gate: SharedGate,
    pub spare: Arc<Spare>,
    pub clock: Clock,
    pub fatal: FatalSender,
    /// How often somebody wants to see that there are rounds, if anybody does.
    pub beat: Option<Duration>,
    /// Where the threads wait for each other: before they let anybody in, and before their clients
    /// have to wait for the next run.
    pub together: Arc<Barrier>,
}

/// What reaches a thread from outside.
pub(super) struct Outside {
    pub ordered: mpsc::Receiver<Order>,
    pub stopped: oneshot::Receiver<()>,
}

/// Runs these rooms until it is told to stop.
pub(super) async fn run(
    rooms: Vec<RoomSetup>,
    kept: Kept,
    shared: Shared,
    Outside { ordered, stopped }: Outside,
) -> Result<(), LogError> {
    let store = hand_over::store(kept);
    let mut openings: Vec<_> = rooms.into_iter().map(|setup| Opening::seat(setup, &shared, store.as_ref())).collect();
    // Of all rooms, those who were there count first, then those who were accepted, then whoever comes.
    shared.together.wait().await;
    openings.iter_mut().for_each(Opening::welcome_again);
    shared.together.wait().await;
    let mut halls = Vec::new();
    let mut doors = Vec::new();
    for Opening { hall, doors: of_room, .. } in openings {
        doors.extend(of_room.into_iter().map(|door| tokio::task::spawn_local(accept(door))));
        let rounds = take_through(Rc::clone(&hall), shared.clock, shared.fatal.clone());
        halls.push((hall, tokio::task::spawn_local(rounds)));
    }
    let obeying: Vec<Rc<RefCell<Hall>>> = halls.iter().map(|(hall, _)| Rc::clone(hall)).collect();
    if let Some(every) = shared.beat {
        doors.push(tokio::task::spawn_local(orders::beat(obeying.clone(), every)));
    }
    doors.push(tokio::task::spawn_local(orders::obey(ordered, obeying)));
    // The sender is gone only when the process is ending anyway.
    let _ = stopped.await;
    match store {
        Some(store) => hand_over::hand_over(halls, doors, &store, &shared.together).await,
        None => stop(halls, doors).await,
    }
}

/// A room whose doors are still closed.
struct Opening {
    hall: Rc<RefCell<Hall>>,
    doors: Vec<Door>,
    seated: Vec<(Rc<TcpStream>, Slot)>,
    fresh: Vec<Fresh>,
}

impl Opening {
    /// The room with everybody who was there before.
    fn seat(setup: RoomSetup, shared: &Shared, store: Option<&Rc<FdStore>>) -> Opening {
        let RoomSetup { listeners, room, log, facts, seated, fresh } = setup;
        let hall = Hall::new(room, log, shared.clock, facts, Arc::clone(&shared.census), store.cloned());
        let hall = Rc::new(RefCell::new(hall));
        let seated = hand_over::seat(&hall, seated, &shared.gate);
        // An earlier run may have ended between the ban and the cut.
        let banned = shared.gate.lock().banned(shared.clock.now());
        hall.borrow_mut().expel(&banned);
        let door = |listener| shared.door(listener, &hall, store);
        Opening { doors: listeners.into_iter().map(door).collect(), hall, seated, fresh }
    }

    /// Those who were accepted and are on no record yet join before anybody is read from: what was said
    /// while no process ran is for them too.
    fn welcome_again(&mut self) {
        if let Some(door) = self.doors.first() {
            self.fresh.drain(..).for_each(|client| door.welcome_again(client));
        }
        self.seated.drain(..).for_each(|(stream, slot)| reader::spawn(&self.hall, stream, slot));
    }
}

impl Shared {
    fn door(&self, listener: TcpListener, hall: &Rc<RefCell<Hall>>, store: Option<&Rc<FdStore>>) -> Door {
        Door {
            listener: tokio::net::TcpListener::from_std(listener).expect("a listener fits the runtime"),
            hall: Rc::clone(hall),
            census: Arc::clone(&self.census),
            gate: self.gate.clone(),
            clock: self.clock,
            spare: Arc::clone(&self.spare),
            refusals: Repeats::default(),
            failures: Repeats::default(),
            store: store.cloned(),
        }
    }
}

async fn take_through(hall: Rc<RefCell<Hall>>, clock: Clock, fatal: FatalSender) {
    fatal.send(rounds::run(hall, clock).await.into());
}

/// Lets nobody in any more.
pub(super) async fn close(doors: Vec<TaskHandle<()>>) {
    for door in &doors {
        door.abort();
    }
    for door in doors {
        // It was aborted: that is its result.
        let _ = door.await;
    }
}

async fn stop(halls: Halls, doors: Vec<TaskHandle<()>>) -> Result<(), LogError> {
    close(doors).await;
    for (hall, _) in &halls {
        hall.borrow_mut().begin_drain();
    }
    let drained = async {
        while !halls.iter().all(|(hall, _)| hall.borrow().is_drained()) {
            tokio::time::sleep(FLUSH_LOOK).await;
        }
    };
    if tokio::time::timeout(FLUSH, drained).await.is_err() {
        tracing::warn!("{}", here().slow_farewell(&FLUSH.as_secs().to_string()));
    }
    let mut farewells = Vec::new();
    for (hall, rounds) in halls {
        rounds.abort();
        let _ = rounds.await;
        farewells.push(hall.borrow_mut().dismiss()?);
    }
    let closes = async {
        for farewell in farewells {
            farewell.join_all().await;
        }
    };
    // Each is bounded by itself; this bounds them all together.
    let _ = tokio::time::timeout(CLOSES, closes).await;
    Ok(())
}

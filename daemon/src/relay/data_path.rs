//! The data path of a thread: its rooms' halls, from their opening to their end.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Barrier, mpsc, oneshot};
use tokio::task::JoinHandle as TaskHandle;

use super::accept::{Door, accept};
use super::admission::SharedGate;
use super::hall::Hall;
use super::orders::{self, Order};
use super::spare::Spare;
use super::{Kept, RoomSetup, hand_over, rounds};
use crate::census::Census;
use crate::clock::Clock;
use crate::fatal::FatalSender;
use crate::frame_log::LogError;
use crate::language::here;
use crate::repeats::Repeats;

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
    /// Where the threads wait for each other before their clients have to wait.
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
    let Shared { census, gate, spare, clock, fatal, beat, together } = shared;
    let banned = gate.lock().banned(clock.now());
    let store = hand_over::store(kept);
    let mut halls = Vec::new();
    let mut doors = Vec::new();
    for setup in rooms {
        let hall = Hall::new(setup.room, setup.log, clock, setup.facts, Arc::clone(&census), store.clone());
        let hall = Rc::new(RefCell::new(hall));
        hand_over::seat(&hall, setup.seated, &gate);
        // An earlier run may have ended between the ban and the cut.
        hall.borrow_mut().expel(&banned);
        let mut fresh = setup.fresh;
        for listener in setup.listeners {
            let listener = tokio::net::TcpListener::from_std(listener).expect("a listener fits the runtime");
            let door = Door {
                listener,
                hall: Rc::clone(&hall),
                census: Arc::clone(&census),
                gate: gate.clone(),
                clock,
                spare: Arc::clone(&spare),
                refusals: Repeats::default(),
                failures: Repeats::default(),
                store: store.clone(),
            };
            fresh.drain(..).for_each(|client| door.welcome_again(client));
            doors.push(tokio::task::spawn_local(accept(door)));
        }
        let rounds = tokio::task::spawn_local(take_through(Rc::clone(&hall), clock, fatal.clone()));
        halls.push((hall, rounds));
    }
    let obeying: Vec<Rc<RefCell<Hall>>> = halls.iter().map(|(hall, _)| Rc::clone(hall)).collect();
    if let Some(every) = beat {
        doors.push(tokio::task::spawn_local(orders::beat(obeying.clone(), every)));
    }
    doors.push(tokio::task::spawn_local(orders::obey(ordered, obeying)));
    // The sender is gone only when the process is ending anyway.
    let _ = stopped.await;
    match store {
        Some(store) => hand_over::hand_over(halls, doors, &store, &together).await,
        None => stop(halls, doors).await,
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

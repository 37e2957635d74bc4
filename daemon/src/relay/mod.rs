//! The data path: one thread, one current-thread runtime, every room's hall on it.
//!
//! Nothing is sent across threads for a frame. The outside reaches it by [`Orders`] and one message
//! to stop, and sees it through the [`Census`]; it ends with a result, or with a [`Fatal`] of the log.

mod accept;
mod admission;
mod farewell;
mod gathering;
mod hall;
mod hand_over;
mod orders;
mod reader;
mod rounds;
mod seat;
mod spare;
mod turns;

use std::cell::RefCell;
use std::io;
use std::net::TcpListener;
use std::rc::Rc;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio::task::{JoinHandle as TaskHandle, LocalSet};

use crate::census::{Census, PeerFacts, RoomFacts};
use crate::clock::Clock;
use crate::fatal::{Fatal, FatalSender};
use crate::fd_store::Channel;
use crate::frame_log::{LogError, Writer};
use crate::gate::Gate;
use crate::language::here;
use crate::repeats::Repeats;
use crate::resume::{Fresh, Leaver};
use crate::room::{Room, Slot};
use accept::{Door, accept};
use hall::Hall;
pub use orders::{Change, Command, Given, Kick, Order, Orders, RoomOrder, Rotate, Say, Tuning};
use spare::Spare;

/// How long a stop waits for clients to take what is theirs.
const FLUSH: Duration = Duration::from_secs(5);
const FLUSH_LOOK: Duration = Duration::from_millis(10);

/// How long a stop waits for orderly closes.
const CLOSES: Duration = Duration::from_millis(1100);

/// A room, ready to be opened.
#[derive(Debug)]
pub struct RoomSetup {
    /// What it listens on.
    pub listeners: Vec<TcpListener>,
    /// The state machine.
    pub room: Room,
    /// Its frame log.
    pub log: Writer,
    /// What the control side sees of it.
    pub facts: Arc<RoomFacts>,
    /// Its members, who were there before a restart.
    pub seated: Vec<Seated>,
    /// Clients that were accepted before a restart, and are no members yet.
    pub fresh: Vec<Fresh>,
}

/// A member that goes on over a restart.
#[derive(Debug)]
pub struct Seated {
    /// Its place in the room.
    pub slot: Slot,
    /// Its connection.
    pub stream: std::net::TcpStream,
    /// What the control side sees of it.
    pub facts: Arc<PeerFacts>,
}

/// What a service manager holds of the clients.
#[derive(Debug, Default)]
pub struct Kept {
    /// The way to its store, if it has one.
    pub channel: Option<Channel>,
    /// Connections that it kept and that nobody goes on with.
    pub leavers: Vec<Leaver>,
}

/// The running data path.
#[derive(Debug)]
pub struct Relay {
    orders: Orders,
    stop: oneshot::Sender<()>,
    thread: JoinHandle<Result<(), LogError>>,
}

impl Relay {
    /// Starts the thread; clients are accepted from then on. Each room goes through a round every
    /// `beat` at least.
    pub fn start(
        rooms: Vec<RoomSetup>,
        kept: Kept,
        census: Arc<Census>,
        gate: Gate,
        beat: Option<Duration>,
        clock: Clock,
        fatal: FatalSender,
    ) -> io::Result<Relay> {
        let (stop, stopped) = oneshot::channel();
        let (orders, ordered) = orders::channel();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let thread = thread::Builder::new().name("relay".into()).spawn(move || {
            let guard = ThreadGuard(fatal.clone());
            let outside = Outside { ordered, stopped, beat };
            let relaying = relay(rooms, kept, census, gate, clock, fatal, outside);
            let result = LocalSet::new().block_on(&runtime, relaying);
            std::mem::forget(guard);
            result
        })?;
        Ok(Relay { orders, stop, thread })
    }

    /// What the control side orders with.
    pub fn orders(&self) -> Orders {
        self.orders.clone()
    }

    /// Stops reading, lets clients take what is theirs for a bounded time, closes in order and
    /// brings the frame log to its end.
    pub fn stop(self) -> Result<(), Fatal> {
        let _ = self.stop.send(());
        self.thread.join().map_err(|_| Fatal::Thread("relay"))?.map_err(Fatal::Log)
    }
}

/// Reports a thread that panicked.
struct ThreadGuard(FatalSender);

impl Drop for ThreadGuard {
    fn drop(&mut self) {
        self.0.send(Fatal::Thread("relay"));
    }
}

/// What reaches the data path from outside.
struct Outside {
    ordered: mpsc::Receiver<Order>,
    stopped: oneshot::Receiver<()>,
    /// How often somebody wants to see that there are rounds, if anybody does.
    beat: Option<Duration>,
}

async fn relay(
    rooms: Vec<RoomSetup>,
    kept: Kept,
    census: Arc<Census>,
    gate: Gate,
    clock: Clock,
    fatal: FatalSender,
    Outside { ordered, stopped, beat }: Outside,
) -> Result<(), LogError> {
    let banned = gate.banned(clock.now());
    let gate = Rc::new(RefCell::new(gate));
    let spare = Rc::new(RefCell::new(Spare::take()));
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
                gate: Rc::clone(&gate),
                clock,
                spare: Rc::clone(&spare),
                refusals: Repeats::default(),
                failures: Repeats::default(),
                store: store.clone(),
            };
            fresh.drain(..).for_each(|client| door.welcome_again(client));
            doors.push(tokio::task::spawn_local(accept(door)));
        }
        let rounds = tokio::task::spawn_local(rounds(Rc::clone(&hall), clock, fatal.clone()));
        halls.push((hall, rounds));
    }
    let obeying: Vec<Rc<RefCell<Hall>>> = halls.iter().map(|(hall, _)| Rc::clone(hall)).collect();
    if let Some(every) = beat {
        doors.push(tokio::task::spawn_local(orders::beat(obeying.clone(), every)));
    }
    doors.push(tokio::task::spawn_local(orders::obey(ordered, obeying, gate)));
    // The sender is gone only when the process is ending anyway.
    let _ = stopped.await;
    match store {
        Some(store) => hand_over::hand_over(halls, doors, &store).await,
        None => stop(halls, doors).await,
    }
}

async fn rounds(hall: Rc<RefCell<Hall>>, clock: Clock, fatal: FatalSender) {
    fatal.send(rounds::run(hall, clock).await.into());
}

/// Lets nobody in any more.
async fn close(doors: Vec<TaskHandle<()>>) {
    for door in &doors {
        door.abort();
    }
    for door in doors {
        // It was aborted: that is its result.
        let _ = door.await;
    }
}

async fn stop(halls: Vec<(Rc<RefCell<Hall>>, TaskHandle<()>)>, doors: Vec<TaskHandle<()>>) -> Result<(), LogError> {
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

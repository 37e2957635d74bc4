//! The data path: a thread for each processor, as long as there are rooms for them, with a
//! current-thread runtime and the halls of its rooms on it.
//!
//! A room is on one thread for good, and nothing is sent across threads for a frame. The rooms share who
//! may come in: the gate, and the spare descriptor. The outside reaches them by [`Orders`] and one message
//! to stop, and sees them through the [`Census`]; each ends with a result, or with a [`Fatal`] of the log.

mod accept;
mod admission;
mod data_path;
mod farewell;
mod gathering;
mod hall;
mod hand_over;
mod orders;
mod reader;
mod resting;
mod rounds;
mod seat;
mod spare;
mod turns;

use std::io;
use std::net::TcpListener;
use std::num::NonZero;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::sync::{Barrier, oneshot};
use tokio::task::LocalSet;

use crate::census::{Census, PeerFacts, RoomFacts};
use crate::clock::Clock;
use crate::fatal::{Fatal, FatalSender};
use crate::fd_store::Channel;
use crate::frame_log::{LogError, Writer};
use crate::gate::Gate;
use crate::resume::{Fresh, Leaver};
use crate::room::{Room, Slot};
use admission::SharedGate;
use data_path::{Outside, Shared};
pub use orders::{Change, Command, Given, Kick, Order, Orders, RoomOrder, Rotate, Say, Tuning};
use spare::Spare;

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
    threads: Vec<DataThread>,
}

#[derive(Debug)]
struct DataThread {
    stop: oneshot::Sender<()>,
    thread: JoinHandle<Result<(), LogError>>,
}

impl Relay {
    /// Starts the threads; clients are accepted when all of them run. Each room goes through a round
    /// every `beat` at least.
    ///
    /// # Errors
    ///
    /// When the system has no thread or no runtime for it: then nobody is let in.
    pub fn start(
        rooms: Vec<RoomSetup>,
        kept: Kept,
        census: Arc<Census>,
        gate: Gate,
        beat: Option<Duration>,
        clock: Clock,
        fatal: FatalSender,
    ) -> io::Result<Relay> {
        let count = data_threads(rooms.len());
        let runtime = |_| Builder::new_current_thread().enable_all().build();
        let runtimes = (0..count).map(runtime).collect::<io::Result<Vec<Runtime>>>()?;
        let gate = SharedGate::new(gate);
        let (orders, ends) = orders::channels(count, gate.clone());
        let (spare, together) = (Arc::new(Spare::take()), Arc::new(Barrier::new(count)));
        let shared = Shared { census, gate, spare, clock, fatal, beat, together };
        let shares = deal(rooms, count).into_iter().zip(kept.share(count)?);
        let start = |(number, (((rooms, kept), ordered), runtime))| {
            let (stop, stopped) = oneshot::channel();
            let outside = Outside { ordered, stopped };
            let thread = start_thread(number, runtime, rooms, kept, shared.clone(), outside)?;
            Ok(DataThread { stop, thread })
        };
        // Where one of them cannot start, the others wait for it before their doors until the process ends.
        let threads = (1..).zip(shares.zip(ends).zip(runtimes)).map(start).collect::<io::Result<_>>()?;
        Ok(Relay { orders, threads })
    }

    /// What the control side orders with.
    pub fn orders(&self) -> Orders {
        self.orders.clone()
    }

    /// Stops reading, lets clients take what is theirs for a bounded time, closes in order and
    /// brings the frame log to its end.
    ///
    /// # Errors
    ///
    /// The first of what any thread ended with; all of them have ended.
    pub fn stop(self) -> Result<(), Fatal> {
        let (stops, threads): (Vec<_>, Vec<_>) = self.threads.into_iter().map(|data| (data.stop, data.thread)).unzip();
        for stop in stops {
            let _ = stop.send(());
        }
        let ends: Vec<_> = threads.into_iter().map(JoinHandle::join).collect();
        ends.into_iter().try_for_each(|end| end.map_err(|_| Fatal::Thread("relay"))?.map_err(Fatal::Log))
    }
}

/// How many threads so many rooms are on.
pub fn data_threads(rooms: usize) -> usize {
    rooms.clamp(1, thread::available_parallelism().map_or(1, NonZero::get))
}

/// The rooms of each thread: room by room, in turn.
fn deal(rooms: Vec<RoomSetup>, threads: usize) -> Vec<Vec<RoomSetup>> {
    let mut hands: Vec<Vec<RoomSetup>> = (0..threads).map(|_| Vec::new()).collect();
    for (place, room) in rooms.into_iter().enumerate() {
        hands[place % threads].push(room);
    }
    hands
}

impl Kept {
    /// The way to the store for each thread; what nobody goes on with is the first one's.
    fn share(self, threads: usize) -> io::Result<Vec<Kept>> {
        let mut leavers = self.leavers;
        let share = |_| {
            let channel = self.channel.as_ref().map(Channel::try_clone).transpose()?;
            Ok(Kept { channel, leavers: std::mem::take(&mut leavers) })
        };
        (0..threads).map(share).collect()
    }
}

fn start_thread(
    number: usize,
    runtime: Runtime,
    rooms: Vec<RoomSetup>,
    kept: Kept,
    shared: Shared,
    outside: Outside,
) -> io::Result<JoinHandle<Result<(), LogError>>> {
    let name = if number == 1 { "relay".to_owned() } else { format!("relay {number}") };
    thread::Builder::new().name(name).spawn(move || {
        let guard = ThreadGuard(shared.fatal.clone());
        let result = LocalSet::new().block_on(&runtime, data_path::run(rooms, kept, shared, outside));
        std::mem::forget(guard);
        result
    })
}

/// Reports a thread that panicked.
struct ThreadGuard(FatalSender);

impl Drop for ThreadGuard {
    fn drop(&mut self) {
        self.0.send(Fatal::Thread("relay"));
    }
}

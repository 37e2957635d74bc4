//! Orders from the control side to the data path.
//!
//! A session sends an order through a bounded channel and waits for the answer, by itself: a data
//! path that a slow disk holds up makes nobody else wait. The data path never waits for a session.
//!
//! Each thing that a room can be told to do is a [`Command`] with the type of its answer; how an order
//! gets there and its answer back is the same for all of them. Rooms are dealt to the threads of the data
//! path in turn; what is for all of them goes to every thread, and the gate is changed before.

use std::cell::RefCell;
use std::net::SocketAddr;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use ipnet::IpNet;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;
use tp_proto::control::Refusal;
use tp_proto::frame_log::Mode;

use super::admission::SharedGate;
use super::hall::Hall;
use crate::bans::Snapshot;
use crate::frame_log::Settings;
use crate::gate::GateRules;
use crate::room::{EndWord, Limits};

/// Most orders on their way: one a session.
const ORDERS_MAX: usize = 16;

/// What the data path is to do.
#[derive(Debug)]
pub enum Order {
    /// For the room at this place among the thread's.
    Room(usize, RoomOrder),
    /// Do as a changed configuration says, in all rooms.
    Tune(Arc<Tuning>, oneshot::Sender<()>),
    /// Call peers what the census says now, in all rooms.
    Relabel(oneshot::Sender<()>),
    /// Cut the peers of a net.
    Expel(IpNet, oneshot::Sender<u64>),
}

/// What a room can be told to do, one variant a [`Command`].
#[derive(Debug)]
pub enum RoomOrder {
    /// Begin the next segment.
    Rotate(Given<Rotate>),
    /// Close the connections of peers.
    Kick(Given<Kick>),
    /// Say something as the server.
    Say(Given<Say>),
    /// Be another room from now on.
    Change(Given<Change>),
}

/// Something that a room can be told to do.
pub trait Command: Sized {
    /// What comes back when it is done.
    type Answer;

    /// The order to do it.
    fn order(given: Given<Self>) -> RoomOrder;
}

/// Begin the next segment; answered with its file name.
#[derive(Debug)]
pub struct Rotate;

impl Command for Rotate {
    type Answer = String;

    fn order(given: Given<Self>) -> RoomOrder {
        RoomOrder::Rotate(given)
    }
}

/// Close the connections of the peers with these numbers; answered with those that were there.
#[derive(Debug)]
pub struct Kick(pub Vec<u64>);

/// A peer that was kicked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gone {
    /// Its number.
    pub conn: u64,
    /// The client's end of its connection.
    pub peer: SocketAddr,
    /// Bytes that were for it and that the kernel had not taken.
    pub undelivered: u64,
}

impl Command for Kick {
    type Answer = Vec<Gone>;

    fn order(given: Given<Self>) -> RoomOrder {
        RoomOrder::Kick(given)
    }
}

/// Say this, to all of the room or to the peer with this number; answered when it is logged.
#[derive(Debug)]
pub struct Say {
    /// What is said.
    pub text: String,
    /// To whom, `None` for all.
    pub to: Option<u64>,
}

/// What was said is on record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OnRecord {
    /// Number of the frame.
    pub frame: u64,
    /// It is for so many peers.
    pub peers: u64,
}

impl Command for Say {
    type Answer = OnRecord;

    fn order(given: Given<Self>) -> RoomOrder {
        RoomOrder::Say(given)
    }
}

/// Be another room from the next frame on; answered with what it was before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Read nothing from the clients.
    Pause,
    /// Read from them again.
    Resume,
    /// Relay in this mode.
    Mode(Mode),
}

/// What a room was before a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Before {
    /// Its mode.
    pub mode: Mode,
    /// Whether nothing was read from its clients.
    pub paused: bool,
}

impl Command for Change {
    type Answer = Before;

    fn order(given: Given<Self>) -> RoomOrder {
        RoomOrder::Change(given)
    }
}

/// A command on its way: whose it is, and where the answer goes.
#[derive(Debug)]
pub struct Given<C: Command> {
    /// What is to be done.
    pub what: C,
    /// The user whose order it is.
    pub by: String,
    reply: oneshot::Sender<Result<C::Answer, Refusal>>,
}

impl<C: Command> Given<C> {
    /// Answers it, with what came of it or why nothing did. Whoever gave the order may have left.
    pub fn answer(self, result: Result<C::Answer, Refusal>) {
        let _ = self.reply.send(result);
    }
}

/// What a configuration that is read again can change of a data path that runs.
#[derive(Debug)]
pub struct Tuning {
    /// Who may come in.
    pub gate: GateRules,
    /// The word that ends a conversation.
    pub end_word: EndWord,
    /// The rooms' bounds.
    pub limits: Limits,
    /// The frame log.
    pub frame_log: Settings,
    /// Whose order it is, for the log.
    pub by: String,
}

/// What the control side holds.
#[derive(Debug, Clone)]
pub struct Orders {
    threads: Vec<mpsc::Sender<Order>>,
    gate: SharedGate,
}

impl Orders {
    /// Has the room at a place among all do something, and gives what came of it.
    pub async fn give<C: Command>(&self, room: usize, what: C, by: String) -> Result<C::Answer, Refusal> {
        let (reply, answer) = oneshot::channel();
        let (thread, room) = (room % self.threads.len(), room / self.threads.len());
        let order = Order::Room(room, C::order(Given { what, by, reply }));
        self.threads[thread].send(order).await.map_err(|_| Refusal::Stopping {})?;
        answer.await.map_err(|_| Refusal::Stopping {})?
    }

    /// Has the data path do as a changed configuration says, from its return on.
    pub async fn tune(&self, tuning: Tuning) -> Result<(), Refusal> {
        self.gate.lock().set_rules(tuning.gate.clone());
        let tuning = Arc::new(tuning);
        self.tell_all(|done| Order::Tune(Arc::clone(&tuning), done)).await.map(drop)
    }

    /// Has the data path call peers what the census says now, from its return on.
    pub async fn relabel(&self) -> Result<(), Refusal> {
        self.tell_all(Order::Relabel).await.map(drop)
    }

    /// Has these bans hold from its return on, and the peers of `cut` cut. Gives how many those were.
    pub async fn ban(&self, bans: Snapshot, cut: Option<IpNet>) -> Result<u64, Refusal> {
        self.gate.lock().set_bans(bans.bans, bans.version);
        match cut {
            Some(net) => Ok(self.tell_all(|done| Order::Expel(net, done)).await?.into_iter().sum()),
            None => Ok(0),
        }
    }

    /// One order to every thread, and the answers of all of them.
    /// One that a disk holds up keeps it from none of the others.
    async fn tell_all<A: Send + 'static>(
        &self,
        order: impl Fn(oneshot::Sender<A>) -> Order,
    ) -> Result<Vec<A>, Refusal> {
        let mut told = JoinSet::new();
        for thread in &self.threads {
            let (done, answer) = oneshot::channel();
            let (thread, order) = (thread.clone(), order(done));
            told.spawn(async move {
                thread.send(order).await.map_err(|_| Refusal::Stopping {})?;
                answer.await.map_err(|_| Refusal::Stopping {})
            });
        }
        told.join_all().await.into_iter().collect()
    }
}

/// The control side's end for all threads, and the end of each of them.
pub(super) fn channels(threads: usize, gate: SharedGate) -> (Orders, Vec<mpsc::Receiver<Order>>) {
    let (threads, ends) = (0..threads).map(|_| mpsc::channel(ORDERS_MAX)).unzip();
    (Orders { threads, gate }, ends)
}

/// Hands every order to its hall, which carries it out in its next round.
pub(super) async fn obey(mut orders: mpsc::Receiver<Order>, halls: Vec<Rc<RefCell<Hall>>>) {
    while let Some(order) = orders.recv().await {
        match order {
            Order::Room(room, order) => {
                if let Some(hall) = halls.get(room) {
                    hall.borrow_mut().take_order(order);
                }
            }
            Order::Tune(tuning, done) => {
                halls.iter().for_each(|hall| hall.borrow_mut().tune(&tuning));
                // Whoever gave the order may have left.
                let _ = done.send(());
            }
            Order::Relabel(done) => {
                halls.iter().for_each(|hall| hall.borrow_mut().relabel_all());
                let _ = done.send(());
            }
            Order::Expel(net, done) => {
                // As above.
                let _ = done.send(halls.iter().map(|hall| hall.borrow_mut().expel(&[net])).sum());
            }
        }
    }
}

/// Has every hall go through a round in these intervals, for a watchdog to see that they do.
pub(super) async fn beat(halls: Vec<Rc<RefCell<Hall>>>, every: Duration) {
    loop {
        halls.iter().for_each(|hall| hall.borrow().ask_for_beat());
        tokio::time::sleep(every).await;
    }
}

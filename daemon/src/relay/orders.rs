//! Orders from the control side to the data path.
//!
//! A session sends an order through a bounded channel and waits for the answer, by itself: a data
//! path that a slow disk holds up makes nobody else wait. The data path never waits for a session.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use ipnet::IpNet;
use tokio::sync::{mpsc, oneshot};

use super::hall::Hall;
use crate::bans::Snapshot;
use crate::frame_log::Settings;
use crate::gate::{Gate, GateRules};
use crate::room::{EndWord, Limits};

/// Most orders on their way: one a session.
const ORDERS_MAX: usize = 16;

/// Why an order was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum OrderError {
    /// Nobody is there to carry it out.
    #[error("the relay is stopping")]
    Stopping,
    /// It is not possible now.
    #[error("{0}")]
    NotNow(String),
}

/// What the data path is to do.
#[derive(Debug)]
pub enum Order {
    /// Begin the next segment of the room at this place among all.
    Rotate(usize, RotateOrder),
    /// Do as a changed configuration says, in all rooms.
    Tune(Box<Tuning>, oneshot::Sender<()>),
    /// Refuse these from now on, and cut the peers of one net, if one is named.
    Ban(Snapshot, Option<IpNet>, oneshot::Sender<u64>),
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

/// Begin the next segment.
#[derive(Debug)]
pub struct RotateOrder {
    /// The user whose order it is.
    pub by: String,
    reply: oneshot::Sender<Result<String, OrderError>>,
}

impl RotateOrder {
    /// Answers it, with the new segment's file name or why there is none. Whoever gave the order
    /// may have left.
    pub fn answer(self, result: Result<String, String>) {
        let _ = self.reply.send(result.map_err(OrderError::NotNow));
    }
}

/// What the control side holds.
#[derive(Debug, Clone)]
pub struct Orders(mpsc::Sender<Order>);

impl Orders {
    /// Has the room at a place among all begin its next segment, and gives that one's file name.
    pub async fn rotate(&self, room: usize, by: String) -> Result<String, OrderError> {
        let (reply, answer) = oneshot::channel();
        self.0.send(Order::Rotate(room, RotateOrder { by, reply })).await.map_err(|_| OrderError::Stopping)?;
        answer.await.map_err(|_| OrderError::Stopping)?
    }

    /// Has the data path do as a changed configuration says, from its return on.
    pub async fn tune(&self, tuning: Tuning) -> Result<(), OrderError> {
        let (done, is_done) = oneshot::channel();
        self.0.send(Order::Tune(Box::new(tuning), done)).await.map_err(|_| OrderError::Stopping)?;
        is_done.await.map_err(|_| OrderError::Stopping)
    }

    /// Has these bans hold from its return on, and the peers of `cut` cut. Gives how many those were.
    pub async fn ban(&self, bans: Snapshot, cut: Option<IpNet>) -> Result<u64, OrderError> {
        let (done, is_done) = oneshot::channel();
        self.0.send(Order::Ban(bans, cut, done)).await.map_err(|_| OrderError::Stopping)?;
        is_done.await.map_err(|_| OrderError::Stopping)
    }
}

/// Both ends of a new channel.
pub fn channel() -> (Orders, mpsc::Receiver<Order>) {
    let (sender, receiver) = mpsc::channel(ORDERS_MAX);
    (Orders(sender), receiver)
}

/// Hands every order to its hall, which carries it out in its next round.
pub(super) async fn obey(mut orders: mpsc::Receiver<Order>, halls: Vec<Rc<RefCell<Hall>>>, gate: Rc<RefCell<Gate>>) {
    while let Some(order) = orders.recv().await {
        match order {
            Order::Rotate(room, order) => {
                if let Some(hall) = halls.get(room) {
                    hall.borrow_mut().order_rotation(order);
                }
            }
            Order::Tune(tuning, done) => {
                gate.borrow_mut().set_rules(tuning.gate.clone());
                halls.iter().for_each(|hall| hall.borrow_mut().tune(&tuning));
                // Whoever gave the order may have left.
                let _ = done.send(());
            }
            Order::Ban(bans, cut, done) => {
                gate.borrow_mut().set_bans(bans.bans, bans.version);
                let expel = |net: IpNet| halls.iter().map(|hall| hall.borrow_mut().expel(&[net])).sum();
                // As above.
                let _ = done.send(cut.map_or(0, expel));
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

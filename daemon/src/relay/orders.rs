//! Orders from the control side to the data path.
//!
//! A session sends an order through a bounded channel and waits for the answer, by itself: a data
//! path that a slow disk holds up makes nobody else wait. The data path never waits for a session.

use std::cell::RefCell;
use std::rc::Rc;

use tokio::sync::{mpsc, oneshot};

use super::hall::Hall;

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

/// What the data path is to do in one room.
#[derive(Debug)]
pub struct Order {
    /// The room's place among all.
    room: usize,
    what: What,
}

#[derive(Debug)]
enum What {
    Rotate(RotateOrder),
}

/// Begin the next segment.
#[derive(Debug)]
pub struct RotateOrder {
    /// The user whose order it is.
    pub uid: u32,
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
    pub async fn rotate(&self, room: usize, uid: u32) -> Result<String, OrderError> {
        let (reply, answer) = oneshot::channel();
        let order = Order { room, what: What::Rotate(RotateOrder { uid, reply }) };
        self.0.send(order).await.map_err(|_| OrderError::Stopping)?;
        answer.await.map_err(|_| OrderError::Stopping)?
    }
}

/// Both ends of a new channel.
pub fn channel() -> (Orders, mpsc::Receiver<Order>) {
    let (sender, receiver) = mpsc::channel(ORDERS_MAX);
    (Orders(sender), receiver)
}

/// Hands every order to its hall, which carries it out in its next round.
pub(super) async fn obey(mut orders: mpsc::Receiver<Order>, halls: Vec<Rc<RefCell<Hall>>>) {
    while let Some(Order { room, what }) = orders.recv().await {
        let Some(hall) = halls.get(room) else { continue };
        match what {
            What::Rotate(order) => hall.borrow_mut().order_rotation(order),
        }
    }
}

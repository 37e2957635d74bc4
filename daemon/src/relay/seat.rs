//! What the data path holds for a peer besides its place in the room.

use std::rc::Rc;
use std::sync::Arc;

use tokio::net::TcpStream;
use tokio::task::AbortHandle;

use super::admission::Admission;
use crate::census::PeerFacts;

/// A connection in the hall.
#[derive(Debug)]
pub struct Seat {
    /// The connection.
    pub stream: Rc<TcpStream>,
    /// What the control side sees of it.
    pub facts: Arc<PeerFacts>,
    /// The kernel takes no more for it until tokio says so.
    pub blocked: bool,
    /// Bytes of its last frame that are still in the kernel too, until the frame is logged.
    pub unconsumed: usize,
    reader: Option<AbortHandle>,
    _admission: Admission,
}

impl Seat {
    /// A seat for a new connection.
    pub fn new(stream: Rc<TcpStream>, facts: Arc<PeerFacts>, admission: Admission) -> Seat {
        Seat { stream, facts, blocked: false, unconsumed: 0, reader: None, _admission: admission }
    }

    /// The task that reads it; it ends with the seat.
    pub fn set_reader(&mut self, reader: AbortHandle) {
        self.reader = Some(reader);
    }

    /// Nothing more is read for the room: its place there may be somebody else's from now on, while the
    /// connection is still being closed.
    pub fn stop_reading(&mut self) {
        if let Some(reader) = self.reader.take() {
            reader.abort();
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.stop_reading();
    }
}

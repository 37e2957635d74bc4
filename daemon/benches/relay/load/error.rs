//! Why a run gave no figure.

use std::io;

/// What ended a run before its time.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// A call on a socket failed.
    #[error("failed to {what}")]
    Io {
        /// The call.
        what: &'static str,
        /// Its error.
        #[source]
        source: io::Error,
    },
    /// The server closed a connection.
    #[error("client {client} was disconnected")]
    Disconnected {
        /// Its place in the crowd.
        client: usize,
    },
    /// What came is not what was sent.
    #[error("client {client} received bytes that nobody sent")]
    Corrupt {
        /// Its place in the crowd.
        client: usize,
    },
    /// A sender was told its own words.
    #[error("client {client} received what it said itself")]
    Echo {
        /// Its place in the crowd.
        client: usize,
    },
    /// What came is not what was due.
    #[error("client {client} received message {number} of sender {sender} where {due} was due")]
    Disorder {
        /// Its place in the crowd.
        client: usize,
        /// Whose message.
        sender: u32,
        /// Which one.
        number: u32,
        /// And which one it should have been.
        due: u32,
    },
    /// The server said no.
    #[error("the server refuses client {client}")]
    Refused {
        /// Its place in the crowd.
        client: usize,
    },
    /// Nothing arrived for a while.
    #[error("nothing arrived any more after {deliveries} deliveries")]
    Stopped {
        /// How many had.
        deliveries: u64,
    },
    /// The time for one run is over.
    #[error("not done in time: {deliveries} deliveries")]
    TooLong {
        /// How many there were.
        deliveries: u64,
    },
}

impl LoadError {
    /// For `map_err`.
    pub fn io(what: &'static str) -> impl FnOnce(io::Error) -> LoadError {
        move |source| LoadError::Io { what, source }
    }
}

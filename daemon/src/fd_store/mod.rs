//! The service manager's store of descriptors: it holds a duplicate of every client's, so that a
//! successor of this process goes on with the same connections (sd_notify(3), `FDSTORE=1`).
//!
//! There is a store when the manager of `$NOTIFY_SOCKET` has kept something over a restart, when
//! `$FDSTORE` says so, or when it is asked and keeps what it is given. Without one nothing here is
//! used.
//!
//! The data path never waits for the manager: what its socket does not take at once waits here, in
//! order. Bound: on each thread 4,096 clients wait to be kept; those that come while so many wait are
//! not kept, and a restart will disconnect them. To be released waits at most what was kept.

mod channel;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{self, ErrorKind};
use std::os::fd::AsFd as _;
use std::rc::Rc;
use std::time::Duration;

use tokio::io::Interest;
use tokio::net::{TcpStream, UnixDatagram};
use tokio::sync::Notify;

use crate::language::here;
use crate::repeats::Repeats;
pub use channel::Channel;

/// Most clients that wait to be kept.
const KEPT_WAITING_MAX: usize = 4096;

/// How often a socket that takes nothing is tried, should nobody say that it takes something again.
const RETRY: Duration = Duration::from_millis(50);

/// The store, as the data path uses it.
#[derive(Debug)]
pub struct FdStore {
    socket: UnixDatagram,
    changes: RefCell<VecDeque<Change>>,
    changed: Notify,
    failures: Repeats,
}

#[derive(Debug)]
enum Change {
    Keep(String, Rc<TcpStream>),
    Release(String),
}

impl FdStore {
    /// The store behind a channel, on this thread's runtime.
    pub fn new(channel: Channel) -> io::Result<FdStore> {
        Ok(FdStore {
            socket: UnixDatagram::from_std(channel.into_socket())?,
            changes: RefCell::default(),
            changed: Notify::new(),
            failures: Repeats::default(),
        })
    }

    /// Has the connection of a peer kept.
    pub fn keep(&self, conn: u64, stream: &Rc<TcpStream>) {
        let waiting = self.changes.borrow().iter().filter(|change| matches!(change, Change::Keep(..))).count();
        if waiting >= KEPT_WAITING_MAX {
            return self.complain(&here().manager_takes_no_more());
        }
        self.push(Change::Keep(conn.to_string(), Rc::clone(stream)));
    }

    /// A peer's connection is closed: nobody else is to hold it open.
    pub fn release(&self, conn: u64) {
        self.release_name(conn.to_string());
    }

    /// What was kept under a name is closed.
    pub fn release_name(&self, name: String) {
        let mut changes = self.changes.borrow_mut();
        let waiting = changes.iter().position(|change| matches!(change, Change::Keep(kept, _) if *kept == name));
        match waiting {
            Some(place) => drop(changes.remove(place)),
            None => {
                drop(changes);
                self.push(Change::Release(name));
            }
        }
    }

    /// Whether the manager has been told everything.
    pub fn is_settled(&self) -> bool {
        self.changes.borrow().is_empty()
    }

    /// Tells the manager what could not be told at once, for ever.
    pub async fn run(&self) {
        loop {
            if self.is_settled() {
                self.changed.notified().await;
            }
            let told = self.socket.async_io(Interest::WRITABLE, || self.flush());
            if tokio::time::timeout(RETRY, told).await.is_err() {
                // Not every want of room is followed by word that there is some: it is tried again.
                let _ = self.flush();
            }
        }
    }

    fn push(&self, change: Change) {
        let first = self.is_settled();
        self.changes.borrow_mut().push_back(change);
        if first && self.flush().is_err() {
            self.changed.notify_one();
        }
    }

    /// Tells what waits, in order; an error when the socket takes no more.
    fn flush(&self) -> io::Result<()> {
        let mut changes = self.changes.borrow_mut();
        while let Some(change) = changes.front() {
            match self.tell(change) {
                Err(error) if is_passing(&error) => return Err(ErrorKind::WouldBlock.into()),
                Err(error) => self.complain(&here().kernel(&error)),
                Ok(()) => {}
            }
            changes.pop_front();
        }
        Ok(())
    }

    fn tell(&self, change: &Change) -> io::Result<()> {
        match change {
            Change::Keep(name, stream) => channel::keep(&self.socket, name, stream.as_fd()),
            Change::Release(name) => channel::release(&self.socket, name),
        }
    }

    fn complain(&self, why: &str) {
        if let Some(times) = self.failures.tell() {
            tracing::warn!("{}", here().manager_full(times, why));
        }
    }
}

/// Its queue is full, or too many descriptors are on their way to it (unix(7)).
fn is_passing(error: &io::Error) -> bool {
    use nix::errno::Errno;
    let errno = error.raw_os_error().map(Errno::from_raw);
    matches!(errno, Some(Errno::EAGAIN | Errno::ENOBUFS | Errno::ETOOMANYREFS | Errno::EINTR))
}

//! Accepting: a task for each listener, which never spins and never ends.

use std::cell::RefCell;
use std::io;
use std::net::SocketAddr;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use nix::errno::Errno;
use tokio::net::{TcpListener, TcpStream};

use super::hall::Hall;
use super::reader;
use crate::census::Census;
use crate::repeats::Repeats;

const BACK_OFF_MIN: Duration = Duration::from_millis(10);
const BACK_OFF_MAX: Duration = Duration::from_secs(1);

/// How often a room without space for its log is looked at; its clients wait in the backlog.
const FULL_LOOK: Duration = Duration::from_millis(100);

/// Where new connections of one listener go.
pub struct Door {
    /// The listener.
    pub listener: TcpListener,
    /// The room's hall.
    pub hall: Rc<RefCell<Hall>>,
    /// Who is there already, in all rooms.
    pub census: Arc<Census>,
    /// Most clients at once.
    pub clients_max: usize,
    /// Clients that were refused.
    pub refusals: Repeats,
    /// Accepts that failed.
    pub failures: Repeats,
}

/// Accepts for ever.
pub async fn accept(door: Door) {
    let mut back_off = BACK_OFF_MIN;
    loop {
        while door.hall.borrow().is_full() {
            tokio::time::sleep(FULL_LOOK).await;
        }
        match door.listener.accept().await {
            Ok((stream, peer)) => {
                back_off = BACK_OFF_MIN;
                door.welcome(stream, peer);
            }
            Err(error) if is_out_of_resources(&error) => {
                if let Some(times) = door.failures.tell() {
                    tracing::warn!("cannot accept clients ({times} times in a row): {error}");
                }
                tokio::time::sleep(back_off).await;
                back_off = (back_off * 2).min(BACK_OFF_MAX);
            }
            // The connection was gone before it was accepted: that is its own affair (accept(2)).
            Err(error) => tracing::debug!("a client left while it was accepted: {error}"),
        }
    }
}

impl Door {
    fn welcome(&self, stream: TcpStream, peer: SocketAddr) {
        if self.census.connections() >= self.clients_max {
            if let Some(times) = self.refusals.tell() {
                tracing::warn!("refused {times} clients: {} are connected already", self.clients_max);
            }
            return;
        }
        let Ok(local) = stream.local_addr() else { return };
        let stream = Rc::new(stream);
        let slot = self.hall.borrow_mut().join(Rc::clone(&stream), canonical(peer), canonical(local));
        let reader = tokio::task::spawn_local(reader::read(Rc::clone(&self.hall), stream, slot));
        self.hall.borrow_mut().set_reader(slot, reader.abort_handle());
    }
}

/// An IPv4 client of a socket for both kinds shows as what it is.
fn canonical(address: SocketAddr) -> SocketAddr {
    SocketAddr::new(address.ip().to_canonical(), address.port())
}

fn is_out_of_resources(error: &io::Error) -> bool {
    let errno = error.raw_os_error().map(Errno::from_raw);
    matches!(errno, Some(Errno::EMFILE | Errno::ENFILE | Errno::ENOBUFS | Errno::ENOMEM))
}

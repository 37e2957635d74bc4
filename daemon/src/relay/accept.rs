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

const BACK_OFF_MIN: Duration = Duration::from_millis(10);
const BACK_OFF_MAX: Duration = Duration::from_secs(1);

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
}

/// Accepts for ever.
pub async fn accept(door: Door) {
    let mut back_off = BACK_OFF_MIN;
    loop {
        match door.listener.accept().await {
            Ok((stream, peer)) => {
                back_off = BACK_OFF_MIN;
                door.welcome(stream, peer);
            }
            Err(error) if is_out_of_resources(&error) => {
                tracing::warn!("cannot accept clients: {error}; trying again in {} ms", back_off.as_millis());
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
        if self.census.len() >= self.clients_max {
            tracing::warn!("refused {}: {} clients are connected already", canonical(peer), self.clients_max);
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

//! The orderly close: `shutdown(WR)`, read and discard, close.
//!
//! Closing a socket that still has unread input makes the kernel send a reset, which destroys what
//! is on its way to the client; it would lose the end of what it was sent.

use std::net::Shutdown;
use std::time::Duration;

use socket2::SockRef;
use tokio::net::TcpStream;

use crate::socket;

const DISCARD_BYTES_MAX: usize = 64 * 1024;
const PATIENCE: Duration = Duration::from_secs(1);

/// Takes leave of a client in order.
pub async fn farewell(stream: &TcpStream) {
    if SockRef::from(stream).shutdown(Shutdown::Write).is_ok() {
        // Time out or end of input: either way the socket is closed now.
        let _ = tokio::time::timeout(PATIENCE, discard(stream)).await;
    }
}

async fn discard(stream: &TcpStream) {
    let mut space = vec![0; 4096];
    let mut discarded = 0;
    while discarded < DISCARD_BYTES_MAX && stream.readable().await.is_ok() {
        match socket::receive(stream, &mut space) {
            Ok(0) => return,
            Ok(count) => discarded += count,
            Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {}
            Err(_) => return,
        }
    }
}

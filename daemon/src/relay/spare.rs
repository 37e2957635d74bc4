//! A descriptor that is kept in reserve.
//!
//! When no descriptor is left, what waits in the backlog would stay there and keep the listener
//! ready for ever. The spare one is given up, so that one client after the other can be accepted and
//! closed, which tells them; then it is taken back. All rooms have one, and a thread may accept its
//! client with the descriptor that another gave up: that client is turned away too.

use std::fs::File;
use std::io;
use std::sync::{Mutex, PoisonError};

use nix::errno::Errno;
use socket2::SockRef;
use tokio::net::TcpListener;

/// Most clients that are turned away at once.
const TURNED_AWAY_MAX: u64 = 64;

/// A descriptor that is open for nothing.
#[derive(Debug)]
pub struct Spare(Mutex<Option<File>>);

impl Spare {
    /// Takes one, if there is one.
    pub fn take() -> Spare {
        Spare(Mutex::new(open().ok()))
    }

    /// Takes it back where it was given up. `false`: there is no descriptor left for it.
    pub fn take_back(&self) -> bool {
        let mut spare = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if spare.is_some() {
            return true;
        }
        match open() {
            Ok(file) => *spare = Some(file),
            Err(error) if is_out_of_descriptors(&error) => return false,
            // Without the file there is none to give up, and nothing is missing for it.
            Err(_) => {}
        }
        true
    }

    /// Accepts and closes what waits. Gives how many clients that were.
    pub fn turn_away(&self, listener: &TcpListener) -> u64 {
        let mut spare = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        drop(spare.take());
        let mut turned_away = 0;
        while turned_away < TURNED_AWAY_MAX && SockRef::from(listener).accept().is_ok() {
            turned_away += 1;
        }
        *spare = open().ok();
        turned_away
    }
}

/// The process, or the system, may open no more files (accept(2)).
pub fn is_out_of_descriptors(error: &io::Error) -> bool {
    matches!(error.raw_os_error().map(Errno::from_raw), Some(Errno::EMFILE | Errno::ENFILE))
}

fn open() -> io::Result<File> {
    File::open("/dev/null")
}

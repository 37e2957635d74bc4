//! What comes out of a pipe.

use std::io::Read;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Instant;

use crate::wait::PATIENCE;

/// What comes out of a pipe, collected by a thread of its own.
#[derive(Debug)]
pub(super) struct Watched {
    shared: Arc<(Mutex<Collected>, Condvar)>,
}

#[derive(Debug, Default)]
pub(super) struct Collected {
    pub(super) bytes: Vec<u8>,
    ended: bool,
}

impl Watched {
    pub(super) fn start(mut pipe: impl Read + Send + 'static) -> Watched {
        let shared = Arc::new((Mutex::new(Collected::default()), Condvar::new()));
        let theirs = Arc::clone(&shared);
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            loop {
                let count = pipe.read(&mut buffer).unwrap_or(0);
                let mut output = lock(&theirs.0);
                output.bytes.extend_from_slice(&buffer[..count]);
                output.ended = count == 0;
                theirs.1.notify_all();
                if output.ended {
                    return;
                }
            }
        });
        Watched { shared }
    }

    pub(super) fn state(&self) -> MutexGuard<'_, Collected> {
        lock(&self.shared.0)
    }

    /// Waits until `enough`, the pipe's end or the end of patience; gives whether it was enough.
    pub(super) fn wait(&self, enough: impl Fn(&[u8]) -> bool) -> bool {
        let deadline = Instant::now() + PATIENCE;
        let mut output = self.state();
        while !enough(&output.bytes) {
            let left = deadline.saturating_duration_since(Instant::now());
            if output.ended || left.is_zero() {
                return false;
            }
            output = self.shared.1.wait_timeout(output, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        true
    }
}

fn lock(output: &Mutex<Collected>) -> MutexGuard<'_, Collected> {
    output.lock().unwrap_or_else(PoisonError::into_inner)
}

//! The thread that reads for a client, and remembers what came as a hash.

use std::io::{self, Read};
use std::net::TcpStream;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::stream::Digest;
use crate::wait::PATIENCE;

/// How much of what it received a client keeps for a test to look at.
const KEPT_BYTES: usize = 64 * 1024;

/// How a client reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// As fast as it can.
    Fast,
    /// So many bytes a second.
    BytesPerSecond(u64),
}

/// How what a client receives came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// End of file.
    Orderly,
    /// The connection broke.
    Broken,
}

/// The thread that reads for a client.
#[derive(Debug)]
pub(super) struct Reader {
    shared: Arc<(Mutex<Received>, Condvar)>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
pub(super) struct Received {
    pub(super) digest: Digest,
    pub(super) kept: Vec<u8>,
    pub(super) end: Option<End>,
}

impl Reader {
    pub(super) fn start(stream: TcpStream, pace: Pace) -> Reader {
        let shared = Arc::new((Mutex::new(Received::default()), Condvar::new()));
        let theirs = Arc::clone(&shared);
        let thread = Some(thread::spawn(move || read_to_end(stream, pace, &theirs)));
        Reader { shared, thread }
    }

    pub(super) fn state(&self) -> MutexGuard<'_, Received> {
        lock(&self.shared.0)
    }

    pub(super) fn so_far(&self) -> (Digest, Option<End>) {
        let state = self.state();
        (state.digest.clone(), state.end)
    }

    /// Waits until it is so, the stream's end or the end of patience.
    pub(super) fn wait(&self, enough: impl Fn(&Received) -> bool) -> MutexGuard<'_, Received> {
        let deadline = Instant::now() + PATIENCE;
        let mut state = self.state();
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            if enough(&state) || state.end.is_some() || left.is_zero() {
                return state;
            }
            state = self.shared.1.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    pub(super) fn join(&mut self) {
        if let Some(thread) = self.thread.take() {
            thread.join().expect("a reader does not panic");
        }
    }
}

fn read_to_end(mut stream: TcpStream, pace: Pace, shared: &(Mutex<Received>, Condvar)) {
    let mut buffer = vec![0; 256 * 1024];
    let began = Instant::now();
    loop {
        let result = stream.read(&mut buffer);
        let mut state = lock(&shared.0);
        match result {
            Ok(0) => state.end = Some(End::Orderly),
            Ok(count) => take_in(&mut state, &buffer[..count]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => state.end = Some(End::Broken),
        }
        let (bytes, ended) = (state.digest.bytes(), state.end.is_some());
        drop(state);
        shared.1.notify_all();
        if ended {
            return;
        }
        if let Pace::BytesPerSecond(rate) = pace {
            let due = began + Duration::from_secs_f64(bytes as f64 / rate as f64);
            thread::sleep(due.saturating_duration_since(Instant::now()));
        }
    }
}

fn take_in(state: &mut Received, data: &[u8]) {
    state.digest.update(data);
    let room = KEPT_BYTES.saturating_sub(state.kept.len()).min(data.len());
    state.kept.extend_from_slice(&data[..room]);
}

fn lock(received: &Mutex<Received>) -> MutexGuard<'_, Received> {
    received.lock().unwrap_or_else(PoisonError::into_inner)
}

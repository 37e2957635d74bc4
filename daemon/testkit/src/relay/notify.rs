//! The socket that a service manager would listen on (sd_notify(3)).

use std::net::Shutdown;
use std::os::unix::net::UnixDatagram;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::process::Process;
use crate::wait::PATIENCE;

/// How often it is looked whether a process that says nothing still runs.
const LOOK: Duration = Duration::from_millis(20);

/// Listens until it is dropped, so that the relay always finds somebody to tell.
#[derive(Debug)]
pub(super) struct Notify {
    socket: UnixDatagram,
    path: PathBuf,
    heard: Arc<(Mutex<Vec<String>>, Condvar)>,
}

impl Notify {
    pub(super) fn bind(path: PathBuf) -> Notify {
        let socket = UnixDatagram::bind(&path).expect("a notification socket");
        let heard = Arc::new((Mutex::new(Vec::new()), Condvar::new()));
        let (ear, theirs) = (socket.try_clone().expect("a second handle of our own socket"), Arc::clone(&heard));
        thread::spawn(move || listen(&ear, &theirs));
        Notify { socket, path, heard }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// All messages until now.
    pub(super) fn heard(&self) -> Vec<String> {
        lock(&self.heard.0).clone()
    }

    /// Waits for READY=1, or for the process's end, whose exit code is the error.
    pub(super) fn wait_for_ready(&self, process: &mut Process) -> Result<(), Option<i32>> {
        let deadline = Instant::now() + PATIENCE;
        let mut heard = lock(&self.heard.0);
        while !heard.iter().any(|message| message.lines().any(|line| line == "READY=1")) {
            if let Some(status) = process.has_ended() {
                return Err(status.code());
            }
            assert!(Instant::now() < deadline, "the relay neither became ready nor ended in {PATIENCE:?}");
            heard = self.heard.1.wait_timeout(heard, LOOK).unwrap_or_else(PoisonError::into_inner).0;
        }
        Ok(())
    }
}

impl Drop for Notify {
    fn drop(&mut self) {
        // Ends the listening thread.
        let _ = self.socket.shutdown(Shutdown::Both);
    }
}

fn listen(socket: &UnixDatagram, heard: &(Mutex<Vec<String>>, Condvar)) {
    let mut message = [0; 4096];
    while let Ok(count @ 1..) = socket.recv(&mut message) {
        lock(&heard.0).push(String::from_utf8_lossy(&message[..count]).into_owned());
        heard.1.notify_all();
    }
}

fn lock(heard: &Mutex<Vec<String>>) -> MutexGuard<'_, Vec<String>> {
    heard.lock().unwrap_or_else(PoisonError::into_inner)
}

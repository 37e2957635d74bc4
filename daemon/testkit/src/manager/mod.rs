//! A small service manager, as far as systemd's side of sd_notify(3) and sd_listen_fds(3) goes.
//!
//! It hears every message in order and keeps descriptors over restarts by name. It never answers
//! for the service: nothing here knows what a message should say.

mod message;
mod passing;
mod store;

use std::io::IoSliceMut;
use std::mem::MaybeUninit;
use std::net::Shutdown;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixDatagram;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::net::{RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, recvmsg};

use crate::wait::PATIENCE;
pub use message::Message;
pub(crate) use passing::Passing;
use store::Store;

/// Longest message; the kernel cuts what is longer.
const MESSAGE_BYTES_MAX: usize = 64 * 1024;

/// Most descriptors with one message (`SCM_MAX_FD` of the kernel).
const DESCRIPTORS_MAX: usize = 253;

/// How often it is looked whether a service that says nothing still runs.
const LOOK: Duration = Duration::from_millis(20);

/// What the manager says to itself: everything before it belongs to the run before.
const NEXT_RUN: &str = "X_NEXT_RUN=1";

/// The manager. It listens until it is dropped, so that a service always finds somebody to tell.
#[derive(Debug)]
pub struct Manager {
    socket: UnixDatagram,
    path: PathBuf,
    shared: Arc<(Mutex<Heard>, Condvar)>,
}

#[derive(Debug, Default)]
struct Heard {
    /// Of the present run.
    messages: Vec<Message>,
    runs: u32,
    store: Store,
}

impl Manager {
    /// A manager that listens at `path` and keeps so many descriptors.
    pub(crate) fn start(path: PathBuf, descriptors_max: usize) -> Manager {
        let socket = UnixDatagram::bind(&path).expect("a notification socket");
        let heard = Heard { store: Store::new(descriptors_max), ..Heard::default() };
        let shared = Arc::new((Mutex::new(heard), Condvar::new()));
        let (ear, theirs) = (socket.try_clone().expect("a second handle of our own socket"), Arc::clone(&shared));
        thread::spawn(move || listen(&ear, &theirs));
        Manager { socket, path, shared }
    }

    /// What `$NOTIFY_SOCKET` is to be.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Hears out what a service that has ended has said, then begins to listen to the next run.
    pub(crate) fn next_run(&self) {
        let before = self.lock().runs;
        let ourselves = UnixDatagram::unbound().expect("a socket");
        ourselves.send_to(NEXT_RUN.as_bytes(), &self.path).expect("we listen ourselves");
        self.wait_while("its own word", |heard| heard.runs == before);
    }

    /// Second handles of all descriptors that are kept, with their names.
    pub(crate) fn handles(&self) -> Vec<(String, OwnedFd)> {
        self.lock().store.handles()
    }

    /// All messages of this run until now.
    pub fn messages(&self) -> Vec<Message> {
        self.lock().messages.clone()
    }

    /// The names of the descriptors that are kept, in the order they came.
    pub fn stored(&self) -> Vec<String> {
        self.lock().store.names()
    }

    /// Closes what is kept, as a manager does when a service was stopped for good.
    pub fn forget_stored(&self) {
        self.lock().store.clear();
    }

    /// Waits until the messages of this run have something to give, asked after each of them.
    ///
    /// # Panics
    ///
    /// After [`PATIENCE`], with `what` in the message.
    pub fn wait_for<T>(&self, what: &str, mut look: impl FnMut(&[Message]) -> Option<T>) -> T {
        let mut found = None;
        self.wait_while(what, |heard| {
            found = look(&heard.messages);
            found.is_none()
        });
        found.unwrap_or_else(|| panic!("waited in vain for {what}"))
    }

    /// Waits until a message of this run assigns this value to a name.
    ///
    /// # Panics
    ///
    /// After [`PATIENCE`].
    pub fn wait_for_word(&self, name: &str, value: &str) -> Message {
        let told = |messages: &[Message]| messages.iter().find(|message| message.says(name, value)).cloned();
        self.wait_for(&format!("{name}={value}"), told)
    }

    /// Waits until descriptors with exactly these names are kept, in whatever order.
    ///
    /// # Panics
    ///
    /// After [`PATIENCE`].
    pub fn wait_for_stored(&self, names: &[&str]) {
        let mut wanted: Vec<&str> = names.to_vec();
        wanted.sort_unstable();
        self.wait_while(&format!("{names:?} in the store"), |heard| {
            let mut kept = heard.store.names();
            kept.sort_unstable();
            kept != wanted
        });
    }

    /// Waits for READY=1, or for the service's end as `ended` tells it.
    pub(crate) fn wait_for_ready<E>(&self, mut ended: impl FnMut() -> Option<E>) -> Result<(), E> {
        let deadline = Instant::now() + PATIENCE;
        let mut heard = self.lock();
        while !heard.messages.iter().any(|message| message.says("READY", "1")) {
            if let Some(end) = ended() {
                return Err(end);
            }
            assert!(Instant::now() < deadline, "the service neither became ready nor ended in {PATIENCE:?}");
            heard = self.shared.1.wait_timeout(heard, LOOK).unwrap_or_else(PoisonError::into_inner).0;
        }
        Ok(())
    }

    fn wait_while(&self, what: &str, mut waits: impl FnMut(&Heard) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        let mut heard = self.lock();
        while waits(&heard) {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "waited {PATIENCE:?} in vain for {what}; heard {:?}", heard.messages);
            heard = self.shared.1.wait_timeout(heard, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Heard> {
        lock(&self.shared.0)
    }
}

impl Drop for Manager {
    fn drop(&mut self) {
        // Ends the listening thread.
        let _ = self.socket.shutdown(Shutdown::Both);
    }
}

fn listen(socket: &UnixDatagram, shared: &(Mutex<Heard>, Condvar)) {
    let mut text = vec![0; MESSAGE_BYTES_MAX];
    while let Some((count @ 1.., descriptors)) = receive(socket, &mut text) {
        let text = String::from_utf8_lossy(&text[..count]).into_owned();
        let mut heard = lock(&shared.0);
        if text == NEXT_RUN {
            heard.messages.clear();
            heard.runs += 1;
        } else {
            let message = Message { text, descriptors: descriptors.len(), at: Instant::now() };
            heard.store.obey(&message, descriptors);
            heard.messages.push(message);
        }
        shared.1.notify_all();
    }
}

/// The next message and its descriptors; `None` when there will be none.
fn receive(socket: &UnixDatagram, text: &mut [u8]) -> Option<(usize, Vec<OwnedFd>)> {
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(DESCRIPTORS_MAX))];
    let mut control = RecvAncillaryBuffer::new(&mut space);
    let got = recvmsg(socket, &mut [IoSliceMut::new(text)], &mut control, RecvFlags::CMSG_CLOEXEC).ok()?;
    let mut descriptors = Vec::new();
    for message in control.drain() {
        if let RecvAncillaryMessage::ScmRights(rights) = message {
            descriptors.extend(rights);
        }
    }
    Some((got.bytes, descriptors))
}

fn lock(heard: &Mutex<Heard>) -> MutexGuard<'_, Heard> {
    heard.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;

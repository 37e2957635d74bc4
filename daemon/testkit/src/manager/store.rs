//! The descriptors that a service has given its manager to keep (`FileDescriptorStoreMax=`).

use std::os::fd::{AsFd, OwnedFd};

use rustix::event::Timespec;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::fs::fstat;

use super::Message;

/// The name of a descriptor that came without one.
const USUAL_NAME: &str = "stored";

/// Descriptors by name, in the order they came.
#[derive(Debug, Default)]
pub(super) struct Store {
    kept: Vec<Kept>,
    /// Most that are kept: more are closed.
    max: usize,
}

#[derive(Debug)]
struct Kept {
    name: String,
    descriptor: OwnedFd,
    /// Goes by itself when its other end has gone.
    polled: bool,
}

impl Store {
    pub(super) fn new(max: usize) -> Store {
        Store { kept: Vec::new(), max }
    }

    /// Does what a message asks for.
    pub(super) fn obey(&mut self, message: &Message, descriptors: Vec<OwnedFd>) {
        let name = message.get("FDNAME").unwrap_or(USUAL_NAME);
        if message.says("FDSTOREREMOVE", "1") {
            self.kept.retain(|kept| kept.name != name);
        } else if message.says("FDSTORE", "1") {
            let polled = !message.says("FDPOLL", "0");
            descriptors.into_iter().for_each(|descriptor| self.keep(name, descriptor, polled));
        }
    }

    /// The same descriptor is kept once, as systemd does it.
    fn keep(&mut self, name: &str, descriptor: OwnedFd, polled: bool) {
        let is_known = self.kept.iter().any(|kept| is_same(&kept.descriptor, &descriptor));
        if !is_known && self.kept.len() < self.max {
            self.kept.push(Kept { name: name.to_owned(), descriptor, polled });
        }
    }

    pub(super) fn names(&self) -> Vec<String> {
        self.kept.iter().map(|kept| kept.name.clone()).collect()
    }

    /// Second handles of all that is still worth keeping, with their names.
    pub(super) fn handles(&mut self) -> Vec<(String, OwnedFd)> {
        self.kept.retain(|kept| !kept.polled || !has_hung_up(&kept.descriptor));
        let handle = |kept: &Kept| (kept.name.clone(), kept.descriptor.try_clone().expect("a second handle"));
        self.kept.iter().map(handle).collect()
    }

    pub(super) fn clear(&mut self) {
        self.kept.clear();
    }
}

fn is_same(one: &impl AsFd, other: &impl AsFd) -> bool {
    let [one, other] = [fstat(one), fstat(other)].map(|stat| stat.expect("an open descriptor"));
    (one.st_dev, one.st_ino) == (other.st_dev, other.st_ino)
}

/// Whether epoll would tell of an end or an error (systemd then closes it).
fn has_hung_up(descriptor: &OwnedFd) -> bool {
    let mut asked = [PollFd::new(descriptor, PollFlags::empty())];
    let told = poll(&mut asked, Some(&Timespec::default())).expect("poll");
    told > 0 && asked[0].revents().intersects(PollFlags::HUP | PollFlags::ERR)
}

//! The yardstick: the least that a relay can do. One thread, bare epoll, one ring of bytes, a cursor
//! a client; in rounds: one read of every ready client, then one writev to every other. No log, no
//! limits, no allocation a message.
//!
//! It runs as a process of its own: this program, started again. A client that is nearly a ring
//! behind is dropped, or it would be sent what is no longer there.

mod client;
mod ring;

use std::io::{self, ErrorKind};
use std::net::TcpListener;

use nix::sys::epoll::{Epoll, EpollCreateFlags, EpollEvent, EpollFlags, EpollTimeout};
use slab::Slab;

use self::client::Client;
use self::ring::{RING_BYTES, Ring};

/// What a round reads at most before it sends, one chunk more or less.
const ROUND_BYTES: u64 = 1 << 20;

/// Who is further behind after a round is dropped.
const BACKLOG_BYTES_MAX: u64 = RING_BYTES as u64 - 2 * ROUND_BYTES;

/// Ready clients of one call.
const EVENTS_MAX: usize = 1024;

/// What epoll calls the listener.
const LISTENER: u64 = u64::MAX;

struct Relay {
    epoll: Epoll,
    listener: TcpListener,
    clients: Slab<Client>,
    ring: Ring,
}

/// Relays on this port of the loopback address until the process is ended.
///
/// # Errors
///
/// If the port cannot be bound, or epoll fails.
pub fn serve(port: u16) -> io::Result<()> {
    let listener = crate::server::listen(port)?;
    listener.set_nonblocking(true)?;
    let epoll = Epoll::new(EpollCreateFlags::EPOLL_CLOEXEC)?;
    epoll.add(&listener, EpollEvent::new(EpollFlags::EPOLLIN, LISTENER))?;
    let mut relay = Relay { epoll, listener, clients: Slab::new(), ring: Ring::new() };
    let mut events = vec![EpollEvent::empty(); EVENTS_MAX];
    loop {
        match relay.epoll.wait(&mut events, EpollTimeout::NONE) {
            Ok(count) => relay.round(&events[..count])?,
            Err(nix::Error::EINTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

impl Relay {
    fn round(&mut self, events: &[EpollEvent]) -> io::Result<()> {
        let begin = self.ring.end;
        for event in events {
            if event.data() == LISTENER {
                self.accept()?;
                continue;
            }
            let slot = usize::try_from(event.data()).expect("slots are given as usize");
            if event.events().contains(EpollFlags::EPOLLOUT) {
                self.unblock(slot)?;
            }
            let readable = event.events().intersects(EpollFlags::EPOLLIN | EpollFlags::EPOLLHUP | EpollFlags::EPOLLERR);
            if readable && self.ring.end - begin < ROUND_BYTES {
                self.read(slot);
            }
        }
        self.send()
    }

    fn accept(&mut self) -> io::Result<()> {
        loop {
            let stream = match self.listener.accept() {
                Ok((stream, _)) => stream,
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
                Err(error) => return Err(error),
            };
            stream.set_nonblocking(true)?;
            stream.set_nodelay(true)?;
            let place = self.clients.vacant_entry();
            self.epoll.add(&stream, EpollEvent::new(EpollFlags::EPOLLIN, place.key() as u64))?;
            place.insert(Client::new(stream, self.ring.end));
        }
    }

    fn unblock(&mut self, slot: usize) -> io::Result<()> {
        let Some(client) = self.clients.get_mut(slot) else { return Ok(()) };
        client.blocked = false;
        self.epoll.modify(&client.stream, &mut EpollEvent::new(EpollFlags::EPOLLIN, slot as u64))?;
        Ok(())
    }

    fn read(&mut self, slot: usize) {
        let Some(client) = self.clients.get_mut(slot) else { return };
        match self.ring.read_from(&client.stream) {
            Ok(range) if !range.is_empty() => client.said(range),
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Ok(_) | Err(_) => drop(self.clients.remove(slot)),
        }
    }

    fn send(&mut self) -> io::Result<()> {
        let mut result = Ok(());
        let mut all_even = true;
        self.clients.retain(|slot, client| {
            let was_blocked = client.blocked;
            let stays = client.flush(&self.ring) && self.ring.end - client.cursor <= BACKLOG_BYTES_MAX;
            if stays && client.blocked && !was_blocked {
                let both = EpollFlags::EPOLLIN | EpollFlags::EPOLLOUT;
                if let Err(error) = self.epoll.modify(&client.stream, &mut EpollEvent::new(both, slot as u64)) {
                    result = Err(error.into());
                }
            }
            all_even &= !stays || client.cursor == self.ring.end;
            stays
        });
        if all_even {
            self.ring.rewind();
        }
        result
    }
}

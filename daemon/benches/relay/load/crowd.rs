//! The clients at work: who sends, and what arrives.

use std::io;
use std::time::{Duration, Instant};

use nix::sys::epoll::{Epoll, EpollEvent, EpollFlags, EpollTimeout};

use super::client::Client;
use super::envelope::{Envelope, Next};
use super::error::LoadError;
use super::message::Messages;

/// What one read takes at most.
const READ_BYTES: usize = 256 << 10;

/// A server that delivers nothing for so long has stopped.
const SILENCE_MAX: Duration = Duration::from_secs(3);

/// The sender's name in a probe.
pub const PROBE: u32 = u32::MAX;

/// A message has reached one receiver, every byte of it and in its sender's order.
pub struct Delivery {
    /// Who sent it.
    pub sender: usize,
    /// Its number among that one's messages.
    pub number: u32,
}

pub struct Crowd {
    pub(super) epoll: Epoll,
    pub(super) clients: Vec<Client>,
    pub(super) messages: Messages,
    pub(super) envelope: Envelope,
    pub(super) pong: &'static [u8],
    /// A sender that listens hears itself.
    pub(super) echoes: bool,
    /// How many receivers a message has, its sender aside.
    pub copies: u64,
    /// Messages that arrived; probes, and what a sender hears of itself, are not counted.
    pub deliveries: u64,
    pub(super) scratch: Vec<u8>,
    pub(super) outgoing: Vec<u8>,
    pub(super) deadline: Instant,
    pub(super) last_arrival: Instant,
}

fn gone(client: usize) -> impl FnOnce(io::Error) -> LoadError {
    move |_| LoadError::Disconnected { client }
}

impl Crowd {
    pub fn size(&self) -> usize {
        self.clients.len()
    }

    /// Has this client send its next message; gives the message's number.
    pub fn say(&mut self, sender: usize) -> Result<u32, LoadError> {
        let number = self.clients[sender].number;
        self.clients[sender].number += 1;
        let name = u32::try_from(sender).expect("a crowd is smaller than that");
        self.send(sender, name, number)?;
        Ok(number)
    }

    pub(super) fn send(&mut self, client: usize, name: u32, number: u32) -> Result<(), LoadError> {
        self.outgoing.clear();
        self.envelope.wrap(&mut self.outgoing, |to| self.messages.append(name, number, to));
        let waits = self.clients[client].send(&self.outgoing).map_err(gone(client))?;
        if waits { self.watch(client, EpollFlags::EPOLLIN | EpollFlags::EPOLLOUT) } else { Ok(()) }
    }

    fn watch(&self, client: usize, what: EpollFlags) -> Result<(), LoadError> {
        let mut event = EpollEvent::new(what, client as u64);
        let stream = &self.clients[client].stream;
        self.epoll.modify(stream, &mut event).map_err(|error| LoadError::io("watch a client")(error.into()))
    }

    /// This client reads nothing from now on, and nobody looks at what becomes of it.
    pub fn stop_reading(&self, client: usize) -> Result<(), LoadError> {
        let stream = &self.clients[client].stream;
        self.epoll.delete(stream).map_err(|error| LoadError::io("forget a client")(error.into()))
    }

    /// Waits so long at most for what comes, and takes all of it; `wait` is rounded up to milliseconds.
    pub fn turn(&mut self, wait: Duration, mut arrived: impl FnMut(&Delivery)) -> Result<(), LoadError> {
        let millis = u16::try_from(wait.as_micros().div_ceil(1000)).unwrap_or(1000).min(1000);
        let mut events = [EpollEvent::empty(); 256];
        let count = match self.epoll.wait(&mut events, EpollTimeout::from(millis)) {
            Ok(count) => count,
            Err(nix::Error::EINTR) => 0,
            Err(error) => return Err(LoadError::io("wait for the clients")(error.into())),
        };
        for event in &events[..count] {
            let client = usize::try_from(event.data()).expect("clients are counted in usize");
            if event.events().contains(EpollFlags::EPOLLOUT) && !self.clients[client].flush().map_err(gone(client))? {
                self.watch(client, EpollFlags::EPOLLIN)?;
            }
            if event.events().intersects(EpollFlags::EPOLLIN | EpollFlags::EPOLLHUP | EpollFlags::EPOLLERR) {
                self.receive(client, &mut arrived)?;
            }
        }
        self.look_at_the_clock()
    }

    /// Turns until `done`, which is asked after each turn.
    pub fn until(
        &mut self,
        mut arrived: impl FnMut(&Delivery),
        mut done: impl FnMut(&Crowd) -> bool,
    ) -> Result<(), LoadError> {
        self.last_arrival = Instant::now();
        while !done(self) {
            self.turn(Duration::from_millis(100), &mut arrived)?;
        }
        Ok(())
    }

    pub(super) fn look_at_the_clock(&self) -> Result<(), LoadError> {
        let now = Instant::now();
        if now > self.deadline {
            return Err(LoadError::TooLong { deliveries: self.deliveries });
        }
        if now.saturating_duration_since(self.last_arrival) > SILENCE_MAX {
            return Err(LoadError::Stopped { deliveries: self.deliveries });
        }
        Ok(())
    }

    fn receive(&mut self, client: usize, arrived: &mut impl FnMut(&Delivery)) -> Result<(), LoadError> {
        let kept = self.clients[client].rest.len();
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.resize(READ_BYTES + self.envelope.received_bytes().max(READ_BYTES), 0);
        scratch[..kept].copy_from_slice(&self.clients[client].rest);
        let read = self.clients[client].read(&mut scratch[kept..kept + READ_BYTES]).map_err(gone(client))?;
        let result = match read {
            Some(count) => {
                self.last_arrival = Instant::now();
                self.take(client, &scratch[..kept + count], arrived)
            }
            None => Ok(()),
        };
        self.scratch = scratch;
        result
    }

    /// Takes the messages out of what came, and keeps the rest.
    fn take(&mut self, client: usize, input: &[u8], arrived: &mut impl FnMut(&Delivery)) -> Result<(), LoadError> {
        let mut at = 0;
        loop {
            match self.envelope.next(&input[at..]) {
                Next::Message { skip } => {
                    let message = &input[at + skip..at + skip + self.messages.size];
                    let named = self.messages.check(message).ok_or(LoadError::Corrupt { client })?;
                    self.deliver(client, named, arrived)?;
                    at += self.envelope.received_bytes();
                }
                Next::Other(count) => at += count,
                Next::Ping(count) => {
                    self.clients[client].send(self.pong).map_err(gone(client))?;
                    at += count;
                }
                Next::Refusal => return Err(LoadError::Refused { client }),
                Next::Partial => break,
            }
        }
        let rest = &mut self.clients[client].rest;
        rest.clear();
        rest.extend_from_slice(&input[at..]);
        Ok(())
    }

    fn deliver(
        &mut self,
        receiver: usize,
        (sender, number): (u32, u32),
        arrived: &mut impl FnMut(&Delivery),
    ) -> Result<(), LoadError> {
        if sender == PROBE {
            self.clients[receiver].probe = Some(number);
            return Ok(());
        }
        let sender_place = sender as usize;
        let due = self.clients[receiver].due.get_mut(sender_place).ok_or(LoadError::Corrupt { client: receiver })?;
        if *due != number {
            return Err(LoadError::Disorder { client: receiver, sender, number, due: *due });
        }
        *due += 1;
        if sender_place == receiver {
            return if self.echoes { Ok(()) } else { Err(LoadError::Echo { client: receiver }) };
        }
        self.deliveries += 1;
        arrived(&Delivery { sender: sender_place, number });
        Ok(())
    }
}

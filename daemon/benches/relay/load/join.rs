//! How a crowd comes together: everybody connects, then the first client sends probes until all of
//! the others have seen the last one. Only then is everyone known to be in, whatever the protocol.

use std::net::SocketAddr;
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::epoll::{Epoll, EpollCreateFlags, EpollEvent, EpollFlags};

use super::client::Client;
use super::crowd::{Crowd, PROBE};
use super::envelope::{Dialect, Envelope};
use super::error::LoadError;
use super::message::Messages;

/// How long a probe is waited for before the next one is sent.
const PROBE_WAIT: Duration = Duration::from_millis(200);

/// A connect that is begun has so long at least.
const CONNECT_WAIT_MIN: Duration = Duration::from_millis(10);

/// How long those who connected at once have to be accepted.
const ACCEPT_WAIT: Duration = Duration::from_millis(5);

/// Who is to come.
pub struct Invitation {
    /// Where the server listens.
    pub address: SocketAddr,
    /// What it speaks.
    pub dialect: Dialect,
    /// How many clients; the first one sends.
    pub clients: usize,
    /// How many may connect at once: more than the server's backlog holds would wait for seconds.
    pub at_once: usize,
    /// Whether the others send too; if not, the first one does not listen where it has a choice.
    pub all_send: bool,
    /// Bytes of a message.
    pub size: usize,
    /// What the whole run may take, from now on.
    pub time: Duration,
}

impl Invitation {
    /// Connects them all.
    pub fn gather(&self) -> Result<Crowd, LoadError> {
        let epoll = Epoll::new(EpollCreateFlags::EPOLL_CLOEXEC)
            .map_err(|error| LoadError::io("make an epoll")(error.into()))?;
        let senders = if self.all_send { self.clients } else { 1 };
        let now = Instant::now();
        let mut crowd = Crowd {
            epoll,
            clients: Vec::with_capacity(self.clients),
            messages: Messages::new(self.size),
            envelope: Envelope::new(self.dialect, self.size),
            pong: self.dialect.pong(),
            echoes: self.dialect.echoes(),
            copies: (self.clients - 1) as u64,
            deliveries: 0,
            scratch: Vec::new(),
            outgoing: Vec::new(),
            deadline: now + self.time,
            last_arrival: now,
        };
        for place in 0..self.clients {
            if place > 0 && place % self.at_once == 0 {
                thread::sleep(ACCEPT_WAIT);
            }
            let left = crowd.deadline.saturating_duration_since(Instant::now()).max(CONNECT_WAIT_MIN);
            let mut client = Client::connect(self.address, left, senders).map_err(LoadError::io("connect"))?;
            let greeting = self.dialect.greeting(self.all_send || place > 0);
            client.send(&greeting).map_err(LoadError::io("greet"))?;
            let event = EpollEvent::new(EpollFlags::EPOLLIN, place as u64);
            crowd.epoll.add(&client.stream, event).map_err(|error| LoadError::io("watch a client")(error.into()))?;
            crowd.clients.push(client);
            crowd.last_arrival = Instant::now();
            crowd.look_at_the_clock()?;
        }
        crowd.probe()?;
        Ok(crowd)
    }
}

impl Crowd {
    fn probe(&mut self) -> Result<(), LoadError> {
        self.last_arrival = Instant::now();
        for number in 0.. {
            self.send(0, PROBE, number)?;
            let sent = Instant::now();
            while sent.elapsed() < PROBE_WAIT {
                self.turn(Duration::from_millis(10), |_| {})?;
                if self.clients[1..].iter().all(|client| client.probe == Some(number)) {
                    return Ok(());
                }
            }
        }
        Ok(())
    }
}

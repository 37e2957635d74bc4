//! Accepting: a task for each listener, which never spins and never ends.

use std::cell::RefCell;
use std::io;
use std::net::SocketAddr;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use nix::errno::Errno;
use tokio::net::{TcpListener, TcpStream};

use super::admission::{Admission, SharedGate};
use super::hall::{Client, Hall};
use super::reader;
use super::spare::{Spare, is_out_of_descriptors};
use crate::census::Census;
use crate::clock::Clock;
use crate::fd_store::FdStore;
use crate::gate::Refusal;
use crate::language::here;
use crate::repeats::Repeats;
use crate::resume::Fresh;
use crate::socket::canonical;

const BACK_OFF_MIN: Duration = Duration::from_millis(10);
const BACK_OFF_MAX: Duration = Duration::from_secs(1);

/// How often a room without space for its log is looked at; its clients wait in the backlog.
const FULL_LOOK: Duration = Duration::from_millis(100);

/// Where new connections of one listener go.
pub struct Door {
    /// The listener.
    pub listener: TcpListener,
    /// The room's hall.
    pub hall: Rc<RefCell<Hall>>,
    /// Who is told of who comes.
    pub census: Arc<Census>,
    /// Who may come in.
    pub gate: SharedGate,
    /// The relay's clock.
    pub clock: Clock,
    /// For when there is no descriptor left.
    pub spare: Arc<Spare>,
    /// Clients that were refused.
    pub refusals: Repeats,
    /// Accepts that failed.
    pub failures: Repeats,
    /// Who keeps the connections over a restart, if somebody does.
    pub store: Option<Rc<FdStore>>,
}

/// Accepts for ever.
pub async fn accept(door: Door) {
    let mut back_off = BACK_OFF_MIN;
    loop {
        while door.hall.borrow().is_full() {
            tokio::time::sleep(FULL_LOOK).await;
        }
        door.wait_for_rate().await;
        match door.listener.accept().await {
            Ok((stream, peer)) if door.spare.take_back() => {
                back_off = BACK_OFF_MIN;
                door.welcome(stream, peer, None);
            }
            Ok((stream, _)) => {
                drop(stream);
                door.spare.take_back();
                door.tell_turned_away(1, &Errno::EMFILE.into());
            }
            // The connection was gone before it was accepted: that is its own affair.
            Err(error) if is_of_one_client(&error) => tracing::debug!("a client left while it was accepted: {error}"),
            Err(error) => {
                door.turn_away(&error);
                tokio::time::sleep(back_off).await;
                back_off = (back_off * 2).min(BACK_OFF_MAX);
            }
        }
    }
}

impl Door {
    /// Leaves clients in the backlog while more come than the rate of all allows.
    async fn wait_for_rate(&self) {
        loop {
            let wait = self.gate.lock().wait(self.clock.now());
            if wait.is_zero() {
                return;
            }
            tokio::time::sleep(wait).await;
        }
    }

    /// Lets in a client that was accepted before a restart and is on no record yet.
    pub fn welcome_again(&self, fresh: Fresh) {
        let conn = fresh.conn;
        let welcomed = fresh.stream.set_nonblocking(true).and_then(|()| {
            let stream = TcpStream::from_std(fresh.stream)?;
            let peer = stream.peer_addr()?;
            Ok((stream, peer))
        });
        match welcomed {
            Ok((stream, peer)) => self.welcome(stream, peer, Some(conn)),
            Err(error) => {
                tracing::debug!("a client left before it was let in: {error}");
                self.release(conn);
            }
        }
    }

    fn welcome(&self, stream: TcpStream, peer: SocketAddr, kept: Option<u64>) {
        let admission = match Admission::ask(&self.gate, peer.ip(), self.clock.now()) {
            Ok(admission) => admission,
            Err(refusal) => {
                kept.into_iter().for_each(|conn| self.release(conn));
                return self.refuse(refusal, peer);
            }
        };
        let Ok(local) = stream.local_addr() else { return };
        let stream = Rc::new(stream);
        let conn = kept.unwrap_or_else(|| self.census.take_number());
        // Before it is on record: who is on record can be gone on with.
        if let Some(store) = self.store.as_ref().filter(|_| kept.is_none()) {
            store.keep(conn, &stream);
        }
        let client = Client { conn, peer: canonical(peer), local: canonical(local) };
        let slot = self.hall.borrow_mut().join(Rc::clone(&stream), client, admission);
        reader::spawn(&self.hall, stream, slot);
    }

    fn release(&self, conn: u64) {
        if let Some(store) = &self.store {
            store.release(conn);
        }
    }

    /// A refused client costs an accept, a close and a count.
    fn refuse(&self, refusal: Refusal, peer: SocketAddr) {
        self.census.refused.count(refusal);
        self.census.events.refused(refusal.word(), 1, Some(canonical(peer)));
        if let Some(times) = self.refusals.tell() {
            let peer = canonical(peer);
            tracing::warn!("{}", here().refused_clients(times, &peer.to_string(), &because(refusal)));
        }
    }

    /// There is no descriptor for those who wait: they are told so.
    fn turn_away(&self, error: &io::Error) {
        let clients = if is_out_of_descriptors(error) { self.spare.turn_away(&self.listener) } else { 0 };
        self.tell_turned_away(clients, error);
    }

    fn tell_turned_away(&self, clients: u64, error: &io::Error) {
        self.census.refused.count_without_descriptor(clients);
        self.census.events.refused("descriptors", clients, None);
        if let Some(times) = self.failures.tell() {
            let why = here().kernel(error);
            let why = if is_out_of_descriptors(error) { here().more_descriptors(&why) } else { why };
            tracing::warn!("{}", here().cannot_accept(times, clients, &why));
        }
    }
}

fn because(refusal: Refusal) -> String {
    match refusal {
        Refusal::Denied => here().refused_denied(),
        Refusal::Banned => here().refused_banned(),
        Refusal::Clients => here().refused_full(),
        Refusal::SourceClients => here().refused_of_address(),
        Refusal::SourceRate => here().refused_too_often(),
    }
}

/// Errors of the connection that was to be accepted, and not of the listener (accept(2)): the next one
/// may be tried at once.
fn is_of_one_client(error: &io::Error) -> bool {
    use Errno::{
        ECONNABORTED, EHOSTDOWN, EHOSTUNREACH, EINTR, ENETDOWN, ENETUNREACH, ENONET, ENOPROTOOPT, EOPNOTSUPP, EPERM,
        EPROTO, ETIMEDOUT,
    };
    let errno = error.raw_os_error().map(Errno::from_raw);
    matches!(
        errno,
        Some(
            ECONNABORTED
                | EHOSTDOWN
                | EHOSTUNREACH
                | EINTR
                | ENETDOWN
                | ENETUNREACH
                | ENONET
                | ENOPROTOOPT
                | EOPNOTSUPP
                | EPERM
                | EPROTO
                | ETIMEDOUT
        )
    )
}

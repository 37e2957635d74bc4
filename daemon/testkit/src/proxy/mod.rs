//! A faulty line between a client and a relay: it delays, splits at every byte, merges, stalls and
//! resets, as its seed says. It never changes, adds or reorders a byte.
//!
//! Each connection has two threads, one a direction; each reads with a buffer of [`HELD_BYTES_MAX`]
//! and holds no more than that. Every wait is bounded, and everything ends with the proxy.

mod fault;
mod pump;

use std::collections::HashMap;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use crate::stream::mix;
use crate::wait;
pub use fault::{Fault, Plan};
use pump::Line;

/// The most that one direction of a connection holds back.
pub const HELD_BYTES_MAX: usize = 64 * 1024;

/// A running proxy.
#[derive(Debug)]
pub struct Proxy {
    addr: SocketAddr,
    shared: Arc<Shared>,
    accepting: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    to: SocketAddr,
    seed: u64,
    over: AtomicBool,
    /// By the client's own end.
    lines: Mutex<HashMap<SocketAddr, Through>>,
    pumps: Mutex<Vec<JoinHandle<()>>>,
}

/// A client's way through the proxy.
#[derive(Debug, Clone)]
pub struct Through {
    /// Where the relay sees it.
    pub seen_at: SocketAddr,
    /// What happens to what it sends.
    pub up: Plan,
    /// What happens to what is for it.
    pub down: Plan,
}

impl Proxy {
    /// A proxy to a relay; `seed` says what happens to the first connection, the second, and so on.
    ///
    /// # Panics
    ///
    /// When no port is free.
    pub fn start(to: SocketAddr, seed: u64) -> Proxy {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let addr = listener.local_addr().expect("a bound socket has an address");
        let shared =
            Shared { to, seed, over: AtomicBool::new(false), lines: Mutex::default(), pumps: Mutex::default() };
        let shared = Arc::new(shared);
        let theirs = Arc::clone(&shared);
        let accepting = Some(thread::spawn(move || accept(&listener, &theirs)));
        Proxy { addr, shared, accepting }
    }

    /// Where a client connects.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// The way of the client whose own end this is.
    ///
    /// # Panics
    ///
    /// When it never came.
    pub fn through(&self, client: SocketAddr) -> Through {
        wait::until_some(&format!("{client} to come to the proxy"), || lock(&self.shared.lines).get(&client).cloned())
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.shared.over.store(true, Ordering::Relaxed);
        // Wakes the listener, which then sees that it is over.
        let _ = TcpStream::connect(self.addr);
        if let Some(accepting) = self.accepting.take() {
            let _ = accepting.join();
        }
        for pump in std::mem::take(&mut *lock(&self.shared.pumps)) {
            let _ = pump.join();
        }
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for (turn, client) in (0..).zip(listener.incoming()) {
        if shared.over.load(Ordering::Relaxed) {
            return;
        }
        // A client that finds no relay is closed, as it would be without a proxy.
        let _ = client.and_then(|client| join(client, mix(shared.seed, turn), shared));
    }
}

/// Joins a client to the relay, with a plan a direction.
fn join(client: TcpStream, seed: u64, shared: &Arc<Shared>) -> io::Result<()> {
    let relay = TcpStream::connect(shared.to)?;
    for stream in [&client, &relay] {
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(pump::LOOK_UP))?;
        stream.set_write_timeout(Some(pump::LOOK_UP))?;
    }
    let (up, down) = (Plan::drawn(mix(seed, 0)), Plan::drawn(mix(seed, 1)));
    let through = Through { seen_at: relay.local_addr()?, up: up.clone(), down: down.clone() };
    lock(&shared.lines).insert(client.peer_addr()?, through);
    let broken = Arc::new(AtomicBool::new(false));
    let lines = [(client.try_clone()?, relay.try_clone()?, up), (relay, client, down)];
    for (from, to, plan) in lines {
        let line = Line { from, to, plan, broken: Arc::clone(&broken) };
        let theirs = Arc::clone(shared);
        lock(&shared.pumps).push(thread::spawn(move || line.run(&theirs.over)));
    }
    Ok(())
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

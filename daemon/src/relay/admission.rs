//! A client's way through the gate: counted from its accept until its descriptor is closed.

use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::gate::{Gate, Refusal};
use crate::source::Source;

/// The gate of all rooms, whichever thread they are on. It is held for one question.
#[derive(Debug, Clone)]
pub struct SharedGate(Arc<Mutex<Gate>>);

impl SharedGate {
    /// One gate for all.
    pub fn new(gate: Gate) -> SharedGate {
        SharedGate(Arc::new(Mutex::new(gate)))
    }

    /// The gate itself.
    pub fn lock(&self) -> MutexGuard<'_, Gate> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A client that is inside; it has left when this value goes.
#[derive(Debug)]
pub struct Admission {
    gate: SharedGate,
    source: Source,
}

impl Admission {
    /// Lets a client in.
    ///
    /// # Errors
    ///
    /// Why it may not come in.
    pub fn ask(gate: &SharedGate, ip: IpAddr, now: Duration) -> Result<Admission, Refusal> {
        let source = gate.lock().admit(ip, now)?;
        Ok(Admission { gate: gate.clone(), source })
    }

    /// Counts a client that was let in by an earlier run.
    pub fn resumed(gate: &SharedGate, ip: IpAddr) -> Admission {
        let source = gate.lock().resume(ip);
        Admission { gate: gate.clone(), source }
    }
}

impl Drop for Admission {
    fn drop(&mut self) {
        self.gate.lock().left(self.source);
    }
}

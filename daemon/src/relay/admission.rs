//! A client's way through the gate: counted from its accept until its descriptor is closed.

use std::cell::RefCell;
use std::net::IpAddr;
use std::rc::Rc;
use std::time::Duration;

use crate::gate::{Gate, Refusal};
use crate::source::Source;

/// A client that is inside; it has left when this value goes.
#[derive(Debug)]
pub struct Admission {
    gate: Rc<RefCell<Gate>>,
    source: Source,
}

impl Admission {
    /// Lets a client in, while `present` are inside.
    pub fn ask(gate: &Rc<RefCell<Gate>>, ip: IpAddr, present: usize, now: Duration) -> Result<Admission, Refusal> {
        let source = gate.borrow_mut().admit(ip, present, now)?;
        Ok(Admission { gate: Rc::clone(gate), source })
    }

    /// Counts a client that was let in by an earlier run.
    pub fn resumed(gate: &Rc<RefCell<Gate>>, ip: IpAddr) -> Admission {
        let source = gate.borrow_mut().resume(ip);
        Admission { gate: Rc::clone(gate), source }
    }
}

impl Drop for Admission {
    fn drop(&mut self) {
        self.gate.borrow_mut().left(self.source);
    }
}

//! What the service manager passed at the start (sd_listen_fds(3)): listeners, and connections
//! that it kept over a restart.
//!
//! It is taken once, before anything else opens a descriptor, and nothing of it is changed here.
//! At most [`DESCRIPTORS_MAX`] are looked at.

use std::env::{self, VarError};
use std::net::{SocketAddr, TcpListener};
use std::os::fd::{IntoRawFd as _, OwnedFd};
use std::process;

use nix::fcntl::{FcntlArg, FdFlag, fcntl};

use crate::language::{Language, Phrase, Said, english};
use crate::socket::{self, Kind};

/// The number of the first descriptor that is passed (`SD_LISTEN_FDS_START`).
const FIRST: u32 = 3;

/// More than any unit passes: no process has more descriptors without asking for it.
const DESCRIPTORS_MAX: u32 = 1024 * 1024;

/// The name of a descriptor that came without one, as sd_listen_fds(3) has it.
const NAMELESS: &str = "unknown";

/// What was passed, by kind and in order.
#[derive(Debug, Default)]
pub struct Inherited {
    /// Listening TCP sockets.
    pub listeners: Vec<PassedListener>,
    /// Connected TCP sockets, broken ones included.
    pub connections: Vec<PassedConnection>,
}

/// A listening socket that was passed.
#[derive(Debug)]
pub struct PassedListener {
    /// Its number at the start, for messages.
    pub number: u32,
    /// Its name (`FileDescriptorName=`).
    pub name: String,
    /// Where it listens.
    pub address: SocketAddr,
    /// The socket.
    pub listener: TcpListener,
}

/// A connection that was passed.
#[derive(Debug)]
pub struct PassedConnection {
    /// The name it was kept under (`FDNAME=`).
    pub name: String,
    /// The socket.
    pub descriptor: OwnedFd,
}

/// What was passed cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.said(english()))]
pub enum InheritedError {
    /// The variables are not what sd_listen_fds(3) says.
    Variable {
        /// Its name.
        variable: &'static str,
        /// What it says.
        value: String,
    },
    /// More than there can be.
    TooMany(u32),
    /// A number without a descriptor.
    Closed {
        /// The number.
        number: u32,
        /// Its name.
        name: String,
    },
    /// Something that a relay has no use for.
    Foreign {
        /// The number.
        number: u32,
        /// Its name.
        name: String,
        /// What it is.
        kind: Phrase,
    },
}

impl Said for InheritedError {
    fn said(&self, words: &Language) -> String {
        match self {
            InheritedError::Variable { variable, value } => words.passed_variable(variable, &format!("{value:?}")),
            InheritedError::TooMany(count) => words.passed_too_many(&count.to_string(), &DESCRIPTORS_MAX.to_string()),
            InheritedError::Closed { number, name } => words.passed_closed(&number.to_string(), &format!("{name:?}")),
            InheritedError::Foreign { number, name, kind } => {
                words.passed_foreign(&number.to_string(), &format!("{name:?}"), &kind(words))
            }
        }
    }
}

impl Inherited {
    /// Takes what was passed to this very process. To be called once, first of all.
    ///
    /// # Errors
    ///
    /// What is not as a service manager passes it, or of no use; all of it is closed then.
    pub fn take() -> Result<Inherited, InheritedError> {
        let mut inherited = Inherited::default();
        for (number, name, descriptor) in descriptors()? {
            match socket::kind(descriptor) {
                Kind::Listener(listener, address) => {
                    inherited.listeners.push(PassedListener { number, name, address, listener });
                }
                Kind::Connection(descriptor) => inherited.connections.push(PassedConnection { name, descriptor }),
                Kind::Foreign(kind) => return Err(InheritedError::Foreign { number, name, kind }),
            }
        }
        Ok(inherited)
    }
}

/// Every descriptor with its number and name, closed when another program is executed.
fn descriptors() -> Result<Vec<(u32, String, OwnedFd)>, InheritedError> {
    if number("LISTEN_PID")? != Some(process::id()) {
        return Ok(Vec::new());
    }
    let count = number("LISTEN_FDS")?.unwrap_or_default();
    if count > DESCRIPTORS_MAX {
        return Err(InheritedError::TooMany(count));
    }
    let malformed = |_| InheritedError::Variable { variable: "LISTEN_FDS", value: count.to_string() };
    let passed = sd_listen_fds::get().map_err(malformed)?;
    let mut found = Vec::new();
    let mut closed = None;
    for (number, (name, descriptor)) in (FIRST..).zip(passed) {
        let name = name.filter(|name| !name.is_empty()).unwrap_or_else(|| NAMELESS.to_owned());
        let descriptor = descriptor.into_std();
        if fcntl(&descriptor, FcntlArg::F_SETFD(FdFlag::FD_CLOEXEC)).is_ok() {
            found.push((number, name, descriptor));
        } else {
            // Nobody's: it must not be closed, for the number may soon be somebody else's.
            let _ = descriptor.into_raw_fd();
            closed.get_or_insert((number, name));
        }
    }
    match closed {
        Some((number, name)) => Err(InheritedError::Closed { number, name }),
        None => Ok(found),
    }
}

/// The number that a variable says, if it is set.
fn number(variable: &'static str) -> Result<Option<u32>, InheritedError> {
    match env::var(variable) {
        Ok(value) => value.parse().map(Some).map_err(|_| InheritedError::Variable { variable, value }),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(value)) => {
            Err(InheritedError::Variable { variable, value: value.to_string_lossy().into_owned() })
        }
    }
}

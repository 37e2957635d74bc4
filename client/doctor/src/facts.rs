//! What was found out about a server: no conclusions in here.

use std::net::SocketAddr;
use std::time::Duration;

/// All that is known of a server and of the way to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// As it was typed.
    pub host: String,
    /// 1 to 65535.
    pub port: u16,
    /// What became of the name.
    pub lookup: Lookup,
    /// Each address of the name.
    pub tries: Vec<Try>,
    /// What this machine says of the port.
    pub here: Here,
}

/// What became of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    /// It has addresses.
    Found,
    /// It has none; what the system says.
    Unknown(String),
    /// Nobody answered in time.
    Slow,
}

impl Lookup {
    /// Whether no name server has said anything of the name: so it may well have addresses.
    pub fn is_unanswered(&self) -> bool {
        // What a resolver says of name servers that are silent or fail (EAI_AGAIN and EAI_FAIL of getaddrinfo(3)).
        let unanswered = ["Temporary failure", "Non-recoverable failure"];
        match self {
            Lookup::Found => false,
            Lookup::Unknown(why) => unanswered.iter().any(|words| why.contains(words)),
            Lookup::Slow => true,
        }
    }
}

/// One address, tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Try {
    /// The address and the port.
    pub address: SocketAddr,
    /// Whether it is an address of this machine.
    pub own: bool,
    /// How it ended.
    pub outcome: Outcome,
    /// After how long.
    pub after: Duration,
    /// Other ports of the host where something answered, were it only by a refusal. Asked where the
    /// port itself does not answer.
    pub answers_on: Vec<u16>,
}

/// How a connection attempt ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// There was a connection.
    Answered(Answer),
    /// The host says that nobody listens there.
    Refused,
    /// Nobody says anything.
    TimedOut,
    /// The host cannot be reached, says a machine on the way or this one.
    HostUnreachable,
    /// This machine has no way there.
    NetworkUnreachable,
    /// This machine does not let it out.
    Denied,
    /// What the system says otherwise.
    Other {
        /// In its own words.
        said: String,
        /// Its number for it, if it has one.
        number: Option<i32>,
    },
}

/// What a server did with a connection in its first moments, unasked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It waits, as a relay does.
    Silent,
    /// It spoke: its first bytes.
    Spoke(Vec<u8>),
    /// It closed.
    Closed,
}

/// What this machine says of its ports; empty where it does not tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Here {
    /// Who listens on the port.
    pub listeners: Vec<Listener>,
    /// Finished connections that still hold the port.
    pub time_wait: usize,
    /// Ports on which a tp-relais of this machine listens.
    pub relay_ports: Vec<u16>,
    /// The relay on the port says that its room is paused. Only who may ask a relay that sets it.
    pub paused: bool,
}

/// A place where a program of this machine listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listener {
    /// The place.
    pub address: SocketAddr,
    /// The program; `None` when it is not ours to see.
    pub program: Option<Program>,
}

/// A process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// Its number.
    pub pid: u32,
    /// Its name, safe to show.
    pub name: String,
    /// It is stopped (Ctrl-Z), so it accepts nobody.
    pub stopped: bool,
}

impl Program {
    /// Whether it is a relay, or the service manager that holds a port for one.
    pub fn is_relay(&self) -> bool {
        self.name == "tp-relais" || self.name == "systemd"
    }
}

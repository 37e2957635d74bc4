//! Which listeners the rooms have: those that the service manager passed, and those that are bound.
//!
//! A passed listener is the listener of the room of its port, so its port is not bound. Such a room's
//! mode is the configured one, or the one that the listener's name says (`echo`, or `12345=echo`).
//! Where nothing is configured to listen on, the passed listeners are all there are.

use std::io;
use std::net::{SocketAddr, TcpListener};

use tp_proto::frame_log::{Mode, UnknownMode};

use crate::config::{Config, Listen, RoomListen};
use crate::language::{Language, Said, english};
use crate::service::PassedListener;
use crate::socket::{self, BindError};

/// A room that is going to be.
#[derive(Debug)]
pub struct Plan {
    /// Its mode.
    pub mode: Mode,
    /// What was passed for it. Nothing is bound then.
    passed: Vec<PassedListener>,
    /// What is to be bound.
    places: Vec<Listen>,
}

/// A room's listeners and the port they got.
#[derive(Debug)]
pub struct Bound {
    /// The room's mode.
    pub mode: Mode,
    /// The listeners, set to our options.
    pub listeners: Vec<TcpListener>,
    /// Where they listen.
    pub addresses: Vec<SocketAddr>,
    /// Whether the service manager passed them.
    pub is_passed: bool,
    /// Their port.
    pub port: u16,
}

impl Bound {
    /// A room that nobody reaches yet.
    fn nowhere(mode: Mode) -> Bound {
        Bound { mode, listeners: Vec::new(), addresses: Vec::new(), is_passed: false, port: 0 }
    }

    /// One more listener; all of a room have one port.
    fn add(&mut self, listener: TcpListener, address: SocketAddr) {
        self.listeners.push(listener);
        self.addresses.push(address);
        self.port = address.port();
    }
}

/// A listener that was passed and cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.said(english()))]
pub enum PassedError {
    /// Its name says a mode there is not.
    Mode {
        /// Its number.
        number: u32,
        /// Its port.
        port: u16,
        /// Its name.
        name: String,
        /// What there is.
        source: UnknownMode,
    },
    /// Its name is about another port.
    Port {
        /// Its number.
        number: u32,
        /// Its port.
        port: u16,
        /// Its name.
        name: String,
    },
    /// One port is one room and has one mode.
    TwoModes {
        /// Its port.
        port: u16,
        /// The mode that was known before.
        known: Mode,
        /// Its number.
        number: u32,
        /// Its name.
        name: String,
    },
    /// Two listeners where one can be.
    Twice {
        /// Where.
        address: SocketAddr,
        /// The number of one.
        first: u32,
        /// Its name.
        first_name: String,
        /// The number of the other.
        second: u32,
        /// Its name.
        second_name: String,
    },
    /// The kernel refused our options.
    Options {
        /// Its number.
        number: u32,
        /// Its name.
        name: String,
        /// Where it listens.
        address: SocketAddr,
        /// What the kernel said.
        source: io::Error,
    },
}

impl Said for PassedError {
    fn said(&self, words: &Language) -> String {
        match self {
            PassedError::Mode { number, port, name, .. } => {
                words.passed_mode(&number.to_string(), &port.to_string(), &format!("{name:?}"))
            }
            PassedError::Port { number, port, name } => {
                words.passed_port(&number.to_string(), &port.to_string(), &format!("{name:?}"))
            }
            PassedError::TwoModes { port, known, number, name } => {
                let (port, number) = (port.to_string(), number.to_string());
                words.passed_two_modes(&port, &known.to_string(), &number, &format!("{name:?}"))
            }
            PassedError::Twice { address, first, first_name, second, second_name } => {
                let (first, second) = (first.to_string(), second.to_string());
                let names = [first_name, second_name].map(|name| format!("{name:?}"));
                words.passed_twice(&first, &names[0], &second, &names[1], &address.to_string())
            }
            PassedError::Options { number, name, address, .. } => {
                words.passed_options(&number.to_string(), &format!("{name:?}"), &address.to_string())
            }
        }
    }
}

/// Puts what is configured and what was passed together. Nothing is bound or changed.
pub fn plan(config: &Config, passed: Vec<PassedListener>) -> Result<Vec<Plan>, PassedError> {
    let configured: &[RoomListen] = if config.listens_by_default && !passed.is_empty() { &[] } else { &config.rooms };
    let of_room = |room: &RoomListen| Plan { mode: room.mode, passed: Vec::new(), places: room.places.clone() };
    let mut plans: Vec<Plan> = configured.iter().map(of_room).collect();
    for listener in passed {
        add(&mut plans, listener)?;
    }
    Ok(plans)
}

fn add(plans: &mut Vec<Plan>, listener: PassedListener) -> Result<(), PassedError> {
    let port = listener.address.port();
    let named = named_mode(&listener)?;
    match plans.iter_mut().find(|plan| plan.is_of_port(port)) {
        None => plans.push(Plan { mode: named.unwrap_or_default(), passed: vec![listener], places: Vec::new() }),
        Some(plan) => {
            if let Some(twin) = plan.passed.iter().find(|other| other.address == listener.address) {
                return Err(twice(twin, &listener));
            }
            if named.is_some_and(|mode| mode != plan.mode) {
                let PassedListener { number, name, .. } = listener;
                return Err(PassedError::TwoModes { port, known: plan.mode, number, name });
            }
            plan.passed.push(listener);
        }
    }
    Ok(())
}

fn twice(first: &PassedListener, second: &PassedListener) -> PassedError {
    PassedError::Twice {
        address: first.address,
        first: first.number,
        first_name: first.name.clone(),
        second: second.number,
        second_name: second.name.clone(),
    }
}

/// The mode that a name says: `MODE` or `PORT=MODE`. Other names say nothing.
fn named_mode(listener: &PassedListener) -> Result<Option<Mode>, PassedError> {
    let PassedListener { number, name, address, .. } = listener;
    let (number, port) = (*number, address.port());
    let Some((named_port, mode)) = name.split_once('=') else { return Ok(name.parse().ok()) };
    let Ok(named_port) = named_port.parse::<u16>() else { return Ok(None) };
    if named_port != port {
        return Err(PassedError::Port { number, port, name: name.clone() });
    }
    mode.parse().map(Some).map_err(|source| PassedError::Mode { number, port, name: name.clone(), source })
}

impl Plan {
    fn is_of_port(&self, port: u16) -> bool {
        let passed = self.passed.iter().map(|listener| listener.address.port());
        self.places.iter().map(|place| place.port).chain(passed).any(|own| own == port)
    }

    /// Whether its listeners were passed.
    pub fn is_passed(&self) -> bool {
        !self.passed.is_empty()
    }

    /// Makes what was passed ours.
    fn adopt(self) -> Result<Bound, PassedError> {
        let mut bound = Bound { is_passed: true, ..Bound::nowhere(self.mode) };
        for PassedListener { number, name, address, listener } in self.passed {
            let adopted = socket::adopt(listener);
            bound.add(adopted.map_err(|source| PassedError::Options { number, name, address, source })?, address);
        }
        Ok(bound)
    }

    /// Binds what is to be bound.
    fn bind(self, stop: &dyn Fn() -> bool) -> Result<Bound, BindError> {
        let mut bound = Bound::nowhere(self.mode);
        for place in self.places {
            let listener = socket::bind(place.address(), stop)?;
            let address =
                listener.local_addr().map_err(|source| BindError::Refused { address: place.address(), source })?;
            bound.add(listener, address);
        }
        Ok(bound)
    }

    /// Listens. Whether to give up is asked of `stop` while a port has to be waited for.
    pub fn listen<E: From<PassedError> + From<BindError>>(self, stop: &dyn Fn() -> bool) -> Result<Bound, E> {
        if self.is_passed() { Ok(self.adopt()?) } else { Ok(self.bind(stop)?) }
    }
}

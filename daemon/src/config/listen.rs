//! `[ADDR:]PORT[=MODE]`.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::str::FromStr;

use serde::Deserialize;
use tp_proto::frame_log::{Mode, UnknownMode};

/// One place to listen on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Listen {
    /// The address, `None` for every address of the machine, IPv4 and IPv6.
    pub ip: Option<IpAddr>,
    /// The port, 0 for a free one.
    pub port: u16,
    /// The mode.
    pub mode: Mode,
}

/// A room: one port, its mode, and the addresses it is reached on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoomListen {
    /// Each with the same port.
    pub places: Vec<Listen>,
    /// The mode.
    pub mode: Mode,
}

/// What cannot be listened on.
#[derive(Debug, thiserror::Error)]
pub enum ListenError {
    /// The mode is none.
    #[error(transparent)]
    Mode(#[from] UnknownMode),
    /// The port is none.
    #[error("{0:?} is no port: a number from 0 to 65535 is wanted")]
    Port(String),
    /// The address is none.
    #[error(
        "{0:?} is no address of this machine: an IPv4 address or an IPv6 one in brackets is wanted, or none for all"
    )]
    Address(String),
    /// One port is one room and has one mode.
    #[error("port {port} is given as {first} and as {second}: one port is one room, give one of them another port")]
    TwoModes {
        /// The port.
        port: u16,
        /// The mode it was given first.
        first: Mode,
        /// And then.
        second: Mode,
    },
    /// The same place twice.
    #[error("port {0} is given twice with the same address: leave one out")]
    Twice(u16),
    /// A place that another one covers.
    #[error("port {port} is given for {all}, which stands for all addresses, and for {one}: leave one of them out")]
    Covered {
        /// The port.
        port: u16,
        /// The unspecified address.
        all: IpAddr,
        /// An address that it stands for.
        one: IpAddr,
    },
    /// Nothing to listen on.
    #[error("there is nothing to listen on: name a place such as \"12345\", or leave the key `listen` out")]
    Nothing,
}

impl Listen {
    /// Every address, in the default mode.
    pub fn port(port: u16) -> Listen {
        Listen { ip: None, port, mode: Mode::default() }
    }

    /// The address to bind.
    pub fn address(&self) -> SocketAddr {
        SocketAddr::new(self.ip(), self.port)
    }

    fn ip(&self) -> IpAddr {
        self.ip.unwrap_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED))
    }

    /// Whether whoever connects to `other` is at home here too.
    fn covers(&self, other: &Listen) -> bool {
        match self.ip() {
            IpAddr::V6(ip) => ip.is_unspecified(),
            IpAddr::V4(ip) => ip.is_unspecified() && other.ip().is_ipv4(),
        }
    }

    /// Refuses two places that cannot be listened on together.
    fn check_beside(&self, other: &Listen) -> Result<(), ListenError> {
        let port = self.port;
        if self.ip() == other.ip() {
            Err(ListenError::Twice(port))
        } else if self.covers(other) {
            Err(ListenError::Covered { port, all: self.ip(), one: other.ip() })
        } else if other.covers(self) {
            Err(ListenError::Covered { port, all: other.ip(), one: self.ip() })
        } else {
            Ok(())
        }
    }
}

impl FromStr for Listen {
    type Err = ListenError;

    fn from_str(text: &str) -> Result<Listen, ListenError> {
        let (place, mode) = match text.split_once('=') {
            Some((place, mode)) => (place, mode.parse()?),
            None => (text, Mode::default()),
        };
        let (ip, port) = match place.rsplit_once(':') {
            Some((ip, port)) => (Some(parse_ip(ip)?), port),
            None => (None, place),
        };
        let port = port.parse().map_err(|_| ListenError::Port(port.to_owned()))?;
        Ok(Listen { ip, port, mode })
    }
}

impl TryFrom<String> for Listen {
    type Error = ListenError;

    fn try_from(text: String) -> Result<Listen, ListenError> {
        text.parse()
    }
}

fn parse_ip(text: &str) -> Result<IpAddr, ListenError> {
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    let parsed = match bare {
        // `[::ffff:192.168.1.20]` is an IPv4 address in the other spelling.
        Some(v6) => v6.parse().map(|ip: Ipv6Addr| ip.to_canonical()).ok(),
        None => text.parse().map(IpAddr::V4).ok(),
    };
    parsed.ok_or_else(|| ListenError::Address(text.to_owned()))
}

/// Puts what has the same port into one room. Port 0 is a room of its own every time.
pub fn rooms(listens: &[Listen]) -> Result<Vec<RoomListen>, ListenError> {
    let mut rooms: Vec<RoomListen> = Vec::new();
    for &listen in listens {
        let known = rooms.iter_mut().find(|room| listen.port != 0 && room.places[0].port == listen.port);
        match known {
            None => rooms.push(RoomListen { places: vec![listen], mode: listen.mode }),
            Some(room) if room.mode != listen.mode => {
                return Err(ListenError::TwoModes { port: listen.port, first: room.mode, second: listen.mode });
            }
            Some(room) => {
                room.places.iter().try_for_each(|place| place.check_beside(&listen))?;
                room.places.push(listen);
            }
        }
    }
    if rooms.is_empty() { Err(ListenError::Nothing) } else { Ok(rooms) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, address: &str, mode: Mode) {
        let listen: Listen = text.parse().expect(text);
        assert_eq!((listen.address().to_string().as_str(), listen.mode), (address, mode), "{text}");
    }

    #[test]
    fn every_documented_form_is_understood() {
        check("12345", "[::]:12345", Mode::Others);
        check("0=echo", "[::]:0", Mode::Echo);
        check("127.0.0.1:9=ack", "127.0.0.1:9", Mode::Ack);
        check("[::1]:9=all", "[::1]:9", Mode::All);
        check("[::ffff:127.0.0.1]:9", "127.0.0.1:9", Mode::Others);
    }

    #[test]
    fn what_is_no_place_is_named() {
        for text in ["", "x", "70000", "-1", "::1:9", "host:9", "1.2.3:9", "[::1:9", "9=chat", "9=", "=all"] {
            assert!(text.parse::<Listen>().is_err(), "{text}");
        }
    }

    fn rooms_of(texts: &[&str]) -> Result<Vec<RoomListen>, ListenError> {
        rooms(&texts.iter().map(|text| text.parse().expect("a place")).collect::<Vec<Listen>>())
    }

    #[test]
    fn one_port_is_one_room() {
        let rooms = rooms_of(&["0", "0", "127.0.0.1:9", "[::1]:9", "127.0.0.2:9"]).expect("rooms");
        assert_eq!(rooms.iter().map(|room| room.places.len()).collect::<Vec<_>>(), [1, 1, 3]);
        assert!(matches!(rooms_of(&["127.0.0.1:9", "[::1]:9=all"]), Err(ListenError::TwoModes { port: 9, .. })));
        assert!(matches!(rooms_of(&[]), Err(ListenError::Nothing)));
    }

    #[test]
    fn places_that_the_kernel_would_not_give_together_are_refused() {
        for twice in [["9", "9"], ["9", "[::]:9"], ["127.0.0.1:9", "[::ffff:127.0.0.1]:9"]] {
            assert!(matches!(rooms_of(&twice), Err(ListenError::Twice(9))), "{twice:?}");
        }
        for [all, one] in [["9", "127.0.0.1:9"], ["9", "[::1]:9"], ["9", "0.0.0.0:9"], ["0.0.0.0:9", "127.0.0.1:9"]] {
            for pair in [[all, one], [one, all]] {
                let refused = rooms_of(&pair).expect_err("one covers the other");
                assert!(matches!(refused, ListenError::Covered { port: 9, .. }), "{pair:?}");
                let covered: Listen = one.parse().expect("a place");
                assert!(refused.to_string().contains(&covered.ip().to_string()), "{refused}");
            }
        }
        assert_eq!(rooms_of(&["0.0.0.0:9", "[::1]:9"]).expect("of two families").len(), 1);
    }
}

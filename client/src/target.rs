//! `HOST[:PORT]`: what the user types to name a server.
//!
//! HOST may be a name, an IPv4 address, or an IPv6 address with or without brackets. `tcp://` may stand before it.

use std::fmt;
use std::net::Ipv6Addr;
use std::str::FromStr;

use thiserror::Error;
use tp_doctor::OtherScheme;
use tp_proto::text::visible;

use crate::language::language;

/// The lesson's port.
const PORT_DEFAULT: u16 = 12345;

/// Longest name that DNS can hold, in bytes (RFC 1035, section 2.3.4).
const HOST_BYTES_MAX: usize = 253;

/// A server, as the user named it. The host is not looked up yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    /// A name or an address, IPv6 without its brackets.
    pub(crate) host: String,
    /// 1 to 65535.
    pub(crate) port: u16,
}

/// Why a `HOST[:PORT]` makes no sense.
#[derive(Debug, Error, PartialEq, Eq)]
pub(crate) enum TargetError {
    #[error("{}", language().no_host())]
    NoHost,
    #[error("{}", language().bad_port(.0))]
    BadPort(String),
    #[error("{}", language().port_alone(&.0.to_string()))]
    PortAlone(u16),
    #[error("{}", language().bad_ipv6(.0))]
    BadIpv6(String),
    #[error("{}", language().other_scheme(&.0.scheme, &.0.instead))]
    OtherScheme(OtherScheme),
    #[error("{}", language().bad_name(.0, &HOST_BYTES_MAX.to_string()))]
    BadName(String),
}

impl FromStr for Target {
    type Err = TargetError;

    fn from_str(text: &str) -> Result<Self, TargetError> {
        let text = tp_doctor::without_scheme(text).map_err(TargetError::OtherScheme)?;
        let (host, port) = split(text)?;
        let port = port.map_or(Ok(PORT_DEFAULT), parse_port)?;
        check_host(host)?;
        Ok(Target { host: host.to_owned(), port })
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host = visible(self.host.as_bytes());
        if host.contains(':') { write!(f, "[{host}]:{}", self.port) } else { write!(f, "{host}:{}", self.port) }
    }
}

/// The host without brackets, and the port's text. More than one colon outside brackets is a bare
/// IPv6 address, so it cannot have a port.
fn split(text: &str) -> Result<(&str, Option<&str>), TargetError> {
    if let Some(inside) = text.strip_prefix('[') {
        let (host, after) = inside.split_once(']').ok_or_else(|| TargetError::BadIpv6(shown(text)))?;
        check_ipv6(host)?;
        return match after.strip_prefix(':') {
            Some(port) => Ok((host, Some(port))),
            None if after.is_empty() => Ok((host, None)),
            None => Err(TargetError::BadIpv6(shown(text))),
        };
    }
    match text.split_once(':') {
        Some((_, rest)) if rest.contains(':') => check_ipv6(text).map(|()| (text, None)),
        Some((host, port)) => Ok((host, Some(port))),
        None => Ok((text, None)),
    }
}

fn parse_port(text: &str) -> Result<u16, TargetError> {
    // A leading plus sign is a number to Rust, and no port to anybody else.
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|port| digits && *port != 0).ok_or_else(|| TargetError::BadPort(shown(text)))
}

/// A zone (`%eth0`) is left to the resolver, which knows the interfaces.
fn check_ipv6(host: &str) -> Result<(), TargetError> {
    let address = host.split_once('%').map_or(host, |(address, _zone)| address);
    address.parse::<Ipv6Addr>().map(drop).map_err(|_| TargetError::BadIpv6(shown(host)))
}

fn check_host(host: &str) -> Result<(), TargetError> {
    if host.is_empty() {
        return Err(TargetError::NoHost);
    }
    // A bare number is an IPv4 address to old resolvers: 12345 would be 0.0.48.57.
    if let Ok(port) = host.parse() {
        return Err(TargetError::PortAlone(port));
    }
    if host.len() > HOST_BYTES_MAX || host.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err(TargetError::BadName(shown(host)));
    }
    Ok(())
}

/// The start of what was typed, safe to show.
fn shown(text: &str) -> String {
    let start: String = text.chars().take(80).collect();
    visible(start.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, host: &str, port: u16) {
        assert_eq!(text.parse(), Ok(Target { host: host.to_owned(), port }), "{text}");
    }

    fn check_error(text: &str, expected: TargetError) {
        assert_eq!(text.parse::<Target>(), Err(expected), "{text}");
    }

    #[test]
    fn every_way_to_name_a_server_is_understood() {
        check("localhost", "localhost", 12345);
        check("poste-3.local:4000", "poste-3.local", 4000);
        check("192.168.1.10", "192.168.1.10", 12345);
        check("192.168.1.10:1", "192.168.1.10", 1);
        check("::1", "::1", 12345);
        check("2001:db8::1", "2001:db8::1", 12345);
        check("[::1]", "::1", 12345);
        check("[fe80::1%eth0]:65535", "fe80::1%eth0", 65535);
        check("tcp://192.168.1.10:4000", "192.168.1.10", 4000);
        check("tcp://[::1]:4000/", "::1", 4000);
    }

    #[test]
    fn a_bad_port_is_named() {
        for port in ["0", "65536", "", "+1", "http", "-1"] {
            check_error(&format!("localhost:{port}"), TargetError::BadPort(port.to_owned()));
        }
    }

    #[test]
    fn a_port_alone_is_not_taken_for_an_address() {
        check_error("12345", TargetError::PortAlone(12345));
    }

    #[test]
    fn an_address_of_another_protocol_is_answered_with_what_to_write() {
        let error = "http://192.168.1.10/".parse::<Target>().expect_err("no relay's address").to_string();
        assert!(error.contains("192.168.1.10:12345") && error.contains("http://"), "{error}");
        check_error("tcp://", TargetError::NoHost);
    }

    #[test]
    fn what_is_no_address_is_refused() {
        check_error("", TargetError::NoHost);
        check_error(":12345", TargetError::NoHost);
        check_error("[localhost]:1", TargetError::BadIpv6("localhost".to_owned()));
        check_error("[::1", TargetError::BadIpv6("[::1".to_owned()));
        check_error("[::1]x", TargetError::BadIpv6("[::1]x".to_owned()));
        check_error("a:b:c", TargetError::BadIpv6("a:b:c".to_owned()));
        check_error("a b", TargetError::BadName("a b".to_owned()));
        check_error("a\x1b[2J", TargetError::BadName("a\\x1b[2J".to_owned()));
        assert!(matches!("a".repeat(254).parse::<Target>(), Err(TargetError::BadName(_))));
    }

    #[test]
    fn an_ipv6_address_is_shown_in_brackets() {
        assert_eq!("::1".parse::<Target>().map(|target| target.to_string()), Ok("[::1]:12345".to_owned()));
    }
}

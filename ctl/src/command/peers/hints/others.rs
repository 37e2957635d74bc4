//! Other programs than the lesson's, by their first bytes.

use super::{Heard, Mistake};

/// How an HTTP request begins (RFC 9110, section 9).
const METHODS: [&str; 8] = ["GET ", "POST ", "HEAD ", "PUT ", "DELETE ", "OPTIONS ", "CONNECT ", "PATCH "];
/// "Interpret as command", and the commands that negotiate (RFC 854). "Don't" is not among them: nobody
/// begins with it, and with the byte before it begins UTF-16.
const IAC: u8 = 0xff;
const NEGOTIATING: std::ops::RangeInclusive<u8> = 0xfa..=0xfd;

/// A request that a browser makes.
pub(super) fn http(heard: &[Heard]) -> Option<(u64, Mistake)> {
    last(heard, is_http).map(|n| (n, Mistake::Http))
}

/// A TLS client's hello: a handshake record, version 3, with a message of type 1 (RFC 8446).
pub(super) fn tls(heard: &[Heard]) -> Option<(u64, Mistake)> {
    last(heard, |bytes| matches!(bytes, [0x16, 3, 0..=4, _, _, 1, ..])).map(|n| (n, Mistake::Tls))
}

/// What telnet says before anybody has typed.
pub(super) fn telnet(heard: &[Heard]) -> Option<(u64, Mistake)> {
    let negotiates = |bytes: &[u8]| matches!(bytes, [IAC, command, _, ..] if NEGOTIATING.contains(command));
    last(heard, negotiates).map(|n| (n, Mistake::Telnet))
}

fn is_http(bytes: &[u8]) -> bool {
    let line = bytes.split(|&byte| byte == b'\n').next().unwrap_or_default();
    METHODS.iter().any(|method| line.starts_with(method.as_bytes())) && line.windows(8).any(|word| word == b" HTTP/1.")
}

fn last(heard: &[Heard], shows: impl Fn(&[u8]) -> bool) -> Option<u64> {
    heard.iter().rev().find(|frame| frame.data.as_deref().is_some_and(&shows)).map(|frame| frame.n)
}

#[cfg(test)]
mod tests {
    use super::{Heard, Mistake, http, telnet, tls};

    #[test]
    fn a_protocol_is_known_by_its_first_bytes() {
        type Rule = fn(&[Heard]) -> Option<(u64, Mistake)>;
        for (rule, bytes, expected) in [
            (http as Rule, &b"GET / HTTP/1.1\r\n"[..], true),
            (http, b"POST /x HTTP/1.0\r\n\r\n", true),
            (http, b"GET / HTTP/1.1", true),
            (http, b"GET it", false),
            (http, b"bonjour\nGET / HTTP/1.1\r\n", false),
            (tls, b"\x16\x03\x01\x00\xa5\x01\x00", true),
            (tls, b"\x16\x03\x01\x00\xa5\x02", false),
            (tls, b"\x16\x03", false),
            (telnet, b"\xff\xfd\x03", true),
            (telnet, b"\xff\xff\x03", false),
            (telnet, b"\xff", false),
        ] {
            assert_eq!(rule(&[Heard::of(4, 0, bytes)]).map(|(n, _)| n), expected.then_some(4), "{bytes:?}");
        }
    }
}

//! `tcp://HOST:PORT`, as `tp-ctl banner` has it for telephones, and other such addresses that mean no relay.

use tp_proto::text::visible;

/// Most characters of what was typed that are shown again.
const SHOWN_CHARS_MAX: usize = 80;
/// The lesson's port.
const PORT: u16 = 12345;

/// An address of another protocol than TCP itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherScheme {
    /// What stands before `://`, safe to show.
    pub scheme: String,
    /// What to write, safe to show: host and port of what was typed, where it has them.
    pub instead: String,
}

/// What was typed without `tcp://` and without a slash behind it.
///
/// # Errors
///
/// Where it begins with another scheme.
pub fn without_scheme(typed: &str) -> Result<&str, OtherScheme> {
    let Some((scheme, rest)) = typed.split_once("://") else { return Ok(typed) };
    if scheme.eq_ignore_ascii_case("tcp") {
        return Ok(rest.strip_suffix('/').unwrap_or(rest));
    }
    let place = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let place = place.rsplit_once('@').map_or(place, |(_, place)| place);
    Err(OtherScheme { scheme: shown(scheme), instead: with_port(&shown(place)) })
}

fn with_port(place: &str) -> String {
    let (host, port) = place.rsplit_once(':').filter(|(_, port)| !port.ends_with(']')).unwrap_or((place, ""));
    match port.parse::<u16>() {
        _ if host.is_empty() => format!("192.168.1.10:{PORT}"),
        Ok(port) if port > 0 => format!("{host}:{port}"),
        _ => format!("{host}:{PORT}"),
    }
}

fn shown(text: &str) -> String {
    visible(text.chars().take(SHOWN_CHARS_MAX).collect::<String>().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::{OtherScheme, without_scheme};

    #[test]
    fn what_a_banner_says_to_telephones_is_an_address_and_other_schemes_are_answered_with_one() {
        for (typed, bare) in [
            ("localhost", "localhost"),
            ("tcp://192.168.1.20:12345", "192.168.1.20:12345"),
            ("TCP://[::1]:12345/", "[::1]:12345"),
            ("tcp://", ""),
        ] {
            assert_eq!(without_scheme(typed), Ok(bare), "{typed}");
        }
        for (typed, scheme, instead) in [
            ("http://192.168.1.20:8000/x", "http", "192.168.1.20:8000"),
            ("https://prof@poste-1/", "https", "poste-1:12345"),
            ("ws://[::1]", "ws", "[::1]:12345"),
            ("ws://[::1]:0", "ws", "[::1]:12345"),
            ("http://", "http", "192.168.1.10:12345"),
            ("a\u{1b}[2J://x", "a\\x1b[2J", "x:12345"),
        ] {
            let expected = OtherScheme { scheme: scheme.into(), instead: instead.into() };
            assert_eq!(without_scheme(typed), Err(expected), "{typed}");
        }
    }
}

//! Text for a picture: what a peer chose, made visible, and what peers are called.

use std::fmt::Write as _;
use std::net::SocketAddr;

use tp_proto::text;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use crate::language::Language;
use crate::scene::Person;

/// `bytes` as text that a terminal, an SVG and a page show and do not obey: as
/// [`text::visible`] has it, and without the characters that XML 1.0 has no place for.
pub(crate) fn shown(bytes: &[u8]) -> String {
    let visible = text::visible(bytes);
    if !visible.contains(is_outside_xml) {
        return visible;
    }
    let mut out = String::with_capacity(visible.len());
    for c in visible.chars() {
        if is_outside_xml(c) {
            // Writing to a String cannot fail.
            let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

/// Of those that are left: the two noncharacters that XML's `Char` excludes.
fn is_outside_xml(c: char) -> bool {
    matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// What a peer chose to be called.
pub(super) fn name(person: &Person) -> Option<String> {
    person.name.as_deref().filter(|name| !name.trim().is_empty()).map(|name| shown(name.as_bytes()))
}

/// What a peer is called: its name, or else its number.
pub(crate) fn person(person: &Person, language: &Language) -> String {
    name(person).unwrap_or_else(|| language.peer(&person.conn.to_string()))
}

/// An address in two parts, so that each fits a narrow lane: `192.168.1.20` and `:53112`.
pub(crate) fn halves(address: SocketAddr) -> (String, String) {
    let whole = address.to_string();
    let at = whole.rfind(':').unwrap_or(whole.len());
    (whole[..at].to_owned(), whole[at..].to_owned())
}

/// `text` in at most `columns` columns: what is too much in the middle is left out.
pub(super) fn squeeze(text: &str, columns: usize) -> String {
    if text.width() <= columns || columns < 3 {
        return text.chars().take(if text.width() <= columns { usize::MAX } else { columns }).collect();
    }
    let half = (columns - 1) / 2;
    let start: String = within(text.chars(), columns - 1 - half).collect();
    let mut end: Vec<char> = within(text.chars().rev(), half).collect();
    end.reverse();
    format!("{start}…{}", end.into_iter().collect::<String>())
}

/// The first characters that take at most so many columns.
fn within(chars: impl Iterator<Item = char>, columns: usize) -> impl Iterator<Item = char> {
    let mut taken = 0;
    chars.take_while(move |c| {
        taken += c.width().unwrap_or(0);
        taken <= columns
    })
}

#[cfg(test)]
mod tests {
    use super::{halves, shown, squeeze};

    #[test]
    fn nothing_that_xml_has_no_place_for_is_left() {
        assert_eq!(shown("a\0\u{b}\u{fffe}\u{ffff}\u{fffd}é".as_bytes()), "a\\x00\\x0b\\u{fffe}\\u{ffff}\u{fffd}é");
        assert_eq!(shown("\u{202e}<b>".as_bytes()), "\\u{202e}<b>");
    }

    #[test]
    fn an_address_is_cut_before_its_port() {
        assert_eq!(halves("10.0.0.1:5".parse().unwrap()), ("10.0.0.1".into(), ":5".into()));
        assert_eq!(halves("[2001:db8::1]:5".parse().unwrap()), ("[2001:db8::1]".into(), ":5".into()));
    }

    #[test]
    fn what_is_squeezed_keeps_both_ends() {
        assert_eq!(squeeze("2001:db8:85a3::7348", 9), "2001…7348");
        assert_eq!(squeeze("court", 9), "court");
        assert_eq!(squeeze("你好吗你好吗", 7), "你…吗");
    }
}

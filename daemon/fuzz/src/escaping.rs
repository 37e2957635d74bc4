//! What a peer chose, as a person sees it.

use tp_proto::text::visible;

use crate::Verdict;

/// Nothing in the text is obeyed, hidden or breaks the line, and the bytes can be had back: two
/// inputs never look the same.
pub fn check(input: &[u8]) -> Verdict {
    let text = visible(input);
    assert!(!text.chars().any(is_obeyed_or_hidden), "{text:?}");
    assert_eq!(undo(&text), input, "{text:?} says something else than was sent");
    if text.as_bytes() == input { Verdict::Understood } else { Verdict::Refused }
}

/// Controls, and the characters of Unicode that reorder, hide or are not seen. This list is meant to
/// be another one than the function's own.
fn is_obeyed_or_hidden(c: char) -> bool {
    let format = matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}');
    let marks = matches!(c, '\u{61c}' | '\u{ad}' | '\u{feff}' | '\u{180e}' | '\u{fff9}'..='\u{fffb}');
    c.is_control() || format || marks || matches!(c, '\u{e0000}'..='\u{e0fff}')
}

/// The bytes that `visible` made this text of.
fn undo(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((before, escape)) = rest.split_once('\\') {
        out.extend_from_slice(before.as_bytes());
        rest = undo_escape(escape, &mut out);
    }
    out.extend_from_slice(rest.as_bytes());
    out
}

/// Undoes the escape whose backslash was taken off, and gives what follows it.
fn undo_escape<'a>(escape: &'a str, out: &mut Vec<u8>) -> &'a str {
    let hex = |digits| u32::from_str_radix(digits, 16).expect("hexadecimal digits");
    let (kind, rest) = escape.split_at(1);
    match kind {
        "x" => {
            out.push(u8::try_from(hex(&rest[..2])).expect("two digits"));
            return &rest[2..];
        }
        "u" => {
            let (digits, rest) = rest.split_once('}').expect("a closing brace");
            let c = char::from_u32(hex(digits.strip_prefix('{').expect("a brace"))).expect("a character");
            out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            return rest;
        }
        "n" => out.push(b'\n'),
        "r" => out.push(b'\r'),
        "t" => out.push(b'\t'),
        "\\" => out.push(b'\\'),
        other => panic!("an escape that nobody wrote: {other}"),
    }
    rest
}

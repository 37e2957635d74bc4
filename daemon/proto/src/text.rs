//! How bytes that a peer chose are shown to a person.
//!
//! Text is shown as text. What a terminal would obey or hide, and what would let one text pass for
//! another, is made visible: C0 and C1 controls, bidirectional controls (Unicode UAX #9), zero
//! width characters, tag characters, and bytes that are no UTF-8.

use std::fmt::Write as _;

/// `bytes` as text that is safe on a terminal and stays on one line.
pub fn visible(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            push_visible(&mut out, c);
        }
        for byte in chunk.invalid() {
            push_escape(&mut out, format_args!("\\x{byte:02x}"));
        }
    }
    out
}

/// A sentence of a program's own that may quote what others chose: made safe as [`visible`] does it,
/// but for its backslashes, so that what is visible already stays as it is.
pub fn harmless(sentence: &str) -> String {
    let mut out = String::with_capacity(sentence.len());
    for c in sentence.chars() {
        if c == '\\' {
            out.push(c);
        } else {
            push_visible(&mut out, c);
        }
    }
    out
}

fn push_visible(out: &mut String, c: char) {
    match c {
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\\' => out.push_str("\\\\"),
        c if c.is_ascii_control() => push_escape(out, format_args!("\\x{:02x}", u32::from(c))),
        c if is_hidden(c) => push_escape(out, format_args!("\\u{{{:x}}}", u32::from(c))),
        c => out.push(c),
    }
}

fn push_escape(out: &mut String, escape: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = out.write_fmt(escape);
}

/// Whether a terminal obeys a character, hides it or lets it reorder others: one that
/// [`visible`] makes visible, the backslash aside.
pub fn is_unseen(c: char) -> bool {
    c.is_ascii_control() || is_hidden(c)
}

/// Characters that a terminal obeys, hides or lets reorder others.
fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{80}'..='\u{9f}'            // C1 controls
        | '\u{ad}'                     // soft hyphen
        | '\u{34f}'                    // combining grapheme joiner
        | '\u{61c}'                    // Arabic letter mark
        | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' // Hangul fillers
        | '\u{17b4}' | '\u{17b5}'      // Khmer inherent vowels, never shown
        | '\u{180b}'..='\u{180f}'      // Mongolian selectors
        | '\u{200b}'..='\u{200f}'      // zero width, direction marks
        | '\u{2028}'..='\u{202e}'      // line separators, bidirectional embeddings
        | '\u{2060}'..='\u{206f}'      // word joiner, isolates, deprecated format characters
        | '\u{fe00}'..='\u{fe0f}'      // variation selectors
        | '\u{feff}'                   // byte order mark
        | '\u{fff9}'..='\u{fffb}'      // interlinear annotation
        | '\u{1bca0}'..='\u{1bca3}'    // shorthand format controls
        | '\u{1d173}'..='\u{1d17a}'    // musical format controls
        | '\u{e0000}'..='\u{e0fff}'    // tags, more variation selectors
    )
}

#[cfg(test)]
mod tests {
    use super::{harmless, visible};

    fn check(input: &[u8], expected: &str) {
        assert_eq!(visible(input), expected);
    }

    #[test]
    fn text_stays_text() {
        check("Hello, serveur ! é 你好 🙂".as_bytes(), "Hello, serveur ! é 你好 🙂");
    }

    #[test]
    fn what_a_terminal_obeys_is_made_visible() {
        check(b"\x1b]52;c;Zm9v\x07", "\\x1b]52;c;Zm9v\\x07");
        check("\u{9b}31m".as_bytes(), "\\u{9b}31m");
        check(b"a\r\nb\tc\0\x7f", "a\\r\\nb\\tc\\x00\\x7f");
    }

    #[test]
    fn what_hides_or_reorders_is_made_visible() {
        check("a\u{202e}b\u{200b}c\u{e0041}".as_bytes(), "a\\u{202e}b\\u{200b}c\\u{e0041}");
    }

    #[test]
    fn half_of_a_character_is_shown_as_its_bytes() {
        check(b"caf\xc3", "caf\\xc3");
        check(b"\xa9!", "\\xa9!");
    }

    #[test]
    fn a_sentence_is_made_safe_once() {
        let sentence = harmless("it says \u{1b}[2J\n\u{202e}é \\x1b");
        assert_eq!(sentence, "it says \\x1b[2J\\n\\u{202e}é \\x1b");
        assert_eq!(harmless(&sentence), sentence);
    }

    #[test]
    fn a_backslash_of_the_peer_cannot_pass_for_an_escape() {
        check(b"\\x1b", "\\\\x1b");
    }
}

//! What a peer sent never reaches a terminal as anything but text, and nothing of it is lost.

use proptest::prelude::*;
use tp_proto::text::visible;

fn check(what: &str, input: &[u8], expected: &str) {
    assert_eq!(visible(input), expected, "{what}");
    assert_harmless(input);
}

/// No character that a terminal obeys, hides or reorders; and the bytes can be had back.
fn assert_harmless(input: &[u8]) {
    let text = visible(input);
    assert!(!text.chars().any(char::is_control), "{text:?}");
    let forbidden = |c| matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}');
    assert!(!text.chars().any(forbidden), "{text:?}");
    assert_eq!(undo(&text), input, "{text:?} says something else than was sent");
}

/// The bytes that `visible` made this text of.
fn undo(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let taken = if c == '\\' { undo_escape(rest, &mut out) } else { push(c, &mut out) };
        rest = &rest[taken..];
    }
    out
}

fn push(c: char, out: &mut Vec<u8>) -> usize {
    out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    c.len_utf8()
}

fn undo_escape(escape: &str, out: &mut Vec<u8>) -> usize {
    let hex = |digits| u32::from_str_radix(digits, 16).expect("hexadecimal digits");
    match escape.as_bytes()[1] {
        b'x' => {
            out.push(hex(&escape[2..4]) as u8);
            return 4;
        }
        b'u' => {
            let end = escape.find('}').expect("a closing brace");
            push(char::from_u32(hex(&escape[3..end])).expect("a character"), out);
            return end + 1;
        }
        b'n' => out.push(b'\n'),
        b'r' => out.push(b'\r'),
        b't' => out.push(b'\t'),
        b'\\' => out.push(b'\\'),
        other => panic!("an escape that nobody wrote: {other}"),
    }
    2
}

#[test]
fn escape_sequences_are_shown_and_not_obeyed() {
    check("colour", b"\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m");
    check("clear screen", b"\x1b[2J\x1b[H", "\\x1b[2J\\x1b[H");
    check("alternate screen", b"\x1b[?1049h", "\\x1b[?1049h");
    check("report to the keyboard", b"\x1b[6n\x1b[c", "\\x1b[6n\\x1b[c");
    check("window title", b"\x1b]0;root\x07", "\\x1b]0;root\\x07");
    check("clipboard", b"\x1b]52;c;cm0gLXJm\x07", "\\x1b]52;c;cm0gLXJm\\x07");
    check("clipboard, ended by ST", b"\x1b]52;c;YQ==\x1b\\", "\\x1b]52;c;YQ==\\x1b\\\\");
    check("link", b"\x1b]8;;http://a\x1b\\b\x1b]8;;\x1b\\", "\\x1b]8;;http://a\\x1b\\\\b\\x1b]8;;\\x1b\\\\");
    check("DECRQSS", b"\x1bP$q\"p\x1b\\", "\\x1bP$q\"p\\x1b\\\\");
    check("reset", b"\x1bc", "\\x1bc");
    check("APC, PM, SOS", b"\x1b_a\x1b^b\x1bXc", "\\x1b_a\\x1b^b\\x1bXc");
}

#[test]
fn c1_controls_are_shown_in_both_forms() {
    check("CSI as UTF-8", "\u{9b}2J".as_bytes(), "\\u{9b}2J");
    check("CSI as a byte", b"\x9b2J", "\\x9b2J");
    check("OSC and ST as UTF-8", "\u{9d}52;c;YQ==\u{9c}".as_bytes(), "\\u{9d}52;c;YQ==\\u{9c}");
    check("OSC and ST as bytes", b"\x9d52;c;YQ==\x9c", "\\x9d52;c;YQ==\\x9c");
    check("DCS as a byte", b"\x90$q\x9c", "\\x90$q\\x9c");
    check("next line", "\u{85}".as_bytes(), "\\u{85}");
}

#[test]
fn lines_cannot_be_forged() {
    check("carriage return", b"fin\rOK", "fin\\rOK");
    check("line feed", b"a\n12:00 #2 b", "a\\n12:00 #2 b");
    check("back space", b"abc\x08\x08", "abc\\x08\\x08");
    check("vertical tab, form feed", b"\x0b\x0c", "\\x0b\\x0c");
    check("line and paragraph separator", "\u{2028}\u{2029}".as_bytes(), "\\u{2028}\\u{2029}");
    check("null and delete", b"\0\x7f", "\\x00\\x7f");
}

#[test]
fn text_cannot_be_reordered_or_hidden() {
    check("override", "\u{202e}nif\u{202c}".as_bytes(), "\\u{202e}nif\\u{202c}");
    check("isolates", "\u{2066}a\u{2067}b\u{2068}c\u{2069}".as_bytes(), "\\u{2066}a\\u{2067}b\\u{2068}c\\u{2069}");
    check("marks", "\u{200e}\u{200f}\u{61c}".as_bytes(), "\\u{200e}\\u{200f}\\u{61c}");
    check("zero width", "a\u{200b}\u{200c}\u{200d}\u{feff}b".as_bytes(), "a\\u{200b}\\u{200c}\\u{200d}\\u{feff}b");
    check("tags", "\u{e0001}\u{e0041}\u{e007f}".as_bytes(), "\\u{e0001}\\u{e0041}\\u{e007f}");
    check("selectors", "\u{fe0f}\u{e0100}\u{180b}".as_bytes(), "\\u{fe0f}\\u{e0100}\\u{180b}");
    check("soft hyphen, joiner", "\u{ad}\u{34f}\u{2060}".as_bytes(), "\\u{ad}\\u{34f}\\u{2060}");
    check("fillers", "\u{115f}\u{1160}\u{3164}\u{ffa0}".as_bytes(), "\\u{115f}\\u{1160}\\u{3164}\\u{ffa0}");
}

#[test]
fn what_is_no_utf_8_is_shown_byte_by_byte() {
    check("Latin-1", b"\xe9t\xe9", "\\xe9t\\xe9");
    check("half an é", b"\xc3", "\\xc3");
    check("its other half", b"\xa9", "\\xa9");
    check("overlong", b"\xc0\x8a\xe0\x80\x8a", "\\xc0\\x8a\\xe0\\x80\\x8a");
    check("surrogates", b"\xed\xa0\x80\xed\xb0\x80", "\\xed\\xa0\\x80\\xed\\xb0\\x80");
    check("beyond Unicode", b"\xf4\x90\x80\x80\xff\xfe", "\\xf4\\x90\\x80\\x80\\xff\\xfe");
    check("an escape inside a torn character", b"\xe2\x1b[0m", "\\xe2\\x1b[0m");
}

#[test]
fn text_in_any_language_stays_text() {
    for text in ["OK, message reçu", "Ελληνικά", "עברית", "العربية", "हिन्दी", "日本語", "한국어", "🙂👍🏽", "e\u{301}"]
    {
        check(text, text.as_bytes(), text);
    }
}

proptest! {
    #[test]
    fn any_bytes_are_harmless_and_can_be_had_back(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        assert_harmless(&bytes);
    }

    #[test]
    fn any_text_is_harmless_and_can_be_had_back(text: String) {
        assert_harmless(text.as_bytes());
    }
}

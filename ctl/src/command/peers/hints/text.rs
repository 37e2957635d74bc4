//! Text that is not quite what was meant.

use super::{Heard, Mistake};

/// Bytes of text by which UTF-16 is known.
const SAMPLE: usize = 64;

/// `str(message.encode())`: Python's way to write bytes down, sent as text.
pub(super) fn bytes_repr(heard: &[Heard]) -> Option<(u64, Mistake)> {
    let shows = |frame: &&Heard| frame.is_whole() && is_repr(frame.data.as_deref().unwrap_or_default().trim_ascii());
    heard.iter().rev().find(shows).map(|frame| (frame.n, Mistake::BytesRepr))
}

/// Whether a text is `b'...'`, or ends so: an f-string has something before it, `Léa : b'...'`, and maybe a
/// bracket or a full stop behind it.
fn is_repr(text: &[u8]) -> bool {
    let begins = |at: usize| at.checked_sub(1).is_none_or(|before| b" \t\n:=,;([{<>-".contains(&text[before]));
    let ends = |rest: &[u8], quote: u8| rest.iter().rev().find(|byte| !b" )]}>.,;!?".contains(byte)) == Some(&quote);
    let quoted = |(at, pair): (usize, &[u8])| match pair {
        &[b'b', quote @ (b'\'' | b'"')] => begins(at) && ends(&text[at + 2..], quote),
        _ => false,
    };
    text.windows(2).enumerate().any(quoted)
}

/// Two bytes a letter, or a mark that says in which order bytes stand.
pub(super) fn utf16(heard: &[Heard]) -> Option<(u64, Mistake)> {
    let is_utf16 = |frame: &&Heard| {
        let bytes = frame.data.as_deref().unwrap_or_default();
        let marked = [&[0xff, 0xfe][..], &[0xfe, 0xff], &[0xef, 0xbb, 0xbf]].iter().any(|mark| bytes.starts_with(mark));
        marked || is_half_zeros(&bytes[..bytes.len().min(SAMPLE)])
    };
    heard.iter().rev().find(is_utf16).map(|frame| (frame.n, Mistake::Utf16))
}

/// Whether every second byte is zero, and no other.
fn is_half_zeros(bytes: &[u8]) -> bool {
    let pairs = bytes.chunks_exact(2);
    bytes.len() >= 4
        && (pairs.clone().all(|pair| pair[0] != 0 && pair[1] == 0)
            || pairs.clone().all(|pair| pair[0] == 0 && pair[1] != 0))
}

/// Letters of another encoding. A letter may be cut in two by a frame's end: it goes on in the next.
pub(super) fn not_utf8(heard: &[Heard]) -> Option<(u64, Mistake)> {
    let mut found = None;
    // The beginning of a letter that the next frame has to end.
    let mut begun: Option<(u64, Vec<u8>)> = None;
    for (at, frame) in heard.iter().enumerate() {
        let Some(data) = frame.data.as_deref() else {
            begun = None;
            continue;
        };
        let before = begun.take();
        let data = if at == 0 { without_rest_of_letter(data) } else { data };
        let (n, carried) = before.unwrap_or_default();
        let bytes = [carried.as_slice(), data].concat();
        match std::str::from_utf8(&bytes) {
            Ok(_) => {}
            Err(error) if error.error_len().is_some() => {
                // What the frame before began, and this one does not end, was none of UTF-8 there.
                let n = if error.valid_up_to() < carried.len() { n } else { frame.n };
                found = is_text(&bytes).then_some(n).or(found);
            }
            Err(error) if frame.is_whole() => begun = Some((frame.n, bytes[error.valid_up_to()..].to_vec())),
            Err(_) => {}
        }
    }
    // Nothing came that would end the letter: it was none of UTF-8.
    let last = heard.last().and_then(|frame| frame.data.as_deref()).is_some_and(is_text);
    begun.filter(|_| last).map(|(n, _)| n).or(found).map(|n| (n, Mistake::NotUtf8))
}

/// The first frame that is known may begin in the middle of a letter.
fn without_rest_of_letter(bytes: &[u8]) -> &[u8] {
    let rest = bytes.iter().take(3).take_while(|byte| (0x80..0xc0).contains(*byte)).count();
    &bytes[rest..]
}

/// Whether these may be letters of an encoding of one byte each.
fn is_text(bytes: &[u8]) -> bool {
    let is_letter = |byte: &u8| *byte >= 0x80 || !byte.is_ascii_control() || byte.is_ascii_whitespace();
    let high = bytes.iter().filter(|byte| **byte >= 0x80).count();
    bytes.iter().all(is_letter) && high <= bytes.len().div_ceil(2)
}

/// The end word, in small letters, with something around it, so that it is no end word.
pub(super) fn near_end_word(heard: &[Heard], end_word: &str) -> Option<(u64, Mistake)> {
    // A word may have such a sign itself: `/quit`.
    let bare = |text: &str| text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let wanted = bare(end_word);
    heard.iter().rev().filter(|frame| frame.is_whole() && !wanted.is_empty()).find_map(|frame| {
        let text = String::from_utf8_lossy(frame.data.as_deref()?).trim().to_lowercase();
        let near = bare(&text) == wanted && text != end_word;
        let shown = tp_proto::text::visible(frame.data.as_deref().unwrap_or_default());
        near.then(|| (frame.n, Mistake::NearEndWord { text: shown, word: end_word.to_owned() }))
    })
}

#[cfg(test)]
mod tests {
    use super::{Heard, Mistake, bytes_repr, near_end_word, not_utf8, utf16};

    type Rule = fn(&[Heard]) -> Option<(u64, Mistake)>;

    fn check(rule: Rule, frames: &[&[u8]], expected: Option<u64>) {
        let heard: Vec<Heard> = (1..).zip(frames).map(|(n, bytes)| Heard::of(n, n, bytes)).collect();
        assert_eq!(rule(&heard).map(|(n, _)| n), expected, "{frames:?}");
    }

    #[test]
    fn bytes_that_were_written_down_are_known_by_their_quotes() {
        check(bytes_repr, &[b"b'bonjour'"], Some(1));
        check(bytes_repr, &[b"b\"l'eau\"\n", b"salut"], Some(1));
        check(bytes_repr, &[b"b'x", b"bonjour", b"b''", b"b'"], Some(3));
        check(bytes_repr, &["Léa : b'bonjour'".as_bytes(), b"salut"], Some(1));
        check(bytes_repr, &[b"[b'un', b'deux']"], Some(1));
        check(bytes_repr, &[b"message: b\"l'eau\" !"], Some(1));
        check(bytes_repr, &[b"c'est bon", b"'b'", b"b\"x'", b"le plan b'", b"b'x et y", b"club'b'", b"b 'x'"], None);
    }

    #[test]
    fn two_bytes_a_letter_are_utf_16() {
        check(utf16, &[b"b\0o\0n\0"], Some(1));
        check(utf16, &[b"\0b\0o\0n"], Some(1));
        check(utf16, &[b"\xff\xfeb\0"], Some(1));
        check(utf16, &[b"\xef\xbb\xbfbonjour"], Some(1));
        check(utf16, &[b"\0\0\0\0", b"a\0", b"bonjour", "été".as_bytes()], None);
    }

    #[test]
    fn another_encoding_is_told_from_a_letter_that_was_cut_in_two() {
        check(not_utf8, &[b"d\xe9j\xe0 vu"], Some(1));
        check(not_utf8, &[b"caf\xe9"], Some(1));
        check(not_utf8, &[b"caf\xe9", b"oui"], Some(1));
        check(not_utf8, &[b"caf\xe9", b"oui", b"encore"], Some(1));
        check(not_utf8, &[b"oui", b"d\xe9j\xe0 vu", b"encore"], Some(2));
        check(not_utf8, &[b"caf\xc3", b"\xa9 noir"], None);
        check(not_utf8, &[b"\xa9 noir", "déjà".as_bytes()], None);
        // No text in any encoding.
        check(not_utf8, &[b"\x00\x01\xff\xfe\x02"], None);
        check(not_utf8, &[b"\xff\xff\xff\xff"], None);
    }

    #[test]
    fn an_end_word_in_quotes_is_none() {
        for (text, near) in
            [("'fin'", true), ("fin.", true), ("FIN !", true), ("\"fin\"\n", true), ("fin", false), (" Fin\r\n", false)]
        {
            check_near("fin", text, near);
        }
        for text in ["enfin", "la fin", "fin fin", "", "..."] {
            check_near("fin", text, false);
        }
    }

    #[test]
    fn the_end_word_is_the_rooms_and_where_there_is_none_nothing_is_near_it() {
        for (word, text, near) in [
            ("stop", "'fin'", false),
            ("stop", "'Stop'", true),
            ("/quit", "quit", true),
            ("/quit", " /QUIT\n", false),
            ("été", "ÉTÉ !", true),
            ("", "'fin'", false),
            ("", "...", false),
            ("...", "..", false),
        ] {
            check_near(word, text, near);
        }
    }

    fn check_near(word: &str, text: &str, near: bool) {
        let found = near_end_word(&[Heard::of(1, 1, text.as_bytes())], word);
        assert_eq!(found.map(|(n, _)| n), near.then_some(1), "{word:?} {text:?}");
    }
}

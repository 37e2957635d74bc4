//! What is wrong with a file that people write: what `toml`, or a value's own reader, said in English.
//!
//! It comes on several lines: where, the line of the file with marks below it, and what is wrong. The
//! French is the manual's dictionary's. What has none there is quoted as the parser's own words, behind its
//! place in the file; what is quoted of the file stays as it is.

use crate::{Lang, usage};

/// Most characters of what is wrong with a file that a message holds.
const SHORT_CHARS_MAX: usize = 1024;

/// How a place in a file begins.
const PLACE: &str = "TOML parse error at line ";

/// The text that a file holds.
///
/// # Errors
///
/// It holds something else: where, as a parser says it, and what to do.
pub fn text(bytes: &[u8]) -> Result<&str, String> {
    std::str::from_utf8(bytes).map_err(|error| not_utf8(&bytes[..error.valid_up_to()]))
}

/// Where the text behind `before` stops being text.
fn not_utf8(before: &[u8]) -> String {
    let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
    let start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1);
    let column = String::from_utf8_lossy(&before[start..]).chars().count() + 1;
    format!("{PLACE}{line}, column {column}\nthis is not UTF-8: save the file as UTF-8")
}

/// In a language, line by line.
pub fn said(english: &str, lang: Lang) -> String {
    if lang == Lang::En {
        return english.to_owned();
    }
    let has_place = english.lines().any(|line| line.starts_with(PLACE));
    english.lines().map(|line| french(line, has_place)).collect::<Vec<_>>().join("\n")
}

/// A text of this language on one line: where, and what is wrong. What is quoted of the file is left out.
pub fn on_one_line(text: &str, lang: Lang) -> String {
    let colon = if lang == Lang::Fr { "\u{a0}: " } else { ": " };
    let lines = text.lines().filter(|line| !is_quoted(line)).map(str::trim).filter(|line| !line.is_empty());
    lines.fold(String::new(), |told, line| match told.as_str() {
        "" => line.to_owned(),
        told if told.ends_with(':') => format!("{told} {line}"),
        told => format!("{told}{colon}{line}"),
    })
}

/// What is wrong, in English, as much of it as a message holds: on one line, and with nothing in it that a
/// terminal obeys.
pub fn in_short(reason: &str) -> String {
    let reason = on_one_line(reason, Lang::En);
    let words: Vec<&str> = reason.split_whitespace().collect();
    // It may quote a line that is as long as the file.
    let words: String = words.join(" ").chars().take(SHORT_CHARS_MAX).collect();
    tp_proto::text::harmless(&words)
}

fn french(line: &str, has_place: bool) -> String {
    if is_quoted(line) {
        return line.to_owned();
    }
    match line.split_once(": ") {
        Some((place, what)) if place.starts_with(PLACE) => {
            format!("{}\u{a0}: {}", usage::said(place, Lang::Fr), of_parser(what))
        }
        _ if has_place && !line.starts_with(PLACE) => of_parser(line),
        _ => usage::said(line, Lang::Fr),
    }
}

/// What a parser has against a place in a file.
fn of_parser(what: &str) -> String {
    usage::wholly_french(what).unwrap_or_else(|| format!("l'analyseur du fichier dit «\u{a0}{what}\u{a0}»"))
}

/// `3 | listen = [7]`, and the marks below.
fn is_quoted(line: &str) -> bool {
    line.split_once('|').is_some_and(|(number, _)| number.trim().bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests;

//! The French of what stands in the tables in English: the manual's, compiled in.
//!
//! A key with `{}` in it is a pattern: what stands there is taken over, in the same order, and said in
//! French where it is a key itself. Of several patterns that fit, the one with most words of its own counts.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The manual's pairs of texts.
const FRENCH: &str = include_str!("../../../manual/pages/french.toml");

/// How the patterns begin by which `toml` itself tells what is wrong with a file and what it wants there.
const PARSERS: &str = "{}, expected ";

static DICTIONARY: LazyLock<BTreeMap<String, String>> =
    // A test holds the file to be pairs of texts.
    LazyLock::new(|| toml::from_str(FRENCH).unwrap_or_default());

/// The French of a text, paragraph by paragraph; of one that has none, the English.
pub(super) fn french(english: &str) -> String {
    let paragraphs: Vec<String> =
        english.split("\n\n").map(|text| paragraph(text).unwrap_or(text.to_owned())).collect();
    paragraphs.join("\n\n")
}

/// Whether all of its paragraphs are in the dictionary.
pub(super) fn knows(english: &str) -> bool {
    english.split("\n\n").all(|text| paragraph(text).is_some())
}

/// The French of what a parser says of a file; `None` where words of it have none. In the places that a
/// pattern of [`PARSERS`] has stand the parser's own words; in those of all others, what it quotes.
pub(super) fn wholly_french(english: &str) -> Option<String> {
    let stays = |(pattern, _, captured): (&str, &str, Vec<&str>)| {
        pattern.starts_with(PARSERS) && !captured.iter().all(|part| DICTIONARY.contains_key(*part) || is_quoted(part))
    };
    let is_whole = DICTIONARY.contains_key(english) || !fitting(english).is_some_and(stays);
    if is_whole { paragraph(english) } else { None }
}

/// Whether that is characters in quotes, one or several.
fn is_quoted(part: &str) -> bool {
    part.split(", ").all(|word| word.len() > 2 && word.starts_with('`') && word.ends_with('`'))
}

fn paragraph(english: &str) -> Option<String> {
    // Where a text breaks its lines is nobody's concern.
    let english = english.split_whitespace().collect::<Vec<_>>().join(" ");
    let found = DICTIONARY.get(&english).cloned();
    let found = found.or_else(|| Some(format!("{}.", DICTIONARY.get(english.strip_suffix('.')?)?)));
    let found = found.or_else(|| by_pattern(&english))?;
    // No line begins with these.
    Some(
        [':', ';', '!', '?']
            .iter()
            .fold(found, |text, mark| text.replace(&format!(" {mark}"), &format!("\u{a0}{mark}"))),
    )
}

fn by_pattern(english: &str) -> Option<String> {
    fitting(english).map(|(_, french, captured)| fill(french, &captured))
}

/// The pattern that fits best, its French, and what stands in its places.
fn fitting(english: &str) -> Option<(&'static str, &'static str, Vec<&str>)> {
    let patterns = DICTIONARY.iter().filter(|(pattern, _)| pattern.contains("{}"));
    let fitting =
        patterns.filter_map(|(pattern, french)| Some((pattern.as_str(), french.as_str(), captures(pattern, english)?)));
    fitting.max_by_key(|(pattern, ..)| pattern.len())
}

/// What stands in a text where the pattern has `{}`; each as short as can be, the last one up to the end.
fn captures<'a>(pattern: &str, text: &'a str) -> Option<Vec<&'a str>> {
    let mut pieces = pattern.split("{}");
    let mut rest = text.strip_prefix(pieces.next()?)?;
    let mut captured = Vec::new();
    let mut pieces = pieces.peekable();
    while let Some(piece) = pieces.next() {
        let at = match pieces.peek() {
            None => rest.len().checked_sub(piece.len()).filter(|_| rest.ends_with(piece))?,
            Some(_) => rest.find(piece)?,
        };
        captured.push(&rest[..at]);
        rest = &rest[at + piece.len()..];
    }
    Some(captured)
}

fn fill(french: &str, captured: &[&str]) -> String {
    let mut captured = captured.iter();
    let mut pieces = french.split("{}");
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let taken = captured.next().unwrap_or(&"");
        text.push_str(DICTIONARY.get(*taken).map_or(taken, String::as_str));
        text.push_str(piece);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dictionary_is_pairs_of_texts_with_the_same_places_to_fill() {
        assert!(!DICTIONARY.is_empty(), "{:?}", toml::from_str::<BTreeMap<String, String>>(FRENCH).err());
        for (english, french) in DICTIONARY.iter() {
            assert_eq!(english.matches("{}").count(), french.matches("{}").count(), "{english}");
        }
    }

    #[test]
    fn a_pattern_takes_over_what_stands_in_its_places() {
        assert_eq!(captures("a {} b {}", "a 1 b 2 3"), Some(vec!["1", "2 3"]));
        assert_eq!(captures("{} is no port", "é is no port"), Some(vec!["é"]));
        assert_eq!(captures("{} is no port", "no port"), None);
        assert_eq!(captures("a{}a", "a"), None);
        assert_eq!(fill("{} et {}.", &["un", "deux"]), "un et deux.");
    }

    #[test]
    fn a_text_is_found_however_its_lines_break_and_with_a_final_stop_or_without() {
        assert_eq!(french("One\n  of"), "Au choix");
        assert_eq!(french("One of.\n\nBy default"), "Au choix.\n\nPar défaut");
        assert_eq!(french("nobody wrote this"), "nobody wrote this");
        assert!(!knows("nobody wrote this"));
    }
}

//! What is wrong with a file that people write: what `toml`, or a value's own reader, said in English.
//!
//! It comes on several lines: where, the line of the file with marks below it, and what is wrong. The
//! French is the manual's dictionary's; what has none there stays as it is, and so does what is quoted.

use crate::{Lang, usage};

/// How a place in a file begins.
const PLACE: &str = "TOML parse error at line ";

/// In a language, line by line.
pub fn said(english: &str, lang: Lang) -> String {
    if lang == Lang::En {
        return english.to_owned();
    }
    english.lines().map(french).collect::<Vec<_>>().join("\n")
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

fn french(line: &str) -> String {
    if is_quoted(line) {
        return line.to_owned();
    }
    match line.split_once(": ") {
        Some((place, what)) if place.starts_with(PLACE) => {
            format!("{}\u{a0}: {}", usage::said(place, Lang::Fr), usage::said(what, Lang::Fr))
        }
        _ => usage::said(line, Lang::Fr),
    }
}

/// `3 | listen = [7]`, and the marks below.
fn is_quoted(line: &str) -> bool {
    line.split_once('|').is_some_and(|(number, _)| number.trim().bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: &str = "TOML parse error at line 3, column 1\n  |\n3 | duplicate key\n  | ^\nduplicate key\n";

    #[test]
    fn what_is_quoted_of_a_file_is_never_put_into_other_words() {
        assert_eq!(said(ENGLISH, Lang::En), ENGLISH);
        assert_eq!(
            said(ENGLISH, Lang::Fr),
            "erreur TOML, ligne 3, colonne 1\n  |\n3 | duplicate key\n  | ^\ncette clé est donnée deux fois"
        );
    }

    #[test]
    fn one_line_holds_the_place_and_what_is_wrong_there_in_either_language() {
        let (line, french) = (on_one_line(ENGLISH, Lang::En), on_one_line(&said(ENGLISH, Lang::Fr), Lang::Fr));
        assert_eq!(line, "TOML parse error at line 3, column 1: duplicate key");
        assert_eq!(french, "erreur TOML, ligne 3, colonne 1\u{a0}: cette clé est donnée deux fois");
        assert_eq!(said(&line, Lang::Fr), french);
        let (none, bar) = (on_one_line("", Lang::En), on_one_line("a | b\n", Lang::En));
        assert_eq!((none.as_str(), bar.as_str()), ("", "a | b"));
        assert_eq!(on_one_line(&format!("/x is not right:\n{ENGLISH}"), Lang::En), format!("/x is not right: {line}"));
    }
}

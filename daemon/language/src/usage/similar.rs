//! What may have been meant: of the words that clap proposes, those that are near what was typed.
//!
//! clap proposes whatever has a Jaro similarity above 0.7, which finds `rotate` in `restart`, `verify` in
//! `version` and `--json` in `--salon`. Here a word is near if a third of its letters, one at least, are
//! wrong, missing, too many or in each other's place, or if what was typed is its beginning.

use clap::error::{ContextKind, ContextValue, Error, ErrorFormatter};

/// Letters of which one may be wrong.
const LETTERS_A_MISTAKE: usize = 3;

/// Leaves out what nobody can have meant.
pub(super) fn weed<F: ErrorFormatter>(error: &mut Error<F>) {
    for (wrong, proposed) in [
        (ContextKind::InvalidSubcommand, ContextKind::SuggestedSubcommand),
        (ContextKind::InvalidArg, ContextKind::SuggestedArg),
        (ContextKind::InvalidValue, ContextKind::SuggestedValue),
    ] {
        let Some(ContextValue::String(typed)) = error.get(wrong).cloned() else { continue };
        let near = match error.get(proposed).cloned() {
            Some(ContextValue::String(word)) => is_near(&typed, &word).then_some(ContextValue::String(word)),
            Some(ContextValue::Strings(mut words)) => {
                words.retain(|word| is_near(&typed, word));
                (!words.is_empty()).then_some(ContextValue::Strings(words))
            }
            _ => continue,
        };
        match near {
            Some(near) => drop(error.insert(proposed, near)),
            None => drop(error.remove(proposed)),
        }
    }
    // No tips are no lines, and clap would leave one free for them.
    if matches!(error.get(ContextKind::Suggested), Some(ContextValue::StyledStrs(tips)) if tips.is_empty()) {
        error.remove(ContextKind::Suggested);
    }
}

fn is_near(typed: &str, word: &str) -> bool {
    let [typed, word] = [typed, word].map(|text| bare(text).to_lowercase());
    let letters = typed.chars().count().max(word.chars().count());
    let most = (letters / LETTERS_A_MISTAKE).max(1);
    (!typed.is_empty() && word.starts_with(&typed)) || strsim::osa_distance(&typed, &word) <= most
}

/// An option without its dashes and its value.
fn bare(text: &str) -> &str {
    let text = text.trim_start_matches('-');
    text.split_once(['=', ' ']).map_or(text, |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::is_near;

    #[test]
    fn slips_are_near_and_other_words_are_not() {
        for (typed, word) in [
            ("stauts", "status"),
            ("peer", "peers"),
            ("tial", "tail"),
            ("stat", "status"),
            ("rapport", "report"),
            ("diagramme", "diagram"),
            ("--colums", "--columns"),
            ("--jsn=1", "--json"),
            ("--rooms", "--room <ROOM>"),
            ("halfclosed", "half-closed"),
            ("Ban", "ban"),
        ] {
            assert!(is_near(typed, word), "{typed} and {word}");
        }
        for (typed, word) in [
            ("restart", "rotate"),
            ("start", "status"),
            ("version", "verify"),
            ("clients", "events"),
            ("exit", "export"),
            ("stauts", "pause"),
            ("banner2", "ban"),
            ("--salon", "--json"),
            ("", "ban"),
        ] {
            assert!(!is_near(typed, word), "{typed} and {word}");
        }
    }
}

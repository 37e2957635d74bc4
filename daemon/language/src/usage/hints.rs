//! What clap's errors lack: the usage that `--help` shows, the verbs where a word is none of them, and what a
//! stray word was meant for.
//!
//! clap's own usage names every option that counts as given, and one whose environment variable is set
//! does: a user who never typed it would take it for compulsory.

use std::ffi::OsString;

use clap::Command;
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, Error, ErrorFormatter, ErrorKind};

use crate::Lang;

/// Most verbs that are listed: more are no help, and no program here has half as many.
const VERBS_MAX: usize = 48;
/// Most words of the command line that are looked at.
const WORDS_MAX: usize = 64;
/// The option that names a room.
const ROOM: &str = "room";
/// The value name of an argument that is a text of any words.
const TEXT: &str = "TEXT";

/// Puts them into an error about these arguments of a command, in a language.
pub(super) fn add<F: ErrorFormatter>(error: &mut Error<F>, mut command: Command, words: &[OsString], lang: Lang) {
    command.build();
    let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) else {
        return add_tips(error, &command, words, lang);
    };
    let usage = usage.to_string();
    let verb = usage.split_whitespace().skip(2).fold((&command, true), |(at, deeper), word| {
        let next = at.find_subcommand(word).filter(|_| deeper);
        next.map_or((at, false), |next| (next, true))
    });
    let mut usage = verb.0.clone().render_usage();
    if error.kind() == ErrorKind::InvalidSubcommand && error.get(ContextKind::SuggestedSubcommand).is_none() {
        usage = StyledStr::from(format!("{}\n{}", usage.ansi(), verbs(verb.0, lang)));
    }
    error.insert(ContextKind::Usage, ContextValue::StyledStr(usage));
    add_tips(error, &command, words, lang);
}

/// The verbs, on one line.
fn verbs(command: &Command, lang: Lang) -> String {
    let shown = command.get_subcommands().filter(|verb| !verb.is_hide_set());
    let names: Vec<&str> = shown.map(Command::get_name).take(VERBS_MAX).collect();
    let heading = match lang {
        Lang::En => "Commands:",
        Lang::Fr => "Verbes\u{a0}:",
    };
    format!("{heading} {}", names.join(", "))
}

/// What a word that has no place may have been meant for.
fn add_tips<F: ErrorFormatter>(error: &mut Error<F>, command: &Command, words: &[OsString], lang: Lang) {
    if !matches!(error.kind(), ErrorKind::UnknownArgument | ErrorKind::InvalidValue) {
        return;
    }
    let Some((verb, free)) = free_words(command, words) else { return };
    let is_stray =
        matches!(error.get(ContextKind::InvalidArg), Some(ContextValue::String(arg)) if !arg.starts_with('-'));
    let has_room = verb.get_arguments().any(|arg| arg.get_long() == Some(ROOM));
    let room = free.iter().find(|word| has_room && is_stray && word.parse::<u16>().is_ok_and(|port| port > 0));
    let is_text = |names: &[clap::builder::Str]| names.iter().any(|name| name == TEXT);
    let takes_text = verb.get_positionals().any(|arg| arg.get_value_names().is_some_and(is_text));
    let texts = free.len() - usize::from(room.is_some());
    let mut tips = Vec::new();
    tips.extend(room.map(|room| match lang {
        Lang::En => format!("a room is named by an option: '--{ROOM} {room}'"),
        Lang::Fr => format!("un salon se nomme par une option\u{a0}: '--{ROOM} {room}'"),
    }));
    tips.extend((takes_text && is_stray && texts > 1).then(|| match lang {
        Lang::En => "a text of several words stands in quotes: \"two words\"".to_owned(),
        Lang::Fr => "un texte de plusieurs mots se met entre guillemets\u{a0}: \"deux mots\"".to_owned(),
    }));
    if !tips.is_empty() {
        let tips = tips.into_iter().map(StyledStr::from).collect();
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(tips));
    }
}

/// The verb of a command line, and its words that are no options and no values of options.
fn free_words<'a>(command: &'a Command, words: &'a [OsString]) -> Option<(&'a Command, Vec<&'a str>)> {
    let takes_value = |verb: &Command, option: &str| {
        let name = option.strip_prefix("--").unwrap_or_default();
        verb.get_arguments().any(|arg| arg.get_long() == Some(name) && arg.get_action().takes_values())
    };
    let (mut verb, mut free, mut is_value) = (command, Vec::new(), false);
    for word in words.iter().skip(1).take(WORDS_MAX).filter_map(|word| word.to_str()) {
        if std::mem::take(&mut is_value) {
            continue;
        }
        match verb.find_subcommand(word).filter(|_| free.is_empty()) {
            Some(next) => verb = next,
            None if word.starts_with('-') => is_value = takes_value(verb, word),
            None => free.push(word),
        }
    }
    (!std::ptr::eq(verb, command)).then_some((verb, free))
}

#[cfg(test)]
mod tests {
    use clap::Arg;

    use super::*;

    fn table() -> Command {
        let dir = Arg::new("dir").long("dir").value_name("DIR").global(true).default_value("/x");
        let room = || Arg::new("room").long("room").value_name("ROOM");
        let text = Arg::new("text").value_name("TEXT").required(true);
        let say = Command::new("say").arg(text).arg(room());
        let pause = Command::new("pause").arg(room());
        let trace = Command::new("trace").arg(Arg::new("n").value_name("N"));
        Command::new("table").arg(dir).subcommand_required(true).subcommands([say, pause, trace])
    }

    fn said(words: &[&str], lang: Lang) -> String {
        let words: Vec<OsString> = std::iter::once(&"table").chain(words).map(OsString::from).collect();
        let mut error = table().try_get_matches_from(&words).expect_err("a mistake");
        super::super::similar::weed(&mut error);
        add(&mut error, table(), &words, lang);
        error.to_string()
    }

    #[test]
    fn a_word_that_is_no_verb_and_like_none_is_answered_with_the_verbs_on_one_line() {
        let text = said(&["frobnicate"], Lang::En);
        assert!(text.contains("'\n\nUsage: table [OPTIONS] <COMMAND>\nCommands: say, pause, trace"), "{text}");
        assert!(!text.contains("\n\n\n"), "{text}");
        assert!(said(&["frobnicate"], Lang::Fr).contains("\nVerbes\u{a0}: say, pause, trace"));
        assert!(!said(&["pasue"], Lang::En).contains("Commands:"));
    }

    #[test]
    fn the_usage_is_that_of_help() {
        let text = said(&["--dir", "/y", "say"], Lang::En);
        assert!(text.contains("Usage: table say [OPTIONS] <TEXT>\n"), "{text}");
    }

    #[test]
    fn a_stray_word_is_a_room_or_a_text_without_quotes_or_nothing_that_is_known() {
        let (room, quotes) = ("'--room 12345'", "in quotes");
        for (words, has_room, has_quotes) in [
            (&["say", "12345", "bonjour"][..], true, false),
            (&["say", "un", "deux"], false, true),
            (&["say", "12345", "un", "deux"], true, true),
            (&["say", "--room", "12345", "un", "deux"], false, true),
            (&["pause", "12345"], true, false),
            (&["pause", "salon"], false, false),
            (&["pause", "70000"], false, false),
            (&["trace", "1", "12345"], false, false),
            (&["say", "12345", "--loud"], false, false),
        ] {
            let text = said(words, Lang::En);
            assert_eq!((text.contains(room), text.contains(quotes)), (has_room, has_quotes), "{words:?}: {text}");
        }
        assert!(said(&["pause", "12345"], Lang::Fr).contains("un salon se nomme"));
    }
}

//! The verbs of a program, and the options that several of them share under a heading.

use clap::{Arg, Command};
use roff::{Roff, bold, roman};

use crate::french::Language;
use crate::table::{self, is_listed};

/// Each verb with its own options.
pub(crate) fn all(command: &Command, language: Language) -> String {
    command.get_subcommands().filter(|verb| !verb.is_hide_set()).map(|verb| one(verb, language)).collect()
}

fn one(verb: &Command, language: Language) -> String {
    let mut page = Roff::new();
    let about = verb.get_about().map(ToString::to_string).unwrap_or_default();
    let usage = verb.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").to_owned();
    page.control("SS", [verb.get_name()]);
    page.text([bold(usage)]).control("PP", []).text([roman(table::sentence(&language.say(&about)))]);
    let own = verb.get_arguments().filter(|arg| is_listed(arg) && !arg.is_global_set() && !is_shared(arg));
    let mut text = page.to_roff() + &table::entries(own, language);
    let shared: Vec<String> = verb.get_arguments().filter(|arg| is_shared(arg)).filter_map(flag).collect();
    if let Some(heading) = verb.get_arguments().find_map(Arg::get_help_heading) {
        let line = format!("{}{} {}.", language.say(heading), language.colon(), shared.join(", "));
        text += &Roff::new().control("PP", []).text([roman(line)]).to_roff();
    }
    text
}

/// The options under a heading, which mean the same with every verb: each once.
pub(crate) fn shared(command: &Command, language: Language) -> String {
    let mut seen = Vec::new();
    let mut unique = Vec::new();
    for arg in command.get_subcommands().flat_map(Command::get_arguments).filter(|arg| is_shared(arg)) {
        if !seen.contains(&arg.get_id()) {
            seen.push(arg.get_id());
            unique.push(arg);
        }
    }
    table::entries(unique.into_iter(), language)
}

fn is_shared(arg: &Arg) -> bool {
    is_listed(arg) && arg.get_help_heading().is_some()
}

fn flag(arg: &Arg) -> Option<String> {
    arg.get_long().map(|long| format!("--{long}"))
}

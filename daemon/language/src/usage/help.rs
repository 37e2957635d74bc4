//! A table of options with French texts. It parses as the English one does: only texts are changed.

use clap::builder::{PossibleValue, StyledStr};
use clap::{Arg, ArgAction, Command};

use super::dictionary;

/// What stands where, as clap has it, but for the one word that it does not let be changed.
const TEMPLATE: &str = "{before-help}{about-with-newline}\nUtilisation\u{a0}: {usage}\n\n{all-args}{after-help}";

/// The same table in French.
pub(super) fn french(command: Command) -> Command {
    // Under a heading of its own clap has arguments in the order of their names.
    let mut place = 0;
    let in_order = |arg: Arg| {
        place += usize::from(arg.is_positional());
        if arg.is_positional() { argument(arg).display_order(place) } else { argument(arg) }
    };
    let command = texts(command)
        .help_template(TEMPLATE)
        .subcommand_help_heading("Verbes\u{a0}")
        .subcommand_value_name("VERBE")
        .disable_help_flag(true)
        .mut_args(in_order)
        .mut_subcommands(french);
    let command = command.arg(flag("help", 'h', ArgAction::Help, "Afficher l'aide"));
    if command.get_version().is_none() {
        return command;
    }
    command.disable_version_flag(true).arg(flag("version", 'V', ArgAction::Version, "Afficher la version"))
}

fn flag(name: &'static str, short: char, action: ArgAction, help: &'static str) -> Arg {
    Arg::new(name).long(name).short(short).action(action).help(help).help_heading("Options\u{a0}").display_order(1000)
}

fn texts(mut command: Command) -> Command {
    let own = |text: Option<&StyledStr>| text.map(say);
    if let Some(about) = own(command.get_about()) {
        command = command.about(about);
    }
    if let Some(about) = own(command.get_long_about()) {
        command = command.long_about(about);
    }
    if let Some(after) = own(command.get_after_help()) {
        command = command.after_help(after);
    }
    command
}

fn say(english: &StyledStr) -> String {
    dictionary::french(&english.to_string())
}

/// An argument with its texts; what clap says of values itself is put into them.
fn argument(arg: Arg) -> Arg {
    let heading = match arg.get_help_heading() {
        Some(heading) => dictionary::french(heading),
        None if arg.is_positional() => "Arguments".to_owned(),
        None => "Options".to_owned(),
    };
    let explained = values(&arg).iter().any(|value| value.get_help().is_some());
    let help = arg.get_help().map(say).unwrap_or_default();
    let long_help = arg.get_long_help().map(say).or_else(|| explained.then(|| help.clone()));
    let (brief, full) = (brief(&arg), full(&arg));
    let arg = arg.help_heading(format!("{heading}\u{a0}")).help(join(&help, &brief, " "));
    let arg = match arg.get_action().takes_values() {
        true => arg.hide_env(true).hide_default_value(true).hide_possible_values(true),
        false => arg.hide_env(true),
    };
    match long_help {
        Some(text) => arg.long_help(join(&text, &full, "\n\n")),
        None => arg,
    }
}

fn join(text: &str, notes: &[String], gap: &str) -> String {
    std::iter::once(text).chain(notes.iter().map(String::as_str)).collect::<Vec<_>>().join(gap)
}

/// What clap says in brackets behind an argument.
fn brief(arg: &Arg) -> Vec<String> {
    let names: Vec<String> = values(arg).iter().map(|value| value.get_name().to_owned()).collect();
    let listed = (!names.is_empty()).then(|| format!("[valeurs possibles\u{a0}: {}]", names.join(", ")));
    variable(arg).into_iter().chain(default(arg)).chain(listed).collect()
}

/// The same where there is space.
fn full(arg: &Arg) -> Vec<String> {
    let values = values(arg);
    let line = |value: &PossibleValue| match value.get_help() {
        Some(help) => format!("- {}\u{a0}: {}", value.get_name(), say(help)),
        None => format!("- {}", value.get_name()),
    };
    let lines: Vec<String> = values.iter().map(line).collect();
    let listed = (!lines.is_empty()).then(|| format!("Valeurs possibles\u{a0}:\n{}", lines.join("\n")));
    listed.into_iter().chain(variable(arg)).chain(default(arg)).collect()
}

/// The values that an option can have, if they can be listed and are.
fn values(arg: &Arg) -> Vec<PossibleValue> {
    if !arg.get_action().takes_values() || arg.is_hide_possible_values_set() {
        return Vec::new();
    }
    arg.get_possible_values().into_iter().filter(|value| !value.is_hide_set()).collect()
}

fn variable(arg: &Arg) -> Option<String> {
    let name = arg.get_env().filter(|_| !arg.is_hide_env_set())?.to_string_lossy();
    Some(format!("[env\u{a0}: {name}]"))
}

fn default(arg: &Arg) -> Option<String> {
    let shown = arg.get_action().takes_values() && !arg.is_hide_default_value_set();
    let values: Vec<_> = arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    (shown && !values.is_empty()).then(|| format!("[par\u{a0}défaut\u{a0}: {}]", values.join(" ")))
}

/// The texts of a table and of its verbs that have no French.
pub(super) fn untranslated(command: &Command) -> Vec<String> {
    let mut texts: Vec<String> = [command.get_about(), command.get_long_about(), command.get_after_help()]
        .into_iter()
        .flatten()
        .map(ToString::to_string)
        .collect();
    for arg in command.get_arguments().filter(|arg| !arg.is_hide_set()) {
        texts.extend([arg.get_help(), arg.get_long_help()].into_iter().flatten().map(ToString::to_string));
        texts.extend(arg.get_help_heading().map(str::to_owned));
        texts.extend(values(arg).iter().filter_map(|value| value.get_help()).map(ToString::to_string));
    }
    texts.retain(|text| !dictionary::knows(text));
    texts.extend(command.get_subcommands().filter(|verb| !verb.is_hide_set()).flat_map(untranslated));
    texts
}

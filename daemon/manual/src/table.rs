//! A table of options, as a page shows it.

use clap::{Arg, Command};
use roff::{Inline, Roff, bold, italic, roman};

use crate::french::Language;

/// A command's own options and arguments, without those that every program has (`--help`,
/// `--version`), those of its verbs' common list and those it has from above.
pub(crate) fn options(command: &Command, language: Language) -> String {
    let own = command.get_arguments().filter(|arg| is_listed(arg) && arg.get_help_heading().is_none());
    entries(own, language)
}

/// Whether an option is for people, and told of by the program's own help text.
pub(crate) fn is_listed(arg: &Arg) -> bool {
    !arg.is_hide_set() && !matches!(arg.get_id().as_str(), "help" | "version")
}

/// The entries of these options.
pub(crate) fn entries<'a>(args: impl Iterator<Item = &'a Arg>, language: Language) -> String {
    let mut page = Roff::new();
    for arg in args {
        page.control("TP", []).text(head(arg)).text([roman(body(arg, language))]);
    }
    page.to_roff()
}

/// `-n, --lines N`, or `[PATH]`.
fn head(arg: &Arg) -> Vec<Inline> {
    let mut line = Vec::new();
    let names = arg.get_short().map(|short| format!("-{short}")).into_iter();
    for name in names.chain(arg.get_long().map(|long| format!("--{long}"))) {
        if !line.is_empty() {
            line.push(roman(", "));
        }
        line.push(bold(name));
    }
    let takes_value = arg.is_positional() || arg.get_action().takes_values();
    for value in arg.get_value_names().unwrap_or_default().iter().filter(|_| takes_value) {
        line.extend([roman(if line.is_empty() { "" } else { " " }), italic(value.as_str())]);
    }
    line
}

/// What it is for, what may be given, what holds without it.
fn body(arg: &Arg, language: Language) -> String {
    let help = arg.get_long_help().or_else(|| arg.get_help()).map(ToString::to_string).unwrap_or_default();
    let mut text = sentence(&language.say(&help));
    let takes_value = arg.get_action().takes_values();
    let values: Vec<String> = arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    if takes_value && !values.is_empty() {
        text.push_str(&format!(" {}{} {}.", language.say("One of"), language.colon(), values.join(", ")));
    }
    let defaults: Vec<_> = arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    if takes_value && !defaults.is_empty() {
        text.push_str(&format!(" {}{} {}.", language.say("By default"), language.colon(), defaults.join(", ")));
    }
    if let Some(variable) = arg.get_env() {
        text.push_str(&format!(
            " {}{} {}.",
            language.say("Environment variable"),
            language.colon(),
            variable.to_string_lossy()
        ));
    }
    text
}

/// Help texts have no final stop, the sentences of a page have one.
pub(crate) fn sentence(text: &str) -> String {
    if text.ends_with(['.', ':', '!', '?']) { text.to_owned() } else { format!("{text}.") }
}

//! The command line: clap's parsing, and what it says of it in the user's language.
//!
//! Parsing never depends on the language. What clap has to say, help or an error, is made a second
//! time in French where the user is French: of the same arguments, by the same table with other texts
//! (`help`), and in other words of clap's own (`error`). Of the words that clap proposes for a
//! wrong one, in either language, those stay that can have been meant (`similar`), and what clap does not
//! tell is added (`hints`). The texts' French stands in the manual's
//! dictionary (`dictionary`), which is read then and no sooner.

mod dictionary;
mod error;
mod help;
mod hints;
mod similar;
#[cfg(test)]
mod tests;

use std::ffi::OsString;
use std::io::{self, Write as _};

use clap::Parser;

use crate::{Lang, ascii, is_utf8, language};

/// What was printed instead of arguments to go by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// Help or the version, as was asked: on standard output.
    Help,
    /// What is wrong with the arguments: on standard error.
    Error,
}

/// The process's arguments; help and errors are printed. That nobody reads them (`--help | head`) is
/// no failure.
pub fn parse<A: Parser>() -> Result<A, Told> {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    A::try_parse_from(&arguments).map_err(|mut english| {
        similar::weed(&mut english);
        hints::add(&mut english, A::command(), &arguments, Lang::En);
        let told = if english.use_stderr() { Told::Error } else { Told::Help };
        let french = (language() == Lang::Fr).then(|| in_french::<A>(&arguments)).flatten();
        let _ = french.map_or_else(|| english.print(), print);
        told
    })
}

/// As clap does, or in ASCII and without colours where the user's texts are no UTF-8.
fn print(french: clap::error::Error<error::French>) -> io::Result<()> {
    if is_utf8() {
        return french.print();
    }
    let text = ascii(&french.render().to_string());
    match french.use_stderr() {
        true => io::stderr().lock().write_all(text.as_bytes()),
        false => io::stdout().lock().write_all(text.as_bytes()),
    }
}

/// A text that stands in the tables, or that a library says of a value, in a language: its French by the
/// manual's dictionary, and the English where that has none.
pub fn said(english: &str, lang: Lang) -> String {
    match lang {
        Lang::En => english.to_owned(),
        Lang::Fr => dictionary::french(english),
    }
}

/// What clap says of these arguments, in French.
fn in_french<A: Parser>(arguments: &[OsString]) -> Option<clap::error::Error<error::French>> {
    let mut error = help::french(A::command()).try_get_matches_from(arguments).err()?.apply();
    similar::weed(&mut error);
    hints::add(&mut error, help::french(A::command()), arguments, Lang::Fr);
    Some(error)
}

/// For a program's tests: whether every text of its table has its French, and the French table is
/// sound.
///
/// # Panics
///
/// When one has none, or clap finds fault with it.
pub fn check<A: Parser>() {
    let missing = help::untranslated(&A::command());
    assert!(missing.is_empty(), "daemon/manual/pages/french.toml has no French of {missing:#?}");
    help::french(A::command()).debug_assert();
}

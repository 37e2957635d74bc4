//! A page: its own text with tables in it.

use roff::{Roff, roman};

use crate::french::Language;
use crate::tree;

/// Puts the tables where the page has `@NAME@` alone on a line, and holds the result to the tree's.
pub(crate) fn check(language: Language, file: &str, tables: &[(&str, String)]) {
    let source = format!("{}/{file}", language.tag());
    let mut page = format!(".\\\" Made from daemon/manual/pages/{source} and from what it is about: change those.\n");
    for line in tree::read(&format!("daemon/manual/pages/{source}")).lines() {
        match tables.iter().find(|(name, _)| line == format!("@{name}@")) {
            Some((_, table)) => page.push_str(table),
            None => page.extend([line, "\n"]),
        }
    }
    tree::check(&format!("systemd/man/{source}"), &page);
}

/// Text whose lines stay as they are.
pub(crate) fn verbatim(text: &str) -> String {
    let mut page = Roff::new();
    page.control("nf", []);
    for line in text.trim_end().lines() {
        page.text([roman(line)]);
    }
    page.control("fi", []);
    page.to_roff()
}

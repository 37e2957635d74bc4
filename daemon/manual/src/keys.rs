//! The keys of the configuration, as the commented example has them: a paragraph of comment, then
//! the keys it is about, each with its default behind a `#`. The paragraph begins with a word in
//! brackets that says when a change applies; the page has it at the end.

use roff::{Roff, bold, italic, roman};

use crate::french::Language;
use crate::table::sentence;

/// Every key of the example, section by section.
pub(crate) fn all(example: &str, language: Language) -> String {
    let mut page = Roff::new();
    for block in example.split("\n\n") {
        let (comment, rest): (Vec<&str>, Vec<&str>) =
            block.lines().partition(|line| line.starts_with("# ") || *line == "#");
        for section in rest.iter().filter(|line| line.starts_with('[')) {
            page.control("SS", [*section]);
        }
        let keys: Vec<&str> = rest.iter().filter_map(|line| line.strip_prefix('#')).collect();
        if !keys.is_empty() {
            entry(&mut page, &keys, &text(&comment), language);
        }
    }
    page.to_roff()
}

fn text(comment: &[&str]) -> String {
    comment.iter().map(|line| line.trim_start_matches('#').trim()).collect::<Vec<_>>().join(" ")
}

fn entry(page: &mut Roff, keys: &[&str], text: &str, language: Language) {
    for (at, key) in keys.iter().enumerate() {
        page.control(if at == 0 { "TP" } else { "TQ" }, []).text([bold(*key)]);
    }
    let (when, text) = text.split_once("] ").filter(|(when, _)| when.starts_with('[')).unwrap_or(("", text));
    let mut line = vec![roman(sentence(&language.say(text)))];
    if !when.is_empty() {
        line.extend([roman(" "), italic(format!("{when}]"))]);
    }
    page.text(line);
}

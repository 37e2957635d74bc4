//! The ladder as a Mermaid `sequenceDiagram`.
//!
//! Mermaid has no quoting. What means something to it is written as an entity, `#59;`: in its
//! grammar that is everything in ASCII but letters, digits and a little punctuation. Its own limit
//! is 50,000 characters; texts are cut short enough for 60 frames to stay far below.

use std::fmt::Write as _;

use super::{Arrow, Ladder, Lane, Outcome, Rung};
use crate::language::Language;
use crate::scene::Fate;

/// Longest text on an arrow, in columns.
const TEXT_COLUMNS: usize = 40;

/// The ladder in Mermaid's words.
pub(crate) fn mermaid(ladder: &Ladder, language: &Language) -> String {
    let mut out = String::from("sequenceDiagram\n");
    participants(&mut out, ladder, language);
    for rung in &ladder.rungs {
        match rung {
            Rung::Arrow(arrow) => arrows(&mut out, arrow, language),
            Rung::Join { lane, text, .. } | Rung::Leave { lane, text, .. } => {
                line(&mut out, format_args!("Note over {}: {}", client(*lane), escaped(text)));
            }
            Rung::Band { text, .. } => line(&mut out, format_args!("Note over {}: {}", ends(ladder), escaped(text))),
        }
    }
    for note in &ladder.notes {
        line(&mut out, format_args!("Note over {}: {}", ends(ladder), escaped(note)));
    }
    out
}

fn line(out: &mut String, words: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = writeln!(out, "    {words}");
}

fn participants(out: &mut String, ladder: &Ladder, language: &Language) {
    let lanes = &ladder.lanes;
    let (left, right) = lanes.clients.split_at(lanes.left());
    let mut write = |id: String, lane: &Lane| {
        let address = lane.address.map(|address| format!("<br/>{}", escaped(&address.to_string())));
        let label = escaped(&lane.label(language));
        line(out, format_args!("participant {id} as {label}{}", address.unwrap_or_default()));
    };
    left.iter().enumerate().for_each(|(at, lane)| write(client(at), lane));
    write(SERVER.to_owned(), &lanes.server);
    right.iter().enumerate().for_each(|(at, lane)| write(client(left.len() + at), lane));
}

/// What the server is called inside the diagram.
const SERVER: &str = "S";

/// What a lane is called inside the diagram.
fn client(lane: usize) -> String {
    format!("C{}", lane + 1)
}

/// Both ends of the diagram, for a note over all of it.
fn ends(ladder: &Ladder) -> String {
    let first = if ladder.lanes.left() > 0 { client(0) } else { SERVER.to_owned() };
    let count = ladder.lanes.clients.len();
    let last = if count > ladder.lanes.left() { client(count - 1) } else { SERVER.to_owned() };
    if first == last { first } else { format!("{first},{last}") }
}

fn arrows(out: &mut String, arrow: &Arrow, language: &Language) {
    let caption = escaped(&arrow.caption(TEXT_COLUMNS, language));
    let number = escaped(&arrow.number);
    let relayed = match arrow.from {
        Some(lane) => {
            line(out, format_args!("{}->>{SERVER}: {caption}", client(lane)));
            number
        }
        None => caption,
    };
    for copies in &arrow.copies {
        let count = if copies.peers > 1 { format!(" ×{}", copies.peers) } else { String::new() };
        let (tip, sign) = tip(copies.outcome);
        line(out, format_args!("{SERVER}{tip}{}: {relayed}{count}{sign}", client(copies.lane)));
    }
}

/// The arrow, and what is written on it besides.
fn tip(outcome: Outcome) -> (&'static str, &'static str) {
    match outcome {
        Outcome::All(Fate::Taken) => ("->>", ""),
        Outcome::All(Fate::Never) => ("--x", ""),
        Outcome::Some => ("--x", " #37;"),
        Outcome::All(Fate::Waiting) => ("--)", " …"),
        Outcome::All(Fate::Unknown) => ("-->>", " ?"),
    }
}

/// `text` with nothing in it that means something to Mermaid.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        // The word that closes a block closes the diagram wherever it stands.
        let is_end = rest.get(..3).is_some_and(|word| word.eq_ignore_ascii_case("end"));
        if is_end || (c.is_ascii() && !is_plain(c)) {
            let _ = write!(out, "#{};", u32::from(c));
        } else {
            out.push(c);
        }
        rest = &rest[c.len_utf8()..];
    }
    out
}

fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, ' ' | '.' | ',' | '!' | '?' | '\'' | '(' | ')')
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn nothing_that_mermaid_obeys_is_left() {
        for (text, expected) in [
            ("Bonjour, ça va ?", "Bonjour, ça va ?"),
            ("a;b", "a#59;b"),
            ("a#b", "a#35;b"),
            ("a:b", "a#58;b"),
            ("%%{init}%%", "#37;#37;#123;init#125;#37;#37;"),
            ("end", "#101;nd"),
            ("The End", "The #69;nd"),
            ("legend", "leg#101;nd"),
            ("<br/><b>", "#60;br#47;#62;#60;b#62;"),
            ("a->>b", "a#45;#62;#62;b"),
            ("$$x$$", "#36;#36;x#36;#36;"),
            ("`q` \"q\"", "#96;q#96; #34;q#34;"),
            ("a\\nb", "a#92;nb"),
            ("#59;", "#35;59#59;"),
        ] {
            assert_eq!(escaped(text), expected, "{text}");
        }
    }
}

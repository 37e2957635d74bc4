//! What stands on a banner, and what is left out of it where a terminal is too low.
//!
//! What is needed last stands last: the address, its notes below it. Letters are made smaller before
//! the code for telephones or the client goes, and both stand side by side before that. Where they do
//! not fit all the same, the client goes first, then the code: a line says how to get what is not
//! there. Letters give way to plain text only where a line of the address would be off the screen.

use std::net::SocketAddr;

use super::font;
use crate::language::Language;
use crate::output;

/// Rows of the prompt that comes behind.
const PROMPT_ROWS: usize = 1;
/// Columns between the client and the code beside it.
const GAP: usize = 3;

/// A piece of the page with what is said above it; both without blank lines around them.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) heading: String,
    /// Lines, each with its end.
    pub(super) body: String,
}

/// What there is to show.
#[derive(Debug)]
pub(super) struct Page {
    /// A client.
    pub(super) client: Part,
    /// A code for telephones.
    pub(super) code: Part,
    /// Over the address, with its line ends.
    pub(super) title: String,
    /// Below it, with theirs.
    pub(super) notes: String,
}

/// How much there is room for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Space {
    pub(super) columns: usize,
    /// `None` where there is no end to them: a pipe.
    pub(super) rows: Option<usize>,
}

impl Page {
    /// The whole text, with the address in letters of `ink`.
    pub(super) fn text(&self, address: SocketAddr, space: Space, ink: char, language: &Language) -> String {
        let Page { client, code, title, notes } = self;
        let rows = space.rows.map_or(usize::MAX, |rows| rows.saturating_sub(PROMPT_ROWS));
        let addressed = |letters: &String| format!("{title}{letters}{notes}");
        let drawn: Vec<String> = font::sizes(address, space.columns, ink).iter().map(addressed).collect();
        let plain = addressed(&format!("{address}\n"));
        let (more_client, more_code) = (language.banner_more_client(), language.banner_more_code());
        let choices = [
            [Some(client.above_the_rest() + &code.above_the_rest()), beside(client, code, space.columns)],
            [Some(format!("{more_client}\n\n{}", code.above_the_rest())), None],
            [Some(format!("{more_code}\n\n{}", client.above_the_rest())), None],
            [Some(format!("{more_code}\n{more_client}\n\n")), None],
            [Some(String::new()), None],
        ];
        let fits = |text: &String| height(text, space.columns) <= rows;
        let first_that_fits = |letters: &[String]| {
            let pages = |choice: &[Option<String>; 2]| {
                let joined = |below: &String| choice.iter().flatten().map(|above| format!("{above}{below}")).find(fits);
                letters.iter().find_map(joined)
            };
            choices.iter().find_map(pages)
        };
        first_that_fits(&drawn).or_else(|| first_that_fits(std::slice::from_ref(&plain))).unwrap_or(plain)
    }
}

impl Part {
    /// With a blank line after each of its two pieces.
    fn above_the_rest(&self) -> String {
        format!("{}\n\n{}\n", self.heading, self.body)
    }

    /// The fewest columns in which it can stand, a broken heading with what its lines are set in by.
    fn columns_min(&self) -> usize {
        let words = self.heading.split(' ').map(|word| columns_of(word) + 2);
        self.body.lines().map(columns_of).chain(words).max().unwrap_or(0)
    }

    /// Its lines, the heading in no more than so many columns. None where the body takes more.
    fn lines(&self, columns: usize) -> Option<Vec<String>> {
        let heading = output::wrapped(&self.heading, columns);
        let body = self.body.lines().map(str::to_owned);
        let lines: Vec<String> = heading.into_iter().chain([String::new()]).chain(body).collect();
        lines.iter().all(|line| columns_of(line) <= columns).then_some(lines)
    }
}

/// The one with the other to its right, where so many columns hold both.
fn beside(left: &Part, right: &Part, columns: usize) -> Option<String> {
    let left = left.lines(columns.checked_sub(right.columns_min() + GAP)?)?;
    let left_columns = left.iter().map(|line| columns_of(line)).max().unwrap_or(0);
    let right = right.lines(columns.checked_sub(left_columns + GAP)?)?;
    let line = |at: usize| {
        let [one, other] = [&left, &right].map(|lines| lines.get(at).map_or("", String::as_str));
        let blanks = left_columns + GAP - columns_of(one);
        format!("{one}{:blanks$}{other}", "").trim_end().to_owned() + "\n"
    };
    let lines: String = (0..left.len().max(right.len())).map(line).collect();
    Some(lines + "\n")
}

/// Rows that a text takes, with lines that are too long going on in the next row.
fn height(text: &str, columns: usize) -> usize {
    text.lines().map(|line| columns_of(line).div_ceil(columns.max(1)).max(1)).sum()
}

/// Columns of a line that may be coloured: what a terminal obeys takes none.
fn columns_of(line: &str) -> usize {
    let mut is_order = false;
    let shown = line.chars().filter(|&c| {
        let is_shown = !is_order && c != '\x1b';
        is_order = c == '\x1b' || (is_order && !c.is_ascii_alphabetic());
        is_shown
    });
    shown.count()
}

#[cfg(test)]
mod tests {
    use super::{Page, Part, Space, beside, columns_of, height};
    use crate::language::{Lang, Language};

    fn part(heading: &str, line: &str, lines: usize) -> Part {
        Part { heading: heading.into(), body: format!("{line}\n").repeat(lines) }
    }

    fn shown(columns: usize, rows: Option<usize>) -> String {
        let page = Page {
            client: part("CLIENT", "client.connect((\"192.168.100.200\", 12345))", 10),
            code: part("CODE", "\x1b[30;107m█████████████████████████████\x1b[0m", 15),
            title: "TITLE\n\n".into(),
            notes: "\nNOTES\n  10.0.0.5:12345\n".into(),
        };
        let address = "192.168.100.200:12345".parse().expect("an address");
        page.text(address, Space { columns, rows }, '#', &Language::new(Lang::En))
    }

    #[test]
    fn what_does_not_fit_a_terminal_is_left_out_and_the_address_is_not() {
        for (columns, rows, client, code, letters) in [
            (80, None, true, true, 11),
            (80, Some(60), true, true, 11),
            (80, Some(40), true, true, 11),
            (70, Some(44), false, true, 11),
            (70, Some(32), true, false, 11),
            (80, Some(24), false, false, 11),
            (130, Some(50), true, true, 21),
            (130, Some(43), true, true, 5),
            (40, Some(28), false, false, 17),
            (40, Some(12), false, false, 0),
        ] {
            let text = shown(columns, rows);
            assert_eq!((text.contains("CLIENT"), text.contains("CODE")), (client, code), "{columns}x{rows:?}:\n{text}");
            assert!(rows.is_none_or(|rows| height(&text, columns) < rows), "{columns}x{rows:?}:\n{text}");
            assert!(text.contains("TITLE") && text.ends_with("  10.0.0.5:12345\n"), "{text}");
            let told = text.contains("tp-ctl banner --python");
            assert!(told != client || rows == Some(12), "{columns}x{rows:?}:\n{text}");
            let (_, below) = text.split_once("TITLE\n\n").expect("the title");
            let rows_of_letters = below.lines().position(|line| line == "NOTES").expect("notes") - 1;
            assert_eq!(rows_of_letters, letters.max(1), "{columns}x{rows:?}:\n{text}");
        }
        assert!(shown(80, Some(8)).contains("192.168.100.200:12345"), "no letters at all");
    }

    #[test]
    fn a_colour_takes_no_columns() {
        assert_eq!(columns_of("\x1b[30;107m ▀█\x1b[0m"), 3);
        assert_eq!(height("a\n\nbcde\n", 2), 4);
    }

    #[test]
    fn what_stands_beside_begins_in_one_column_and_a_heading_is_broken_before_it_does_not_fit() {
        let (left, right) =
            (part("a heading of six words, no less", "0123456789", 1), part("the code", "\x1b[7m##\x1b[0m", 3));
        let lines = ["a heading of   the", "  six words,     code", "  no less", "", ""];
        let shown = beside(&left, &right, 22).expect("enough columns");
        assert!(shown.lines().zip(lines).all(|(line, expected)| line.contains(expected.trim())), "{shown}");
        let code = shown.lines().find(|line| line.contains('#')).expect("the code");
        assert_eq!(columns_of(code), 12 + super::GAP + 2, "{shown}");
        assert_eq!(beside(&left, &right, 14), None);
    }
}

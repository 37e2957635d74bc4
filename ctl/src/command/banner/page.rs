//! What stands on a banner, and what is left out of it where a terminal is too low.
//!
//! What is needed last stands last: the address, its notes below it. Where not everything fits, the
//! client goes first, then the code for telephones: a line says how to get what is not there. Letters
//! are smaller before a line of the address is off the screen.

use super::font;
use crate::language::Language;

/// Rows of the prompt that comes behind.
const PROMPT_ROWS: usize = 1;

/// Rows of what is said instead of what is left out.
const MORE_ROWS: usize = 3;

/// What there is to show, each with its line ends.
#[derive(Debug)]
pub(super) struct Page {
    /// A client, with its heading.
    pub(super) client: String,
    /// A code for telephones, with its heading.
    pub(super) code: String,
    /// Over the address.
    pub(super) title: String,
    /// Below it.
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
    pub(super) fn text(&self, address: std::net::SocketAddr, space: Space, ink: char, language: &Language) -> String {
        let Page { client, code, title, notes } = self;
        let rows = space.rows.map_or(usize::MAX, |rows| rows.saturating_sub(PROMPT_ROWS));
        let beside = height(title, space.columns) + height(notes, space.columns);
        let most = rows.saturating_sub(beside);
        let letters = [most.saturating_sub(MORE_ROWS), most].map(|rows| font::draw(address, space.columns, rows, ink));
        // Plain text is one line: letters are worth more than what is said above them.
        let [smaller, larger] = letters;
        let letters = if smaller.lines().count() > 1 { smaller } else { larger };
        let address = format!("{title}{letters}{notes}");
        let rest = rows.saturating_sub(height(&address, space.columns));
        let fits = |text: &str| height(text, space.columns) <= rest;
        let (more_client, more_code) = (language.banner_more_client() + "\n\n", language.banner_more_code() + "\n\n");
        let above = [format!("{client}{code}"), format!("{more_client}{code}"), format!("{more_code}{client}")];
        let neither = format!("{}\n{more_client}", language.banner_more_code());
        let above = above.into_iter().find(|text| fits(text)).unwrap_or(neither);
        let above = if fits(&above) { above } else { String::new() };
        above + &address
    }
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
    use super::{Page, Space, columns_of, height};
    use crate::language::{Lang, Language};

    fn shown(columns: usize, rows: Option<usize>) -> String {
        let page = Page {
            client: "CLIENT\n\n".to_owned() + &"import\n".repeat(10) + "\n",
            code: "CODE\n\n".to_owned() + &"\x1b[30;107m████\x1b[0m\n".repeat(17) + "\n",
            title: "TITLE\n\n".into(),
            notes: "\nNOTES\n  10.0.0.5:12345\n".into(),
        };
        let address = "192.168.100.200:12345".parse().expect("an address");
        page.text(address, Space { columns, rows }, '#', &Language::new(Lang::En))
    }

    #[test]
    fn what_does_not_fit_a_terminal_is_left_out_and_the_address_is_not() {
        for (columns, rows, client, code) in [
            (80, None, true, true),
            (80, Some(60), true, true),
            (80, Some(40), false, true),
            (80, Some(34), true, false),
            (80, Some(24), false, false),
            (120, Some(40), false, true),
            (40, Some(12), false, false),
        ] {
            let text = shown(columns, rows);
            assert_eq!((text.contains("CLIENT"), text.contains("CODE")), (client, code), "{columns}x{rows:?}:\n{text}");
            assert!(rows.is_none_or(|rows| height(&text, columns) < rows), "{columns}x{rows:?}:\n{text}");
            assert!(text.contains("TITLE") && text.ends_with("  10.0.0.5:12345\n"), "{text}");
            let told = text.contains("tp-ctl banner --python");
            assert!(told != client || rows == Some(12), "{columns}x{rows:?}:\n{text}");
        }
        // Larger letters would leave no room for what is said above them.
        let page =
            Page { client: "C\n".repeat(20), code: "C\n".repeat(20), title: "T\n\n".into(), notes: "\nN\n".repeat(4) };
        let address = "10.0.0.5:12345".parse().expect("an address");
        let text = page.text(address, Space { columns: 120, rows: Some(40) }, '#', &Language::new(Lang::En));
        assert!(text.contains("tp-ctl banner --python") && height(&text, 120) < 40, "{text}");
        assert!(shown(80, Some(8)).contains("192.168.100.200:12345"), "no letters at all");
    }

    #[test]
    fn a_colour_takes_no_columns() {
        assert_eq!(columns_of("\x1b[30;107m ▀█\x1b[0m"), 3);
        assert_eq!(height("a\n\nbcde\n", 2), 4);
    }
}

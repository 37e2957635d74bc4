//! An address in letters that the last row of a class can read.
//!
//! Digits of five rows and four columns, as large as the terminal lets them be: `192.168.100.200` takes
//! 65 columns at the least size, so that it fits every terminal with its port below.

use std::net::SocketAddr;

/// Rows of a letter.
const ROWS: usize = 5;
/// Largest size: more than that is no better to read.
const SCALE_MAX: usize = 3;

/// Five rows of each letter that an address can have.
const LETTERS: [(char, [&str; ROWS]); 20] = [
    ('0', [" ## ", "#  #", "#  #", "#  #", " ## "]),
    ('1', ["  # ", " ## ", "  # ", "  # ", " ###"]),
    ('2', ["### ", "   #", " ## ", "#   ", "####"]),
    ('3', ["### ", "   #", " ## ", "   #", "### "]),
    ('4', ["#  #", "#  #", "####", "   #", "   #"]),
    ('5', ["####", "#   ", "### ", "   #", "### "]),
    ('6', [" ## ", "#   ", "### ", "#  #", " ## "]),
    ('7', ["####", "   #", "  # ", " #  ", " #  "]),
    ('8', [" ## ", "#  #", " ## ", "#  #", " ## "]),
    ('9', [" ## ", "#  #", " ###", "   #", " ## "]),
    ('a', ["    ", " ## ", "# ##", "#  #", " ###"]),
    ('b', ["#   ", "#   ", "### ", "#  #", "### "]),
    ('c', ["    ", " ## ", "#   ", "#   ", " ## "]),
    ('d', ["   #", "   #", " ###", "#  #", " ###"]),
    ('e', [" ## ", "#  #", "####", "#   ", " ###"]),
    ('f', [" ## ", "#   ", "### ", "#   ", "#   "]),
    ('.', [" ", " ", " ", " ", "#"]),
    (':', [" ", "#", " ", "#", " "]),
    ('[', ["##", "# ", "# ", "# ", "##"]),
    (']', ["##", " #", " #", " #", "##"]),
];

/// The address in letters made of `ink`, as many columns and rows as there are at most; in plain text where
/// the least letters take more.
pub(super) fn draw(address: SocketAddr, columns: usize, rows_max: usize, ink: char) -> String {
    let lines = layout(address, columns);
    let widest = lines.iter().map(|line| width(line)).max().unwrap_or(1).max(1);
    // A blank row stands between two lines.
    let scale_rows = (rows_max.saturating_add(1).saturating_sub(lines.len())) / (ROWS * lines.len());
    if widest > columns || scale_rows == 0 {
        return format!("{address}\n");
    }
    let scale = (columns / widest).min(scale_rows).clamp(1, SCALE_MAX);
    lines.iter().map(|line| rows(line, scale, ink)).collect::<Vec<_>>().join("\n")
}

/// The lines that leave the letters largest, and of those the fewest.
fn layout(address: SocketAddr, columns: usize) -> Vec<String> {
    let whole = address.to_string();
    let (host, port) = whole.rsplit_once(':').unwrap_or((&whole, ""));
    let two = vec![host.to_owned(), format!(":{port}")];
    let size =
        |lines: &[String]| lines.iter().map(|line| columns / width(line).max(1)).min().unwrap_or(0).min(SCALE_MAX);
    if size(&two) == 0 {
        return host_in_parts(host, columns).into_iter().chain([format!(":{port}")]).collect();
    }
    let one = vec![whole.clone()];
    if size(&one) >= size(&two) { one } else { two }
}

/// A long address, cut behind colons or full stops.
fn host_in_parts(host: &str, columns: usize) -> Vec<String> {
    let mut parts = vec![String::new()];
    for piece in host.split_inclusive([':', '.']) {
        let last = parts.len() - 1;
        if !parts[last].is_empty() && width(&format!("{}{piece}", parts[last])) > columns {
            parts.push(piece.to_owned());
        } else {
            parts[last].push_str(piece);
        }
    }
    parts
}

/// Columns of a line at the least size.
fn width(line: &str) -> usize {
    (line.chars().map(|c| letter(c)[0].len() + 1).sum::<usize>()).saturating_sub(1)
}

fn letter(c: char) -> &'static [&'static str; ROWS] {
    const BLANK: [&str; ROWS] = ["    "; ROWS];
    LETTERS.iter().find(|(known, _)| *known == c).map_or(&BLANK, |(_, rows)| rows)
}

fn rows(line: &str, scale: usize, ink: char) -> String {
    let mut text = String::new();
    for row in 0..ROWS {
        let pixels = line.chars().map(|c| letter(c)[row]).collect::<Vec<_>>().join(" ");
        let wide: String =
            pixels.chars().flat_map(|pixel| std::iter::repeat_n(if pixel == '#' { ink } else { ' ' }, scale)).collect();
        text += &format!("{}\n", wide.trim_end()).repeat(scale);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(address: &str, columns: usize) -> String {
        draw(address.parse().expect(address), columns, usize::MAX, '#')
    }

    #[test]
    fn letters_are_no_higher_than_there_are_rows() {
        let address = "10.0.0.5:12345".parse().expect("an address");
        for (rows_max, expected) in [(usize::MAX, 21), (21, 21), (20, 11), (11, 11), (10, 1), (0, 1)] {
            assert_eq!(draw(address, 80, rows_max, '#').lines().count(), expected, "{rows_max}");
        }
    }

    #[test]
    fn every_address_fits_every_terminal() {
        for address in ["192.168.100.200:12345", "[2001:db8:1234:5678:9abc:def0:1234:5678]:12345", "127.0.0.1:1"] {
            for columns in 40..200 {
                let widest = drawn(address, columns).lines().map(str::len).max();
                assert!(widest.is_some_and(|widest| widest <= columns), "{address} in {columns}");
            }
        }
    }

    #[test]
    fn at_80_columns_an_address_and_its_port_take_two_lines() {
        assert_eq!(drawn("192.168.100.200:12345", 80).lines().count(), 2 * ROWS + 1);
        assert_eq!(drawn("192.168.100.200:12345", 130).lines().count(), 4 * ROWS + 1, "twice as large");
        assert_eq!(drawn("10.0.0.5:12345", 80).lines().count(), 4 * ROWS + 1, "twice as large");
        assert_eq!(drawn("10.0.0.5:12345", 59).lines().count(), ROWS);
    }

    #[test]
    fn digits_look_like_digits() {
        let expected =
            ["  #   ##    #  #", " ##  #  # # #  #", "  #   ###   ####", "  #     # #    #", " ###  ##       #"];
        assert_eq!(rows("19:4", 1, '#').lines().collect::<Vec<_>>(), expected);
    }
}

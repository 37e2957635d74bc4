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

/// The address in letters made of `ink`, in every size that so many columns hold, the largest first.
/// None where the least letters take more: then it is said in plain text.
pub(super) fn sizes(address: SocketAddr, columns: usize, ink: char) -> Vec<String> {
    let layouts = layouts(address, columns);
    let fitting = |scale: usize| {
        let fits = |lines: &&Vec<String>| lines.iter().all(|line| width(line) * scale <= columns);
        // Of one size, what takes the fewest rows.
        layouts.iter().filter(fits).min_by_key(|lines| lines.len()).map(|lines| drawn(lines, scale, ink))
    };
    (1..=SCALE_MAX).rev().filter_map(fitting).collect()
}

/// On one line, on two with the port on the second, or on as many as a long address takes.
fn layouts(address: SocketAddr, columns: usize) -> [Vec<String>; 3] {
    let whole = address.to_string();
    let (host, port) = whole.rsplit_once(':').unwrap_or((&whole, ""));
    let port = format!(":{port}");
    let parts = host_in_parts(host, columns).into_iter().chain([port.clone()]).collect();
    [vec![whole.clone()], vec![host.to_owned(), port], parts]
}

fn drawn(lines: &[String], scale: usize, ink: char) -> String {
    // A blank row stands between two lines.
    lines.iter().map(|line| rows(line, scale, ink)).collect::<Vec<_>>().join("\n")
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

    fn drawn(address: &str, columns: usize) -> Vec<String> {
        sizes(address.parse().expect(address), columns, '#')
    }

    fn rows_of(address: &str, columns: usize) -> Vec<usize> {
        drawn(address, columns).iter().map(|text| text.lines().count()).collect()
    }

    #[test]
    fn every_address_fits_every_terminal() {
        for address in ["192.168.100.200:12345", "[2001:db8:1234:5678:9abc:def0:1234:5678]:12345", "127.0.0.1:1"] {
            for columns in 40..200 {
                let sizes = drawn(address, columns);
                assert!(
                    sizes.iter().all(|text| text.lines().all(|line| line.len() <= columns)),
                    "{address} in {columns}"
                );
                assert!(!sizes.is_empty(), "{address} in {columns}");
            }
        }
    }

    #[test]
    fn letters_come_in_every_size_that_the_columns_hold_and_the_largest_first() {
        assert_eq!(rows_of("192.168.100.200:12345", 80), [2 * ROWS + 1]);
        assert_eq!(rows_of("192.168.100.200:12345", 130), [4 * ROWS + 1, ROWS], "twice as large on two lines");
        assert_eq!(rows_of("192.168.1.20:12345", 160), [6 * ROWS + 1, 2 * ROWS, ROWS], "twice as large on one line");
        assert_eq!(rows_of("10.0.0.5:12345", 80), [4 * ROWS + 1, ROWS]);
        assert_eq!(rows_of("10.0.0.5:12345", 200), [3 * ROWS, 2 * ROWS, ROWS]);
        assert!(rows_of("10.0.0.5:12345", 10).is_empty());
    }

    #[test]
    fn digits_look_like_digits() {
        let expected =
            ["  #   ##    #  #", " ##  #  # # #  #", "  #   ###   ####", "  #     # #    #", " ###  ##       #"];
        assert_eq!(rows("19:4", 1, '#').lines().collect::<Vec<_>>(), expected);
    }
}

//! A QR code made of characters.
//!
//! Cameras want dark on light. Where a colour may be set it is black on white; where not, the light
//! squares are drawn, because most terminals are dark.

use qrcode::{Color, EcLevel, QrCode};

/// Light squares round the code: it should have four, and cameras do with two.
const QUIET: usize = 2;

/// The code of `text`, or nothing where it does not fit one.
pub(super) fn draw(text: &str, unicode: bool, coloured: bool) -> String {
    QrCode::with_error_correction_level(text, EcLevel::L)
        .map(|code| lines(&code, unicode, coloured))
        .unwrap_or_default()
}

fn lines(code: &QrCode, unicode: bool, coloured: bool) -> String {
    let width = code.width();
    let side = width + 2 * QUIET;
    let dark = |x: usize, y: usize| {
        let inside = x >= QUIET && y >= QUIET && x < QUIET + width && y < QUIET + width;
        inside && code[(x - QUIET, y - QUIET)] == Color::Dark
    };
    let inked = |x: usize, y: usize| y < side && dark(x, y) == coloured;
    let mut text = String::new();
    for y in (0..side).step_by(if unicode { 2 } else { 1 }) {
        let row: String = match unicode {
            true => (0..side).map(|x| half_blocks(inked(x, y), inked(x, y + 1))).collect(),
            false => (0..side).map(|x| if inked(x, y) { "##" } else { "  " }).collect(),
        };
        text += &if coloured { format!("\x1b[30;107m{row}\x1b[0m\n") } else { format!("{row}\n") };
    }
    text
}

fn half_blocks(upper: bool, lower: bool) -> char {
    match (upper, lower) {
        (true, true) => '█',
        (true, false) => '▀',
        (false, true) => '▄',
        (false, false) => ' ',
    }
}

#[cfg(test)]
mod tests {
    use qrcode::{Color, EcLevel, QrCode};

    use super::{QUIET, draw};

    const LONG: &str = "tcp://[2001:db8:1234:5678:9abc:def0:1234:5678]:12345";

    /// The squares as a camera sees them, row by row: the drawing alone says which are dark.
    fn seen(drawing: &str, unicode: bool) -> Vec<Vec<Color>> {
        drawing.lines().flat_map(|line| rows_of(line, unicode)).collect()
    }

    fn rows_of(line: &str, unicode: bool) -> Vec<Vec<Color>> {
        // Black on white: what is drawn is dark. Else the terminal is, and what is drawn is light.
        let coloured = line.strip_prefix("\x1b[30;107m").and_then(|rest| rest.strip_suffix("\x1b[0m"));
        let colour = |inked: bool| if inked == coloured.is_some() { Color::Dark } else { Color::Light };
        let signs: Vec<char> = coloured.unwrap_or(line).chars().collect();
        if unicode {
            assert!(signs.iter().all(|sign| "█▀▄ ".contains(*sign)), "{line}");
            let half = |inks: [char; 2]| signs.iter().map(|sign| colour(inks.contains(sign))).collect();
            return vec![half(['█', '▀']), half(['█', '▄'])];
        }
        assert!(signs.chunks(2).all(|pair| pair == ['#'; 2] || pair == [' '; 2]), "{line}");
        vec![signs.chunks(2).map(|pair| colour(pair[0] == '#')).collect()]
    }

    fn check(text: &str, unicode: bool, coloured: bool) {
        let code = QrCode::with_error_correction_level(text, EcLevel::L).expect("a code");
        let side = code.width() + 2 * QUIET;
        let mut rows = seen(&draw(text, unicode, coloured), unicode);
        if unicode && side % 2 == 1 {
            // Half of the last row is below the code.
            rows.pop();
        }
        assert_eq!((rows.len(), rows.iter().all(|row| row.len() == side)), (side, true), "{text}");
        let inside = |at: usize| (QUIET..side - QUIET).contains(&at);
        let mut modules = Vec::new();
        for (y, row) in rows.iter().enumerate() {
            for (x, colour) in row.iter().enumerate() {
                if inside(x) && inside(y) {
                    modules.push(*colour);
                } else {
                    assert_eq!(*colour, Color::Light, "{x}, {y} is outside of the code");
                }
            }
        }
        assert_eq!(modules, code.to_colors(), "{text} unicode: {unicode} coloured: {coloured}");
    }

    #[test]
    fn what_a_camera_sees_is_the_code_square_by_square() {
        for text in ["tcp://127.0.0.1:1", "tcp://192.168.100.200:12345", LONG] {
            for (unicode, coloured) in [(false, false), (false, true), (true, false), (true, true)] {
                check(text, unicode, coloured);
            }
        }
    }

    #[test]
    fn without_unicode_there_is_none() {
        assert!(draw("tcp://127.0.0.1:1", false, false).is_ascii());
    }
}

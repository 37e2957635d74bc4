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
    use super::draw;

    #[test]
    fn a_code_is_as_wide_everywhere_and_its_finder_stands_in_the_corner() {
        let code = draw("tcp://192.168.100.200:12345", false, false);
        let widths: Vec<usize> = code.lines().map(str::len).collect();
        assert!(widths.iter().all(|&width| width == widths[0] && width == 2 * widths.len()), "{code}");
        // Two quiet rows, drawn because they are light, then seven dark squares, which are not.
        assert!(
            code.lines().nth(2).is_some_and(|line| line.starts_with(&format!("####{}##", " ".repeat(14)))),
            "{code}"
        );
        let halves = draw("tcp://192.168.100.200:12345", true, false);
        assert_eq!(halves.lines().count(), widths.len().div_ceil(2), "{halves}");
    }

    #[test]
    fn without_unicode_there_is_none() {
        assert!(draw("tcp://127.0.0.1:1", false, false).is_ascii());
        assert!(draw("tcp://127.0.0.1:1", true, true).starts_with("\x1b[30;107m"));
    }
}

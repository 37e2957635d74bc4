//! A legend over the table, with a line from each explanation down to its column, as `chronyc
//! sources -v` draws it.
//!
//! The columns on the right are explained first, to the left of their lines, then those at the left
//! edge, to the right of theirs: so no line runs through a text.

use unicode_width::UnicodeWidthStr as _;

use super::state;
use super::table::Drawn;
use crate::args::Column;
use crate::language::{Language, is_utf8};
use crate::output;

/// Columns of the terminal that an explanation needs at least.
const TEXT_COLUMNS_MIN: usize = 18;
/// Most that one takes: longer lines are hard to read.
const TEXT_COLUMNS_MAX: usize = 56;
/// Corner, line and blank between an explanation and its column.
const CORNER: usize = 3;

/// The strokes of a terminal.
struct Strokes {
    down: char,
    across: char,
    /// A line that comes from a text at its right, and from one at its left.
    from_right: char,
    from_left: char,
}

const BOX: Strokes = Strokes { down: '│', across: '─', from_right: '╭', from_left: '╮' };
const ASCII: Strokes = Strokes { down: '|', across: '-', from_right: '.', from_left: '.' };

/// A column's place in the line of titles, and what it is.
#[derive(Debug, Clone)]
struct Entry {
    /// Where its title begins, and its last column.
    first: usize,
    last: usize,
    /// Its paragraphs, a line each.
    text: String,
}

/// The legend of a table; a plain list where a title is broken or the table too narrow.
pub(super) fn over(drawn: &Drawn, width: Option<usize>, language: &Language) -> String {
    let strokes = if is_utf8() { BOX } else { ASCII };
    match entries(drawn, language).and_then(|entries| lines(&entries, &strokes)) {
        Some(lines) => lines.concat(),
        None => list(drawn, width, language),
    }
}

fn entries(drawn: &Drawn, language: &Language) -> Option<Vec<Entry>> {
    let header = drawn.text.lines().next()?;
    let mut from = 0;
    let mut entries = Vec::new();
    for (column, title) in &drawn.columns {
        let at = from + header.get(from..)?.find(title.as_str())?;
        let first = header[..at].width();
        from = at + title.len();
        entries.push(Entry { first, last: first + title.width() - 1, text: meaning(*column, language) });
    }
    Some(entries)
}

/// The lines of the legend, `None` where there is no room for a text.
fn lines(entries: &[Entry], strokes: &Strokes) -> Option<Vec<String>> {
    // Whoever has room at its left is explained there.
    let split = entries.iter().position(|entry| entry.last >= TEXT_COLUMNS_MIN + CORNER)?;
    let (left, right) = entries.split_at(split);
    let mut lines = Vec::new();
    for (at, entry) in right.iter().enumerate().rev() {
        let text = broken(&entry.text, (entry.last - CORNER).min(TEXT_COLUMNS_MAX));
        // A word may be longer than the line.
        let begin = (entry.last - CORNER + 1).checked_sub(text.iter().map(|line| line.width()).max().unwrap_or(0))?;
        let others: Vec<usize> = right[at + 1..].iter().map(|entry| entry.last).collect();
        for (row, line) in text.iter().enumerate() {
            let mut out = Row::default();
            out.put(begin, line);
            if row + 1 == text.len() {
                // The last line may be shorter than the others: its stroke is longer then.
                let stroke = entry.last - 1 - (begin + line.width());
                out.put(begin + line.width() + 1, &strokes.across.to_string().repeat(stroke));
                out.put(entry.last, &strokes.from_left.to_string());
            }
            others.iter().for_each(|&place| out.put(place, &strokes.down.to_string()));
            lines.push(out.line());
        }
    }
    let others: Vec<usize> = right.iter().map(|entry| entry.last).collect();
    let limit = others.first()?.checked_sub(1)?;
    for (at, entry) in left.iter().enumerate() {
        let room = limit.checked_sub(entry.first + CORNER).filter(|room| *room >= TEXT_COLUMNS_MIN.min(limit / 2))?;
        for (row, line) in broken(&entry.text, room.min(TEXT_COLUMNS_MAX)).iter().enumerate() {
            let mut out = Row::default();
            left[..at].iter().for_each(|entry| out.put(entry.first, &strokes.down.to_string()));
            let corner = if row == 0 { [strokes.from_right, strokes.across] } else { [strokes.down, ' '] };
            out.put(entry.first, &String::from_iter(corner));
            out.put(entry.first + CORNER, line);
            others.iter().for_each(|&place| out.put(place, &strokes.down.to_string()));
            lines.push(out.line());
        }
    }
    Some(lines)
}

/// A text in lines of at most so many columns; those behind a paragraph's first stand in a little where
/// there are several paragraphs.
fn broken(text: &str, columns: usize) -> Vec<String> {
    let indent = if text.contains('\n') { "  " } else { "" };
    text.split('\n').flat_map(|paragraph| output::broken(paragraph, columns, indent)).collect()
}

/// A line in the making, filled from the left to the right.
#[derive(Debug, Default)]
struct Row(String);

impl Row {
    fn put(&mut self, column: usize, text: &str) {
        let blanks = column.saturating_sub(self.0.width());
        self.0.extend(std::iter::repeat_n(' ', blanks));
        self.0.push_str(text);
    }

    fn line(self) -> String {
        self.0.trim_end().to_owned() + "\n"
    }
}

fn list(drawn: &Drawn, width: Option<usize>, language: &Language) -> String {
    let mut out = String::new();
    for (column, title) in &drawn.columns {
        let line = language.because(title, &meaning(*column, language));
        for line in broken(&line, width.unwrap_or(usize::MAX)) {
            out.push_str(&line);
            out.push('\n');
        }
    }
    out
}

/// What a column is.
fn meaning(column: Column, language: &Language) -> String {
    match column {
        Column::Number => language.legend_of_number(),
        Column::Room => language.legend_of_room(),
        Column::Client => language.legend_of_client(),
        Column::Server => language.legend_of_server(),
        Column::Name => language.legend_of_name(),
        Column::Since => language.legend_of_since(),
        Column::Until => language.legend_of_until(),
        Column::Why => language.legend_of_why(),
        Column::Idle => language.legend_of_idle(),
        Column::FramesIn => language.legend_of_frames_in(),
        Column::BytesIn => language.legend_of_bytes_in(),
        Column::FramesOut => language.legend_of_frames_out(),
        Column::BytesOut => language.legend_of_bytes_out(),
        Column::Backlog => language.legend_of_backlog(),
        Column::Undelivered => language.legend_of_undelivered(),
        Column::State => {
            let meanings = state::meanings(language).map(|meaning| format!("\n{meaning}"));
            language.legend_of_state() + &meanings.collect::<String>()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ASCII, BOX, Entry, lines};

    fn entry(first: usize, last: usize, text: &str) -> Entry {
        Entry { first, last, text: text.to_owned() }
    }

    #[test]
    fn every_line_leads_from_its_text_down_to_its_column() {
        let entries = [
            entry(0, 1, "its number, never given twice"),
            entry(3, 8, "the client's end"),
            entry(25, 30, "the server's end"),
            entry(40, 44, "what it is doing, or may be doing, by what it said and got last of all"),
        ];
        let drawn = lines(&entries, &BOX).expect("a drawing");
        for (at, entry) in entries.iter().enumerate() {
            let corner = if at < 2 { entry.first } else { entry.last };
            let bottom = drawn.last().expect("a line").chars().nth(corner);
            assert!(matches!(bottom, Some('│' | '╭')), "{at}:\n{}", drawn.concat());
        }
        let ascii = lines(&entries, &ASCII).expect("a drawing");
        assert!(ascii.concat().is_ascii());
        assert_eq!(ascii.len(), drawn.len());
    }

    #[test]
    fn no_text_is_run_through_and_none_is_lost() {
        let texts = ["one two three four", "five six seven", "eight nine ten eleven twelve", "thirteen"];
        let places = [(0, 1), (4, 9), (30, 35), (50, 54)];
        let entries: Vec<Entry> =
            places.iter().zip(texts).map(|(&(first, last), text)| entry(first, last, text)).collect();
        let drawn = lines(&entries, &ASCII).expect("a drawing").concat();
        for word in texts.iter().flat_map(|text| text.split(' ')) {
            assert!(drawn.split([' ', '\n']).any(|there| there == word), "{word}:\n{drawn}");
        }
    }

    #[test]
    fn where_there_is_no_room_there_is_no_drawing() {
        assert!(lines(&[entry(0, 1, "its number"), entry(3, 8, "state")], &BOX).is_none());
    }
}

//! A frame as a line for a person. What a peer sent is made visible; on a terminal a line takes no
//! more columns than there are.
//!
//! Recipients stand in their column where they fit it, and are counted where they do not. In a pipe
//! nobody is left out: who was counted is named at the end of the line, behind a tab, which no text has
//! in it, so that the columns stand in line however many there are.

use std::rc::Rc;

use tp_proto::text;

use crate::entry::{Entry, Party, Recipients};
use crate::language::{Language, here};
use crate::output::{self, WIDE};

/// What of a line there is room for beside the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Room {
    /// Everything, and no recipient left out: a pipe.
    All,
    /// A wide terminal: two recipients by name.
    Wide,
    /// A narrow one: no date, one recipient by name if it is short.
    Narrow,
}

/// Columns of `255.255.255.255:65535`.
const ENDPOINT: usize = 21;
/// Columns of a narrow line that are neither an end's nor the text's: time, number, room, length, blanks.
const NARROW_REST: usize = 31;
/// Columns that are left for the text where others are only kept free.
const TEXT_MIN: usize = 16;
/// Most frames that are looked at before the first is shown.
const AHEAD_MAX: usize = 4096;

/// Cells of a line: time, number, source, room, recipients, length, text.
type Cells = [String; 7];

/// Lines of frames, with columns that grow with what stands in them and never shrink.
pub(super) struct Lines {
    language: Rc<Language>,
    /// Between room and recipients.
    word: String,
    width: Option<usize>,
    room: Room,
    columns: [usize; 7],
    headed: bool,
    /// Its own marks are ASCII. What a peer sent is data, and stays as it is.
    ascii: bool,
}

impl Lines {
    /// Lines for a terminal of so many columns, or for a pipe.
    pub(super) fn new(width: Option<usize>) -> Lines {
        let (room, columns) = match width {
            None => (Room::All, [29, 5, 21, 0, 0, 5, 0]),
            Some(width) if width >= WIDE => (Room::Wide, [29, 5, 21, 5, 21, 5, 0]),
            Some(_) => (Room::Narrow, [12, 3, 15, 5, 8, 3, 0]),
        };
        let language = here();
        let word = language.tail_to();
        let mut lines = Lines { language, word, width, room, columns, headed: false, ascii: false };
        lines.make_room_for_titles();
        lines
    }

    /// Where there are headings, the columns are wide enough for them.
    fn make_room_for_titles(&mut self) {
        if self.width.is_some() {
            for (column, title) in self.columns.iter_mut().zip(titles(&self.language)).take(6) {
                *column = (*column).max(title.chars().count());
            }
        }
    }

    /// Has marks of its own in ASCII alone.
    pub(super) fn spell_in_ascii(&mut self) {
        self.ascii = true;
    }

    /// Keeps columns free for frames that are not there yet: an IPv4 address and a port on both sides, as
    /// far as that leaves room for a text.
    pub(super) fn reserve(&mut self) {
        let [_, _, source, _, to, ..] = &mut self.columns;
        match (self.room, self.width) {
            (Room::Narrow, Some(width)) => {
                let both = width.saturating_sub(NARROW_REST + TEXT_MIN);
                let wanted = (both / 2).saturating_sub(1).min(ENDPOINT);
                *to = (*to).max(wanted);
                *source = (*source).max(both.saturating_sub(wanted).min(ENDPOINT));
            }
            _ => *to = (*to).max(ENDPOINT),
        }
    }

    /// Makes the columns wide enough for the first of these frames, if they are the first ones at all:
    /// none of their lines is out of line with those before it then.
    pub(super) fn look_ahead(&mut self, entries: &[Entry]) {
        if !self.headed {
            for entry in entries.iter().take(AHEAD_MAX) {
                self.widen(&self.cells(entry, String::new()));
            }
        }
    }

    fn widen(&mut self, cells: &Cells) {
        for (column, cell) in self.columns.iter_mut().zip(cells).take(6) {
            *column = (*column).max(cell.chars().count());
        }
    }

    /// The frame's line, and before the first one of a terminal a line of headings.
    pub(super) fn next(&mut self, entry: &Entry) -> String {
        let cells = self.cells(entry, bytes(entry, self.cut_mark(), &self.language));
        self.widen(&cells);
        let mut lines = String::new();
        if !std::mem::replace(&mut self.headed, true) && self.width.is_some() {
            lines = self.line(&titles(&self.language), ["   ", &" ".repeat(self.word.chars().count() + 1)]) + "\n";
        }
        lines
            + &self.line(&cells, [if self.ascii { " > " } else { " → " }, &format!("{} ", self.word)])
            + &self.rest(&entry.to)
            + "\n"
    }

    fn line(&self, [time, n, source, room, to, len, bytes]: &Cells, [arrow, word]: [&str; 2]) -> String {
        let [wt, wn, ws, wr, wto, wl, _] = self.columns;
        let line = if self.room == Room::Narrow {
            format!("{time:<wt$} {n:>wn$} {source:<ws$} {room:>wr$} {to:<wto$} {len:>wl$} {bytes}")
        } else {
            format!("{time:<wt$}  {n:>wn$}  {source:<ws$}{arrow}{room:<wr$}  {word}{to:<wto$}  {len:>wl$}  {bytes}")
        };
        let Some(width) = self.width else { return line };
        let shown = output::fit(&line, width);
        match shown.strip_suffix('…').filter(|_| self.ascii && shown != line) {
            Some(cut) => format!("{cut}{}", self.cut_mark()),
            None => shown,
        }
    }

    /// Where something was left out.
    fn cut_mark(&self) -> char {
        if self.ascii { '~' } else { '…' }
    }

    /// Who is only counted in the line, where none may be left out.
    fn rest(&self, to: &Recipients) -> String {
        match to {
            Recipients::Listed(listed) if self.room == Room::All => {
                let names = names(listed);
                let is_counted = names.len() > self.recipients_columns();
                if is_counted { format!("\t{} {names}", self.word) } else { String::new() }
            }
            _ => String::new(),
        }
    }

    fn cells(&self, entry: &Entry, text: String) -> Cells {
        let time = if self.room == Room::Narrow { output::millis_of_day(entry.t) } else { output::millis(entry.t) };
        let source = if entry.src.conn == 0 { self.language.server() } else { entry.src.address() };
        let to = recipients(&entry.to, self.recipients_columns(), &self.language);
        [time, entry.n.to_string(), source, entry.dst_port.to_string(), to, entry.len.to_string(), text]
    }

    /// Most columns that the recipients take before they are only counted.
    fn recipients_columns(&self) -> usize {
        match self.room {
            Room::All | Room::Wide => 46,
            Room::Narrow => 18,
        }
    }
}

fn bytes(entry: &Entry, cut: char, language: &Language) -> String {
    match &entry.data {
        Some(data) if (data.len() as u64) < entry.len => format!("{}{cut}", text::visible(data)),
        Some(data) => text::visible(data),
        None => language.not_kept(),
    }
}

fn titles(language: &Language) -> Cells {
    [
        language.title_time(),
        language.title_number(),
        language.title_from(),
        language.title_room(),
        language.title_to(),
        language.title_length(),
        language.title_text(),
    ]
}

/// Each with its address, and commas between them.
fn names(listed: &[Party]) -> String {
    listed.iter().map(Party::address).collect::<Vec<_>>().join(",")
}

fn recipients(to: &Recipients, columns: usize, language: &Language) -> String {
    let listed = match to {
        Recipients::Counted(count, "all") => return language.tail_all(&count.to_string()),
        Recipients::Counted(count, _) => return language.tail_others(&count.to_string()),
        Recipients::Listed(listed) if listed.is_empty() => return language.tail_nobody(),
        Recipients::Listed(listed) => listed,
    };
    let names = names(listed);
    if names.len() > columns { language.peer_count(listed.len() as u64) } else { names }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::{Entry, Lines, Party, Recipients};

    fn party(conn: u64) -> Party {
        Party { conn, ip: Some("192.168.100.20".parse().unwrap()), port: 53112 }
    }

    fn entry(to: Recipients) -> Entry {
        Entry {
            room: Rc::from("12345"),
            n: 1,
            t: 0,
            src: party(1),
            dst_ip: None,
            dst_port: 12345,
            to,
            len: 65536,
            data: Some(b"TEXT of the frame".to_vec()),
        }
    }

    #[test]
    fn on_a_narrow_terminal_there_is_room_for_the_text() {
        for to in [vec![], vec![party(2)], (2..=16).map(party).collect()] {
            for width in [80, 100, 120, 200] {
                let lines = Lines::new(Some(width)).next(&entry(Recipients::Listed(to.clone())));
                assert!(lines.contains("TEXT of the fram"), "{width}:\n{lines}");
                assert!(lines.lines().all(|line| line.chars().count() <= width), "{width}:\n{lines}");
            }
        }
    }

    #[test]
    fn headings_stand_above_their_columns_once_and_on_a_terminal_alone() {
        let entry = entry(Recipients::Listed(vec![party(2)]));
        for width in [80, 200] {
            let mut lines = Lines::new(Some(width));
            let first = lines.next(&entry);
            let (heading, line) = first.split_once('\n').unwrap();
            for (title, cell) in [("FROM", "192.168"), ("TEXT", "TEXT")] {
                let before = |line: &str, word| line.split(word).next().unwrap().chars().count();
                assert_eq!(before(heading, title), before(line, cell), "{title} at {width}:\n{first}");
            }
            assert!(!lines.next(&entry).contains("FROM"));
        }
        assert!(!Lines::new(None).next(&entry).contains("FROM"));
    }

    #[test]
    fn a_pipe_gets_every_recipient() {
        let all = entry(Recipients::Listed((2..=17).map(party).collect()));
        let line = Lines::new(None).next(&all);
        assert_eq!(line.matches("192.168.100.20:53112").count(), 17);
        let (seen, rest) = line.split_once('\t').expect("a list at the end");
        assert!(seen.ends_with("TEXT of the frame…") && rest.starts_with("to 192.168.100.20:53112,"), "{line}");
        assert_eq!(line.lines().count(), 1, "a frame is one line: {line}");
    }

    #[test]
    fn the_text_begins_in_one_column_however_many_recipients_there_are() {
        for width in [None, Some(80), Some(200)] {
            let mut lines = Lines::new(width);
            lines.next(&entry(Recipients::Listed((2..=3).map(party).collect())));
            let mut places = [0, 1, 2, 16].map(|count| {
                let line = lines.next(&entry(Recipients::Listed((2..2 + count).map(party).collect())));
                line.split("TEXT").next().expect("what comes before").chars().count()
            });
            places.sort_unstable();
            assert_eq!(places[0], places[3], "{width:?}: {places:?}");
        }
    }

    /// In which column the text of each line begins.
    fn places(lines: &str) -> Vec<usize> {
        let shown = lines.lines().filter(|line| line.contains("TEXT of"));
        shown.map(|line| line.split("TEXT of").next().expect("what comes before").chars().count()).collect()
    }

    #[test]
    fn what_is_known_to_come_is_in_line_from_the_first_frame_on() {
        let to = |parties: Vec<Party>| entry(Recipients::Listed(parties));
        let near = |conn| Party { ip: Some("127.0.0.1".parse().unwrap()), ..party(conn) };
        let known = [to(vec![]), to(vec![near(2)]), to(vec![near(2), near(3)]), to((2..=17).map(party).collect())];
        for width in [None, Some(80), Some(100), Some(200)] {
            let mut lines = Lines::new(width);
            lines.look_ahead(&known);
            let shown: String = known.iter().map(|entry| lines.next(entry)).collect();
            let places = places(&shown);
            assert!(places.len() == 4 && places.iter().all(|place| *place == places[0]), "{width:?}:\n{shown}");
        }
    }

    #[test]
    fn what_may_come_has_its_columns_kept_free_where_the_terminal_has_them() {
        let near = |to: Vec<Party>| Entry {
            src: Party { ip: Some("10.0.0.1".parse().unwrap()), ..party(1) },
            ..entry(Recipients::Listed(to))
        };
        let loopback = Party { ip: Some("127.0.0.1".parse().unwrap()), ..party(2) };
        for (width, to) in [(None, party(2)), (Some(80), loopback), (Some(96), party(2)), (Some(200), party(2))] {
            let mut lines = Lines::new(width);
            lines.reserve();
            let shown = lines.next(&near(vec![])) + &lines.next(&near(vec![to]));
            let places = places(&shown);
            assert!(places.len() == 2 && places[0] == places[1], "{width:?}:\n{shown}");
        }
        for width in [1, 20, 60] {
            let mut lines = Lines::new(Some(width));
            lines.reserve();
            assert!(lines.next(&near(vec![])).lines().all(|line| line.chars().count() <= width));
        }
    }

    #[test]
    fn what_a_peer_sends_does_not_look_like_a_list_of_recipients() {
        let mut forged = entry(Recipients::Listed(vec![party(2)]));
        forged.data = Some(b"salut\tto 10.0.0.9:1".to_vec());
        assert!(!Lines::new(None).next(&forged).contains('\t'));
    }
}

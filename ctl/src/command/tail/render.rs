//! A frame as a line, for a person or for a program.

use std::io::{self, Write as _};

use tp_proto::text;

use crate::entry::{Entry, Party, Recipients, print_json_line};
use crate::error::Error;
use crate::output::{self, Out, WIDE, plural};

/// What of a line there is room for beside the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Room {
    /// Everything: a pipe.
    All,
    /// A wide terminal: two recipients by name.
    Wide,
    /// A narrow one: no date, one recipient by name if it is short.
    Narrow,
}

impl Room {
    fn of(width: Option<usize>) -> Room {
        match width {
            None => Room::All,
            Some(width) if width >= WIDE => Room::Wide,
            Some(_) => Room::Narrow,
        }
    }

    /// Most columns that the recipients take before they are only counted.
    fn recipients_columns(self) -> usize {
        match self {
            Room::All => usize::MAX,
            Room::Wide => 46,
            Room::Narrow => 18,
        }
    }
}

/// How frames are shown.
pub(super) struct Render {
    json: bool,
    width: Option<usize>,
}

impl Render {
    pub(super) fn new(json: bool) -> Render {
        Render { json, width: output::terminal_width() }
    }

    /// Writes one line.
    pub(super) fn print(&self, out: &mut Out, entry: &Entry) -> Result<(), Error> {
        if self.json { print_json_line(out, entry) } else { Ok(self.line(out, entry)?) }
    }

    fn line(&self, out: &mut Out, entry: &Entry) -> io::Result<()> {
        let line = line(entry, Room::of(self.width));
        match self.width {
            Some(width) => writeln!(out, "{}", output::fit(&line, width)),
            None => writeln!(out, "{line}"),
        }
    }
}

fn line(entry: &Entry, room: Room) -> String {
    let source = if entry.src.conn == 0 { "server".to_owned() } else { entry.src.address() };
    let bytes = match &entry.data {
        Some(data) if (data.len() as u64) < entry.len => format!("{}…", text::visible(data)),
        Some(data) => text::visible(data),
        None => "(not kept)".to_owned(),
    };
    let Entry { t, n, dst_port, len, .. } = entry;
    let to = recipients(&entry.to, room.recipients_columns());
    if room == Room::Narrow {
        return format!("{} {n} {source} → {dst_port} to {to} {len} {bytes}", output::millis_of_day(*t));
    }
    format!("{}  {n:>5}  {source:<21} → {dst_port}  to {to}  {len:>5}  {bytes}", output::millis(*t))
}

fn recipients(to: &Recipients, columns: usize) -> String {
    let listed = match to {
        Recipients::Counted(count, rule) => return format!("{rule} ({count})"),
        Recipients::Listed(listed) if listed.is_empty() => return "nobody".to_owned(),
        Recipients::Listed(listed) => listed,
    };
    let names = listed.iter().map(Party::address).collect::<Vec<_>>().join(",");
    if names.len() > columns { plural(listed.len() as u64, "peer") } else { names }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::{Entry, Party, Recipients, Room, line};

    fn party(conn: u64) -> Party {
        Party { conn, ip: Some("192.168.100.20".parse().unwrap()), port: 53112 }
    }

    #[test]
    fn on_a_narrow_terminal_there_is_room_for_the_text() {
        let mut entry = Entry {
            room: Rc::from("12345"),
            n: 1,
            t: 0,
            src: party(1),
            dst_ip: None,
            dst_port: 12345,
            to: Recipients::Listed(vec![party(2)]),
            len: 4,
            data: Some(b"TEXT".to_vec()),
        };
        let place = |entry: &Entry, width| {
            let line = line(entry, Room::of(Some(width)));
            line.chars().count() - "TEXT".len()
        };
        assert!(place(&entry, 80) < 80 - 10);
        entry.to = Recipients::Listed((2..=16).map(party).collect());
        assert!(place(&entry, 80) < 80 - 20 && place(&entry, 120) < 120 - 30);
        assert!(line(&entry, Room::of(None)).matches("192.168.100.20:53112").count() == 16);
    }
}

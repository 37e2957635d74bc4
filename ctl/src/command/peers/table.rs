//! The table: which columns there is room for.

use unicode_width::UnicodeWidthStr as _;

use super::column::{self, Style};
use crate::args::Column;
use crate::output::{Align, Table, WIDE};

use super::Peer;

/// What gives way first where a terminal is too narrow: the server's end is much the same for all,
/// and of numbers the frames say more than the bytes.
const GIVE_WAY: [&[Column]; 3] = [&[Column::Server], &[Column::BytesIn, Column::BytesOut], &[Column::Since]];

/// A table and what stands in it.
#[derive(Debug)]
pub(super) struct Drawn {
    pub(super) text: String,
    pub(super) columns: Vec<(Column, String)>,
}

/// The table for a terminal of `width` columns, or for a pipe. Unless they are named, columns that
/// would say the same of everybody are left out, and on a terminal those that there is no room for.
pub(super) fn draw(peers: &[Peer], named: &[Column], width: Option<usize>, style: Style<'_>) -> Drawn {
    let style = Style { wide: width.is_none_or(|width| width >= WIDE), ..style };
    let mut columns = if named.is_empty() { usual(peers) } else { named.to_vec() };
    if let Some(width) = width.filter(|_| named.is_empty()) {
        for least in GIVE_WAY {
            if natural_width(peers, &columns, style) > width {
                columns.retain(|column| !least.contains(column));
            }
        }
    }
    let fits = width.is_some_and(|width| natural_width(peers, &columns, style) <= width);
    let columns: Vec<(Column, String)> =
        columns.into_iter().map(|column| (column, column::title(column, style))).collect();
    let mut table = Table::new(columns.iter().map(|(column, title)| (title.clone(), align(*column, fits))).collect());
    for peer in peers {
        table.row(columns.iter().map(|(column, _)| column::cell(*column, peer, style)).collect());
    }
    Drawn { text: table.render(width), columns }
}

/// Addresses are broken last of all.
fn align(column: Column, fits: bool) -> Align {
    match column {
        Column::Client | Column::Server if fits => Align::Whole,
        column => column::align(column),
    }
}

fn usual(peers: &[Peer]) -> Vec<Column> {
    let closed = peers.iter().any(|peer| peer.left.is_some());
    let rooms = peers.iter().any(|peer| peer.row.room != peers[0].row.room);
    let backlog = peers.iter().any(|peer| peer.row.backlog_bytes > 0);
    let names = peers.iter().any(|peer| !peer.row.name.is_empty());
    let mut columns = vec![Column::Number];
    columns.extend(rooms.then_some(Column::Room));
    columns.extend([Column::Client, Column::Server, Column::Since]);
    if closed {
        columns.extend([Column::Until, Column::BytesIn, Column::BytesOut]);
        columns.extend(backlog.then_some(Column::Undelivered));
        columns.push(Column::Why);
    } else {
        columns.extend([Column::FramesIn, Column::BytesIn, Column::FramesOut, Column::BytesOut]);
        columns.extend(backlog.then_some(Column::Backlog));
        columns.push(Column::State);
    }
    columns.extend(names.then_some(Column::Name));
    columns
}

/// Columns of the terminal that it would take with nothing broken.
fn natural_width(peers: &[Peer], columns: &[Column], style: Style<'_>) -> usize {
    let gap = if style.wide { 2 } else { 1 };
    let of_column = |&column: &Column| {
        let cells = peers.iter().map(|peer| column::cell(column, peer, style).width()).max();
        cells.unwrap_or(0).max(column::title(column, style).width()) + gap
    };
    columns.iter().map(of_column).sum()
}

#[cfg(test)]
mod tests {
    use super::super::state::tests::row;
    use super::{Column, Peer, Style, draw};
    use crate::language::{Lang, Language};

    const NOW: u64 = 1_000_000_000_000;

    fn table(peers: &[Peer], width: Option<usize>) -> String {
        let language = Language::new(Lang::En);
        draw(peers, &[], width, Style { language: &language, wide: true }).text
    }

    fn peer(number: u64) -> Peer {
        Peer::present(row(number), NOW)
    }

    #[test]
    fn the_table_stays_within_a_narrow_terminal_and_loses_no_digit() {
        for width in [60, 80, 100, 120] {
            let text = table(&[peer(1), peer(2)], Some(width));
            assert!(text.lines().all(|line| line.chars().count() <= width), "{width}:\n{text}");
        }
        let text = table(&[peer(1)], Some(80));
        assert!(text.contains("192.168.100.20:53112") && text.contains("192.168.100.1:12345"), "{text}");
    }

    #[test]
    fn what_says_least_gives_way_to_what_somebody_is_doing() {
        let mut waiting = row(2);
        (waiting.last_rx, waiting.last_tx, waiting.unanswered_frames) = (Some(NOW - 42_000_000_000), None, 1);
        let text = table(&[peer(1), Peer::present(waiting, NOW)], Some(80));
        assert!(text.contains("192.168.100.20:53112") && text.contains("waiting 42\u{a0}s?"), "{text}");
        assert!(!text.contains("SERVER"), "{text}");
    }

    #[test]
    fn columns_that_say_nothing_are_left_out() {
        let plain = table(&[peer(1), peer(2)], None);
        assert!(!plain.contains("ROOM") && !plain.contains("NAME") && !plain.contains("BACKLOG"), "{plain}");
        let mut other = row(2);
        (other.room, other.backlog_bytes, other.name) = ("5000".into(), 9, "poste\x1b[2J".into());
        let full = table(&[peer(1), Peer::present(other, NOW)], None);
        assert!(full.contains("ROOM") && full.contains("BACKLOG") && full.contains("poste\\x1b[2J"), "{full}");
    }

    #[test]
    fn named_columns_stand_as_they_were_named() {
        let language = Language::new(Lang::Fr);
        let style = Style { language: &language, wide: true };
        let drawn = draw(&[peer(1)], &[Column::State, Column::Number], Some(80), style);
        assert_eq!(drawn.text, "ÉTAT   Nº\nouvert  1\n");
    }
}

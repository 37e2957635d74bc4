//! The columns: what stands over each, and in its cells.

use tp_proto::text;

use crate::args::{Column, PeersArgs};
use crate::language::Language;
use crate::output::{self, Align};
use crate::picture::leave_reason;

use super::{Peer, PeersError};

/// The columns that say who somebody is.
const OF_ALL: [Column; 6] = [Column::Number, Column::Room, Column::Client, Column::Server, Column::Name, Column::Since];
/// The further columns of those who are there.
const OF_PRESENT: [Column; 7] = [
    Column::Idle,
    Column::FramesIn,
    Column::BytesIn,
    Column::FramesOut,
    Column::BytesOut,
    Column::Backlog,
    Column::State,
];
/// The further columns of those who have left.
const OF_CLOSED: [Column; 5] = [Column::Until, Column::BytesIn, Column::BytesOut, Column::Undelivered, Column::Why];

/// Holds the columns that were asked for against those of the view.
pub(super) fn check(options: &PeersArgs) -> Result<(), PeersError> {
    let further = if options.closed { &OF_CLOSED[..] } else { &OF_PRESENT[..] };
    let there = [&OF_ALL[..], further].concat();
    let mut wanted = options.columns.iter().chain(&options.sort);
    match wanted.find(|column| !there.contains(column)) {
        None => Ok(()),
        Some(column) => {
            let columns: Vec<String> = there.iter().map(|column| column.word()).collect();
            Err(PeersError::NoColumn { column: column.word(), columns: columns.join(", ") })
        }
    }
}

/// How much of a column there is room for.
#[derive(Clone, Copy)]
pub(super) struct Style<'a> {
    pub(super) language: &'a Language,
    /// There is room for dates and for words in titles and states.
    pub(super) wide: bool,
}

/// What stands over it.
pub(super) fn title(column: Column, style: Style<'_>) -> String {
    let Style { language, wide } = style;
    match column {
        Column::Number => language.title_number(),
        Column::Room => language.title_room(),
        Column::Client => language.title_client(),
        Column::Server => language.title_server(),
        Column::Name => language.title_name(),
        Column::Since => language.title_since(),
        Column::Until => language.title_until(),
        Column::Why => language.title_why(),
        Column::Idle => language.title_idle(),
        Column::FramesIn if wide => language.title_frames_in(),
        Column::FramesIn => language.title_in(),
        Column::BytesIn if wide => language.title_bytes_in(),
        Column::FramesOut if wide => language.title_frames_out(),
        Column::FramesOut => language.title_out(),
        Column::BytesOut if wide => language.title_bytes_out(),
        Column::BytesIn | Column::BytesOut => language.title_bytes(),
        Column::Backlog => language.title_backlog(),
        Column::Undelivered => language.title_undelivered(),
        Column::State => language.title_state(),
    }
}

/// On which side its cells stand.
pub(super) fn align(column: Column) -> Align {
    match column {
        Column::Number | Column::Room | Column::Idle => Align::Right,
        Column::FramesIn | Column::BytesIn | Column::FramesOut | Column::BytesOut => Align::Right,
        Column::Backlog | Column::Undelivered => Align::Right,
        _ => Align::Left,
    }
}

/// What it says of a peer.
pub(super) fn cell(column: Column, peer: &Peer, style: Style<'_>) -> String {
    let row = &peer.row;
    let left = peer.left.as_ref();
    match column {
        Column::Number => row.number.to_string(),
        Column::Room => text::visible(row.room.as_bytes()),
        Column::Client => output::canonical(row.peer).to_string(),
        Column::Server => output::canonical(row.local).to_string(),
        Column::Name => text::visible(row.name.as_bytes()),
        Column::Since if left.is_some_and(|left| left.joined_before) => style.language.joined_before(),
        Column::Since => time(row.since, style),
        Column::Until => left.and_then(|left| left.t).map_or_else(|| style.language.when_unknown(), |t| time(t, style)),
        Column::Why => why(left.map_or("", |left| &left.why), style.language),
        Column::Idle => peer.idle_ns.map_or_else(String::new, |ns| style.language.roughly(ns)),
        Column::FramesIn => row.rx_frames.to_string(),
        Column::BytesIn => row.rx_bytes.to_string(),
        Column::FramesOut => row.tx_frames.to_string(),
        Column::BytesOut => row.tx_bytes.to_string(),
        Column::Backlog | Column::Undelivered => row.backlog_bytes.to_string(),
        Column::State => peer.state.said(style.language, !style.wide),
    }
}

/// A reason to leave, in words where it is one that is known.
fn why(word: &str, language: &Language) -> String {
    if word.is_empty() { language.when_unknown() } else { leave_reason(word, language) }
}

fn time(unix_ns: u64, style: Style<'_>) -> String {
    if style.wide { output::full(unix_ns) } else { output::short(unix_ns) }
}

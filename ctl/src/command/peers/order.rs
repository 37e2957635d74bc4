//! In which order peers stand.

use std::cmp::Ordering;

use crate::args::Column;
use crate::output;

use super::Peer;

/// Puts peers in the order of a column; those alike in it, and all without one, by their numbers.
pub(super) fn sort(peers: &mut [Peer], column: Option<Column>, reverse: bool) {
    peers.sort_by(|one, other| {
        let by_column = column.map_or(Ordering::Equal, |column| compare(column, one, other));
        let order = by_column.then_with(|| one.row.number.cmp(&other.row.number));
        if reverse { order.reverse() } else { order }
    });
}

fn compare(column: Column, one: &Peer, other: &Peer) -> Ordering {
    let (a, b) = (&one.row, &other.row);
    match column {
        Column::Number => a.number.cmp(&b.number),
        Column::Room => room(&a.room).cmp(&room(&b.room)),
        Column::Client => output::canonical(a.peer).cmp(&output::canonical(b.peer)),
        Column::Server => output::canonical(a.local).cmp(&output::canonical(b.local)),
        // Who has no name comes last.
        Column::Name => (a.name.is_empty(), a.name.to_lowercase()).cmp(&(b.name.is_empty(), b.name.to_lowercase())),
        Column::Since => a.since.cmp(&b.since),
        Column::Until => left(one).cmp(&left(other)),
        Column::Why => why(one).cmp(why(other)),
        Column::Idle => one.idle_ns.cmp(&other.idle_ns),
        Column::FramesIn => a.rx_frames.cmp(&b.rx_frames),
        Column::BytesIn => a.rx_bytes.cmp(&b.rx_bytes),
        Column::FramesOut => a.tx_frames.cmp(&b.tx_frames),
        Column::BytesOut => a.tx_bytes.cmp(&b.tx_bytes),
        Column::Backlog | Column::Undelivered => a.backlog_bytes.cmp(&b.backlog_bytes),
        Column::State => state(one).cmp(&state(other)),
    }
}

/// A room is named by its port.
fn room(name: &str) -> (u64, &str) {
    (name.parse().unwrap_or(u64::MAX), name)
}

fn left(peer: &Peer) -> Option<u64> {
    peer.left.as_ref()?.t
}

fn why(peer: &Peer) -> &str {
    peer.left.as_ref().map_or("", |left| &left.why)
}

fn state(peer: &Peer) -> (crate::args::StateWord, u64) {
    (peer.state.word(), peer.state.span_ns())
}

#[cfg(test)]
mod tests {
    use super::super::state::tests::row;
    use super::{Column, Peer, sort};

    fn check(column: Option<Column>, reverse: bool, expected: [u64; 3]) {
        let facts = [
            (1, "Zoé", "10.0.0.9:50001", "5000", 3),
            (2, "", "10.0.0.10:50001", "12345", 9),
            (3, "adam", "10.0.0.9:50000", "5000", 3),
        ];
        let mut peers = facts.map(|(number, name, address, room, bytes)| {
            let mut row = row(number);
            (row.name, row.room, row.rx_bytes) = (name.into(), room.into(), bytes);
            row.peer = address.parse().expect("an address");
            Peer::present(row, 0)
        });
        sort(&mut peers, column, reverse);
        assert_eq!(peers.map(|peer| peer.row.number), expected, "{column:?}");
    }

    #[test]
    fn numbers_are_ordered_as_numbers_and_names_as_names() {
        check(None, false, [1, 2, 3]);
        check(None, true, [3, 2, 1]);
        check(Some(Column::Name), false, [3, 1, 2]);
        check(Some(Column::Client), false, [3, 1, 2]);
        check(Some(Column::Room), false, [1, 3, 2]);
        check(Some(Column::BytesIn), false, [1, 3, 2]);
        check(Some(Column::BytesIn), true, [2, 3, 1]);
    }
}

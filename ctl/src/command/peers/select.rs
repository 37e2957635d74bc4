//! Which peers are wanted.

use tp_proto::control::refusal::PeerHere;
use tp_proto::control::{PeerRow, Refusal};

use crate::args::PeerFilterArgs;

use super::Peer;

/// Whether a peer passes all that was asked for.
pub(super) fn is_wanted(peer: &Peer, wanted: &PeerFilterArgs) -> bool {
    let PeerFilterArgs { room, state, peer: numbers, name, ip, port, since, until } = wanted;
    let row = &peer.row;
    let left = peer.left.as_ref().and_then(|left| left.t);
    room.as_ref().is_none_or(|room| *room == row.room)
        && (state.is_empty() || state.contains(&peer.state.word()))
        && (numbers.is_empty() || numbers.contains(&row.number))
        && name.as_ref().is_none_or(|name| *name == row.name)
        && ip.is_none_or(|net| net.contains(&row.peer.ip().to_canonical()))
        && port.is_none_or(|port| port == row.peer.port())
        && since.is_none_or(|since| left.is_some_and(|left| left >= since.0))
        && until.is_none_or(|until| left.is_some_and(|left| left <= until.0))
}

/// The first number or name that is wanted and that none of these has.
pub(super) fn stranger<'a>(rows: impl Iterator<Item = &'a PeerRow> + Clone, wanted: &PeerFilterArgs) -> Option<String> {
    let number = wanted.peer.iter().find(|number| rows.clone().all(|row| row.number != **number));
    let name = wanted.name.iter().find(|name| rows.clone().all(|row| row.name != **name));
    number.map(u64::to_string).or_else(|| name.cloned())
}

/// The same of those who are there, who are told instead. Whoever watches may wait for a name.
pub(super) fn missing(rows: &[PeerRow], wanted: &PeerFilterArgs, with_names: bool) -> Option<Refusal> {
    let name = wanted.name.clone().filter(|_| with_names);
    let who = stranger(rows.iter(), &PeerFilterArgs { name, ..wanted.clone() })?;
    Some(Refusal::NoPeer { who, peers: rows.iter().map(here).collect() })
}

/// A peer as a sentence names it.
pub(super) fn here(row: &PeerRow) -> PeerHere {
    PeerHere { number: row.number, peer: row.peer, name: row.name.clone() }
}

/// Whether everybody is wanted.
pub(super) fn is_open(wanted: &PeerFilterArgs) -> bool {
    let PeerFilterArgs { room, state, peer, name, ip, port, since, until } = wanted;
    let by_lists = state.is_empty() && peer.is_empty();
    let by_time = since.is_none() && until.is_none();
    by_lists && by_time && room.is_none() && name.is_none() && ip.is_none() && port.is_none()
}

#[cfg(test)]
mod tests {
    use super::super::state::tests::row;
    use super::{Peer, PeerFilterArgs, is_open, is_wanted};
    use crate::args::StateWord;

    fn check(change: impl FnOnce(&mut PeerFilterArgs), expected: bool) {
        let mut wanted = PeerFilterArgs::default();
        change(&mut wanted);
        let mut row = row(7);
        row.name = "Léa".into();
        row.peer = "[::ffff:192.168.100.20]:53112".parse().expect("an address");
        assert_eq!(is_wanted(&Peer::present(row, 1_000_000_000_000), &wanted), expected, "{wanted:?}");
        assert!(!is_open(&wanted) || expected);
    }

    #[test]
    fn all_that_is_asked_for_has_to_be_so() {
        let net = |text: &str| Some(text.parse().expect("a net"));
        check(|_| {}, true);
        check(|wanted| wanted.room = Some("12345".into()), true);
        check(|wanted| wanted.room = Some("1234".into()), false);
        check(|wanted| wanted.state = vec![StateWord::Slow, StateWord::Open], true);
        check(|wanted| wanted.state = vec![StateWord::Idle], false);
        check(|wanted| wanted.peer = vec![6, 7], true);
        check(|wanted| wanted.peer = vec![6], false);
        check(|wanted| wanted.name = Some("Léa".into()), true);
        check(|wanted| wanted.name = Some("Lea".into()), false);
        check(|wanted| wanted.ip = net("192.168.100.0/24"), true);
        check(|wanted| wanted.ip = net("192.168.101.0/24"), false);
        check(|wanted| wanted.port = Some(53112), true);
        check(|wanted| (wanted.port, wanted.peer) = (Some(53112), vec![8]), false);
    }
}

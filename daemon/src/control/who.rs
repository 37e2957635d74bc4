//! Which peers somebody means: by number, by address with or without its port, or by name.
//!
//! A word that is a number is first of all a peer's number, one that is an address an address; whatever
//! is neither of a peer that is there may be a name. Nothing is guessed: a word that means nobody, or
//! several where one is wanted, is answered with who is there.

use std::net::{IpAddr, SocketAddr};

use tp_proto::control::{Code, Failure, PeerRow};
use tp_proto::text;

use crate::census::Census;
use crate::socket::canonical;

/// Most peers that an answer names: it is one sentence.
const NAMED_MAX: usize = 8;

/// The peers that all these words mean, in the order of their numbers. A word that means several is
/// refused unless `all`.
pub fn several(census: &Census, words: &[String], all: bool) -> Result<Vec<PeerRow>, Failure> {
    let here = census.peers_after(0, usize::MAX);
    let mut meant = Vec::new();
    for word in words {
        let found = matching(&here, word);
        if found.is_empty() {
            return Err(nobody(word, &here));
        }
        if found.len() > 1 && !all {
            return Err(ambiguous(word, &found, "name one of them, or all of them with --all"));
        }
        meant.extend(found);
    }
    meant.sort_by_key(|peer| peer.number);
    meant.dedup_by_key(|peer| peer.number);
    Ok(meant)
}

/// The one peer that this word means, in the room of that name if one is named.
pub fn one(census: &Census, word: &str, room: Option<&str>) -> Result<PeerRow, Failure> {
    let mut here = census.peers_after(0, usize::MAX);
    here.retain(|peer| room.is_none_or(|room| peer.room == room));
    let mut found = matching(&here, word);
    match (found.pop(), found.is_empty()) {
        (Some(peer), true) => Ok(peer),
        (Some(_), false) => Err(ambiguous(word, &matching(&here, word), "name one of them by its number")),
        (None, _) => Err(nobody(word, &here)),
    }
}

fn matching(here: &[PeerRow], word: &str) -> Vec<PeerRow> {
    let of = |is_meant: &dyn Fn(&PeerRow) -> bool| -> Vec<PeerRow> {
        here.iter().filter(|peer| is_meant(peer)).cloned().collect()
    };
    let mut found = Vec::new();
    if let Ok(number) = word.parse::<u64>() {
        found = of(&|peer| peer.number == number);
    } else if let Ok(address) = word.parse::<SocketAddr>() {
        found = of(&|peer| canonical(peer.peer) == canonical(address));
    } else if let Ok(ip) = word.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>() {
        found = of(&|peer| canonical(peer.peer).ip() == ip.to_canonical());
    }
    if found.is_empty() { of(&|peer| !peer.name.is_empty() && peer.name == word) } else { found }
}

fn nobody(word: &str, here: &[PeerRow]) -> Failure {
    let text = if here.is_empty() {
        format!("there is no peer {word:?}: nobody is connected")
    } else {
        format!("there is no peer {word:?}: there are {}", listed(here))
    };
    Failure { code: Code::NoSuchPeer, text }
}

fn ambiguous(word: &str, found: &[PeerRow], way_out: &str) -> Failure {
    let text = format!("{word:?} means {} peers, {}: {way_out}", found.len(), listed(found));
    Failure { code: Code::Ambiguous, text }
}

/// `1 (192.0.2.1:5000), 2 (192.0.2.2:5000, poste-3) and 40 more`.
fn listed(peers: &[PeerRow]) -> String {
    let one = |peer: &PeerRow| match peer.name.as_str() {
        "" => format!("{} ({})", peer.number, canonical(peer.peer)),
        name => format!("{} ({}, {})", peer.number, canonical(peer.peer), text::visible(name.as_bytes())),
    };
    let named: Vec<String> = peers.iter().take(NAMED_MAX).map(one).collect();
    let more = peers.len().saturating_sub(NAMED_MAX);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{rest}", named.join(", "))
}

#[cfg(test)]
mod tests {
    use tp_proto::control::PeerState;

    use super::*;

    fn row(number: u64, peer: &str, name: &str) -> PeerRow {
        PeerRow {
            number,
            room: "12345".to_owned(),
            peer: peer.parse().expect("an address"),
            local: "192.0.2.9:12345".parse().expect("an address"),
            name: name.to_owned(),
            since: 0,
            state: PeerState::Open,
            rx_frames: 0,
            rx_bytes: 0,
            tx_frames: 0,
            tx_bytes: 0,
            backlog_bytes: 0,
            last_rx: None,
            last_tx: None,
            unanswered_frames: 0,
        }
    }

    #[test]
    fn a_word_means_a_number_or_an_address_before_it_means_a_name() {
        let here = [
            row(1, "192.0.2.1:5000", "2"),
            row(2, "192.0.2.1:5001", "poste-2"),
            row(3, "[2001:db8::1]:5000", "77"),
            row(4, "[::ffff:192.0.2.7]:5000", "poste-2"),
        ];
        for (word, expected) in [
            ("2", &[2][..]),
            ("77", &[3]),
            ("192.0.2.1:5001", &[2]),
            ("192.0.2.1", &[1, 2]),
            ("192.0.2.7", &[4]),
            ("::ffff:192.0.2.7", &[4]),
            ("[::ffff:192.0.2.7]:5000", &[4]),
            ("[2001:db8::1]", &[3]),
            ("2001:db8::1", &[3]),
            ("poste-2", &[2, 4]),
            ("poste-3", &[]),
            ("", &[]),
            ("-1", &[]),
        ] {
            let found: Vec<u64> = matching(&here, word).iter().map(|peer| peer.number).collect();
            assert_eq!(found, expected, "{word:?}");
        }
    }

    #[test]
    fn who_is_there_is_told_in_one_sentence_whatever_they_are_called() {
        let here: Vec<PeerRow> = (1..=20).map(|n| row(n, "192.0.2.1:5000", "\u{1b}[2J")).collect();
        let Failure { text, .. } = nobody("\u{202e}", &here);
        assert!(text.ends_with(" and 12 more") && text.contains("\\x1b"), "{text}");
        assert!(!text.contains(['\u{1b}', '\u{202e}', '\n']), "{text}");
    }
}

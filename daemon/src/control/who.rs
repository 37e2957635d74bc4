//! Whom somebody means: by number, by address with or without its port, or by name.
//!
//! A word that is a number is first of all a peer's number, one that is an address an address; whatever
//! is neither of a peer that is there may be a name. Nothing is guessed: a word that means nobody, or
//! several where one is wanted, is answered with who is there.

use std::net::{IpAddr, SocketAddr};

use tp_names::{Book, address};
use tp_proto::control::naming::Holder;
use tp_proto::control::refusal::{Few, PeerHere};
use tp_proto::control::{PeerRow, Refusal};

use crate::census::Census;
use crate::socket::canonical;

/// The peers that all these words mean, in the order of their numbers. A word that means several is
/// refused unless `all`.
pub fn several(census: &Census, words: &[String], all: bool) -> Result<Vec<PeerRow>, Refusal> {
    let here = census.peers_after(0, usize::MAX);
    let mut meant = Vec::new();
    for word in words {
        let found = matching(&here, word);
        if found.is_empty() {
            return Err(nobody(word, &here));
        }
        if found.len() > 1 && !all {
            return Err(ambiguous(word, &found, true));
        }
        meant.extend(found);
    }
    meant.sort_by_key(|peer| peer.number);
    meant.dedup_by_key(|peer| peer.number);
    Ok(meant)
}

/// The one peer that this word means, in the room of that name if one is named.
pub fn one(census: &Census, word: &str, room: Option<&str>) -> Result<PeerRow, Refusal> {
    let mut here = census.peers_after(0, usize::MAX);
    here.retain(|peer| room.is_none_or(|room| peer.room == room));
    one_of(&here, word)
}

/// Who is to have a name, or has one: an address, whoever is there of it, or the one peer or the holder
/// of the name in `book` that the word means.
pub fn holder(word: &str, here: &[PeerRow], book: &Book) -> Result<Holder, Refusal> {
    match Word::of(word) {
        Word::Address(ip) => Ok(address(ip)),
        Word::Name(name) => book.holder(name).ok_or_else(|| nobody(word, here)),
        Word::Number(_) | Word::End(_) => {
            one_of(here, word).map(|PeerRow { number, peer, .. }| Holder::Peer { number, peer })
        }
    }
}

/// These peers, as an answer names them.
pub fn named<'a>(peers: impl IntoIterator<Item = &'a PeerRow>) -> Few<PeerHere> {
    let one = |peer: &PeerRow| PeerHere { number: peer.number, peer: canonical(peer.peer), name: peer.name.clone() };
    peers.into_iter().map(one).collect()
}

/// What a word says about whom it means.
enum Word<'a> {
    Number(u64),
    End(SocketAddr),
    Address(IpAddr),
    Name(&'a str),
}

impl Word<'_> {
    fn of(word: &str) -> Word<'_> {
        let word = word.trim();
        let bare = word.strip_prefix('[').and_then(|word| word.strip_suffix(']')).unwrap_or(word);
        if let Ok(number) = word.parse() {
            Word::Number(number)
        } else if let Ok(end) = word.parse() {
            Word::End(canonical(end))
        } else if let Ok(ip) = bare.parse::<IpAddr>() {
            Word::Address(ip.to_canonical())
        } else {
            Word::Name(word)
        }
    }
}

fn one_of(here: &[PeerRow], word: &str) -> Result<PeerRow, Refusal> {
    let mut found = matching(here, word);
    match (found.pop(), found.is_empty()) {
        (Some(peer), true) => Ok(peer),
        (Some(_), false) => Err(ambiguous(word, &matching(here, word), false)),
        (None, _) => Err(nobody(word, here)),
    }
}

/// What is neither the number nor an address of a peer that is there may be the name of one.
fn matching(here: &[PeerRow], word: &str) -> Vec<PeerRow> {
    let of = |is_meant: &dyn Fn(&PeerRow) -> bool| -> Vec<PeerRow> {
        here.iter().filter(|peer| is_meant(peer)).cloned().collect()
    };
    let found = match Word::of(word) {
        Word::Number(number) => of(&|peer| peer.number == number),
        Word::End(end) => of(&|peer| canonical(peer.peer) == end),
        Word::Address(ip) => of(&|peer| canonical(peer.peer).ip() == ip),
        Word::Name(_) => Vec::new(),
    };
    let name = word.trim();
    if found.is_empty() { of(&|peer| !peer.name.is_empty() && peer.name == name) } else { found }
}

fn nobody(word: &str, here: &[PeerRow]) -> Refusal {
    Refusal::NoPeer { who: word.to_owned(), peers: named(here) }
}

fn ambiguous(word: &str, found: &[PeerRow], all: bool) -> Refusal {
    Refusal::WhichPeer { who: word.to_owned(), all, peers: named(found) }
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
        let text = nobody("\u{202e}", &here).to_string();
        assert!(text.ends_with(" and 12 more") && text.contains("\\x1b"), "{text}");
        assert!(!text.contains(['\u{1b}', '\u{202e}', '\n']), "{text}");
    }
}

//! The names themselves: who has which, and which cannot be given. Pure.

use std::collections::{BTreeMap, VecDeque};
use std::net::{IpAddr, SocketAddr};

use tp_proto::control::naming::{self, BadName, Holder, NAMES_MAX};

/// Why a name is not given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// It is none.
    #[error(transparent)]
    Bad(#[from] BadName),
    /// Somebody else has it.
    #[error("{name:?} is {by} already: take it away there first, or find another name")]
    Taken {
        /// The name.
        name: String,
        /// Who has it.
        by: Holder,
    },
    /// There are enough.
    #[error("there are {NAMES_MAX} names already: take one away first")]
    Full,
}

/// All names. No two holders have the same one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Book {
    names: BTreeMap<Holder, String>,
    /// What those were called who have left. Their names are free for others.
    left: BTreeMap<(u64, SocketAddr), String>,
    /// They in the order in which they left, [`NAMES_MAX`] at most: the first of them makes room.
    leaving: VecDeque<(u64, SocketAddr)>,
}

impl Book {
    /// What a peer is called, or was called when it left: its own name, else its address's.
    pub fn of(&self, number: u64, peer: SocketAddr) -> Option<&str> {
        let own = self.names.get(&Holder::Peer { number, peer }).or_else(|| self.left.get(&(number, peer)));
        own.or_else(|| self.names.get(&address(peer.ip()))).map(String::as_str)
    }

    /// The name that somebody was given.
    pub fn get(&self, holder: &Holder) -> Option<&str> {
        self.names.get(holder).map(String::as_str)
    }

    /// Who was given a name.
    pub fn holder(&self, name: &str) -> Option<Holder> {
        self.names.iter().find(|(_, known)| *known == name).map(|(holder, _)| *holder)
    }

    /// All that hold, addresses first.
    pub fn iter(&self) -> impl Iterator<Item = (&Holder, &str)> {
        self.names.iter().map(|(holder, name)| (holder, name.as_str()))
    }

    /// Gives a name, and gives back the one before.
    ///
    /// # Errors
    ///
    /// It is no name, somebody else has it, or there are too many.
    pub fn give(&mut self, holder: Holder, name: &str) -> Result<Option<String>, NameError> {
        let name = naming::name(name)?.to_owned();
        if let Some(by) = self.holder(&name).filter(|by| *by != holder) {
            return Err(NameError::Taken { name, by });
        }
        if self.names.len() >= NAMES_MAX && !self.names.contains_key(&holder) {
            return Err(NameError::Full);
        }
        Ok(self.names.insert(holder, name))
    }

    /// Takes a name away, and gives it back.
    pub fn take(&mut self, holder: &Holder) -> Option<String> {
        self.names.remove(holder)
    }

    /// Those who have left, in that order.
    pub fn left(&self) -> impl Iterator<Item = (u64, SocketAddr, &str)> {
        self.leaving.iter().filter_map(|end| Some((end.0, end.1, self.left.get(end)?.as_str())))
    }

    /// Keeps what somebody was called who has left.
    ///
    /// # Errors
    ///
    /// It is no name.
    pub fn keep(&mut self, number: u64, peer: SocketAddr, name: &str) -> Result<(), BadName> {
        let name = naming::name(name)?.to_owned();
        self.leave((number, peer), name);
        Ok(())
    }

    /// Sees off the peers of which `is_there` does not know; numbers never come again. Their names are
    /// kept for whoever reads what they said, and stand in nobody's way.
    pub fn see_off(&mut self, is_there: impl Fn(u64, SocketAddr) -> bool) {
        let is_gone = |holder: &Holder| match *holder {
            Holder::Address(_) => None,
            Holder::Peer { number, peer } => (!is_there(number, peer)).then_some((number, peer)),
        };
        let gone: Vec<(u64, SocketAddr)> = self.names.keys().filter_map(is_gone).collect();
        for (number, peer) in gone {
            if let Some(name) = self.names.remove(&Holder::Peer { number, peer }) {
                self.leave((number, peer), name);
            }
        }
    }

    fn leave(&mut self, end: (u64, SocketAddr), name: String) {
        if self.left.insert(end, name).is_none() {
            self.leaving.push_back(end);
        }
        if self.leaving.len() > NAMES_MAX
            && let Some(first) = self.leaving.pop_front()
        {
            self.left.remove(&first);
        }
    }
}

/// An address, in the one spelling that counts.
pub fn address(ip: IpAddr) -> Holder {
    Holder::Address(ip.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(text: &str) -> SocketAddr {
        text.parse().expect("an address")
    }

    fn peer(number: u64) -> Holder {
        Holder::Peer { number, peer: end("192.0.2.7:5000") }
    }

    #[test]
    fn a_peers_own_name_wins_over_that_of_its_address() {
        let mut book = Book::default();
        assert_eq!(book.give(address([192, 0, 2, 7].into()), "poste-3"), Ok(None));
        assert_eq!(book.of(7, end("192.0.2.7:5000")), Some("poste-3"));
        assert_eq!(book.give(peer(7), "marie"), Ok(None));
        assert_eq!(book.of(7, end("192.0.2.7:5000")), Some("marie"));
        assert_eq!(book.of(8, end("192.0.2.7:5001")), Some("poste-3"));
        assert_eq!(book.of(7, end("192.0.2.8:5000")), None, "another peer of that number");
        assert_eq!(book.take(&peer(7)), Some("marie".to_owned()));
        assert_eq!(book.of(7, end("192.0.2.7:5000")), Some("poste-3"));
    }

    #[test]
    fn one_name_is_one_holders() {
        let mut book = Book::default();
        assert_eq!(book.give(peer(1), "marie"), Ok(None));
        assert_eq!(book.give(peer(1), " marie "), Ok(Some("marie".to_owned())), "it has it already");
        let taken = book.give(address([192, 0, 2, 9].into()), "marie").expect_err("it is taken");
        assert!(taken.to_string().contains("peer 1 (192.0.2.7:5000)"), "{taken}");
        assert_eq!(book.give(peer(1), "zoé"), Ok(Some("marie".to_owned())));
        assert_eq!(book.give(peer(2), "marie"), Ok(None));
    }

    #[test]
    fn there_is_a_bound_and_those_who_left_make_room() {
        let mut book = Book::default();
        for number in 0..NAMES_MAX as u64 {
            assert_eq!(book.give(peer(number), &format!("p{number}")), Ok(None));
        }
        assert_eq!(book.give(peer(u64::MAX), "one more"), Err(NameError::Full));
        assert_eq!(book.give(peer(3), "another"), Ok(Some("p3".to_owned())));
        book.see_off(|number, _| number != 5);
        assert_eq!(book.give(peer(u64::MAX), "p5"), Ok(None));
    }

    #[test]
    fn who_has_left_is_still_called_so_and_stands_in_nobodys_way() {
        let mut book = Book::default();
        assert_eq!(book.give(peer(1), "marie"), Ok(None));
        book.see_off(|_, _| false);
        assert_eq!((book.iter().count(), book.get(&peer(1)), book.holder("marie")), (0, None, None));
        assert_eq!(book.give(peer(2), "marie"), Ok(None));
        let end = end("192.0.2.7:5000");
        assert_eq!((book.of(1, end), book.of(2, end)), (Some("marie"), Some("marie")));
        for number in 3..3 + NAMES_MAX as u64 {
            assert_eq!(book.keep(number, end, "p"), Ok(()));
        }
        assert_eq!((book.of(1, end), book.left().count()), (None, NAMES_MAX), "the oldest makes room");
    }
}

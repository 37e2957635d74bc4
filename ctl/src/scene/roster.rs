//! The peers of a room, those who left included, with what each sent and was sent.
//!
//! At most [`PEERS_MAX`] of them: when more come, the quieter half of those who have left is only
//! counted from then on. What goes out by rule is counted once for the room, and a peer's share is
//! that count less what was not for it.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::rc::Rc;

use tp_proto::frame_log::{Close, Open, SentHead};

use super::{Load, To};
use crate::output::canonical;

/// Most peers that are told apart: 2 MiB of them.
pub(super) const PEERS_MAX: usize = 8192;
/// Longest name that is kept, in bytes.
const NAME_BYTES_MAX: usize = 64;
/// Longest reason that is kept.
const WHY_BYTES_MAX: usize = 32;

/// How a peer left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Leave {
    /// When, nanoseconds since the Unix epoch.
    pub(crate) t: u64,
    /// The reason.
    pub(crate) why: Rc<str>,
    /// The kernel took all of its frames up to this number.
    through: u64,
    /// Bytes that were for it and that the kernel never took.
    pub(crate) undelivered: u64,
}

/// What became of a peer.
#[derive(Debug, Clone, PartialEq, Eq)]
enum End {
    /// It is there.
    Open,
    Left(Leave),
    /// It has gone; the log does not hold when and why. The kernel took all of its frames up to
    /// this number, and perhaps more.
    Vanished(u64),
}

/// What became of a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// The kernel took it.
    Taken,
    /// The kernel never took it.
    Never,
    /// It is on its way.
    Waiting,
    /// The log does not say.
    Unknown,
}

/// A peer.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    /// Its number.
    pub(crate) conn: u64,
    /// What people call it, as the log has it.
    pub(crate) name: Option<Rc<str>>,
    /// The client's end of the connection.
    pub(crate) address: SocketAddr,
    /// The server's end.
    pub(crate) local: SocketAddr,
    /// When it joined, or was first named.
    pub(crate) joined: u64,
    /// It was there already when what is left of the log begins.
    pub(crate) was_there: bool,
    /// What it sent.
    pub(crate) sent: Load,
    /// What was for it by list; once it has left, by rule too.
    got: Load,
    /// What went out by rule before it came, and its own.
    excluded: Load,
    end: End,
    /// It came or left in the part that is looked at.
    involved: bool,
}

impl Person {
    /// How it left, where the log says.
    pub(crate) fn leave(&self) -> Option<&Leave> {
        if let End::Left(leave) = &self.end { Some(leave) } else { None }
    }

    /// Whether it is still there at the end.
    pub(crate) fn is_open(&self) -> bool {
        self.end == End::Open
    }
}

/// Those who are only counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Folded {
    /// How many.
    pub(crate) peers: u64,
    /// What they sent.
    pub(crate) sent: Load,
    /// What was for them.
    pub(crate) got: Load,
    /// Bytes of that which the kernel never took.
    pub(crate) undelivered: u64,
}

/// The peers of a room.
#[derive(Debug, Default)]
pub(crate) struct Roster {
    peers: HashMap<u64, Person>,
    /// Those who were too many.
    pub(crate) folded: Folded,
    /// What went out by rule.
    ruled: Load,
    last_sent: Option<SentHead>,
}

impl Roster {
    pub(super) fn open(&mut self, open: &Open, was_there: bool) {
        if self.peers.len() >= PEERS_MAX {
            self.fold();
        }
        let name = open.name.as_deref().map(|name| Rc::from(&name[..name.floor_char_boundary(NAME_BYTES_MAX)]));
        let person = Person {
            conn: open.conn,
            name,
            address: canonical(open.peer.0),
            local: canonical(open.local.0),
            joined: open.t,
            was_there,
            sent: Load::default(),
            got: Load::default(),
            excluded: self.ruled,
            end: End::Open,
            involved: false,
        };
        self.peers.insert(open.conn, person);
    }

    /// It is to be seen, whether or not it says anything.
    pub(super) fn involve(&mut self, conn: u64) {
        if let Some(person) = self.peers.get_mut(&conn) {
            person.involved = true;
        }
    }

    /// A frame of `bytes`, of which each recipient is sent `delivered`.
    pub(super) fn relay(&mut self, src: u64, to: &To, bytes: u64, delivered: u64) {
        match to {
            To::Rule { .. } => self.ruled.add(1, delivered),
            To::Listed(list) => {
                for conn in list.iter() {
                    if let Some(person) = self.peers.get_mut(conn) {
                        person.got.add(1, delivered);
                    }
                }
            }
        }
        if let Some(sender) = self.peers.get_mut(&src) {
            sender.sent.add(1, bytes);
            if matches!(to, To::Rule { but: Some(_), .. }) {
                sender.excluded.add(1, delivered);
            }
        }
    }

    pub(super) fn sent(&mut self, sent: &SentHead) {
        self.last_sent = Some(sent.clone());
    }

    pub(super) fn close(&mut self, close: &Close) {
        let why = Rc::from(&close.why[..close.why.floor_char_boundary(WHY_BYTES_MAX)]);
        let leave = Leave { t: close.t, why, through: close.through, undelivered: close.undelivered };
        self.end(close.conn, End::Left(leave));
    }

    pub(super) fn vanish(&mut self, conn: u64) {
        self.end(conn, End::Vanished(self.through(conn)));
    }

    fn end(&mut self, conn: u64, end: End) {
        let ruled = self.ruled;
        if let Some(person) = self.peers.get_mut(&conn).filter(|person| person.is_open()) {
            person.got = person.got.and(ruled.less(person.excluded));
            person.end = end;
        }
    }

    /// The server's end of anybody's connection.
    pub(crate) fn server(&self) -> Option<SocketAddr> {
        self.peers.values().min_by_key(|person| person.conn).map(|person| person.local)
    }

    /// What was for a peer.
    pub(crate) fn got(&self, person: &Person) -> Load {
        if person.is_open() { person.got.and(self.ruled.less(person.excluded)) } else { person.got }
    }

    /// Those who have a part in what is looked at, the busiest first.
    pub(crate) fn busiest(&self) -> Vec<&Person> {
        let has_part = |person: &&Person| person.involved || person.sent.count > 0 || self.got(person).count > 0;
        let mut those: Vec<&Person> = self.peers.values().filter(has_part).collect();
        those.sort_by_key(|person| (std::cmp::Reverse((person.sent, self.got(person))), person.conn));
        those
    }

    /// What became of the copy of frame `n` for a peer.
    pub(crate) fn fate(&self, conn: u64, n: u64) -> Fate {
        let Some(person) = self.peers.get(&conn) else { return Fate::Unknown };
        match &person.end {
            End::Left(leave) if n <= leave.through => Fate::Taken,
            // The daemon died; the kernel may have taken more than the log tells.
            End::Left(leave) if Close::is_in_doubt(&leave.why) => Fate::Unknown,
            End::Left(_) => Fate::Never,
            End::Vanished(through) if n <= *through => Fate::Taken,
            End::Vanished(_) => Fate::Unknown,
            End::Open if n <= self.through(conn) => Fate::Taken,
            End::Open => Fate::Waiting,
        }
    }

    /// An open peer has all of its frames up to this number.
    fn through(&self, conn: u64) -> u64 {
        let Some(sent) = &self.last_sent else { return 0 };
        sent.behind.iter().find(|behind| behind.0 == conn).map_or(sent.n, |behind| behind.1)
    }

    /// Makes room: the quieter half of those who have left, or of all where nobody has.
    fn fold(&mut self) {
        let mut those: Vec<(bool, Load, u64)> =
            self.peers.values().map(|person| (person.is_open(), person.sent, person.conn)).collect();
        those.sort_unstable();
        for &(_, _, conn) in &those[..those.len() / 2] {
            let Some(person) = self.peers.remove(&conn) else { continue };
            let got = self.got(&person);
            self.folded.peers += 1;
            self.folded.sent = self.folded.sent.and(person.sent);
            self.folded.got = self.folded.got.and(got);
            let lost = person.leave().map_or(0, |leave| leave.undelivered);
            self.folded.undelivered = self.folded.undelivered.saturating_add(lost);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use tp_proto::frame_log::{Behind, Close, Endpoint, Open, SentHead};

    use super::super::Load;
    use super::{Fate, PEERS_MAX, Rc, Roster, To};

    fn open(roster: &mut Roster, conn: u64) {
        let end = Endpoint(SocketAddr::from(([10, 0, 0, 1], 1)));
        let open =
            Open { conn, t: conn, peer: end, local: end, rx: 0, tx: 0, backlog: None, name: None, earlier: None };
        roster.open(&open, false);
    }

    fn close(roster: &mut Roster, conn: u64, why: &str, through: u64) {
        roster.close(&Close { conn, t: 9, why: why.into(), rx: 0, tx: 0, through, undelivered: 1 });
    }

    #[test]
    fn what_became_of_a_copy_follows_from_the_last_words_on_its_peer() {
        let mut roster = Roster::default();
        (1..=5).for_each(|conn| open(&mut roster, conn));
        roster.sent(&SentHead { t: 0, n: 7, behind: vec![Behind(2, 5, 0)] });
        close(&mut roster, 3, "slow", 4);
        close(&mut roster, 4, "restart", 4);
        roster.vanish(5);
        for (conn, n, expected) in [
            (1, 7, Fate::Taken),
            (1, 8, Fate::Waiting),
            (2, 5, Fate::Taken),
            (2, 6, Fate::Waiting),
            (3, 4, Fate::Taken),
            (3, 5, Fate::Never),
            (4, 4, Fate::Taken),
            (4, 5, Fate::Unknown),
            (5, 7, Fate::Taken),
            (5, 8, Fate::Unknown),
            (6, 1, Fate::Unknown),
        ] {
            assert_eq!(roster.fate(conn, n), expected, "frame {n} for {conn}");
        }
    }

    #[test]
    fn however_many_come_and_go_few_are_kept_and_all_are_counted() {
        let mut roster = Roster::default();
        let all = 5 * PEERS_MAX as u64;
        for conn in 1..=all {
            open(&mut roster, conn);
            roster.relay(conn, &To::Listed(Rc::from([conn])), 3, 3);
            if conn % 100 == 0 {
                roster.relay(conn, &To::Listed(Rc::from([])), 3, 3);
            }
            close(&mut roster, conn, "left", 0);
        }
        let kept = roster.busiest();
        let folded = roster.folded;
        assert!(kept.len() <= PEERS_MAX);
        assert_eq!(kept.len() as u64 + folded.peers, all);
        let sent = kept.iter().fold(folded.sent, |sum, person| sum.and(person.sent));
        assert_eq!(sent, Load { count: all + all / 100, bytes: 3 * (all + all / 100) });
        assert_eq!(folded.undelivered, folded.peers);
        assert_eq!(kept.iter().filter(|person| person.sent.count == 2).count() as u64, all / 100, "the busiest stay");
    }

    #[test]
    fn when_nobody_leaves_there_is_a_bound_too() {
        let mut roster = Roster::default();
        (1..=3 * PEERS_MAX as u64).for_each(|conn| open(&mut roster, conn));
        assert!(roster.peers.len() <= PEERS_MAX);
    }
}

//! What the control side may know of the data path.
//!
//! The data path writes, `tp-ctl`'s verbs read, nobody waits: counters are plain stores by one
//! thread, and the lock on the list of peers is held for a join, a leave or one page. So `peers`
//! answers at once even while a slow disk holds the data path up.

mod log;
mod traffic;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{
    AtomicBool, AtomicU8, AtomicU64,
    Ordering::{Acquire, Relaxed, Release},
};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tp_addresses::Place;
use tp_names::Book;
use tp_proto::control::{PeerRow, PeerState, RoomMetrics, RoomStatus};
use tp_proto::frame_log::Mode;

use crate::events::EventLog;
use crate::gate::Refusal;
use crate::names::Board;
use crate::room::{Counts, EndWord};
pub use log::{LogFacts, Trouble};
pub use traffic::Traffic;

/// Everything there is to know.
#[derive(Debug)]
pub struct Census {
    /// When the daemon was started, nanoseconds since the Unix epoch.
    pub started: u64,
    /// The rooms, in the order they were configured.
    pub rooms: Vec<Arc<RoomFacts>>,
    /// The frame log.
    pub frame_log: Arc<LogFacts>,
    /// What people call peers and addresses.
    pub names: Arc<Board>,
    peers: Mutex<BTreeMap<u64, Arc<PeerFacts>>>,
    next_conn: AtomicU64,
    /// Clients that were not let in.
    pub refused: Refused,
    /// What happened lately.
    pub events: EventLog,
}

/// Clients that were not let in, counted by the reason.
#[derive(Debug, Default)]
pub struct Refused {
    by_rule: [AtomicU64; Refusal::ALL.len()],
    without_descriptor: AtomicU64,
}

impl Refused {
    /// One was refused by a rule.
    pub fn count(&self, refusal: Refusal) {
        let place = Refusal::ALL.iter().position(|&known| known == refusal).unwrap_or_default();
        self.by_rule[place].fetch_add(1, Relaxed);
    }

    /// So many were turned away because no descriptor was left for them.
    pub fn count_without_descriptor(&self, clients: u64) {
        self.without_descriptor.fetch_add(clients, Relaxed);
    }

    /// What `status` says of it: every reason with its count.
    pub fn status(&self) -> BTreeMap<String, u64> {
        let rules = Refusal::ALL.iter().zip(&self.by_rule).map(|(refusal, count)| (refusal.word(), count));
        let all = rules.chain([("descriptors", &self.without_descriptor)]);
        all.map(|(word, count)| (word.to_owned(), count.load(Relaxed))).collect()
    }
}

impl Census {
    /// A census without peers; the first one will have the number `next_conn`.
    pub fn new(started: u64, rooms: Vec<Arc<RoomFacts>>, frame_log: Arc<LogFacts>, next_conn: u64) -> Census {
        Census {
            started,
            rooms,
            frame_log,
            names: Arc::default(),
            peers: Mutex::default(),
            next_conn: AtomicU64::new(next_conn),
            refused: Refused::default(),
            events: EventLog::default(),
        }
    }

    /// A number for a new peer, of whatever room.
    pub fn take_number(&self) -> u64 {
        self.next_conn.fetch_add(1, Relaxed)
    }

    /// The number that the next new peer will get.
    pub fn next_number(&self) -> u64 {
        self.next_conn.load(Relaxed)
    }

    /// A peer joined.
    pub fn add(&self, peer: Arc<PeerFacts>) {
        peer.room.peers.fetch_add(1, Relaxed);
        self.lock().insert(peer.number, peer);
    }

    /// A peer left, with these counts and for this reason.
    pub fn remove(&self, number: u64, counts: &Counts, why: &'static str) {
        let mut peers = self.lock();
        if let Some(peer) = peers.remove(&number) {
            peer.room.peers.fetch_sub(1, Relaxed);
            peer.room.traffic.left(&peer.since_seated(counts), why);
        }
    }

    /// Whether this peer is there, at this end of its connection.
    pub fn is_there(&self, number: u64, end: SocketAddr) -> bool {
        self.lock().get(&number).is_some_and(|peer| peer.peer == end)
    }

    /// What is counted of every room.
    pub fn metrics(&self) -> Vec<RoomMetrics> {
        let peers = self.lock();
        let mut rooms: Vec<RoomMetrics> = self.rooms.iter().map(|room| room.metrics()).collect();
        for peer in peers.values() {
            if let Some(room) = rooms.iter_mut().find(|room| room.room == peer.room.name) {
                traffic::add(room, &peer.since_seated(&peer.counts()), peer.backlog_bytes.load(Relaxed));
            }
        }
        rooms
    }

    /// How many peers there are, and how many of them will send no more.
    pub fn clients(&self) -> (usize, usize) {
        let peers = self.lock();
        let half_closed = state_code(PeerState::HalfClosed);
        (peers.len(), peers.values().filter(|peer| peer.state.load(Relaxed) == half_closed).count())
    }

    /// At most `count` peers with a number above `after`, lowest first.
    pub fn peers_after(&self, after: u64, count: usize) -> Vec<PeerRow> {
        let Some(from) = after.checked_add(1) else { return Vec::new() };
        let names = self.names.get();
        // The lock is held for the list alone: a row costs more than a step of it.
        let peers: Vec<Arc<PeerFacts>> =
            self.lock().range(from..).take(count).map(|(_, peer)| Arc::clone(peer)).collect();
        peers.iter().map(|peer| peer.row(&names)).collect()
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<u64, Arc<PeerFacts>>> {
        self.peers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A room.
#[derive(Debug)]
pub struct RoomFacts {
    /// Its name: its port, in decimal.
    pub name: String,
    /// Its port.
    pub port: u16,
    /// What it listens on.
    pub listen: Vec<SocketAddr>,
    /// Whether its listeners were passed by the service manager.
    is_passed: bool,
    /// How many peers it has.
    peers: AtomicU64,
    /// Number of its last frame.
    frames: AtomicU64,
    /// Whom it relays to, as its place among all modes.
    mode: AtomicU8,
    /// Somebody ordered that nothing is read from its clients.
    paused: AtomicBool,
    /// The word that ends a conversation in it. A reload alone writes it.
    end_word: Mutex<EndWord>,
    /// Rounds that were begun: a room that works begins one now and then.
    beats: AtomicU64,
    /// What went through it, but for what is counted of its present peers.
    pub traffic: Traffic,
}

impl RoomFacts {
    /// A room without peers that relayed `frames` so far.
    pub fn new(port: u16, mode: Mode, listen: Vec<SocketAddr>, frames: u64) -> RoomFacts {
        RoomFacts {
            name: port.to_string(),
            port,
            listen,
            is_passed: false,
            peers: AtomicU64::new(0),
            frames: AtomicU64::new(frames),
            mode: AtomicU8::new(mode_code(mode)),
            paused: AtomicBool::new(false),
            end_word: Mutex::new(EndWord::off()),
            beats: AtomicU64::new(0),
            traffic: Traffic::default(),
        }
    }

    /// Its listeners were passed by the service manager, or not.
    pub fn passed(self, is_passed: bool) -> RoomFacts {
        RoomFacts { is_passed, ..self }
    }

    /// Where it listens, for what a neighbour has to type.
    pub fn places(&self) -> impl Iterator<Item = Place> {
        self.listen.iter().map(|&address| Place { address, is_passed: self.is_passed })
    }

    fn metrics(&self) -> RoomMetrics {
        self.traffic.metrics(&self.name, self.peers.load(Relaxed))
    }

    /// The number of its last frame is now this one.
    pub fn set_frames(&self, frames: u64) {
        self.frames.store(frames, Relaxed);
    }

    /// Whom it relays to.
    pub fn mode(&self) -> Mode {
        Mode::ALL[usize::from(self.mode.load(Relaxed)) % Mode::ALL.len()]
    }

    /// It relays in this mode now.
    pub fn set_mode(&self, mode: Mode) {
        self.mode.store(mode_code(mode), Relaxed);
    }

    /// Whether somebody ordered that nothing is read from its clients.
    pub fn is_paused(&self) -> bool {
        self.paused.load(Relaxed)
    }

    /// Somebody ordered that nothing is read from its clients, or that they are read again.
    pub fn set_paused(&self, paused: bool) {
        self.paused.store(paused, Relaxed);
    }

    /// This word ends a conversation in it now.
    pub fn set_end_word(&self, word: EndWord) {
        *self.end_word.lock().unwrap_or_else(PoisonError::into_inner) = word;
    }

    /// A round begins.
    pub fn beat(&self) {
        self.beats.fetch_add(1, Relaxed);
    }

    /// How many rounds were begun.
    pub fn beats(&self) -> u64 {
        self.beats.load(Relaxed)
    }

    /// What `status` says of it.
    pub fn status(&self) -> RoomStatus {
        RoomStatus {
            room: self.name.clone(),
            mode: self.mode(),
            listen: self.listen.clone(),
            peers: self.peers.load(Relaxed),
            frames: self.frames.load(Relaxed),
            paused: self.is_paused(),
            end_word: Some(self.end_word.lock().unwrap_or_else(PoisonError::into_inner).word().to_owned()),
        }
    }
}

/// A peer.
#[derive(Debug)]
pub struct PeerFacts {
    number: u64,
    room: Arc<RoomFacts>,
    peer: SocketAddr,
    local: SocketAddr,
    since: u64,
    /// What was counted before this run of the relay.
    before: Counts,
    state: AtomicU8,
    rx_frames: AtomicU64,
    rx_bytes: AtomicU64,
    tx_frames: AtomicU64,
    tx_bytes: AtomicU64,
    backlog_bytes: AtomicU64,
    /// When bytes were last read from it, and when the kernel last took some; 0 is not known.
    last_rx: AtomicU64,
    last_tx: AtomicU64,
    /// What `rx_frames` was when the kernel last took some.
    rx_frames_at_tx: AtomicU64,
}

impl PeerFacts {
    /// A peer that just joined at `since`, nanoseconds since the Unix epoch.
    pub fn new(number: u64, room: Arc<RoomFacts>, peer: SocketAddr, local: SocketAddr, since: u64) -> PeerFacts {
        PeerFacts {
            number,
            room,
            peer,
            local,
            since,
            before: Counts::default(),
            state: AtomicU8::new(0),
            rx_frames: AtomicU64::new(0),
            rx_bytes: AtomicU64::new(0),
            tx_frames: AtomicU64::new(0),
            tx_bytes: AtomicU64::new(0),
            backlog_bytes: AtomicU64::new(0),
            last_rx: AtomicU64::new(0),
            last_tx: AtomicU64::new(0),
            rx_frames_at_tx: AtomicU64::new(0),
        }
    }

    /// It goes on from an earlier run, with these counts.
    pub fn resumed(self, before: Counts) -> PeerFacts {
        PeerFacts { before, ..self }
    }

    fn counts(&self) -> Counts {
        Counts {
            rx_frames: self.rx_frames.load(Relaxed),
            rx_bytes: self.rx_bytes.load(Relaxed),
            tx_frames: self.tx_frames.load(Relaxed),
            tx_bytes: self.tx_bytes.load(Relaxed),
        }
    }

    /// What of `counts` belongs to this run.
    fn since_seated(&self, counts: &Counts) -> Counts {
        Counts {
            rx_frames: counts.rx_frames.saturating_sub(self.before.rx_frames),
            rx_bytes: counts.rx_bytes.saturating_sub(self.before.rx_bytes),
            tx_frames: counts.tx_frames.saturating_sub(self.before.tx_frames),
            tx_bytes: counts.tx_bytes.saturating_sub(self.before.tx_bytes),
        }
    }

    /// The server's end of its connection.
    pub fn local(&self) -> SocketAddr {
        self.local
    }

    /// The client's end of its connection.
    pub fn peer(&self) -> SocketAddr {
        self.peer
    }

    /// When it joined, nanoseconds since the Unix epoch.
    pub fn since(&self) -> u64 {
        self.since
    }

    /// What it is now, at `t`, nanoseconds since the Unix epoch; 0 where it is not known when it
    /// became so. What has grown since the last time was read or taken now: nobody else writes here.
    pub fn set(&self, counts: &Counts, backlog_bytes: u64, state: PeerState, t: u64) {
        if counts.rx_bytes > self.rx_bytes.load(Relaxed) {
            self.last_rx.store(t, Relaxed);
        }
        if counts.tx_bytes > self.tx_bytes.load(Relaxed) {
            self.last_tx.store(t, Relaxed);
            self.rx_frames_at_tx.store(counts.rx_frames, Relaxed);
        }
        self.rx_frames.store(counts.rx_frames, Relaxed);
        self.rx_bytes.store(counts.rx_bytes, Relaxed);
        self.tx_frames.store(counts.tx_frames, Relaxed);
        self.tx_bytes.store(counts.tx_bytes, Relaxed);
        self.state.store(state_code(state), Relaxed);
        // Last, and read first: who sees that there is no backlog sees all that was taken.
        self.backlog_bytes.store(backlog_bytes, Release);
    }

    fn row(&self, names: &Book) -> PeerRow {
        let when = |time: &AtomicU64| Some(time.load(Relaxed)).filter(|&time| time > 0);
        let backlog_bytes = self.backlog_bytes.load(Acquire);
        let rx_frames = self.rx_frames.load(Relaxed);
        PeerRow {
            number: self.number,
            room: self.room.name.clone(),
            peer: self.peer,
            local: self.local,
            name: names.of(self.number, self.peer).unwrap_or_default().to_owned(),
            since: self.since,
            state: state_of_code(self.state.load(Relaxed)),
            rx_frames,
            rx_bytes: self.rx_bytes.load(Relaxed),
            tx_frames: self.tx_frames.load(Relaxed),
            tx_bytes: self.tx_bytes.load(Relaxed),
            backlog_bytes,
            last_rx: when(&self.last_rx),
            last_tx: when(&self.last_tx),
            unanswered_frames: rx_frames.saturating_sub(self.rx_frames_at_tx.load(Relaxed)),
        }
    }
}

fn mode_code(mode: Mode) -> u8 {
    Mode::ALL.iter().position(|&known| known == mode).unwrap_or_default() as u8
}

const STATES: [PeerState; 4] = [PeerState::Open, PeerState::HalfClosed, PeerState::Slow, PeerState::Leaving];

fn state_code(state: PeerState) -> u8 {
    STATES.iter().position(|&known| known == state).unwrap_or_default() as u8
}

fn state_of_code(code: u8) -> PeerState {
    STATES[usize::from(code) % STATES.len()]
}

#[cfg(test)]
mod tests {
    use super::{Arc, Book, Counts, Mode, PeerFacts, PeerState, RoomFacts};

    fn told(peer: &PeerFacts) -> (Option<u64>, Option<u64>, u64) {
        let row = peer.row(&Book::default());
        (row.last_rx, row.last_tx, row.unanswered_frames)
    }

    fn peer() -> PeerFacts {
        let room = Arc::new(RoomFacts::new(12345, Mode::Others, Vec::new(), 0));
        let [peer, local] = ["10.0.0.1:50001", "10.0.0.2:12345"].map(|text| text.parse().expect("an address"));
        PeerFacts::new(1, room, peer, local, 7)
    }

    fn counts(rx_frames: u64, tx_frames: u64) -> Counts {
        Counts { rx_frames, rx_bytes: 5 * rx_frames, tx_frames, tx_bytes: 5 * tx_frames }
    }

    #[test]
    fn it_is_told_when_a_peer_was_last_heard_and_served_and_what_it_said_since() {
        let peer = peer();
        assert_eq!(told(&peer), (None, None, 0));
        for (counts, t, expected) in [
            (counts(1, 0), 10, (Some(10), None, 1)),
            (counts(1, 1), 11, (Some(10), Some(11), 0)),
            // A round in which nothing was moved is not one in which something was.
            (counts(1, 1), 12, (Some(10), Some(11), 0)),
            (counts(3, 1), 13, (Some(13), Some(11), 2)),
        ] {
            peer.set(&counts, 0, PeerState::Open, t);
            assert_eq!(told(&peer), expected, "{counts:?}");
        }
    }

    #[test]
    fn of_a_peer_that_goes_on_it_is_not_said_when_it_was_last_heard() {
        let peer = peer();
        peer.set(&counts(4, 4), 0, PeerState::Open, 0);
        assert_eq!(told(&peer), (None, None, 0));
    }
}

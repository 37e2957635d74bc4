//! FAULTS row 23: the room against a model that is nothing but a list of frames.
//!
//! 10,000 cases of up to 64 steps: joins, chunks, rounds in which the kernel takes as much or as
//! little as it likes, half-closes, broken connections, time. After every step the room has to say
//! what the list says.

use std::net::SocketAddr;
use std::time::Duration;

use proptest::prelude::*;
use tp_proto::frame_log::Mode;
use tp_relais::room::{Counts, Departure, EndWord, Limits, Phase, Recipients, Resumed, Room, Slot, Why};

const IDLE: Duration = Duration::from_secs(25);

const LIMITS: Limits = Limits {
    backlog_bytes_max: 3000,
    backlog_bytes_pause: 1000,
    pause_credit: Duration::from_millis(250),
    stall: Duration::from_secs(10),
    half_close: Duration::from_secs(30),
    idle: Some(IDLE),
    held_bytes_max: 5000,
    held_frames_max: 24,
};

#[derive(Debug, Clone)]
enum Step {
    Join,
    Chunk {
        peer: usize,
        len: usize,
    },
    EndWord {
        peer: usize,
    },
    Round {
        takes: Vec<usize>,
    },
    InputEnds {
        peer: usize,
    },
    Breaks {
        peer: usize,
    },
    Wait {
        ms: u64,
    },
    /// The relay is killed behind a commit, and another one goes on.
    Restart,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let peer = 0..8usize;
    let step = prop_oneof![
        2 => Just(Step::Join),
        8 => (peer.clone(), 1..700usize).prop_map(|(peer, len)| Step::Chunk { peer, len }),
        1 => peer.clone().prop_map(|peer| Step::EndWord { peer }),
        6 => proptest::collection::vec(prop_oneof![Just(0), 1..900usize, Just(usize::MAX)], 8)
            .prop_map(|takes| Step::Round { takes }),
        1 => peer.clone().prop_map(|peer| Step::InputEnds { peer }),
        1 => peer.prop_map(|peer| Step::Breaks { peer }),
        2 => prop_oneof![1..400u64, 1000..40_000u64].prop_map(|ms| Step::Wait { ms }),
        1 => Just(Step::Restart),
    ];
    proptest::collection::vec(step, 1..64)
}

fn mode() -> impl Strategy<Value = Mode> {
    prop_oneof![4 => Just(Mode::Others), 2 => Just(Mode::All), 1 => Just(Mode::Echo), 1 => Just(Mode::Ack)]
}

/// A frame of the list.
struct Sent {
    from: Option<u64>,
    only: Option<u64>,
    bytes: Vec<u8>,
}

/// A peer of the list.
struct Listed {
    slot: Slot,
    conn: u64,
    joined: usize,
    got: Vec<u8>,
    /// When it came, or last sent or took something.
    active: Duration,
}

struct Model {
    mode: Mode,
    frames: Vec<Sent>,
    committed: usize,
    peers: Vec<Listed>,
    next_conn: u64,
    now: Duration,
}

impl Model {
    fn is_for(&self, frame: &Sent, conn: u64) -> bool {
        match (frame.only, self.mode) {
            (Some(one), _) => one == conn,
            (None, Mode::Others) => frame.from != Some(conn),
            (None, Mode::All) => true,
            (None, Mode::Echo) => frame.from == Some(conn),
            (None, Mode::Ack) => false,
        }
    }

    /// Everything that is for a peer among the first `until` frames.
    fn due(&self, peer: &Listed, until: usize) -> Vec<u8> {
        let frames = self.frames[peer.joined..until.max(peer.joined)].iter();
        frames.filter(|frame| self.is_for(frame, peer.conn)).flat_map(|frame| frame.bytes.clone()).collect()
    }

    /// Whether `through` is a number up to which a peer has every frame whole, and no frame that
    /// it lacks is said to be had.
    fn has_through(&self, peer: &Listed, through: u64) -> bool {
        let until = usize::try_from(through).expect("small");
        until <= self.frames.len() && self.due(peer, until).len() <= peer.got.len()
    }
}

struct Run {
    room: Room,
    model: Model,
}

impl Run {
    fn new(mode: Mode) -> Run {
        let room = Room::new(mode, EndWord::new("fin"), LIMITS, 1);
        let model =
            Model { mode, frames: Vec::new(), committed: 0, peers: Vec::new(), next_conn: 1, now: Duration::ZERO };
        Run { room, model }
    }

    fn step(&mut self, step: &Step) {
        match step {
            Step::Join => self.join(),
            Step::Chunk { peer, len } => self.chunk(*peer, &vec![b'a' + (*len % 26) as u8; *len]),
            Step::EndWord { peer } => self.chunk(*peer, b" Fin\n"),
            Step::Round { takes } => self.round(takes),
            Step::InputEnds { peer } => self.on(*peer, |run, slot| run.room.input_ended(slot, run.model.now)),
            Step::Breaks { peer } => self.on(*peer, |run, slot| run.room.fail(slot, Why::Reset)),
            Step::Wait { ms } => self.model.now += Duration::from_millis(*ms),
            Step::Restart => self.restart(),
        }
        self.check_backlogs();
    }

    fn on(&mut self, peer: usize, act: impl FnOnce(&mut Run, Slot)) {
        if let Some(slot) = self.model.peers.get(peer).map(|peer| peer.slot) {
            act(self, slot);
        }
    }

    fn join(&mut self) {
        if self.model.peers.len() >= 8 {
            return;
        }
        let conn = self.model.next_conn;
        let address: SocketAddr = ([127, 0, 0, 1], 1000 + conn as u16).into();
        let slot = self.room.join(conn, address);
        self.model.next_conn += 1;
        let (joined, active) = (self.model.frames.len(), self.model.now);
        self.room.touch(slot, active);
        self.model.peers.push(Listed { slot, conn, joined, got: Vec::new(), active });
    }

    fn chunk(&mut self, peer: usize, bytes: &[u8]) {
        let Some(peer) = self.model.peers.get_mut(peer) else { return };
        let (slot, conn) = (peer.slot, peer.conn);
        let sends = self.room.member(slot).expect("a member").sends();
        if !sends || !self.room.may_read() {
            return;
        }
        peer.active = self.model.now;
        self.room.touch(slot, self.model.now);
        self.room.space()[..bytes.len()].copy_from_slice(bytes);
        let n = self.room.received(slot, bytes.len());
        assert_eq!(n, self.model.frames.len() as u64 + 1, "frame numbers rise by one");
        assert_eq!(self.room.frame_bytes(n), bytes);
        self.model.frames.push(Sent { from: Some(conn), only: None, bytes: bytes.to_vec() });
        if self.model.mode == Mode::Ack {
            self.answered(slot, conn);
        }
        let ended = self.model.mode != Mode::Ack && bytes.trim_ascii().eq_ignore_ascii_case(b"fin");
        let listens = self.room.member(slot).expect("a member").sends();
        assert_eq!(listens, !ended && self.model.mode != Mode::Ack);
    }

    fn answered(&mut self, slot: Slot, conn: u64) {
        let n = self.room.answer(slot);
        let bytes = self.room.frame_bytes(n).to_vec();
        let expected = format!("OK, message reçu depuis l'adresse 127.0.0.1:{}", 1000 + conn);
        assert_eq!(bytes, expected.as_bytes());
        self.model.frames.push(Sent { from: None, only: Some(conn), bytes });
    }

    fn round(&mut self, takes: &[usize]) {
        self.room.commit();
        self.model.committed = self.model.frames.len();
        let mut slots = Vec::new();
        self.room.recipients(&mut slots);
        self.check_recipients(&slots);
        for (at, &slot) in slots.iter().enumerate() {
            let gone = matches!(self.room.member(slot).expect("a member").phase, Phase::Gone(_));
            if !gone {
                self.write(slot, takes[at % takes.len()]);
            }
        }
        self.check_sent();
        self.settle();
    }

    /// Everybody who is owed something is among the recipients.
    fn check_recipients(&self, slots: &[Slot]) {
        for peer in &self.model.peers {
            let owed = self.model.due(peer, self.model.committed).len() > peer.got.len();
            assert!(!owed || slots.contains(&peer.slot), "peer {} is owed something and passed over", peer.conn);
        }
    }

    fn write(&mut self, slot: Slot, takes: usize) {
        let mut spans = Vec::new();
        let offer = self.room.offer(slot, &mut spans);
        let offered: Vec<u8> =
            spans.iter().flat_map(|span| self.room.span_bytes(span.clone())).flatten().copied().collect();
        assert_eq!(offered.len() as u64, offer.bytes);
        let at = self.model.peers.iter().position(|peer| peer.slot == slot).expect("listed");
        let due = self.model.due(&self.model.peers[at], self.model.committed);
        assert_eq!(offered, due[self.model.peers[at].got.len()..], "what is offered is what comes next, to the end");
        let taken = takes.min(offered.len());
        self.room.took(slot, &offer, taken as u64, self.model.now);
        self.model.peers[at].got.extend_from_slice(&offered[..taken]);
        if taken > 0 {
            self.model.peers[at].active = self.model.now;
        }
    }

    /// The `sent` record names everybody who is behind, and nobody's place too high.
    fn check_sent(&self) {
        let (n, laggards) = self.room.sent();
        let laggards: Vec<_> = laggards.collect();
        assert_eq!(n, self.model.committed as u64);
        for peer in &self.model.peers {
            match laggards.iter().find(|laggard| laggard.conn == peer.conn) {
                Some(laggard) => {
                    assert_eq!(laggard.tx_bytes, peer.got.len() as u64);
                    assert!(self.model.has_through(peer, laggard.through));
                }
                None => assert!(self.model.has_through(peer, n), "peer {} is behind and not named", peer.conn),
            }
        }
    }

    fn settle(&mut self) {
        let mut departures = Vec::new();
        self.room.settle(self.model.now, &mut departures);
        let backlogs: u64 = self.model.peers.iter().map(|peer| self.room.backlog(peer.slot)).sum();
        for Departure { slot, why } in departures {
            let at = self.model.peers.iter().position(|peer| peer.slot == slot).expect("listed");
            self.check_why(slot, why, backlogs);
            let silent = self.model.now - self.model.peers[at].active;
            assert!(why != Why::Idle || silent >= IDLE, "idle after {silent:?}");
            let peer = self.model.peers.remove(at);
            let departed = self.room.leave(slot);
            let due = self.model.due(&peer, self.model.frames.len());
            assert_eq!(departed.conn, peer.conn);
            assert_eq!(departed.counts.tx_bytes, peer.got.len() as u64);
            assert_eq!(departed.undelivered, (due.len() - peer.got.len()) as u64);
            assert!(self.model.has_through(&peer, departed.through));
        }
        self.check_bounds();
    }

    /// Nobody is cut without a reason that the numbers bear out.
    fn check_why(&self, slot: Slot, why: Why, backlogs: u64) {
        let member = self.room.member(slot).expect("a member");
        let backlog = self.room.backlog(slot);
        let held_too_much = backlogs > 0 && self.model.frames.len() > LIMITS.held_frames_max
            || backlogs > LIMITS.held_bytes_max
            || self.model.frames.iter().map(|frame| frame.bytes.len() as u64).sum::<u64>() > LIMITS.held_bytes_max;
        match why {
            Why::Slow => assert!(backlog > LIMITS.backlog_bytes_max || (backlog > 0 && held_too_much)),
            Why::Stalled => assert!(backlog > 0),
            Why::EndWord | Why::Answered => assert!(matches!(member.phase, Phase::Leaving(_))),
            Why::Left => assert!(matches!(member.phase, Phase::HalfClosed { .. })),
            Why::Idle => assert_eq!((member.phase, backlog), (Phase::Leaving(Why::Idle), 0)),
            Why::Reset => assert_eq!(member.phase, Phase::Gone(Why::Reset)),
            Why::Timeout | Why::Shutdown => panic!("nothing here leads to {why:?}"),
        }
    }

    /// What a successor knows: the frames, what each peer was given, and who is leaving.
    fn restart(&mut self) {
        self.room.commit();
        self.model.committed = self.model.frames.len();
        let old = std::mem::replace(&mut self.room, Room::new(self.model.mode, EndWord::new("fin"), LIMITS, 1));
        for frame in &self.model.frames {
            let to = match (frame.only, self.model.mode, frame.from) {
                (Some(one), ..) => Recipients::Only(one),
                (None, Mode::Others, Some(from)) => Recipients::AllBut(from),
                (None, Mode::Echo, Some(from)) => Recipients::Only(from),
                (None, Mode::All, _) => Recipients::All,
                _ => Recipients::Nobody,
            };
            assert!(self.room.restore(&frame.bytes, to));
        }
        for at in 0..self.model.peers.len() {
            self.resume(at, &old);
        }
        self.settle();
    }

    fn resume(&mut self, at: usize, old: &Room) {
        let (peer, frames) = (&self.model.peers[at], self.model.frames.len());
        let member = old.member(peer.slot).expect("a member");
        let due = self.model.due(peer, frames);
        let due_frames = self.model.frames[peer.joined..].iter().filter(|frame| self.model.is_for(frame, peer.conn));
        let tx_frames = due_frames.count() as u64;
        assert_eq!(member.counts.tx_frames + old.backlog_frames(peer.slot), tx_frames, "every frame is counted");
        let leaving = if let Phase::Leaving(why) = member.phase { Some(why) } else { None };
        let counts = Counts { tx_frames, ..member.counts };
        let backlog = (due.len() - peer.got.len()) as u64;
        let resumed = Resumed { conn: peer.conn, address: member.address, counts, backlog, leaving };
        let slot = self.room.resume(resumed, self.model.now).expect("all of its frames are here");
        assert_eq!(self.room.member(slot).expect("a member").counts, member.counts, "its counts go on");
        // What only its connection says is found out anew.
        match member.phase {
            Phase::Gone(why) => self.room.fail(slot, why),
            Phase::HalfClosed { .. } => self.room.input_ended(slot, self.model.now),
            Phase::Open | Phase::Leaving(_) => {}
        }
        self.model.peers[at].slot = slot;
    }

    fn check_bounds(&self) {
        for peer in &self.model.peers {
            assert!(self.room.backlog(peer.slot) <= LIMITS.backlog_bytes_max, "a backlog over the limit stays");
            let is_open = self.room.member(peer.slot).is_some_and(|member| member.phase == Phase::Open);
            if is_open && self.room.backlog(peer.slot) == 0 {
                let due = self.room.deadline().expect("somebody will be idle for too long");
                assert!(due <= peer.active.max(self.model.now) + IDLE, "an idle peer stays");
                // Looked at every 50 ms at most.
                assert!(self.model.now - peer.active < IDLE + Duration::from_millis(50), "an idle peer stayed");
            }
        }
        let over = self.model.peers.iter().any(|peer| self.room.backlog(peer.slot) > LIMITS.backlog_bytes_pause);
        assert!(over || self.room.may_read(), "the room is paused for nobody");
        if !self.room.may_read() {
            let deadline = self.room.deadline().expect("a pause ends by itself");
            assert!(deadline <= self.model.now + Duration::from_millis(250), "a pause outlasts every credit");
        }
        // Two blocks: the one in use and the spare one; one more where the held bytes cross over.
        assert!(self.room.held_bytes() <= 3 * 1024 * 1024);
    }

    fn check_backlogs(&self) {
        for peer in &self.model.peers {
            let due = self.model.due(peer, self.model.frames.len()).len();
            assert_eq!(self.room.backlog(peer.slot), (due - peer.got.len()) as u64);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_room_says_what_a_list_of_frames_says(mode in mode(), steps in steps()) {
        let mut run = Run::new(mode);
        run.join();
        run.join();
        for step in &steps {
            run.step(step);
        }
        // In the end everybody who stayed gets everything.
        run.round(&[usize::MAX]);
        for peer in &run.model.peers {
            assert_eq!(peer.got, run.model.due(peer, run.model.frames.len()));
        }
    }
}

fn stalled_room() -> (Room, Slot, Slot) {
    let mut room = Room::new(Mode::Others, EndWord::off(), Limits::default(), 1);
    let sender = room.join(1, ([127, 0, 0, 1], 1).into());
    let reader = room.join(2, ([127, 0, 0, 1], 2).into());
    (room, sender, reader)
}

/// One round of a flood: a chunk is read if it may be, the reader takes `takes` bytes.
fn flood(room: &mut Room, sender: Slot, reader: Slot, takes: u64, now: Duration) -> (bool, Vec<Departure>) {
    let reads = room.may_read();
    if reads {
        room.space();
        room.received(sender, 64 * 1024);
    }
    room.commit();
    let mut spans = Vec::new();
    let offer = room.offer(reader, &mut spans);
    room.took(reader, &offer, takes.min(offer.bytes), now);
    let mut departures = Vec::new();
    room.settle(now, &mut departures);
    (reads, departures)
}

#[test]
fn a_stalled_reader_costs_the_room_a_quarter_of_a_second_and_is_cut() {
    let (mut room, sender, reader) = stalled_room();
    let mut paused = Duration::ZERO;
    for ms in 0..2000 {
        let (reads, departures) = flood(&mut room, sender, reader, 0, Duration::from_millis(ms));
        paused += if reads { Duration::ZERO } else { Duration::from_millis(1) };
        if let Some(departure) = departures.first() {
            assert_eq!(*departure, Departure { slot: reader, why: Why::Slow });
            assert!(paused <= Duration::from_millis(270), "the room waited {paused:?}");
            return;
        }
    }
    panic!("the stalled reader was never cut");
}

#[test]
fn a_reader_that_sustains_a_mebibyte_a_second_is_never_cut() {
    let (mut room, sender, reader) = stalled_room();
    for ms in 0..60_000 {
        let (_, departures) = flood(&mut room, sender, reader, 1100, Duration::from_millis(ms));
        assert_eq!(departures, [], "after {ms} ms");
    }
}

#[test]
fn a_reader_that_takes_nothing_is_cut_after_ten_seconds_however_little_it_is_owed() {
    let (mut room, sender, reader) = stalled_room();
    room.space();
    room.received(sender, 1);
    let (_, departures) = {
        room.commit();
        let offer = room.offer(reader, &mut Vec::new());
        room.took(reader, &offer, 0, Duration::ZERO);
        let mut departures = Vec::new();
        room.settle(Duration::from_millis(9_999), &mut departures);
        ((), departures)
    };
    assert_eq!(departures, []);
    let mut departures = Vec::new();
    room.settle(Duration::from_secs(10), &mut departures);
    assert_eq!(departures, [Departure { slot: reader, why: Why::Stalled }]);
}

#[test]
fn a_member_that_is_owed_more_than_is_here_is_not_taken_up() {
    let mut room = Room::new(Mode::Others, EndWord::off(), Limits::default(), 7);
    assert!(room.restore(b"four", Recipients::AllBut(1)) && !room.restore(b"", Recipients::All));
    let counts = Counts { tx_frames: 1, ..Counts::default() };
    let peer = |conn, backlog| Resumed { conn, address: ([127, 0, 0, 1], 9).into(), counts, backlog, leaving: None };
    assert!(room.resume(peer(2, 5), Duration::ZERO).is_none());
    assert!(room.resume(peer(1, 1), Duration::ZERO).is_none(), "its own frame is not for it");
    let slot = room.resume(peer(3, 3), Duration::ZERO).expect("three of its four bytes are owed");
    let mut spans = Vec::new();
    let offer = room.offer(slot, &mut spans);
    let bytes: Vec<u8> = spans.iter().flat_map(|span| room.span_bytes(span.clone())).flatten().copied().collect();
    assert_eq!((offer.bytes, &bytes[..], room.next()), (3, &b"our"[..], 8));
}

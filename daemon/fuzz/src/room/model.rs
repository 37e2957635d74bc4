//! The room against a model that is nothing but a list of frames. After every step the room has to
//! say what the list says.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::time::Duration;

use tp_proto::frame_log::Mode;
use tp_relais::room::{
    Counts, Decoration, Departure, EndWord, Label, Limits, Phase, Recipients, Resumed, Room, Separator, Slot, Why,
};

use super::{Rule, Step};

/// Most peers that are in a room at once.
pub const PEERS_MAX: usize = 8;

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

/// A frame of the list.
struct Sent {
    to: Whom,
    /// As its recipients are sent it.
    bytes: Vec<u8>,
}

/// Who a frame of the list is for.
#[derive(Clone, Copy)]
enum Whom {
    AllBut(u64),
    All,
    Only(u64),
    Nobody,
}

impl Whom {
    /// Whom a mode gives what a peer says.
    fn by(mode: Mode, from: u64) -> Whom {
        match mode {
            Mode::Others => Whom::AllBut(from),
            Mode::All => Whom::All,
            Mode::Echo => Whom::Only(from),
            Mode::Ack => Whom::Nobody,
        }
    }

    fn is(self, conn: u64) -> bool {
        match self {
            Whom::AllBut(from) => from != conn,
            Whom::All => true,
            Whom::Only(one) => one == conn,
            Whom::Nobody => false,
        }
    }

    /// The same, as the log has it.
    fn logged(self) -> Recipients {
        match self {
            Whom::AllBut(from) => Recipients::AllBut(from),
            Whom::All => Recipients::All,
            Whom::Only(one) => Recipients::Only(one),
            Whom::Nobody => Recipients::Nobody,
        }
    }
}

/// A peer of the list.
struct Listed {
    slot: Slot,
    conn: u64,
    joined: usize,
    got: Vec<u8>,
    name: Option<String>,
    /// When it came, or last sent or took something.
    active: Duration,
}

struct Model {
    mode: Mode,
    held: bool,
    decoration: Decoration,
    /// What each peer has of pause credit.
    credit: Duration,
    frames: Vec<Sent>,
    committed: usize,
    peers: Vec<Listed>,
    next_conn: u64,
    now: Duration,
}

impl Model {
    fn room(&self) -> Room {
        let limits = Limits { pause_credit: self.credit, ..LIMITS };
        Room::new(self.mode, EndWord::new("fin"), limits, 1).decorated(self.decoration)
    }

    /// Everything that is for a peer among the first `until` frames.
    fn due(&self, peer: &Listed, until: usize) -> Vec<u8> {
        let frames = self.frames[peer.joined..until.max(peer.joined)].iter();
        frames.filter(|frame| frame.to.is(peer.conn)).flat_map(|frame| frame.bytes.clone()).collect()
    }

    /// What a peer's frame is on its way to others.
    fn decorated(&self, peer: &Listed, bytes: &[u8]) -> Vec<u8> {
        let address = format!("127.0.0.1:{}", 1000 + peer.conn);
        let label = match (self.decoration.label, &peer.name) {
            _ if self.mode == Mode::Ack => String::new(),
            (Label::None, _) => String::new(),
            (Label::Name, Some(name)) => format!("[{name}] "),
            (Label::Name | Label::Address, _) => format!("[{address}] "),
        };
        [label.as_bytes(), bytes, self.separator()].concat()
    }

    /// What stands behind a frame.
    fn separator(&self) -> &'static [u8] {
        let separates = self.mode != Mode::Ack && self.decoration.separator == Separator::Lf;
        if separates { b"\n" } else { b"" }
    }

    /// Whether `through` is a number up to which a peer has every frame whole, and no frame that
    /// it lacks is said to be had.
    fn has_through(&self, peer: &Listed, through: u64) -> bool {
        let until = usize::try_from(through).expect("small");
        until <= self.frames.len() && self.due(peer, until).len() <= peer.got.len()
    }
}

/// A room and the list that it is held to.
pub struct Run {
    room: Room,
    model: Model,
    reached: BTreeSet<Rule>,
}

impl Run {
    /// An empty room, which waits for whoever is far behind or does not.
    pub fn new(mode: Mode, decoration: Decoration, waits: bool) -> Run {
        let (frames, peers) = (Vec::new(), Vec::new());
        let (held, now) = (false, Duration::ZERO);
        let credit = if waits { LIMITS.pause_credit } else { Duration::ZERO };
        let model = Model { mode, held, decoration, credit, frames, committed: 0, peers, next_conn: 1, now };
        Run { room: model.room(), model, reached: BTreeSet::new() }
    }

    /// Takes a step, and looks whether the room says what the list says.
    pub fn step(&mut self, step: &Step) {
        match step {
            Step::Join => self.join(),
            Step::Chunk { peer, len } => self.chunk(*peer, &vec![b'a' + (*len % 26) as u8; *len]),
            Step::EndWord { peer } => self.chunk(*peer, b" Fin\n"),
            Step::Round { takes } => self.round(takes),
            Step::InputEnds { peer } => self.on(*peer, |run, slot| run.room.input_ended(slot, run.model.now)),
            Step::Breaks { peer } => self.on(*peer, |run, slot| run.room.fail(slot, Why::Reset)),
            Step::Name { peer, len } => self.name(*peer, *len),
            Step::Wait { ms } => self.model.now += Duration::from_millis(*ms),
            Step::Restart => self.restart(),
            Step::Say { peer, len } => self.say(*peer, &vec![b'A' + (*len % 26) as u8; *len]),
            Step::Kick { peer } => self.kick(*peer),
            Step::Hold { held } => self.hold(*held),
            Step::Mode(mode) => {
                self.room.set_mode(*mode);
                self.model.mode = *mode;
            }
        }
        self.check_backlogs();
    }

    /// In the end everybody who stayed gets everything. Gives the rules that were reached.
    pub fn end(mut self) -> BTreeSet<Rule> {
        self.round(&[usize::MAX]);
        for peer in &self.model.peers {
            assert_eq!(peer.got, self.model.due(peer, self.model.frames.len()));
        }
        self.reached
    }

    fn on(&mut self, peer: usize, act: impl FnOnce(&mut Run, Slot)) {
        if let Some(slot) = self.model.peers.get(peer).map(|peer| peer.slot) {
            act(self, slot);
        }
    }

    fn join(&mut self) {
        if self.model.peers.len() >= PEERS_MAX {
            return;
        }
        let conn = self.model.next_conn;
        let address: SocketAddr = ([127, 0, 0, 1], 1000 + conn as u16).into();
        let slot = self.room.join(conn, address);
        self.model.next_conn += 1;
        let (joined, active) = (self.model.frames.len(), self.model.now);
        self.room.touch(slot, active);
        self.model.peers.push(Listed { slot, conn, joined, got: Vec::new(), name: None, active });
    }

    fn name(&mut self, peer: usize, len: usize) {
        let Some(peer) = self.model.peers.get_mut(peer) else { return };
        peer.name = (len > 0).then(|| "n".repeat(len));
        self.room.set_name(peer.slot, peer.name.as_deref());
    }

    fn chunk(&mut self, peer: usize, bytes: &[u8]) {
        let at = peer;
        let Some(peer) = self.model.peers.get_mut(at) else { return };
        let (slot, conn) = (peer.slot, peer.conn);
        let sends = self.room.member(slot).expect("a member").sends();
        if !sends || !self.room.may_read() {
            return;
        }
        assert!(!self.model.held, "a room that is held is read");
        peer.active = self.model.now;
        self.room.touch(slot, self.model.now);
        let decorated = self.model.decorated(&self.model.peers[at], bytes);
        self.room.space(slot)[..bytes.len()].copy_from_slice(bytes);
        let n = self.room.received(slot, bytes.len());
        assert_eq!(n, self.model.frames.len() as u64 + 1, "frame numbers rise by one");
        assert_eq!(self.room.frame_bytes(n), bytes);
        assert_eq!(self.room.frame(n).0.around(bytes), decorated);
        self.model.frames.push(Sent { to: Whom::by(self.model.mode, conn), bytes: decorated });
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
        self.model.frames.push(Sent { to: Whom::Only(conn), bytes });
    }

    fn say(&mut self, peer: Option<usize>, bytes: &[u8]) {
        let to = peer.and_then(|peer| self.model.peers.get(peer)).map(|peer| (peer.slot, peer.conn));
        let said = self.room.say(bytes, to.map(|(slot, _)| slot));
        assert_eq!(self.room.say(b"", None), None, "nothing is no frame");
        assert_eq!(said.is_some(), !self.model.peers.is_empty());
        let Some(n) = said else { return };
        assert_eq!(n, self.model.frames.len() as u64 + 1, "frame numbers rise by one");
        assert_eq!(self.room.frame_bytes(n), bytes);
        let to = to.map_or(Whom::All, |(_, conn)| Whom::Only(conn));
        // The server's words have no label, and the separator that any frame has.
        let separated = [bytes, self.model.separator()].concat();
        assert_eq!(self.room.frame(n).0.around(bytes), separated);
        self.model.frames.push(Sent { to, bytes: separated });
    }

    fn kick(&mut self, peer: usize) {
        if peer < self.model.peers.len() {
            let peer = self.model.peers.remove(peer);
            self.leave(&peer);
            self.reached.insert(Rule::Kicked);
        }
    }

    fn hold(&mut self, held: bool) {
        if self.model.held && !held {
            let now = self.model.now;
            self.model.peers.iter_mut().for_each(|peer| peer.active = now);
        }
        self.model.held = held;
        self.room.set_held(held, self.model.now);
        if held {
            self.reached.insert(Rule::Silenced);
        }
        assert_eq!(self.room.is_held(), held);
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
        let is_more = self.room.took(slot, &offer, taken as u64, self.model.now);
        assert_eq!(is_more, taken < offered.len(), "whoever has all of it is left in peace, and nobody else");
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
        let mut waited_for = Vec::new();
        self.room.waited_for(&mut waited_for);
        for slot in waited_for {
            let taken = self.room.member(slot).expect("a member").counts.tx_bytes;
            self.room.acknowledged(slot, taken);
        }
        let mut departures = Vec::new();
        self.room.settle(self.model.now, &mut departures);
        let backlogs: u64 = self.model.peers.iter().map(|peer| self.room.backlog(peer.slot)).sum();
        for Departure { slot, why } in departures {
            let at = self.model.peers.iter().position(|peer| peer.slot == slot).expect("listed");
            self.check_why(slot, why, backlogs);
            self.reached.insert(Rule::of_leave(why, self.room.backlog(slot), LIMITS.backlog_bytes_max));
            let silent = self.model.now - self.model.peers[at].active;
            assert!(why != Why::Idle || silent >= IDLE, "idle after {silent:?}");
            let peer = self.model.peers.remove(at);
            self.leave(&peer);
        }
        self.check_bounds();
        if !self.model.held && !self.room.may_read() {
            self.reached.insert(Rule::Paused);
        }
    }

    fn leave(&mut self, peer: &Listed) {
        let departed = self.room.leave(peer.slot);
        let due = self.model.due(peer, self.model.frames.len());
        assert_eq!(departed.conn, peer.conn);
        assert_eq!(departed.counts.tx_bytes, peer.got.len() as u64);
        assert_eq!(departed.undelivered, (due.len() - peer.got.len()) as u64);
        assert!(self.model.has_through(peer, departed.through));
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
            Why::Timeout | Why::Kicked | Why::Banned | Why::Shutdown => panic!("nothing here leads to {why:?}"),
        }
    }

    /// What a successor knows: the frames, what each peer was given, and who is leaving.
    fn restart(&mut self) {
        self.room.commit();
        self.model.committed = self.model.frames.len();
        let old = std::mem::replace(&mut self.room, self.model.room());
        for frame in &self.model.frames {
            assert!(self.room.restore(&frame.bytes, frame.to.logged()));
        }
        self.room.set_held(self.model.held, self.model.now);
        for at in 0..self.model.peers.len() {
            self.resume(at, &old);
        }
        self.settle();
    }

    fn resume(&mut self, at: usize, old: &Room) {
        let (peer, frames) = (&self.model.peers[at], self.model.frames.len());
        let member = old.member(peer.slot).expect("a member");
        let due = self.model.due(peer, frames);
        let due_frames = self.model.frames[peer.joined..].iter().filter(|frame| frame.to.is(peer.conn));
        let tx_frames = due_frames.count() as u64;
        assert_eq!(member.counts.tx_frames + old.backlog_frames(peer.slot), tx_frames, "every frame is counted");
        let leaving = if let Phase::Leaving(why) = member.phase { Some(why) } else { None };
        let counts = Counts { tx_frames, ..member.counts };
        let backlog = (due.len() - peer.got.len()) as u64;
        if backlog > 0 {
            self.reached.insert(Rule::ResumedBehind);
        }
        let resumed = Resumed { conn: peer.conn, address: member.address, counts, backlog, leaving };
        let slot = self.room.resume(resumed, self.model.now).expect("all of its frames are here");
        assert_eq!(self.room.member(slot).expect("a member").counts, member.counts, "its counts go on");
        self.room.set_name(slot, peer.name.as_deref());
        // What only its connection says is found out anew.
        match member.phase {
            Phase::Gone(why) => self.room.fail(slot, why),
            Phase::HalfClosed { .. } => self.room.input_ended(slot, self.model.now),
            Phase::Open | Phase::Leaving(_) => {}
        }
        // Since when it is idle is on no record: that begins anew.
        (self.model.peers[at].slot, self.model.peers[at].active) = (slot, self.model.now);
    }

    fn check_bounds(&self) {
        for peer in &self.model.peers {
            assert!(self.room.backlog(peer.slot) <= LIMITS.backlog_bytes_max, "a backlog over the limit stays");
            let is_open = self.room.member(peer.slot).is_some_and(|member| member.phase == Phase::Open);
            if is_open && self.room.backlog(peer.slot) == 0 && !self.model.held {
                let due = self.room.deadline().expect("somebody will be idle for too long");
                assert!(due <= peer.active.max(self.model.now) + IDLE, "an idle peer stays");
                // Looked at every 50 ms at most.
                assert!(self.model.now - peer.active < IDLE + Duration::from_millis(50), "an idle peer stayed");
            }
        }
        let over = self.model.peers.iter().any(|peer| self.room.backlog(peer.slot) > LIMITS.backlog_bytes_pause);
        assert_eq!(self.model.held, self.room.is_held());
        assert!(over || self.model.held || self.room.may_read(), "the room is paused for nobody");
        if !self.room.may_read() && !self.model.held {
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

//! A hall: a room with its frame log and its connections. The one place where the three meet.
//!
//! Readers put chunks in ([`Hall::received`]), the round task takes everything through
//! ([`Hall::round`]): commit to the frame log, then send, then settle. The order of these three is
//! the invariant "logged before sent", and it stands in this file alone.

mod change;
mod checkpoint;
mod deliver;
mod depart;
mod expel;
mod full;
mod hand_over;
mod kick;
mod label;
mod order;
mod peek;
mod record;
mod reload;
mod rotate;
mod say;
mod told;

use std::net::SocketAddr;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Waker};
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::task::{AbortHandle, JoinSet};
use tp_proto::control::PeerState;
use tp_proto::frame_log::{Behind, Mode, Source};

use self::full::Logging;
use self::order::Pending;
use self::record::{BEHIND_EVERY, IDLE_COMMIT};
use super::admission::Admission;
use super::seat::Seat;
use super::turns::Turns;
use crate::census::{Census, PeerFacts, RoomFacts};
use crate::clock::Clock;
use crate::fd_store::FdStore;
use crate::frame_log::{LogError, Writer};
use crate::language::here;
use crate::repeats::Repeats;
use crate::room::{Departure, Member, Phase, Room, Slot, Why};

/// With less than this to write, to all who listen together, a round takes more of one that pours in: few
/// hear it, and nobody waits for long. Where many do, a round has one chunk of it. Four chunks are no crowd's
/// frames yet ([`Gathering`](super::gathering)).
const COPIES_BYTES: u64 = 256 * 1024;

/// The hall.
#[derive(Debug)]
pub struct Hall {
    room: Room,
    log: Writer,
    clock: Clock,
    facts: Arc<RoomFacts>,
    census: Arc<Census>,
    seats: Vec<Option<Seat>>,
    /// Readers that wait until the room may be read again.
    turns: Turns,
    round_task: Option<Waker>,
    logging: Logging,
    /// The log failed outside a round; the next one ends with it.
    failed: Option<LogError>,
    /// No reading any more: the relay stops.
    draining: bool,
    /// No segment is begun before.
    rotate_after: Duration,
    failed_rotations: Repeats,
    /// Clients that the relay gave up.
    cuts: Repeats,
    /// Orders that are not answered yet, at most one a control session.
    pending: Pending,
    sent_at: Duration,
    /// Something was taken by the kernel that no `sent` record tells yet.
    sent_due: bool,
    /// Orderly closes under way, each bounded in time.
    farewells: JoinSet<()>,
    /// Who keeps the connections over a restart, if somebody does.
    store: Option<Rc<FdStore>>,
    /// Peers with a frame that is still in the kernel too.
    unconsumed: Vec<Slot>,
    /// When the first frame was read that no round has taken through yet.
    read_since: Option<Duration>,
    /// When the first frame was read of those that the last round took through.
    relayed_since: Option<Duration>,
    /// Everybody had everything at the end of a round since this was last asked for.
    caught_up: bool,
    scratch: Scratch,
}

/// Buffers of a round, kept to be used again.
#[derive(Debug, Default)]
struct Scratch {
    slots: Vec<Slot>,
    spans: Vec<Range<u64>>,
    departures: Vec<Departure>,
    listed: Vec<Source>,
    behind: Vec<Behind>,
    forgotten: Vec<u8>,
}

/// A client that connected.
#[derive(Debug, Clone, Copy)]
pub struct Client {
    /// Its number.
    pub conn: u64,
    /// Its end of the connection.
    pub peer: SocketAddr,
    /// The server's end.
    pub local: SocketAddr,
}

impl Hall {
    /// A hall whose members have no seats yet.
    pub fn new(
        room: Room,
        log: Writer,
        clock: Clock,
        facts: Arc<RoomFacts>,
        census: Arc<Census>,
        store: Option<Rc<FdStore>>,
    ) -> Hall {
        let mut hall = Hall {
            room,
            log,
            clock,
            facts,
            census,
            seats: Vec::new(),
            turns: Turns::default(),
            round_task: None,
            logging: Logging::On,
            failed: None,
            draining: false,
            rotate_after: Duration::ZERO,
            failed_rotations: Repeats::default(),
            cuts: Repeats::default(),
            pending: Pending::default(),
            sent_at: Duration::ZERO,
            sent_due: false,
            farewells: JoinSet::new(),
            store,
            unconsumed: Vec::new(),
            read_since: None,
            relayed_since: None,
            caught_up: false,
            scratch: Scratch::default(),
        };
        hall.apply_standing(clock.now());
        hall
    }

    /// A client connected. It is on record before anybody can see it, so that its number is not
    /// given out again whatever happens next.
    pub fn join(&mut self, stream: Rc<TcpStream>, client: Client, admission: Admission) -> Slot {
        let now = self.clock.now();
        let Client { conn, peer, local } = client;
        let slot = self.room.join(conn, peer);
        self.room.touch(slot, now);
        let t = self.log.unix_ns(now);
        let facts = Arc::new(PeerFacts::new(conn, Arc::clone(&self.facts), peer, local, t));
        self.log.open(record::open(conn, t, peer, local), now);
        if let Err(error) = self.commit_now(now) {
            self.failed.get_or_insert(error);
        }
        self.census.add(Arc::clone(&facts));
        self.tell_of_join(&client);
        self.seat(slot, Seat::new(stream, facts, admission));
        slot
    }

    /// A member that goes on from an earlier run takes its seat.
    pub fn seat(&mut self, slot: Slot, seat: Seat) {
        if self.seats.len() <= slot {
            self.seats.resize_with(slot + 1, || None);
        }
        self.seats[slot] = Some(seat);
        self.relabel(slot);
        self.wake_round();
    }

    /// The task that reads a peer.
    pub fn set_reader(&mut self, slot: Slot, reader: AbortHandle) {
        match self.seats.get_mut(slot).and_then(Option::as_mut) {
            Some(seat) => seat.set_reader(reader),
            None => reader.abort(),
        }
    }

    /// Whether a chunk may be read from a peer now.
    pub fn may_read(&self, slot: Slot) -> bool {
        self.is_readable() && self.turns.may_go(slot) && self.reads_on(slot) && !self.is_unconsumed(slot)
    }

    /// Whether one that filled its chunk is read again for the same round, which then costs one write to the
    /// log, and wakes each of those it is for, once for both. A segment becomes no longer for it.
    pub fn may_read_on(&self, slot: Slot) -> bool {
        let listeners = self.room.len().saturating_sub(1).max(1);
        let copies = self.room.round_bytes().saturating_mul(listeners as u64);
        copies < COPIES_BYTES && !self.log.has_its_size() && self.turns.are_over() && self.may_read(slot)
    }

    /// Whether the room still listens to a peer.
    pub fn reads_on(&self, slot: Slot) -> bool {
        self.room.member(slot).is_some_and(Member::sends)
    }

    /// A reader waits until the room may be read again.
    pub fn wait_turn(&mut self, slot: Slot, reader: &Waker) {
        self.turns.wait(slot, reader);
    }

    /// A reader has nothing to read after all.
    pub fn pass_turn(&mut self, slot: Slot) {
        if self.turns.done(slot) {
            self.wake_round();
        }
    }

    /// Where the next chunk of a peer goes.
    pub fn space(&mut self, slot: Slot) -> &mut [u8] {
        self.room.space(slot)
    }

    /// A chunk of `len` bytes came from a peer: it is a frame, on record from here on.
    pub fn received(&mut self, slot: Slot, len: usize) {
        let now = self.clock.now();
        self.turns.done(slot);
        self.room.touch(slot, now);
        self.read_since.get_or_insert(now);
        let n = self.room.received(slot, len);
        self.log_frame(n, Some(slot), now);
        if self.room.mode() == Mode::Ack {
            let answer = self.room.answer(slot);
            self.log_frame(answer, None, now);
        }
        if self.peeks() {
            self.peeked(slot, len, now);
        }
        self.publish(slot, now);
        self.facts.set_frames(self.room.next() - 1);
        self.wake_round();
    }

    /// A peer will send no more.
    pub fn input_ended(&mut self, slot: Slot) {
        self.turns.forget(slot);
        let now = self.clock.now();
        self.room.input_ended(slot, now);
        self.publish(slot, now);
        self.wake_round();
    }

    /// A peer's connection is broken.
    pub fn fail(&mut self, slot: Slot, why: Why) {
        self.turns.forget(slot);
        self.room.fail(slot, why);
        self.wake_round();
    }

    /// A round: everything that was read is logged, then sent, then settled. Gives when the next
    /// one is due even if nothing happens.
    pub fn round(&mut self, cx: &mut Context<'_>) -> Result<Option<Duration>, LogError> {
        if !self.round_task.as_ref().is_some_and(|task| task.will_wake(cx.waker())) {
            self.round_task = Some(cx.waker().clone());
        }
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        self.facts.beat();
        let now = self.clock.now();
        let logged = self.commit(now)?;
        // Without space nothing new was committed: what is owed from before still goes out, and
        // who leaves still leaves.
        self.deliver(cx, now);
        self.kick(now)?;
        self.settle(now, logged);
        self.facts.traffic.set_held(self.room.held_bytes() as u64);
        if !logged {
            self.refuse_for_want_of_space();
            return Ok(Some(self.next_try(now)));
        }
        self.relayed_since = self.read_since.take();
        self.answer_said();
        self.caught_up |= self.room.is_drained();
        self.end_gap(now)?;
        self.change(now)?;
        self.rotate(now)?;
        self.checkpoint(now)?;
        if self.is_readable() {
            self.turns.call();
        }
        Ok(self.deadline())
    }

    /// Nothing is read from now on.
    pub fn begin_drain(&mut self) {
        self.draining = true;
        self.wake_round();
    }

    /// Whether everybody has everything.
    pub fn is_drained(&self) -> bool {
        !self.room.has_uncommitted() && self.room.is_drained()
    }

    /// Everybody leaves, and the frame log is brought to its end. Gives the orderly closes.
    ///
    /// What a full disk has kept from the log until now was relayed to nobody and is given up.
    pub fn dismiss(&mut self) -> Result<JoinSet<()>, LogError> {
        let now = self.clock.now();
        if self.room.has_uncommitted() && !self.commit_now(now)? {
            tracing::error!("{}", here().log_last_frames(&self.facts.name));
        }
        let slots: Vec<Slot> = self.room.members().map(|(slot, _)| slot).collect();
        for slot in slots {
            self.depart(Departure { slot, why: Why::Shutdown }, now);
        }
        self.log.stop(now)?;
        Ok(std::mem::take(&mut self.farewells))
    }

    fn settle(&mut self, now: Duration, logged: bool) {
        self.credit_acknowledged();
        let mut departures = std::mem::take(&mut self.scratch.departures);
        self.room.settle(now, &mut departures);
        if logged {
            self.log_sent(now);
        }
        for departure in departures.drain(..) {
            self.depart(departure, now);
        }
        self.scratch.departures = departures;
        for slot in self.room.attention() {
            self.publish(slot, now);
        }
    }

    fn is_readable(&self) -> bool {
        !self.draining && !self.is_full() && self.room.may_read()
    }

    fn deadline(&self) -> Option<Duration> {
        let pending = self.log.pending_since().map(|since| since + IDLE_COMMIT);
        let sent = self.sent_due.then(|| self.sent_at + BEHIND_EVERY);
        let log_again = match self.logging {
            Logging::Off { retry } => Some(retry),
            Logging::On | Logging::Waits { .. } => None,
        };
        [self.room.deadline(), pending, sent, log_again, self.rotation_deadline()].into_iter().flatten().min()
    }

    /// A round, whether there is anything to do or not: it shows that there still are rounds.
    pub fn ask_for_beat(&self) {
        self.wake_round();
    }

    fn wake_round(&self) {
        if let Some(task) = &self.round_task {
            task.wake_by_ref();
        }
    }

    /// Lets the control side see a peer's present counts.
    fn publish(&self, slot: Slot, now: Duration) {
        let seat = self.seats.get(slot).and_then(Option::as_ref);
        if let (Some(member), Some(seat)) = (self.room.member(slot), seat) {
            let backlog = self.room.backlog(slot);
            let state = state(member, seat.blocked && backlog > 0);
            seat.facts.set(&member.counts, backlog, state, self.log.unix_ns(now));
        }
    }
}

fn state(member: &Member, blocked: bool) -> PeerState {
    match member.phase {
        Phase::Leaving(_) | Phase::Gone(_) => PeerState::Leaving,
        Phase::HalfClosed { .. } => PeerState::HalfClosed,
        Phase::Open if blocked => PeerState::Slow,
        Phase::Open => PeerState::Open,
    }
}

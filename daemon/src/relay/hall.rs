//! A hall: a room with its frame log and its connections. The one place where the three meet.
//!
//! Readers put chunks in ([`Hall::received`]), the round task takes everything through
//! ([`Hall::round`]): commit to the frame log, then send, then settle. The order of these three is
//! the invariant "logged before sent", and it stands in this file alone.

use std::io::{ErrorKind, IoSlice};
use std::net::SocketAddr;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::task::{AbortHandle, JoinSet};
use tp_proto::control::PeerState;
use tp_proto::frame_log::{Behind, Close, Endpoint, LISTED_RECIPIENTS_MAX, Mode, Open, Source, To};

use super::farewell::farewell;
use super::seat::Seat;
use super::turns::Turns;
use crate::census::{Census, PeerFacts, RoomFacts};
use crate::clock::Clock;
use crate::frame_log::{Commit, LogError, Present, Writer};
use crate::room::{Departed, Departure, Member, Offer, Phase, Recipients, Room, Slot, Why};
use crate::socket;

/// How long a record that no frame hurries may wait for its write.
const IDLE_COMMIT: Duration = Duration::from_millis(10);

/// How often a log without space is tried again.
const FULL_RETRY: Duration = Duration::from_millis(500);

/// While peers are behind, how often that is put on record.
const BEHIND_EVERY: Duration = Duration::from_millis(10);

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
    /// The log has no space; nothing is read or sent before it has.
    full_since: Option<Duration>,
    /// No reading any more: the relay stops.
    draining: bool,
    sent_at: Duration,
    /// Something was taken by the kernel that no `sent` record tells yet.
    sent_due: bool,
    /// Orderly closes under way, each bounded in time.
    farewells: JoinSet<()>,
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
}

impl Hall {
    /// An empty hall.
    pub fn new(room: Room, log: Writer, clock: Clock, facts: Arc<RoomFacts>, census: Arc<Census>) -> Hall {
        Hall {
            room,
            log,
            clock,
            facts,
            census,
            seats: Vec::new(),
            turns: Turns::default(),
            round_task: None,
            full_since: None,
            draining: false,
            sent_at: Duration::ZERO,
            sent_due: false,
            farewells: JoinSet::new(),
            scratch: Scratch::default(),
        }
    }

    /// A client connected.
    pub fn join(&mut self, stream: Rc<TcpStream>, peer: SocketAddr, local: SocketAddr) -> Slot {
        let now = self.clock.now();
        let conn = self.census.take_number();
        let slot = self.room.join(conn, peer);
        let t = self.log.unix_ns(now);
        let facts = Arc::new(PeerFacts::new(conn, Arc::clone(&self.facts), peer, local, t));
        self.census.add(Arc::clone(&facts));
        self.log.open(open(conn, t, peer, local), now);
        if self.seats.len() <= slot {
            self.seats.resize_with(slot + 1, || None);
        }
        self.seats[slot] = Some(Seat::new(stream, facts));
        self.wake_round();
        slot
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
        self.is_readable() && self.turns.may_go(slot) && self.reads_on(slot)
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

    /// Where the next chunk goes.
    pub fn space(&mut self) -> &mut [u8] {
        self.room.space()
    }

    /// A chunk of `len` bytes came from a peer: it is a frame, on record from here on.
    pub fn received(&mut self, slot: Slot, len: usize) {
        let now = self.clock.now();
        self.turns.done(slot);
        let n = self.room.received(slot, len, now);
        self.log_frame(n, Some(slot), now);
        if self.room.mode() == Mode::Ack {
            let answer = self.room.answer(slot, now);
            self.log_frame(answer, None, now);
        }
        self.publish(slot);
        self.facts.set_frames(self.room.next() - 1);
        self.wake_round();
    }

    /// A peer will send no more.
    pub fn input_ended(&mut self, slot: Slot) {
        self.room.input_ended(slot, self.clock.now());
        self.publish(slot);
        self.wake_round();
    }

    /// A peer's connection is broken.
    pub fn fail(&mut self, slot: Slot, why: Why) {
        self.room.fail(slot, why);
        self.wake_round();
    }

    /// A round: everything that was read is logged, then sent, then settled. Gives when the next
    /// one is due even if nothing happens.
    pub fn round(&mut self, cx: &mut Context<'_>) -> Result<Option<Duration>, LogError> {
        if !self.round_task.as_ref().is_some_and(|task| task.will_wake(cx.waker())) {
            self.round_task = Some(cx.waker().clone());
        }
        let now = self.clock.now();
        if !self.commit(now)? {
            return Ok(Some(now + FULL_RETRY));
        }
        self.deliver(cx, now);
        self.settle(now);
        self.rotate(now)?;
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
    pub fn dismiss(&mut self) -> Result<JoinSet<()>, LogError> {
        let now = self.clock.now();
        let slots: Vec<Slot> = self.room.members().map(|(slot, _)| slot).collect();
        for slot in slots {
            self.depart(Departure { slot, why: Why::Shutdown }, now);
        }
        self.log.stop(now)?;
        Ok(std::mem::take(&mut self.farewells))
    }

    /// Brings what has come together into the frame log, when there is a frame among it or it
    /// waited long enough. `false`: there is no space, nothing may be sent.
    fn commit(&mut self, now: Duration) -> Result<bool, LogError> {
        let waited_enough = self.log.pending_since().is_some_and(|since| now.saturating_sub(since) >= IDLE_COMMIT);
        if !self.room.has_uncommitted() && !waited_enough {
            return Ok(true);
        }
        self.commit_now(now)
    }

    fn commit_now(&mut self, now: Duration) -> Result<bool, LogError> {
        match self.log.commit(now)? {
            Commit::Written => {
                self.room.commit();
                self.log_has_space(now);
                Ok(true)
            }
            Commit::Full(error) => {
                if self.full_since.is_none() {
                    tracing::error!("room {}: the frame log has no space ({error}): relaying waits", self.facts.name);
                    self.census.frame_log.set_paused(true);
                    self.full_since = Some(now);
                }
                Ok(false)
            }
        }
    }

    fn log_has_space(&mut self, now: Duration) {
        if let Some(since) = self.full_since.take() {
            self.census.frame_log.set_paused(false);
            let waited = now.saturating_sub(since);
            tracing::warn!("room {}: the frame log has space again after {} ms", self.facts.name, waited.as_millis());
            self.log.note("paused", Some(format!("no space for {} ms", waited.as_millis())), now);
        }
    }

    fn deliver(&mut self, cx: &mut Context<'_>, now: Duration) {
        let mut slots = std::mem::take(&mut self.scratch.slots);
        self.room.recipients(&mut slots);
        for &slot in &slots {
            if let Err(why) = self.deliver_to(slot, cx, now) {
                self.room.fail(slot, why);
            }
        }
        self.scratch.slots = slots;
    }

    /// Writes to one peer until it has everything or the kernel takes no more.
    fn deliver_to(&mut self, slot: Slot, cx: &mut Context<'_>, now: Duration) -> Result<(), Why> {
        let Some(seat) = self.seats.get_mut(slot).and_then(Option::as_mut) else { return Ok(()) };
        let Some(member) = self.room.member(slot).filter(|member| !matches!(member.phase, Phase::Gone(_))) else {
            return Ok(());
        };
        let half_closed = matches!(member.phase, Phase::HalfClosed { .. });
        let mut moved = false;
        loop {
            if seat.blocked {
                match seat.stream.poll_write_ready(cx) {
                    Poll::Pending => break,
                    // An error of readiness is the connection's: the write below will tell which.
                    Poll::Ready(_) => seat.blocked = false,
                }
            }
            let offer = self.room.offer(slot, &mut self.scratch.spans);
            let taken = write(&self.room, &seat.stream, &offer, &self.scratch.spans)?;
            self.room.took(slot, &offer, taken.unwrap_or(0), now);
            moved |= taken.is_some_and(|bytes| bytes > 0);
            if offer.bytes == 0 {
                break;
            }
            seat.blocked = taken.is_none_or(|bytes| bytes < offer.bytes);
        }
        if moved {
            self.sent_due = true;
            self.publish(slot);
            if half_closed {
                self.find_out_who_left(slot)?;
            }
        }
        Ok(())
    }

    /// A client that has closed looks like one that only has no more to say, until it answers a
    /// write with a reset. On a short way that answer is here already.
    fn find_out_who_left(&self, slot: Slot) -> Result<(), Why> {
        let Some(seat) = self.seats.get(slot).and_then(Option::as_ref) else { return Ok(()) };
        match seat.stream.take_error() {
            Ok(None) => Ok(()),
            Ok(Some(error)) | Err(error) => Err(socket::broken_because(&error)),
        }
    }

    fn settle(&mut self, now: Duration) {
        let mut departures = std::mem::take(&mut self.scratch.departures);
        self.room.settle(now, &mut departures);
        self.log_sent(now);
        for departure in departures.drain(..) {
            self.depart(departure, now);
        }
        self.scratch.departures = departures;
    }

    /// Puts on record how far the kernel has taken everything.
    fn log_sent(&mut self, now: Duration) {
        if !self.sent_due {
            return;
        }
        let mut behind = std::mem::take(&mut self.scratch.behind);
        let (n, laggards) = self.room.sent();
        behind.clear();
        behind.extend(laggards.map(|laggard| Behind(laggard.conn, laggard.through, laggard.tx_bytes)));
        if behind.is_empty() || now.saturating_sub(self.sent_at) >= BEHIND_EVERY {
            self.log.sent(n, &behind, now);
            self.sent_due = false;
            self.sent_at = now;
        }
        self.scratch.behind = behind;
    }

    fn depart(&mut self, Departure { slot, why }: Departure, now: Duration) {
        let departed = self.room.leave(slot);
        self.turns.done(slot);
        let t = self.log.unix_ns(now);
        self.log.close(close(&departed, why, t), now);
        self.census.remove(departed.conn);
        let Some(seat) = self.seats.get_mut(slot).and_then(Option::take) else { return };
        let in_order = matches!(why, Why::Left | Why::EndWord | Why::Answered | Why::Shutdown);
        if in_order && departed.undelivered == 0 {
            while self.farewells.try_join_next().is_some() {}
            self.farewells.spawn_local(farewell(Rc::clone(&seat.stream)));
        } else {
            socket::reset(&seat.stream);
        }
    }

    /// Begins the next segment when the present one has its size.
    fn rotate(&mut self, now: Duration) -> Result<(), LogError> {
        if !self.log.wants_rotation() || !self.commit_now(now)? {
            return Ok(());
        }
        let present = self.present(now);
        let next_conn = self.census.next_number();
        if let Commit::Full(error) = self.log.rotate("size", &present, next_conn, now)? {
            tracing::warn!("room {}: no space for the next segment yet: {error}", self.facts.name);
        }
        Ok(())
    }

    fn present(&self, now: Duration) -> Present {
        let t = self.log.unix_ns(now);
        let opens = self.room.members().filter_map(|(slot, member)| {
            let seat = self.seats.get(slot).and_then(Option::as_ref)?;
            let backlog = Some(self.room.backlog(slot)).filter(|&bytes| bytes > 0);
            let (rx, tx) = (member.counts.rx_bytes, member.counts.tx_bytes);
            Some(Open { rx, tx, backlog, ..open(member.conn, t, member.address, seat.facts.local()) })
        });
        let behind = self.room.sent().1.map(|laggard| Behind(laggard.conn, laggard.through, laggard.tx_bytes));
        Present { opens: opens.collect(), behind: behind.collect() }
    }

    fn is_readable(&self) -> bool {
        !self.draining && self.full_since.is_none() && self.room.may_read()
    }

    fn deadline(&self) -> Option<Duration> {
        let pending = self.log.pending_since().map(|since| since + IDLE_COMMIT);
        let sent = self.sent_due.then(|| self.sent_at + BEHIND_EVERY);
        [self.room.deadline(), pending, sent].into_iter().flatten().min()
    }

    fn wake_round(&self) {
        if let Some(task) = &self.round_task {
            task.wake_by_ref();
        }
    }

    /// Puts a frame of `sender`, or of the server itself, on record.
    fn log_frame(&mut self, n: u64, sender: Option<Slot>, now: Duration) {
        let src = sender.and_then(|slot| self.room.member(slot)).map_or(Source(0, self.facts.port), source);
        let recipients = self.room.frame_recipients(n);
        let listed = &mut self.scratch.listed;
        listed.clear();
        let members = self.room.members().map(|(_, member)| member).filter(|member| recipients.include(member.conn));
        let to = match recipients {
            Recipients::All if self.room.len() > LISTED_RECIPIENTS_MAX => To::All,
            Recipients::AllBut(_) if self.room.len() > LISTED_RECIPIENTS_MAX + 1 => To::Others,
            Recipients::Nobody => To::Listed(&[]),
            Recipients::Only(_) if sender.is_some() => {
                listed.push(src);
                To::Listed(listed)
            }
            Recipients::All | Recipients::AllBut(_) | Recipients::Only(_) => {
                listed.extend(members.map(source));
                To::Listed(listed)
            }
        };
        self.log.frame(n, src, to, self.room.frame_bytes(n), now);
    }

    /// Lets the control side see a peer's present counts.
    fn publish(&self, slot: Slot) {
        let seat = self.seats.get(slot).and_then(Option::as_ref);
        if let (Some(member), Some(seat)) = (self.room.member(slot), seat) {
            let backlog = self.room.backlog(slot);
            seat.facts.set(&member.counts, backlog, state(member, seat.blocked && backlog > 0));
        }
    }
}

/// Writes what was offered, once. `None`: the kernel takes nothing now.
fn write(room: &Room, stream: &TcpStream, offer: &Offer, spans: &[Range<u64>]) -> Result<Option<u64>, Why> {
    if offer.bytes == 0 {
        return Ok(Some(0));
    }
    let slices: Vec<IoSlice<'_>> =
        spans.iter().flat_map(|span| room.span_bytes(span.clone())).map(IoSlice::new).collect();
    match socket::send(stream, &slices, usize::try_from(offer.bytes).unwrap_or(usize::MAX)) {
        Ok(bytes) => Ok(Some(bytes as u64)),
        Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => Ok(None),
        Err(error) => Err(socket::broken_because(&error)),
    }
}

fn state(member: &Member, blocked: bool) -> PeerState {
    match member.phase {
        Phase::Leaving { .. } | Phase::Gone(_) => PeerState::Leaving,
        Phase::HalfClosed { .. } => PeerState::HalfClosed,
        Phase::Open if blocked => PeerState::Slow,
        Phase::Open => PeerState::Open,
    }
}

fn source(member: &Member) -> Source {
    Source(member.conn, member.address.port())
}

fn open(conn: u64, t: u64, peer: SocketAddr, local: SocketAddr) -> Open {
    Open { conn, t, peer: Endpoint(peer), local: Endpoint(local), rx: 0, tx: 0, backlog: None, name: None }
}

fn close(departed: &Departed, why: Why, t: u64) -> Close {
    Close {
        conn: departed.conn,
        t,
        why: why.word().to_owned(),
        rx: departed.counts.rx_bytes,
        tx: departed.counts.tx_bytes,
        through: departed.through,
        undelivered: departed.undelivered,
    }
}

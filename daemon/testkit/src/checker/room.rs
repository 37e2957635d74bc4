//! The log of one room, record by record: numbers, membership, audiences.

use std::collections::BTreeMap;

use super::account::{Account, Unclaimed};
use super::frames::{Frames, Meta, To};
use super::item::{Item, Wrong};
use super::peer::{Behind, Peer};
use super::report::Invariant::{self, Format, I3, I4, I6};
use super::report::{CloseFacts, GapFacts, Report, Violation};

/// A frame's recipients are listed one by one up to this many.
const LISTED_MAX: usize = 16;

#[derive(Debug)]
pub(super) struct Room {
    pub(super) accounts: Unclaimed,
    pub(super) open: BTreeMap<u64, Peer>,
    pub(super) closed: Vec<Peer>,
    frames: Frames,
    /// Number of the next frame.
    pub(super) next: u64,
    /// Highest peer number so far.
    pub(super) conn_last: u64,
    pub(super) mode: String,
    /// The present segment's file name, and what stands there.
    pub(super) segment: String,
    has_header: bool,
    last_t: u64,
    /// `n` of the last `sent` record.
    sent: u64,
    pub(super) ended: bool,
    /// By a recovery, behind which the next segment goes on with the peers.
    goes_on: bool,
    /// The log may have gaps.
    may_have_gaps: bool,
    /// Nothing stands between here and a gap but who is there.
    is_behind_gap: bool,
    pub(super) report: Report,
}

impl Room {
    pub(super) fn new(accounts: Vec<Account>, first_frame: u64, may_have_gaps: bool) -> Room {
        Room {
            accounts: Unclaimed::new(accounts),
            open: BTreeMap::new(),
            closed: Vec::new(),
            frames: Frames::default(),
            next: first_frame,
            conn_last: 0,
            mode: String::new(),
            segment: String::new(),
            has_header: false,
            last_t: 0,
            sent: 0,
            ended: false,
            goes_on: false,
            may_have_gaps,
            is_behind_gap: false,
            report: Report::default(),
        }
    }

    pub(super) fn complain(&mut self, invariant: Invariant, text: String) {
        self.report.violations.push(Violation { invariant, text });
    }

    pub(super) fn begin_segment(&mut self, name: &str) {
        self.check_announced(name);
        if !self.segment.is_empty() && !self.ended {
            self.complain(Format, format!("{} has no end, and {name} follows", self.segment));
        }
        name.clone_into(&mut self.segment);
        (self.has_header, self.ended, self.last_t) = (false, false, 0);
        self.open.values_mut().for_each(|peer| peer.announced = false);
    }

    pub(super) fn item(&mut self, item: &Item) {
        if let Err(wrong) = self.take(item) {
            let segment = &self.segment;
            self.complain(Format, format!("{segment}, before frame {}: {wrong}", self.next));
        }
    }

    fn take(&mut self, item: &Item) -> Result<(), Wrong> {
        if self.has_header == (item.kind == "header") {
            return Err(format!("a {} where there is {} header", item.kind, if self.has_header { "a" } else { "no" }));
        }
        if self.ended {
            return Err(format!("a {} behind the end", item.kind));
        }
        match item.kind.as_str() {
            "header" => self.header(item),
            "open" => self.open(item),
            "close" => self.close(item),
            "frame" => self.frame(item),
            "sent" => self.sent(item),
            "note" => self.note(item),
            "end" => self.end(item),
            "gap" => self.gap(item),
            _ => Ok(()),
        }
    }

    fn header(&mut self, item: &Item) -> Result<(), Wrong> {
        self.has_header = true;
        let (v, first, payload) = (item.uint("v")?, item.uint("first")?, item.text("payload")?);
        if v != 1 || payload != "full" {
            return Err(format!("format {v} with payload {payload:?}"));
        }
        if first != self.next || !self.segment.starts_with(&format!("frames-{first:020}")) {
            let (segment, next) = (&self.segment, self.next);
            self.complain(I4, format!("{segment} begins with frame {first}, where {next} is next"));
        }
        item.text("mode")?.clone_into(&mut self.mode);
        Ok(())
    }

    fn open(&mut self, item: &Item) -> Result<(), Wrong> {
        self.moves_on(item)?;
        let (conn, addr, local) = (item.uint("conn")?, item.endpoint("peer")?, item.endpoint("local")?);
        let (rx, tx) = (item.uint("rx")?, item.uint("tx")?);
        if let Some(peer) = self.open.get_mut(&conn) {
            peer.announced = true;
            let backlog = item.uint_or_zero("backlog")?;
            if peer.in_gap && peer.addr == addr && rx >= peer.rx && tx + backlog >= peer.due {
                peer.is_at(rx, tx + backlog);
            }
            let same = peer.addr == addr && peer.rx == rx && tx + backlog == peer.due;
            return if same { Ok(()) } else { Err(format!("peer {conn} is opened again as another")) };
        }
        if conn <= self.conn_last || (!self.is_behind_gap && (rx, tx) != (0, 0)) {
            return Err(format!(
                "peer {conn} is opened with rx {rx}, tx {tx}; the last new one was {}",
                self.conn_last
            ));
        }
        self.conn_last = conn;
        let account = self.accounts.claim(addr, item.uint("t")?);
        let mut peer = Peer::new(conn, addr, local.port(), self.frames.len(), account);
        if self.is_behind_gap {
            peer.in_gap = true;
            peer.is_at(rx, tx + item.uint_or_zero("backlog")?);
        }
        self.open.insert(conn, peer);
        Ok(())
    }

    fn close(&mut self, item: &Item) -> Result<(), Wrong> {
        self.moves_on(item)?;
        let conn = item.uint("conn")?;
        let mut peer = self.open.remove(&conn).ok_or_else(|| format!("a close of peer {conn}, who is not there"))?;
        if peer.in_gap && !peer.announced {
            peer.is_at(item.uint("rx")?, item.uint("tx")? + item.uint("undelivered")?);
        }
        let close = CloseFacts {
            why: item.text("why")?.to_owned(),
            tx: item.uint("tx")?,
            through: item.uint("through")?,
            undelivered: item.uint("undelivered")?,
        };
        self.check_close(&peer, &close, item.uint("rx")?);
        peer.close = Some(close);
        self.closed.push(peer);
        Ok(())
    }

    /// What a `close` says must be what the frames before it say.
    fn check_close(&mut self, peer: &Peer, close: &CloseFacts, rx: u64) {
        let CloseFacts { why, tx, through, undelivered } = close;
        let (conn, due) = (peer.conn, peer.due);
        if tx + undelivered != due {
            self.complain(I3, format!("peer {conn} closed ({why}): {tx} sent + {undelivered} undelivered, due {due}"));
        }
        if rx != peer.rx {
            self.complain(I6, format!("peer {conn} closed ({why}) with {rx} bytes read, its frames hold {}", peer.rx));
        }
        if peer.in_gap {
            return;
        }
        if !self.frames.is_through(peer, *through, *tx) {
            self.complain(
                I3,
                format!("peer {conn} closed ({why}) through {through}, which is not what {tx} bytes are"),
            );
        }
        if peer.behind.is_none() && self.frames.bytes_through(peer, self.sent).0 > *tx {
            let sent = self.sent;
            self.complain(I3, format!("peer {conn} closed ({why}) with {tx} bytes sent, less than `sent` {sent} says"));
        }
    }

    fn frame(&mut self, item: &Item) -> Result<(), Wrong> {
        self.moves_on(item)?;
        let (n, data, len) = (item.uint("n")?, item.bytes("data")?, item.uint("len")?);
        if n != self.next {
            let next = self.next;
            self.complain(I4, format!("frame {n} stands where {next} is next"));
        }
        self.next = n + 1;
        self.is_behind_gap = false;
        if len != data.len() as u64 || len == 0 {
            return Err(format!("frame {n} says {len} bytes and holds {}", data.len()));
        }
        if let Some(peer) = self.open.values().find(|peer| !peer.announced) {
            return Err(format!("frame {n} stands before the open of peer {}", peer.conn));
        }
        let src = self.source(item, data)?;
        let to = self.audience(item, src)?;
        self.report.frames += 1;
        self.report.bytes += len;
        let meta = Meta { n, len, src, to };
        for peer in self.open.values_mut().filter(|peer| meta.is_for(peer.conn)) {
            peer.is_due(data);
            self.report.deliveries += 1;
        }
        self.frames.push(meta);
        Ok(())
    }

    /// Who sent a frame; its ports must be those of its connection.
    fn source(&mut self, item: &Item, data: &[u8]) -> Result<u64, Wrong> {
        let (src, dst) = (item.pair("src")?, item.uint("dst")?);
        if src.0 == 0 {
            return Ok(0);
        }
        let sender = self.open.get_mut(&src.0).ok_or_else(|| format!("a frame of peer {}, who is not there", src.0))?;
        let ports = (u64::from(sender.addr.port()), u64::from(sender.local_port));
        if (src.1, dst) != ports {
            return Err(format!("a frame from port {} to {dst}, peer {} has {ports:?}", src.1, src.0));
        }
        sender.sends(data);
        Ok(src.0)
    }

    /// Who a frame is for: what it says itself, held against the mode and who is there.
    fn audience(&self, item: &Item, src: u64) -> Result<To, Wrong> {
        let due: Vec<[u64; 2]> = self.due_by_mode(src);
        if item.field("to")?.as_array().is_none() {
            let rule = item.text("to")?;
            if src == 0 {
                return self.audience_of_server(rule);
            }
            return match rule {
                _ if rule != self.mode || due.len() <= LISTED_MAX => {
                    Err(format!("a frame to {rule:?} in mode {} with {} recipients", self.mode, due.len()))
                }
                "others" => Ok(To::Others),
                _ => Ok(To::All),
            };
        }
        let mut listed = item.rows::<2>("to")?;
        listed.sort_unstable();
        if src == 0 {
            self.check_listed_by_server(&listed)?;
        } else if listed != due {
            return Err(format!("a frame of peer {src} to {listed:?}; by mode {} it is for {due:?}", self.mode));
        }
        Ok(To::Listed(listed.iter().map(|&[conn, _]| conn).collect()))
    }

    /// What the server says to all of more than a list may hold, whatever the mode.
    fn audience_of_server(&self, rule: &str) -> Result<To, Wrong> {
        if rule == "all" && self.open.len() > LISTED_MAX {
            return Ok(To::All);
        }
        Err(format!("a frame of the server to {rule:?} with {} peers", self.open.len()))
    }

    /// What the server says is for one peer, or for everybody.
    fn check_listed_by_server(&self, listed: &[[u64; 2]]) -> Result<(), Wrong> {
        let all: Vec<[u64; 2]> = self.open.values().map(|peer| [peer.conn, u64::from(peer.addr.port())]).collect();
        let is_one_of_them = matches!(listed, [one] if all.contains(one));
        if is_one_of_them || (listed == all && !all.is_empty()) {
            return Ok(());
        }
        Err(format!("a frame of the server to {listed:?}; {all:?} are there"))
    }

    /// Who a frame of `src` is for by the mode, each with its port, in order of number.
    fn due_by_mode(&self, src: u64) -> Vec<[u64; 2]> {
        let is_for = |conn: u64| match self.mode.as_str() {
            "others" => conn != src,
            "all" => true,
            "echo" => conn == src,
            _ => false,
        };
        let due = self.open.values().filter(|peer| is_for(peer.conn));
        due.map(|peer| [peer.conn, u64::from(peer.addr.port())]).collect()
    }

    fn sent(&mut self, item: &Item) -> Result<(), Wrong> {
        self.moves_on(item)?;
        let n = item.uint("n")?;
        let behind = item.rows::<3>("behind")?;
        if n >= self.next || n < self.sent {
            return Err(format!("sent {n} between sent {} and frame {}", self.sent, self.next));
        }
        self.sent = n;
        self.open.values_mut().for_each(|peer| peer.behind = None);
        for [conn, through, tx] in behind {
            let peer = self.open.get_mut(&conn).ok_or_else(|| format!("sent: peer {conn} is not there"))?;
            if tx > peer.due || through > n {
                return Err(format!("sent {n}: peer {conn} is at {through} with {tx} of {} bytes", peer.due));
            }
            peer.behind = Some(Behind { through, tx });
        }
        self.check_laggards()
    }

    /// Number and bytes that `sent` gives for a laggard must fit each other. Looked at for short
    /// histories alone: it costs a walk over the frames.
    fn check_laggards(&mut self) -> Result<(), Wrong> {
        let far = |peer: &Peer| peer.in_gap || self.frames.len() - peer.joined > 1000;
        for peer in self.open.values().filter(|peer| !far(peer)) {
            let Some(Behind { through, tx }) = peer.behind else { continue };
            if !self.frames.is_through(peer, through, tx) {
                return Err(format!("sent: peer {} is through {through}, which is not what {tx} bytes are", peer.conn));
            }
        }
        Ok(())
    }

    fn note(&mut self, item: &Item) -> Result<(), Wrong> {
        self.moves_on(item)?;
        let event = item.text("event")?;
        self.report.notes.push(event.to_owned());
        if event == "present" { self.check_checkpoint(item) } else { Ok(()) }
    }

    /// From here to the next segment, which says how far everybody is, there is nothing to compare.
    fn gap(&mut self, item: &Item) -> Result<(), Wrong> {
        if !self.may_have_gaps {
            return Err("a gap: frames were relayed unlogged".to_owned());
        }
        let (n, count, bytes) = (item.uint("n")?, item.uint("count")?, item.uint("bytes")?);
        if n != self.next || count == 0 || bytes < count || item.uint("t0")? > item.uint("t1")? {
            let next = self.next;
            self.complain(I4, format!("a gap of {count} frames and {bytes} bytes from {n} on, where {next} is next"));
        }
        self.next = n + count;
        self.is_behind_gap = true;
        for peer in self.open.values_mut() {
            (peer.in_gap, peer.announced) = (true, false);
        }
        let why = item.text("why")?.to_owned();
        self.report.gaps.push(GapFacts { n, count, bytes, why });
        Ok(())
    }

    fn end(&mut self, item: &Item) -> Result<(), Wrong> {
        self.ended = true;
        let why = item.text("why")?;
        self.report.ends.push(why.to_owned());
        // Behind a recovery peers may go on, in the next segment.
        self.goes_on = why == "recovered";
        if why == "stop" {
            self.check_all_closed(why);
        }
        Ok(())
    }

    fn check_all_closed(&mut self, why: &str) {
        if !self.open.is_empty() {
            let left: Vec<u64> = self.open.keys().copied().collect();
            self.complain(I3, format!("the log ends ({why}) while peers {left:?} are not closed"));
        }
    }

    /// Nothing more comes.
    pub(super) fn check_end(&mut self) {
        self.check_announced("the log's end");
        if self.ended && self.goes_on {
            self.check_all_closed("recovered");
        }
    }

    /// A segment names everybody who is there, in its first block.
    fn check_announced(&mut self, before: &str) {
        if !self.has_header || self.is_behind_gap {
            return;
        }
        let missing: Vec<u64> = self.open.values().filter(|peer| !peer.announced).map(|peer| peer.conn).collect();
        if !missing.is_empty() {
            self.complain(I3, format!("{} never names peers {missing:?} before {before}", self.segment));
        }
    }

    /// Times never go back inside a segment.
    fn moves_on(&mut self, item: &Item) -> Result<(), Wrong> {
        let (t, last) = (item.uint("t")?, self.last_t);
        self.last_t = t;
        if t < last { Err(format!("a {} at {t}, before {last}", item.kind)) } else { Ok(()) }
    }
}

//! The second pass over a room's log: each record becomes packets at once.

use std::cell::RefCell;
use std::ops::RangeInclusive;
use std::rc::Rc;

use tp_proto::frame_log::{
    Around, AudienceHead, Close, FRAME_BYTES_MAX, FrameHead, Gap, Header, Open, PeerTable, SentHead, Source, TablePeer,
};

use super::blocks::Way;
use super::capture::Capture;
use super::comment::{FILLER, Words};
use super::peer::Peer;
use super::peers::Peers;
use super::segment::PAYLOAD_BYTES_MAX;
use super::survey::Survey;
use crate::log::{Hole, Missing, Witness};

/// A room's conversations.
pub(super) struct Conversations {
    room: String,
    peers: Peers,
    /// What is shown, by time.
    period: RangeInclusive<u64>,
    capture: Rc<RefCell<Capture>>,
    words: Rc<Words>,
    holes: Holes,
    /// Time of the last record.
    t: u64,
    scratch: Scratch,
}

/// The holes of the log so far.
#[derive(Default)]
struct Holes {
    count: usize,
    /// What to say of the last one.
    last: String,
}

/// Space for what is said of a frame, used again and again.
#[derive(Default)]
struct Scratch {
    payload: Vec<u8>,
    /// The payload as it goes out.
    delivered: Vec<u8>,
    original: String,
    copy: String,
    more: String,
    /// What is said of one copy alone.
    own: String,
    recipients: Vec<Source>,
}

impl Conversations {
    /// Those of a room that `survey` has seen, as far as they lie in `period`.
    pub(super) fn new(
        room: &str,
        survey: Survey,
        period: RangeInclusive<u64>,
        (capture, words): (&Rc<RefCell<Capture>>, &Rc<Words>),
    ) -> Conversations {
        Conversations {
            room: room.to_owned(),
            peers: Peers::new(room, survey, words),
            period,
            capture: Rc::clone(capture),
            words: Rc::clone(words),
            holes: Holes::default(),
            t: 0,
            scratch: Scratch::default(),
        }
    }

    fn hole(&mut self, what: String) {
        self.holes = Holes { count: self.holes.count + 1, last: what };
        self.peers.tear();
    }

    /// The end of a peer's conversation, if it is to be shown.
    fn end(&mut self, peer: Peer, t: u64, first: Way, comment: &str) {
        if self.period.contains(&t) {
            peer.close(&mut self.capture.borrow_mut(), first, t, comment);
        }
    }

    /// A frame that is not shown counts all the same.
    fn count(&mut self, frame: &FrameHead<'_>, recipients: &[Source]) {
        for &Source(conn, _) in recipients {
            if let Some(peer) = self.peers.get(conn) {
                peer.take(frame.n, frame.delivered());
            }
        }
    }

    fn show(&mut self, frame: &FrameHead<'_>, scratch: &mut Scratch) {
        let Scratch { payload, delivered, original, copy, more, own, recipients } = scratch;
        let payload = payload_of(frame, payload);
        let words = &*self.words;
        let delivered = delivered_of(frame, payload, delivered);
        if delivered.len() > PAYLOAD_BYTES_MAX {
            words.continued(more, frame);
        }
        let out = &mut *self.capture.borrow_mut();
        if frame.src.0 == 0 {
            words.of_server(copy, frame);
        } else {
            let sender = self.peers.find(frame.src, frame.dst, out, self.holes.count);
            words.pair([original, copy], frame, &sender.who, recipients.len());
            if sender.has_to_tell(self.holes.count) {
                words.also(original, &self.holes.last);
            }
            sender.stream(out, frame.t).say(out, Way::In, frame.t, payload, [original, more]);
        }
        for &source in &*recipients {
            let peer = self.peers.find(source, frame.dst, out, self.holes.count);
            let taken = peer.take(frame.n, frame.delivered());
            if taken > 0 {
                let comment = comment_of_copy(peer, frame, taken, (&self.holes, words), [copy, own]);
                let bytes = &delivered[..delivered.len().min(usize::try_from(taken).unwrap_or(usize::MAX))];
                peer.stream(out, frame.t).say(out, Way::Out, frame.t, bytes, [comment, more]);
            }
        }
    }
}

/// What is said of a copy: what is said of all, or of this one alone.
fn comment_of_copy<'a>(
    peer: &mut Peer,
    frame: &FrameHead<'_>,
    taken: u64,
    (holes, words): (&Holes, &Words),
    [copy, own]: [&'a mut String; 2],
) -> &'a str {
    let tells = peer.has_to_tell(holes.count);
    let len = frame.delivered();
    if taken == len && !tells {
        return copy;
    }
    own.clone_from(copy);
    if taken < len {
        words.partly(own, taken, len);
    }
    if tells {
        words.also(own, &holes.last);
    }
    own
}

impl Witness for Conversations {
    fn header(&mut self, header: &Header) {
        self.t = header.time.unix_ns;
        self.peers.set_mode(header.mode);
    }

    fn opened(&mut self, open: &Open) {
        self.t = open.t;
        let ghost = self.peers.join(open, &mut self.capture.borrow_mut(), self.holes.count);
        if let Some(ghost) = ghost {
            let comment = self.words.vanished(&ghost.who);
            self.end(ghost, open.t, Way::Out, &comment);
        }
        if self.period.contains(&open.t)
            && let Some(peer) = self.peers.get(open.conn)
        {
            peer.stream(&mut self.capture.borrow_mut(), open.t);
        }
    }

    fn frame(&mut self, frame: &FrameHead<'_>, table: &PeerTable) {
        self.t = frame.t;
        let mut scratch = std::mem::take(&mut self.scratch);
        list(frame, table, &mut scratch.recipients);
        if self.period.contains(&frame.t) {
            self.show(frame, &mut scratch);
        } else {
            self.count(frame, &scratch.recipients);
        }
        self.scratch = scratch;
    }

    fn sent(&mut self, sent: &SentHead) {
        self.t = sent.t;
    }

    fn closed(&mut self, close: &Close, _peer: &TablePeer) {
        self.t = close.t;
        let Some(mut peer) = self.peers.leave(close.conn) else { return };
        let (mut text, first) = self.words.closed(&peer.who, close);
        if peer.has_to_tell(self.holes.count) {
            self.words.also(&mut text, &self.holes.last);
        }
        self.end(peer, close.t, first, &text);
    }

    fn vanished(&mut self, conn: u64) {
        if let Some(peer) = self.peers.leave(conn) {
            let comment = self.words.vanished(&peer.who);
            self.end(peer, self.t, Way::Out, &comment);
        }
    }

    fn gap(&mut self, gap: &Gap) {
        self.t = gap.t1;
        Hole::gap(gap).tell(&self.room);
        self.hole(self.words.gap(gap));
    }

    fn missing(&mut self, missing: Missing) {
        Hole::missing(missing).tell(&self.room);
        self.hole(self.words.missing(missing));
    }

    fn is_full(&self) -> bool {
        self.capture.borrow().has_failed()
    }
}

/// Whom a frame is for.
fn list(frame: &FrameHead<'_>, table: &PeerTable, recipients: &mut Vec<Source>) {
    recipients.clear();
    let but = match frame.to {
        AudienceHead::Listed(listed) => return recipients.extend(listed.iter()),
        AudienceHead::Others => Some(frame.src.0),
        AudienceHead::All => None,
    };
    let those = table.peers().filter(|peer| Some(peer.conn) != but);
    recipients.extend(those.map(|peer| Source(peer.conn, peer.peer.0.port())));
}

/// A frame's bytes, with filler for those that the log does not keep.
///
/// No frame is longer than a read: what claims to be gets no filler beyond that.
fn payload_of<'a>(frame: &FrameHead<'a>, space: &'a mut Vec<u8>) -> &'a [u8] {
    let data = frame.data.unwrap_or_default();
    let len = usize::try_from(frame.len).unwrap_or(usize::MAX).min(FRAME_BYTES_MAX);
    if data.len() >= len {
        return data;
    }
    space.clear();
    space.extend_from_slice(data);
    let filler = FILLER.iter().cycle().take(len - data.len());
    space.extend(filler);
    space
}

/// A frame's bytes as its recipients are sent them.
fn delivered_of<'a>(frame: &FrameHead<'_>, payload: &'a [u8], space: &'a mut Vec<u8>) -> &'a [u8] {
    if frame.around == Around::NOTHING {
        return payload;
    }
    *space = frame.around.around(payload);
    space
}

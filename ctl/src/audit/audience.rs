//! Who a frame is for: what its record says, held against what the room's mode gives it.

use std::rc::Rc;

use tp_proto::frame_log::{AudienceHead, FrameHead, Mode, Sources};

use super::in_flight::Audience;
use super::members::{Member, Members};

/// Longest list that is remembered for a sender: twice what the daemon lists.
const REMEMBERED_BYTES_MAX: usize = 512;

/// How a frame went out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Share {
    /// Open peers that it was relayed to.
    pub(super) copies: u64,
    /// Open peers that the mode gives it and the record leaves out.
    pub(super) missing: u64,
    /// Senders and recipients that are not open.
    pub(super) strangers: u64,
}

impl Members {
    /// Who a frame is for, and how many that are.
    pub(super) fn audience(&mut self, frame: &FrameHead<'_>) -> (Audience, Share) {
        let src = frame.src.0;
        let sender = self.open.get(&src);
        let is_there = sender.is_some();
        let wanted = self.wanted(src, is_there);
        let (audience, mut share) = match frame.to {
            AudienceHead::Others => (Audience::Others, by_rule(self.others(is_there), wanted)),
            AudienceHead::All => (Audience::All, by_rule(self.open.len() as u64, wanted)),
            AudienceHead::Listed(list) if self.is_complete(sender, list.encoded()) => {
                (self.rule(src), Share { copies: wanted, ..Share::default() })
            }
            AudienceHead::Listed(list) => self.listed(frame, list, wanted),
        };
        share.strangers += u64::from(src != 0 && !is_there);
        (audience, share)
    }

    /// A list, peer by peer.
    fn listed(&mut self, frame: &FrameHead<'_>, list: Sources<'_>, wanted: u64) -> (Audience, Share) {
        let src = frame.src.0;
        let mut there = Vec::new();
        let (mut by_mode, mut strangers) = (0, 0);
        for source in list.iter() {
            match self.open.get_mut(&source.0) {
                None => strangers += 1,
                Some(member) if member.last_listed == Some(frame.n) => {}
                Some(member) => {
                    member.last_listed = Some(frame.n);
                    there.push(source.0);
                    by_mode += u64::from(gives(self.mode, src, source.0));
                }
            }
        }
        let copies = there.len() as u64;
        let share = Share { copies, missing: wanted.saturating_sub(by_mode), strangers };
        if src != 0 && share == (Share { copies: wanted, ..Share::default() }) && by_mode == wanted {
            let turn = self.turn;
            if list.encoded().len() <= REMEMBERED_BYTES_MAX
                && let Some(member) = self.open.get_mut(&src)
            {
                member.complete = (turn, list.encoded().to_vec());
            }
            return (self.rule(src), share);
        }
        let audience = if let [one] = there[..] { Audience::One(one) } else { Audience::Listed(Rc::from(there)) };
        (audience, share)
    }

    /// Whether this very list of this sender was found complete, and nobody came or went since.
    fn is_complete(&self, sender: Option<&Member>, list: &[u8]) -> bool {
        sender.is_some_and(|member| member.complete.0 == self.turn && member.complete.1 == list)
    }

    /// How many the mode gives a frame of `src`, which is one of the open peers or not. The server's
    /// own words go to whom it says.
    fn wanted(&self, src: u64, is_there: bool) -> u64 {
        match self.mode {
            _ if src == 0 => 0,
            Mode::Others => self.others(is_there),
            Mode::All => self.open.len() as u64,
            Mode::Echo => u64::from(is_there),
            Mode::Ack => 0,
        }
    }

    fn others(&self, is_there: bool) -> u64 {
        self.open.len() as u64 - u64::from(is_there)
    }

    /// What the mode's rule is for a frame of `src`.
    fn rule(&self, src: u64) -> Audience {
        match self.mode {
            Mode::Others => Audience::Others,
            Mode::All => Audience::All,
            Mode::Echo => Audience::One(src),
            Mode::Ack => Audience::Listed(Rc::from([])),
        }
    }
}

fn by_rule(copies: u64, wanted: u64) -> Share {
    Share { copies, missing: wanted.saturating_sub(copies), strangers: 0 }
}

/// Whether the mode gives `conn` a frame of `src`.
fn gives(mode: Mode, src: u64, conn: u64) -> bool {
    match mode {
        Mode::Others => src != conn,
        Mode::All => true,
        Mode::Echo => src == conn,
        Mode::Ack => false,
    }
}

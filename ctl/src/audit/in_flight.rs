//! The frames that not every open peer has yet, oldest first.
//!
//! Its bound is the daemon's: what is in flight there is in flight here, without its bytes.

use std::collections::VecDeque;
use std::rc::Rc;

/// Who a frame is for, among those who were open when it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Audience {
    /// Everybody but the sender.
    Others,
    /// Everybody.
    All,
    /// This one.
    One(u64),
    /// These.
    Listed(Rc<[u64]>),
}

/// A frame on its way.
#[derive(Debug, Clone)]
struct Frame {
    n: u64,
    src: u64,
    /// Bytes that each recipient is sent.
    len: u64,
    to: Audience,
}

impl Frame {
    fn is_for(&self, conn: u64) -> bool {
        match &self.to {
            Audience::Others => self.src != conn,
            Audience::All => true,
            Audience::One(one) => *one == conn,
            Audience::Listed(listed) => listed.contains(&conn),
        }
    }
}

/// Copies and their bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Load {
    pub(super) copies: u64,
    pub(super) bytes: u64,
}

impl Load {
    pub(super) fn add(&mut self, bytes: u64) {
        self.copies += 1;
        self.bytes = self.bytes.saturating_add(bytes);
    }
}

/// The frames on their way.
#[derive(Debug, Default)]
pub(super) struct InFlight {
    frames: VecDeque<Frame>,
}

impl InFlight {
    pub(super) fn push(&mut self, n: u64, src: u64, len: u64, to: Audience) {
        self.frames.push_back(Frame { n, src, len, to });
    }

    /// Everybody has all frames through `n`.
    pub(super) fn drop_through(&mut self, n: u64) {
        while self.frames.front().is_some_and(|frame| frame.n <= n) {
            self.frames.pop_front();
        }
    }

    pub(super) fn clear(&mut self) {
        self.frames.clear();
    }

    /// What a peer that got all of its frames through `through` has not got, of those from
    /// `joined` on. Costs a step for each frame behind `through`.
    pub(super) fn owed(&self, conn: u64, joined: u64, through: u64) -> Load {
        let mut load = Load::default();
        let behind = self.frames.iter().rev().take_while(|frame| frame.n > through && frame.n >= joined);
        for frame in behind.filter(|frame| frame.is_for(conn)) {
            load.add(frame.len);
        }
        load
    }
}

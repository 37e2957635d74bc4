//! A peer as its room knows it: a cursor, counts and the reasons it may have to leave.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::time::Duration;

use super::credit::Credit;
use crate::source::Source;

/// Why a peer left, as its `close` record says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It closed, or shut down its sending side and its time for answers is over.
    Left,
    /// Its connection was reset.
    Reset,
    /// Its host answered no more.
    Timeout,
    /// Its backlog went over the limit.
    Slow,
    /// It took nothing for too long while there was something.
    Stalled,
    /// It said the end word.
    EndWord,
    /// It has the server's answer, all that mode `ack` gives.
    Answered,
    /// It neither sent nor was sent anything for too long.
    Idle,
    /// Somebody ordered that it goes.
    Kicked,
    /// Its address is banned.
    Banned,
    /// The relay stops.
    Shutdown,
}

impl Why {
    /// The word in the frame log.
    pub fn word(self) -> &'static str {
        match self {
            Why::Left => "left",
            Why::Reset => "reset",
            Why::Timeout => "timeout",
            Why::Slow => "slow",
            Why::Stalled => "stalled",
            Why::EndWord => "end-word",
            Why::Answered => "answered",
            Why::Idle => "idle",
            Why::Kicked => "kicked",
            Why::Banned => "banned",
            Why::Shutdown => "shutdown",
        }
    }

    /// Why somebody leaves who is still given what is owed, by the word in the frame log.
    pub fn of_leaver(word: &str) -> Option<Why> {
        [Why::EndWord, Why::Answered, Why::Idle].into_iter().find(|why| why.word() == word)
    }
}

/// Where a member stands in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// It may send and receive.
    Open,
    /// It will send nothing more; until then it is still given what is for it.
    HalfClosed {
        /// When it goes, or is on its way out if it is owed something; on the room's clock.
        until: Duration,
    },
    /// It is given what it is owed, then it goes.
    Leaving(Why),
    /// It has to go at once.
    Gone(Why),
}

/// A place in the order of frames: `offset` bytes into frame `n`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cursor {
    /// Frame number.
    pub n: u64,
    /// Bytes of that frame that are behind the cursor.
    pub offset: u32,
}

/// A frame that is for everybody but its sender, as its sender keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Own {
    /// Its number.
    pub(super) n: u64,
    /// Position of its first byte.
    pub(super) start: u64,
    /// Position behind its last byte.
    pub(super) end: u64,
}

/// What was read from and written to a member.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Frames read from it.
    pub rx_frames: u64,
    /// Bytes read from it.
    pub rx_bytes: u64,
    /// Frames the kernel took for it, whole.
    pub tx_frames: u64,
    /// Bytes the kernel took for it.
    pub tx_bytes: u64,
}

/// A member of the room.
#[derive(Debug)]
pub struct Member {
    /// Its number.
    pub conn: u64,
    /// The client's end of its connection.
    pub address: SocketAddr,
    /// Where it stands.
    pub phase: Phase,
    /// What it has sent and got.
    pub counts: Counts,
    pub(super) source: Source,
    pub(super) cursor: Cursor,
    /// Its own frames that are not for it and that its cursor has not passed.
    pub(super) own: VecDeque<Own>,
    pub(super) credit: Credit,
    /// The room waits for it.
    pub(super) holds_up: bool,
    /// While it has a backlog: when the kernel last took something, or first took nothing.
    pub(super) waiting_since: Option<Duration>,
    /// When it last sent or was sent something, or came.
    pub(super) active_at: Duration,
    /// Bytes by rule that were not for it: before its time, and its own.
    pub(super) excluded: u64,
    /// Bytes that were for it alone.
    pub(super) private: u64,
    /// The same two as counts of frames.
    pub(super) excluded_frames: u64,
    pub(super) private_frames: u64,
    /// What stands before its frames, empty for nothing.
    pub(super) label: Box<str>,
}

impl Member {
    pub(super) fn new(conn: u64, address: SocketAddr, next: u64, ruled: u64, ruled_frames: u64) -> Member {
        Member {
            conn,
            address,
            phase: Phase::Open,
            counts: Counts::default(),
            source: Source::of(address.ip()),
            cursor: Cursor { n: next, offset: 0 },
            own: VecDeque::new(),
            credit: Credit::default(),
            holds_up: false,
            waiting_since: None,
            active_at: Duration::ZERO,
            excluded: ruled,
            private: 0,
            excluded_frames: ruled_frames,
            private_frames: 0,
            label: Box::default(),
        }
    }

    /// Bytes that were for it, given that the room relayed `ruled` bytes by rule.
    fn due(&self, ruled: u64) -> u64 {
        ruled - self.excluded + self.private
    }

    /// Bytes that were for it and that the kernel has not taken.
    pub(super) fn backlog(&self, ruled: u64) -> u64 {
        self.due(ruled) - self.counts.tx_bytes
    }

    /// Frames that were for it and that the kernel has not taken whole.
    pub(super) fn backlog_frames(&self, ruled_frames: u64) -> u64 {
        ruled_frames - self.excluded_frames + self.private_frames - self.counts.tx_frames
    }

    /// Whether it is read from.
    pub fn sends(&self) -> bool {
        self.phase == Phase::Open
    }
}

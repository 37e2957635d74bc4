//! What a hall tells of its members: events for whoever follows them, a line for cuts, how long a
//! round took.

use std::net::SocketAddr;
use std::time::Duration;

use tp_proto::control::{Departure as Gone, Happening};
use tp_proto::frame_log::Mode;

use super::{Client, Hall};
use crate::language::here;
use crate::relay::gathering::Gathered;
use crate::room::{Departed, Why};

impl Hall {
    pub(super) fn tell_of_join(&self, client: &Client) {
        let room = self.facts.name.clone();
        self.census.events.record(Happening::Joined { room, number: client.conn, peer: client.peer });
    }

    pub(super) fn tell_of_departure(&self, departed: &Departed, why: Why, peer: SocketAddr) {
        let (room, why) = (self.facts.name.clone(), why.word());
        let &Departed { conn: number, undelivered, .. } = departed;
        let gone = Gone { room, number, peer, why: why.to_owned(), undelivered };
        let is_cut = matches!(why, "slow" | "stalled" | "timeout" | "kicked" | "banned");
        self.census.events.record(if is_cut { Happening::Cut(gone) } else { Happening::Left(gone) });
    }

    pub(super) fn tell_of_cut(&self, departed: &Departed, why: Why) {
        if let Some(times) = self.cuts.tell() {
            let Departed { conn, undelivered, .. } = departed;
            let conn = conn.to_string();
            let why = match why {
                Why::Slow => here().cut_slow(),
                Why::Stalled => here().cut_stalled(),
                Why::Timeout => here().cut_timeout(),
                other => other.word().to_owned(),
            };
            tracing::warn!("{}", here().gave_up(&self.facts.name, times, &conn, &why, *undelivered));
        }
    }

    /// The last round is over at `now`: how long its frames took is counted. Gives when the first of them
    /// was read.
    pub fn round_is_over(&mut self, now: Duration) -> Option<Duration> {
        let since = self.relayed_since.take()?;
        self.facts.traffic.relayed(now.saturating_sub(since));
        Some(since)
    }

    /// What the next round has so far, if it can have more: nothing where a frame is for one peer alone.
    pub fn gathered(&self) -> Gathered {
        match self.room.mode() {
            Mode::Others | Mode::All if self.is_readable() => Gathered {
                frames: self.room.uncommitted(),
                bytes: self.room.round_bytes(),
                recipients: self.room.len(),
            },
            _ => Gathered::default(),
        }
    }

    /// Whether the last round took frames through.
    pub fn has_relayed(&self) -> bool {
        self.relayed_since.is_some()
    }
}

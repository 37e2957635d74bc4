//! The frames that somebody is still owed, read back from the log until everybody's are there.

use std::ops::ControlFlow;

use tp_proto::frame_log::{AROUND_BYTES_MAX, Around, AudienceHead, FRAME_BYTES_MAX, FrameHead};

use crate::frame_log::{LogError, Store};
use crate::room::{Limits, Recipients};

/// Frames, the last one first.
#[derive(Debug)]
pub struct Refill {
    frames: Vec<(Recipients, Vec<u8>)>,
    /// Who is owed how much of what was not read yet.
    owed: Vec<(u64, u64)>,
    bytes: u64,
    limits: Limits,
}

impl Refill {
    /// Reads back from frame `next` of the room on `port`, until the bytes that each peer is `owed`
    /// are there, nothing more is, or more would be held than the room may hold.
    pub fn read(
        store: &Store,
        port: u16,
        next: u64,
        owed: Vec<(u64, u64)>,
        limits: Limits,
    ) -> Result<Refill, LogError> {
        let mut refill = Refill { frames: Vec::new(), owed, bytes: 0, limits };
        // Whoever is owed more than a room holds cannot go on, and is not read for.
        refill.owed.retain(|&(_, bytes)| bytes > 0 && bytes <= refill.limits.held_bytes_max);
        if !refill.owed.is_empty() {
            store.visit_back(port, next, &mut |frame, data| refill.take(recipients(frame), frame.around, data))?;
        }
        Ok(refill)
    }

    /// How many there are.
    pub fn count(&self) -> u64 {
        self.frames.len() as u64
    }

    /// In the order of the log.
    pub fn into_frames(self) -> impl Iterator<Item = (Recipients, Vec<u8>)> {
        self.frames.into_iter().rev()
    }

    /// Takes in a frame as its recipients are sent it.
    fn take(&mut self, to: Recipients, around: Around<'_>, data: &[u8]) -> ControlFlow<()> {
        let delivered = around.delivered(data.len() as u64);
        self.bytes = self.bytes.saturating_add(delivered);
        // No relay of ours logs such a frame, and no room takes one.
        let foreign = data.is_empty() || data.len() > FRAME_BYTES_MAX || around.bytes() > AROUND_BYTES_MAX as u64;
        if foreign || self.bytes > self.limits.held_bytes_max || self.frames.len() >= self.limits.held_frames_max {
            return ControlFlow::Break(());
        }
        for (conn, bytes) in &mut self.owed {
            if to.include(*conn) {
                *bytes = bytes.saturating_sub(delivered);
            }
        }
        self.owed.retain(|&(_, bytes)| bytes > 0);
        self.frames.push((to, around.around(data)));
        if self.owed.is_empty() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

/// Who a frame is for, among those who were there then. A list names them all; who came later stands
/// behind it and is not asked.
fn recipients(frame: &FrameHead<'_>) -> Recipients {
    let src = frame.src.0;
    let AudienceHead::Listed(listed) = frame.to else {
        return if matches!(frame.to, AudienceHead::All) { Recipients::All } else { Recipients::AllBut(src) };
    };
    let mut listed = listed.iter().map(|source| source.0);
    match (listed.next(), listed.next()) {
        (None, _) => Recipients::Nobody,
        (Some(one), None) => Recipients::Only(one),
        (Some(one), Some(other)) => {
            let says_itself = one == src || other == src || listed.any(|conn| conn == src);
            if says_itself { Recipients::All } else { Recipients::AllBut(src) }
        }
    }
}

#[cfg(test)]
mod tests {
    use tp_proto::frame_log::{Kept, NewFrame, Source, To, encode_frame};

    use super::*;

    fn check(to: To<'_>, expected: Recipients) {
        let mut item = Vec::new();
        let (src, kept) = (Source(3, 1), Kept::Data(b"x"));
        encode_frame(&mut item, &NewFrame { n: 1, t: 2, src, dst: 9, to, len: 1, kept });
        let (frame, _) = FrameHead::decode(&item).expect("a frame");
        assert_eq!(recipients(&frame), expected);
    }

    #[test]
    fn a_list_means_what_the_rule_that_made_it_means() {
        check(To::Others, Recipients::AllBut(3));
        check(To::All, Recipients::All);
        check(To::Listed(&[]), Recipients::Nobody);
        check(To::Listed(&[Source(3, 1)]), Recipients::Only(3));
        check(To::Listed(&[Source(8, 1)]), Recipients::Only(8));
        check(To::Listed(&[Source(4, 1), Source(8, 1)]), Recipients::AllBut(3));
        check(To::Listed(&[Source(1, 1), Source(2, 1), Source(3, 1)]), Recipients::All);
    }
}

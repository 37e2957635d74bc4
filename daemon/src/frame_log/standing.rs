//! What holds in a room: as the configuration has it, or as somebody ordered while the relay ran.
//!
//! It stands in the header of each segment, and so it outlives the process: a pause lasts until it is
//! taken back. An ordered mode goes on where a run was only interrupted, by a kill or by a restart that
//! keeps clients; behind an orderly stop, or when the configuration has another mode than it had, the
//! configured one holds.

use tp_proto::frame_log::{Header, Mode, Ordered};
use tp_proto::text;

/// What holds in a room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Whom it relays to.
    pub mode: Mode,
    /// The mode that the configuration gives it.
    pub configured: Mode,
    /// Nothing is read from its clients, and by whose order.
    pub paused: Option<String>,
}

/// Longest name of whoever ordered something, in characters.
const BY_CHARS_MAX: usize = 100;

/// How a room's last run left it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastRun {
    /// The mode of its last segment.
    pub mode: Mode,
    /// What was ordered.
    pub ordered: Ordered,
    /// It ended with a stop, and everybody had left.
    pub stopped: bool,
}

impl LastRun {
    /// By the last segment's header.
    pub(super) fn of(header: &Header, stopped: bool) -> LastRun {
        let mut ordered = header.ordered.clone().unwrap_or_default();
        // A file may say anything, and this is told on and written into every segment to come.
        ordered.paused = ordered.paused.map(|by| text::visible(by.as_bytes()).chars().take(BY_CHARS_MAX).collect());
        LastRun { mode: header.mode, ordered, stopped }
    }
}

impl Standing {
    /// What holds in a room that is configured to have a mode, behind its last run if it had one.
    pub fn after(last: Option<&LastRun>, configured: Mode) -> Standing {
        let Some(last) = last else { return Standing { mode: configured, configured, paused: None } };
        let goes_on = !last.stopped && last.ordered.configured == Some(configured);
        let mode = if goes_on { last.mode } else { configured };
        Standing { mode, configured, paused: last.ordered.paused.clone() }
    }

    /// What a header says of it besides the mode; nothing where all is as configured.
    pub(super) fn ordered(&self) -> Option<Ordered> {
        let configured = Some(self.configured).filter(|&configured| configured != self.mode);
        let ordered = Ordered { configured, paused: self.paused.clone() };
        (ordered != Ordered::default()).then_some(ordered)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(stopped: bool, was: Option<Mode>, configured: Mode, expected: Mode) {
        let ordered = Ordered { configured: was, paused: Some("uid 7".to_owned()) };
        let last = LastRun { mode: Mode::Echo, ordered, stopped };
        let standing = Standing::after(Some(&last), configured);
        assert_eq!((standing.mode, standing.paused.as_deref()), (expected, Some("uid 7")), "{last:?}");
        assert_eq!(standing.ordered().is_some_and(|ordered| ordered.configured.is_some()), expected != configured);
    }

    #[test]
    fn an_ordered_mode_outlives_a_kill_and_neither_a_stop_nor_a_new_configuration() {
        check(false, Some(Mode::Others), Mode::Others, Mode::Echo);
        check(false, Some(Mode::Others), Mode::All, Mode::All);
        check(true, Some(Mode::Others), Mode::Others, Mode::Others);
        // It was configured, and now is otherwise.
        check(false, None, Mode::All, Mode::All);
    }

    #[test]
    fn a_header_says_nothing_of_a_room_that_is_as_configured() {
        assert_eq!(Standing::after(None, Mode::Ack).ordered(), None);
    }
}

//! The rules of a room, to count which of them a run has reached.

use tp_relais::room::Why;

/// A rule that made something happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// Somebody was cut for a backlog that was too long.
    Backlog,
    /// Somebody was cut because too much was held for all together.
    Held,
    /// Somebody was cut who took nothing for too long.
    Stalled,
    /// Somebody left who had said the end word.
    EndWord,
    /// Somebody left who had been answered.
    Answered,
    /// Somebody left who had shut down its sending side.
    HalfClosed,
    /// Somebody left who was silent for too long.
    Idle,
    /// Somebody's connection was broken.
    Broken,
    /// Somebody was kicked.
    Kicked,
    /// The room waited for somebody.
    Paused,
    /// The room was not read because somebody ordered so.
    Silenced,
    /// Somebody went on over a restart in the middle of what was owed.
    ResumedBehind,
}

impl Rule {
    /// All of them.
    pub const ALL: [Rule; 12] = [
        Rule::Backlog,
        Rule::Held,
        Rule::Stalled,
        Rule::EndWord,
        Rule::Answered,
        Rule::HalfClosed,
        Rule::Idle,
        Rule::Broken,
        Rule::Kicked,
        Rule::Paused,
        Rule::Silenced,
        Rule::ResumedBehind,
    ];

    /// The one that made a member leave with so much of a backlog, where so much is allowed.
    ///
    /// # Panics
    ///
    /// For a reason that no rule of a room gives.
    pub fn of_leave(why: Why, backlog: u64, most: u64) -> Rule {
        match why {
            Why::Slow if backlog > most => Rule::Backlog,
            Why::Slow => Rule::Held,
            Why::Stalled => Rule::Stalled,
            Why::EndWord => Rule::EndWord,
            Why::Answered => Rule::Answered,
            Why::Left => Rule::HalfClosed,
            Why::Idle => Rule::Idle,
            Why::Reset => Rule::Broken,
            Why::Timeout | Why::Kicked | Why::Banned | Why::Shutdown => panic!("no rule of a room leads to {why:?}"),
        }
    }
}

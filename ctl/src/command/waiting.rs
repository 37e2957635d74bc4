//! A daemon that was there and does not answer any more: whoever follows waits until it does.

use crate::language::here;
use crate::output;

/// Since when, and why, the daemon does not answer.
#[derive(Debug)]
pub(super) struct Lost {
    since: u64,
    why: String,
}

impl Lost {
    /// From `before` on, if that is when it began, and else from now on.
    pub(super) fn since(before: Option<Lost>, error: &(dyn std::error::Error + 'static)) -> Lost {
        Lost { since: before.map_or_else(output::now, |lost| lost.since), why: output::chain(error) }
    }

    /// That it is waited for.
    pub(super) fn said(&self) -> String {
        let language = here();
        language.watch_lost(&language.second_of_day(self.since), &tp_proto::text::harmless(&self.why))
    }
}

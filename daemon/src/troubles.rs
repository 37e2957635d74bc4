//! Says how the relay is: to the service manager when that changes, and that rooms cannot log in a
//! line a minute too.
//!
//! It runs on the control runtime, so that neither a manager that does not listen nor a terminal
//! that does not scroll holds up the data path.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout_at};
use tp_proto::control::{FrameLogState, Happening};

use crate::census::{Census, LogFacts, Trouble};
use crate::events::{EventLog, clip};
use crate::language::here;
use crate::service::{self, status_line};

/// One line in this time, as long as it lasts.
const EVERY: Duration = Duration::from_secs(60);

/// How often it is looked whether the usual sentence is another.
const LOOK: Duration = Duration::from_secs(2);

/// How soon after a change the next one is looked at: a log that is full again and again while
/// segments are removed would else be told of a hundred times a second.
const REST: Duration = Duration::from_millis(250);

/// Tells how the relay is for ever, the last time in the words of `status`.
///
/// `unused` is why a changed configuration is not used, if it is not.
pub async fn tell(census: Arc<Census>, mut unused: watch::Receiver<Option<String>>, mut status: String) {
    let facts = &census.frame_log;
    let mut changes = facts.watch_troubles();
    let mut told = Told::default();
    let mut before = BTreeMap::new();
    loop {
        let troubles = facts.troubles();
        record(&census.events, &before, &troubles);
        before.clone_from(&troubles);
        let sentence = sentence(&troubles, facts);
        let now = Instant::now();
        let unlogged = troubles.values().any(|trouble| trouble.state == FrameLogState::Degraded);
        if let Some(line) = told.line(sentence.as_deref(), unlogged, now) {
            tracing::error!("{line}");
        }
        let mut next = sentence.unwrap_or_else(|| status_line(&census));
        if let Some(why) = unused.borrow_and_update().as_deref() {
            next.push_str(&format!("; {}", here().status_unused(why)));
        }
        if next != status {
            service::status(&next);
            status = next;
            sleep(REST).await;
        }
        // No change, or no time left without another look.
        let look = told.next(now).min(now + LOOK);
        let _ = timeout_at(look, async {
            tokio::select! { _ = changes.changed() => {}, _ = unused.changed() => {} }
        })
        .await;
    }
}

/// What was told, and when.
#[derive(Debug, Default)]
struct Told {
    /// The last line about a trouble; and about one for which frames are relayed without being
    /// logged, which is another thing to know.
    last: [Option<Instant>; 2],
    /// When the present trouble began.
    since: Option<Instant>,
    /// The present trouble was told.
    is_known: bool,
}

impl Told {
    /// What is to be told now.
    fn line(&mut self, trouble: Option<&str>, unlogged: bool, now: Instant) -> Option<String> {
        let Some(sentence) = trouble else {
            let since = self.since.take()?;
            let ms = now.duration_since(since).as_millis();
            return std::mem::take(&mut self.is_known).then(|| here().log_space_again(&ms.to_string()));
        };
        self.since.get_or_insert(now);
        let last = &mut self.last[usize::from(unlogged)];
        if last.is_some_and(|last| now.duration_since(last) < EVERY) {
            return None;
        }
        (*last, self.is_known) = (Some(now), true);
        Some(sentence.to_owned())
    }

    /// When it has to be looked at again even if nothing changes.
    fn next(&self, now: Instant) -> Instant {
        let last = self.last.iter().flatten().filter(|_| self.since.is_some());
        last.map(|last| *last + EVERY).filter(|next| *next > now).min().unwrap_or(now + EVERY)
    }
}

/// The rooms that cannot log any more or otherwise, and those that can again.
fn record(events: &EventLog, before: &BTreeMap<String, Trouble>, now: &BTreeMap<String, Trouble>) {
    for (room, Trouble { state, why, .. }) in now.iter().filter(|(room, trouble)| before.get(*room) != Some(trouble)) {
        let (room, why, errno) = (room.clone(), clip(&why.text), why.errno);
        events.record(match state {
            FrameLogState::Degraded => Happening::Unlogged { room, why, errno },
            FrameLogState::Paused | FrameLogState::Ok => Happening::Paused { room, why, errno },
        });
    }
    for room in before.keys().filter(|room| !now.contains_key(*room)) {
        events.record(Happening::Resumed { room: room.clone() });
    }
}

fn sentence(troubles: &BTreeMap<String, Trouble>, facts: &LogFacts) -> Option<String> {
    let mut text = here().log_no_space(&facts.directory().to_string_lossy());
    for (room, Trouble { state, here: why, .. }) in troubles {
        text = match state {
            FrameLogState::Degraded => here().log_room_unlogged(&text, room, why),
            FrameLogState::Paused | FrameLogState::Ok => here().log_room_waits(&text, room, why),
        };
    }
    (!troubles.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trouble_is_told_once_a_minute_and_its_end_once() {
        let mut told = Told::default();
        let start = Instant::now();
        let at = |seconds| start + Duration::from_secs(seconds);
        assert_eq!(told.line(None, false, at(0)), None);
        assert_eq!(told.line(Some("full"), false, at(1)).as_deref(), Some("full"));
        assert_eq!(told.line(Some("full"), false, at(60)), None);
        assert_eq!(told.next(at(60)), at(61));
        assert_eq!(told.line(Some("full"), false, at(61)).as_deref(), Some("full"));
        assert!(told.line(None, false, at(70)).is_some_and(|line| line.ends_with("after 69000 ms")));
        assert_eq!(told.line(None, false, at(71)), None);
        // Full again within the minute: told only if it lasts.
        assert_eq!(told.line(Some("full"), false, at(72)), None);
        assert_eq!(told.line(None, false, at(73)), None);
        assert_eq!(told.line(Some("full"), false, at(74)), None);
        assert_eq!(told.next(at(74)), at(121));
        assert_eq!(told.line(Some("full"), false, at(121)).as_deref(), Some("full"));
        // Another thing to know, once.
        assert_eq!(told.line(Some("unlogged"), true, at(122)).as_deref(), Some("unlogged"));
        assert_eq!(told.line(Some("unlogged"), true, at(123)), None);
    }
}

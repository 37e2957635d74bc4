//! The rules that end a round: who has to leave, what may be given up, whether the room waits.
//!
//! Each rule stands beside the bound it keeps: a backlog that is too long, a member that takes
//! nothing, too much held for those who are behind, and the pause that a live laggard may ask for.

use std::collections::BTreeMap;
use std::time::Duration;

use tp_proto::frame_log::Mode;

use super::{Departure, Member, Phase, Room, Slot, Why};
use crate::source::Source;

/// How often the members are looked at at most for those who have been idle for too long.
const IDLE_LOOK: Duration = Duration::from_millis(50);

impl Room {
    /// Ends a round: applies the limits, gives up what nobody needs, decides on a pause. Those who
    /// have to leave go into `departures`; each wants [`Room::leave`].
    pub fn settle(&mut self, now: Duration, departures: &mut Vec<Departure>) {
        departures.clear();
        self.charge_pause(now);
        self.relax();
        self.dismiss_idle(now);
        for &slot in &self.attention {
            if let Some(why) = self.verdict(&self.members[slot], now) {
                departures.push(Departure { slot, why });
            }
        }
        self.release(departures);
        self.decide_pause(now, departures);
    }

    /// The members that the room waited for, or would if they had the credit, into `slots`: each
    /// wants [`Room::acknowledged`] before a round is settled.
    pub fn waited_for(&self, slots: &mut Vec<Slot>) {
        slots.clear();
        if self.limits.pause_credit > Duration::ZERO {
            let waited = |member: &Member| member.holds_up || self.is_far_behind(member);
            slots.extend(self.attention.iter().filter(|&&slot| waited(&self.members[slot])));
        }
    }

    /// A member's end has acknowledged so many bytes of all that the kernel ever took for it.
    pub fn acknowledged(&mut self, slot: Slot, bytes: u64) {
        self.members[slot].credit.earn(bytes, self.limits.pause_credit);
    }

    fn is_far_behind(&self, member: &Member) -> bool {
        member.backlog(self.ruled) > self.limits.backlog_bytes_pause
    }

    /// When [`Room::settle`] has to be called again even if nothing happens.
    pub fn deadline(&self) -> Option<Duration> {
        let idle = self.limits.idle.filter(|_| !self.members.is_empty() && !self.held).map(|_| self.idle_next);
        let idle = idle.filter(|&at| at < Duration::MAX);
        let members = self.attention.iter().filter_map(|&slot| self.member_deadline(&self.members[slot]));
        members.chain(idle).min()
    }

    /// A member came or sent something.
    pub fn touch(&mut self, slot: Slot, now: Duration) {
        if let Some(member) = self.members.get_mut(slot) {
            member.active_at = now;
        }
        if let Some(idle) = self.limits.idle {
            self.idle_next = self.idle_next.min(now + idle);
        }
    }

    /// Those who were idle for too long leave in order. Whoever is owed something is another rule's,
    /// and so is one that has said its last word. While nobody is heard nobody is idle.
    fn dismiss_idle(&mut self, now: Duration) {
        let Some(idle) = self.limits.idle.filter(|_| self.idle_next <= now && !self.held) else { return };
        let mut next = Duration::MAX;
        for (slot, member) in &mut self.members {
            if member.phase != Phase::Open {
                continue;
            }
            let due = member.active_at.saturating_add(idle);
            if due > now {
                next = next.min(due);
            } else if member.backlog(self.ruled) == 0 {
                member.phase = Phase::Leaving(Why::Idle);
                self.attention.insert(slot);
            } else {
                next = next.min(now + idle);
            }
        }
        self.idle_next = next.max(now + IDLE_LOOK);
    }

    /// Members that are healthy again need no look.
    fn relax(&mut self) {
        let (members, ruled) = (&self.members, self.ruled);
        self.attention.retain(|&slot| members[slot].phase != Phase::Open || members[slot].backlog(ruled) > 0);
    }

    /// Why a member has to leave now, if it has to.
    fn verdict(&self, member: &Member, now: Duration) -> Option<Why> {
        let backlog = member.backlog(self.ruled);
        let nothing_comes = matches!(self.mode, Mode::Echo | Mode::Ack);
        match member.phase {
            Phase::Gone(why) => return Some(why),
            Phase::Leaving(why) if backlog == 0 => return Some(why),
            // One that still takes what is owed to it is not torn away: the rules for slow and
            // stalled members hold for it as for any other.
            Phase::HalfClosed { until } if backlog == 0 && (nothing_comes || until <= now) => return Some(Why::Left),
            _ => {}
        }
        if backlog > self.limits.backlog_bytes_max {
            Some(Why::Slow)
        } else if member.waiting_since.is_some_and(|since| now.saturating_sub(since) >= self.limits.stall) {
            Some(Why::Stalled)
        } else {
            None
        }
    }

    fn member_deadline(&self, member: &Member) -> Option<Duration> {
        let phase = match member.phase {
            // Past its time, it goes with the write that leaves it without a backlog.
            Phase::HalfClosed { until } if member.backlog(self.ruled) == 0 => Some(until),
            _ => None,
        };
        let stall = member.waiting_since.map(|since| since + self.limits.stall);
        let credit = self.paused_since.and_then(|since| self.pauses(member, since).map(|left| since + left));
        [phase, stall, credit].into_iter().flatten().min()
    }

    /// Gives up what no member needs any more, and cuts those furthest behind while too much is
    /// held.
    fn release(&mut self, departures: &mut Vec<Departure>) {
        let mut behind: Vec<(u64, Slot)> = self
            .attention
            .iter()
            .filter(|&&slot| !departures.iter().any(|departure| departure.slot == slot))
            .filter(|&&slot| self.members[slot].backlog(self.ruled) > 0)
            .map(|&slot| (self.members[slot].cursor.n, slot))
            .collect();
        behind.sort_unstable_by(|a, b| b.cmp(a));
        while let Some(&(n, slot)) = behind.last()
            && self.held_too_much(n)
        {
            departures.push(Departure { slot, why: Why::Slow });
            behind.pop();
        }
        let needed = behind.last().map_or(self.committed, |&(n, _)| n.min(self.committed));
        // A frame that the log does not have yet is needed by the log.
        let position = self.position(needed);
        self.index.release(needed);
        self.ring.release(position);
    }

    fn held_too_much(&self, from: u64) -> bool {
        let frames = usize::try_from(self.next() - from).unwrap_or(usize::MAX);
        let position = self.position(from);
        frames > self.limits.held_frames_max || self.ring.head() - position > self.limits.held_bytes_max
    }

    /// How long the room waits for a member from `now` on, if it does.
    fn pauses(&self, member: &Member, now: Duration) -> Option<Duration> {
        let most = self.limits.pause_credit;
        let left = member.credit.left(self.purses.left(member.source, now, most), most);
        (self.is_far_behind(member) && left > Duration::ZERO).then_some(left)
    }

    /// Charges the wait to every member that was waited for, also where it has drained enough by now,
    /// and what one has not earned to its source, once for all that come from there.
    fn charge_pause(&mut self, now: Duration) {
        let Some(since) = self.paused_since else { return };
        let waited = now.saturating_sub(since);
        let mut advanced: BTreeMap<Source, Duration> = BTreeMap::new();
        for &slot in &self.attention {
            let member = &mut self.members[slot];
            if std::mem::take(&mut member.holds_up) {
                let charged = member.credit.charge(waited);
                let longest = advanced.entry(member.source).or_default();
                *longest = charged.max(*longest);
            }
        }
        let most = self.limits.pause_credit;
        self.purses.tidy(now, most);
        for (source, charged) in advanced.into_iter().filter(|&(_, charged)| charged > Duration::ZERO) {
            self.purses.charge(source, charged, now, most);
        }
    }

    fn decide_pause(&mut self, now: Duration, departures: &[Departure]) {
        self.paused_since = None;
        for &slot in &self.attention {
            let stays = !departures.iter().any(|departure| departure.slot == slot);
            // A room that is not read anyway waits for nobody, at nobody's cost.
            let holds_up = !self.held && stays && self.pauses(&self.members[slot], now).is_some();
            self.members[slot].holds_up = holds_up;
            if holds_up {
                self.paused_since = Some(now);
            }
        }
    }
}

//! From what happened to what is drawn: numbers become lanes, fates become outcomes.

use std::collections::BTreeMap;

use tp_proto::frame_log::{Close, Mode};

use super::super::label::shown;
use super::{Arrow, Copies, Lanes, Outcome, Rung};
use crate::language::{Language, SayCount};
use crate::scene::{Crowd, Run, Scene, Step};

/// Peers who did the same in a row.
struct Alike<'a> {
    lane: usize,
    t: u64,
    peers: u64,
    /// Why they left; `None` when they joined.
    why: Option<&'a str>,
}

/// What there is to draw, from the top down.
pub(super) fn rungs(scene: &Scene, lanes: &Lanes, language: &Language) -> Vec<Rung> {
    let mut rungs = Vec::new();
    let mut alike: Option<Alike<'_>> = None;
    for step in scene.strip.steps() {
        if let Some(next) = come_or_gone(step, lanes) {
            let Some(next) = join(&mut alike, next, lanes) else { continue };
            rungs.extend(alike.replace(next).map(|before| event(&before, lanes, language)));
            continue;
        }
        rungs.extend(alike.take().map(|before| event(&before, lanes, language)));
        rungs.extend(rung(step, scene, lanes, language));
    }
    rungs.extend(alike.map(|last| event(&last, lanes, language)));
    rungs
}

fn come_or_gone<'a>(step: &'a Step, lanes: &Lanes) -> Option<Alike<'a>> {
    let (conn, t, why) = match step {
        Step::Joined { conn, t } => (*conn, *t, None),
        Step::Left { conn, t, why } => (*conn, *t, Some(&**why)),
        Step::Run(_) | Step::Missing { .. } | Step::Crowd(_) => return None,
    };
    Some(Alike { lane: lanes.of(conn)?, t, peers: 1, why })
}

/// Adds one to those before who share a lane and did the same; gives it back when there are none.
fn join<'a>(before: &mut Option<Alike<'a>>, next: Alike<'a>, lanes: &Lanes) -> Option<Alike<'a>> {
    match before {
        Some(before) if before.lane == next.lane && before.why == next.why && lanes.is_shared(next.lane) => {
            before.peers += 1;
            None
        }
        _ => Some(next),
    }
}

fn event(alike: &Alike<'_>, lanes: &Lanes, language: &Language) -> Rung {
    let &Alike { lane, t, peers, why } = alike;
    let several = lanes.is_shared(lane);
    match why {
        None if several => Rung::Join { lane, t, text: language.many_join(peers) },
        None => Rung::Join { lane, t, text: language.joins() },
        Some(why) => {
            let reason = leave_reason(why, language);
            let text = if several { language.many_leave(peers, &reason) } else { language.leaves(&reason) };
            Rung::Leave { lane, t, text }
        }
    }
}

/// A reason to leave, in words where it is one that is known.
pub(crate) fn leave_reason(why: &str, language: &Language) -> String {
    match why {
        "left" => language.why_left(),
        "reset" => language.why_reset(),
        "timeout" => language.why_timeout(),
        "slow" => language.why_slow(),
        "stalled" => language.why_stalled(),
        "kicked" => language.why_kicked(),
        "banned" => language.why_banned(),
        "end-word" => language.why_end_word(),
        "answered" => language.why_answered(),
        "idle" => language.why_idle(),
        "shutdown" => language.why_shutdown(),
        Close::RESTART => language.why_restart(),
        Close::NOT_RESUMED => language.why_not_resumed(),
        other => shown(other.as_bytes()),
    }
}

fn rung(step: &Step, scene: &Scene, lanes: &Lanes, language: &Language) -> Option<Rung> {
    match step {
        Step::Run(run) => Some(Rung::Arrow(arrow(run, scene, lanes, language))),
        Step::Crowd(crowd) => Some(Rung::Band { t: crowd.t, text: band(crowd, language) }),
        Step::Missing { first, count } => {
            let last = first.saturating_add(count.saturating_sub(1));
            Some(Rung::Band { t: None, text: language.not_in_the_log(&numbers(*first, last), *count) })
        }
        Step::Joined { .. } | Step::Left { .. } => None,
    }
}

fn arrow(run: &Run, scene: &Scene, lanes: &Lanes, language: &Language) -> Arrow {
    let copies = copies(run, scene, lanes);
    Arrow {
        t: run.t,
        from: (run.src != 0).then(|| lanes.of(run.src)).flatten(),
        number: numbers(run.first, run.last),
        count: (run.count > 1).then(|| language.frames_of(run.count, &language.size(run.bytes))),
        text: run.text.as_deref().map(|text| said(text, run.cut)),
        size: language.size(run.bytes / run.count.max(1)),
        remark: (copies.is_empty() && scene.mode != Mode::Ack).then(|| language.for_nobody()),
        copies,
    }
}

fn said(text: &[u8], cut: bool) -> String {
    if !cut {
        return shown(text);
    }
    // What was cut off may have begun in the middle of a character.
    let whole = text.utf8_chunks().last().filter(|chunk| !chunk.invalid().is_empty() && chunk.invalid().len() < 4);
    let text = whole.map_or(text, |chunk| &text[..text.len() - chunk.invalid().len()]);
    format!("{}…", shown(text))
}

/// The copies, one arrow a lane, in the lanes' order.
fn copies(run: &Run, scene: &Scene, lanes: &Lanes) -> Vec<Copies> {
    let mut by_lane: BTreeMap<usize, Copies> = BTreeMap::new();
    for conn in run.to.peers() {
        let Some(lane) = lanes.of(conn) else { continue };
        let outcome = outcome(run, conn, scene);
        by_lane
            .entry(lane)
            .and_modify(|copies| {
                copies.peers += 1;
                copies.outcome = copies.outcome.and(outcome);
            })
            .or_insert(Copies { lane, peers: 1, outcome });
    }
    by_lane.into_values().collect()
}

fn outcome(run: &Run, conn: u64, scene: &Scene) -> Outcome {
    let first = Outcome::All(scene.roster.fate(conn, run.first));
    first.and(Outcome::All(scene.roster.fate(conn, run.last)))
}

fn numbers(first: u64, last: u64) -> String {
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}

fn band(crowd: &Crowd, language: &Language) -> String {
    let mut parts = Vec::new();
    if let Some((first, last)) = crowd.numbers {
        let frames = language.frames_of(crowd.frames.count, &language.size(crowd.frames.bytes));
        parts.push(language.frames_numbered(&numbers(first, last), &frames));
    }
    let counted: [(u64, SayCount); 3] =
        [(crowd.joined, Language::many_join), (crowd.left, Language::many_gone), (crowd.missing, Language::missing)];
    parts.extend(counted.iter().filter(|(count, _)| *count > 0).map(|(count, say)| say(language, *count)));
    parts.join(", ")
}

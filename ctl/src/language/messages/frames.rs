//! What is said of frames: verdicts, findings, lines, traces.

use super::super::Language;

tp_language::messages! {
    /// Frames that came in.
    "verify-received" verify_received(count: u64, digits: &str);
    /// Copies on their way.
    "verify-pending" verify_pending(count: &str);
    /// Copies for those who left.
    "verify-gone" verify_gone(count: u64, digits: &str);
    /// Copies of which nothing is known.
    "verify-unknown" verify_unknown(count: &str);
    /// Holes in the log.
    "verify-gaps" verify_gaps(count: u64, digits: &str);
    /// Bytes that were not logged.
    "verify-orphans" verify_orphans(count: u64, digits: &str);
    /// Copies that were lost.
    "verify-lost" verify_lost(count: u64, digits: &str);
    /// Where the log begins.
    "verify-from" verify_from(first: &str);
    /// What it comes to.
    "verify-verdict" verify_verdict(counts: &str, verdict: &str);
    /// The verdict in one word.
    "verify-word-ok" verify_word_ok();
    /// The verdict in one word.
    "verify-word-lost" verify_word_lost();
    /// The verdict in one word.
    "verify-word-unknown" verify_word_unknown();
    /// A segment that is missing.
    "finding-no-segment" finding_no_segment(room: &str, name: &str);
    /// Copies that never arrived.
    "finding-undelivered" finding_undelivered(room: &str, copies: &str, through: &str, conn: &str, why: &str, next: &str);
    /// A frame that leaves somebody out.
    "finding-left-out" finding_left_out(room: &str, n: &str, peers: &str, count: u64);
    /// More of the same.
    "finding-more" finding_more(room: &str, count: u64, digits: &str);

    /// A log without frames.
    "no-frames-yet" no_frames_yet(path: &str);
    /// A log without such frames.
    "no-such-frames" no_such_frames(path: &str);
    /// Bytes that the log does not keep.
    "raw-holes" raw_holes(kept: &str, len: u64, n: &str);
    /// Between a room and the recipients.
    "tail-to" tail_to();
    /// No recipients.
    "tail-nobody" tail_nobody();
    /// Recipients by rule.
    "tail-others" tail_others(count: &str);
    /// Recipients by rule.
    "tail-all" tail_all(count: &str);

    /// Over a frame.
    "trace-heading" trace_heading(n: &str, room: &str);
    /// Before a fact.
    "label-received" label_received();
    /// Before a fact.
    "label-from" label_from();
    /// Before a fact.
    "label-on" label_on();
    /// Before a fact.
    "label-length" label_length();
    /// Before a fact.
    "label-text" label_text();
    /// Before a fact.
    "label-for" label_for();
    /// A frame without copies.
    "trace-for-none-ack" trace_for_none_ack(n: &str);
    /// A frame without copies.
    "trace-for-none" trace_for_none();
    /// A frame in a line.
    "trace-brief" trace_brief(time: &str, source: &str, length: &str, text: &str);
    /// The server as a sender.
    "trace-server" trace_server();
    /// A client as a sender.
    "trace-peer" trace_peer(conn: &str, address: &str);
    /// A client with a name as a sender.
    "trace-peer-named" trace_peer_named(conn: &str, name: &str, address: &str);
    /// A number that several rooms have.
    "trace-ambiguous" trace_ambiguous(n: &str, count: &str, rooms: &str);
    /// What became of a copy.
    "fate-accepted" fate_accepted(span: &str);
    /// What became of a copy.
    "fate-waiting" fate_waiting(span: &str, taken: &str);
    /// What became of a copy.
    "fate-waiting-behind" fate_waiting_behind(span: &str, taken: &str, backlog: &str);
    /// What became of a copy.
    "fate-never" fate_never(reason: &str, why: &str, span: &str, taken: &str);
    /// What became of a copy.
    "fate-unknown" fate_unknown(lack: &str);
    /// How much of a frame went.
    "taken-none" taken_none(length: &str);
    /// How much of a frame went.
    "taken-some" taken_some(taken: &str, length: &str, missing: &str);
    /// Why a copy never went out.
    "ended-left" ended_left();
    /// Why a copy never went out.
    "ended-reset" ended_reset();
    /// Why a copy never went out.
    "ended-timeout" ended_timeout();
    /// Why a copy never went out.
    "ended-slow" ended_slow();
    /// Why a copy never went out.
    "ended-stalled" ended_stalled();
    /// Why a copy never went out.
    "ended-kicked" ended_kicked();
    /// Why a connection ended.
    "ended-banned" ended_banned();
    /// Why a copy never went out.
    "ended-end-word" ended_end_word();
    /// Why a copy never went out.
    "ended-answered" ended_answered();
    /// Why a copy never went out.
    "ended-shutdown" ended_shutdown();
    /// Why a copy never went out.
    "ended-other" ended_other();
    /// Why nobody knows.
    "lack-restart" lack_restart();
    /// Why nobody knows.
    "lack-stranger" lack_stranger();
    /// Why nobody knows.
    "lack-vanished" lack_vanished();
    /// Why nobody knows.
    "lack-damage" lack_damage();
    /// Why nobody knows.
    "lack-log-ends" lack_log_ends();
    /// A frame that is not there.
    "absent-removed" absent_removed(n: &str, room: &str, first: &str);
    /// A frame that is not there.
    "absent-none-yet" absent_none_yet(n: &str, room: &str);
    /// A frame that is not there.
    "absent-not-yet" absent_not_yet(n: &str, room: &str, last: &str);
    /// A frame that is not there.
    "absent-behind" absent_behind(n: &str, room: &str, next: &str);
    /// A frame that is not there.
    "absent-missing" absent_missing(n: &str, room: &str, first: &str, last: &str);
    /// A frame that is not there.
    "absent-unreadable" absent_unreadable(n: &str, room: &str);
    /// A frame that was never there.
    "absent-not-logged" absent_not_logged(n: &str, room: &str, frames: &str, why: &str);
    /// Frames that were never logged, with their size and their time.
    "not-logged-run" not_logged_run(first: &str, last: &str, bytes: &str, from: &str, to: &str);
}

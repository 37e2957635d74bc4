//! What pictures say: days, clients, ladders, stars, charts.

use super::super::Language;

tp_language::messages! {
    /// A day: `31 January 2026`.
    "date" date(day: &str, month: u64, year: &str);
    /// From one time of a day to another.
    "period-of-day" period_of_day(day: &str, from: &str, to: &str);
    /// From a time of one day to a time of another.
    "period-of-days" period_of_days(first: &str, from: &str, last: &str, to: &str);

    /// The server, where a name is wanted.
    "server" server();
    /// A client without a name.
    "peer" peer(number: &str);
    /// Clients that share a place, below their number.
    "others" others(count: u64);
    /// A room with its mode.
    "room-title" room_title(room: &str, mode: &str);
    /// What a peer sent, in quotation marks.
    "quoted" quoted(text: &str);
    /// Frames that are drawn as one arrow.
    "frames-of" frames_of(count: u64, size: &str);
    /// Frames by their numbers.
    "frames-numbered" frames_numbered(numbers: &str, frames: &str);
    /// Frames that the log does not hold, by their numbers.
    "not-in-the-log" not_in_the_log(numbers: &str, count: u64);
    /// Frames that the log does not hold.
    "missing" missing(count: u64);
    /// A frame that nobody was to get.
    "for-nobody" for_nobody();
    /// A client comes.
    "joins" joins();
    /// A client goes.
    "leaves" leaves(why: &str);
    /// Several come.
    "many-join" many_join(count: u64);
    /// Several go for one reason.
    "many-leave" many_leave(count: u64, why: &str);
    /// Several go.
    "many-gone" many_gone(count: u64);
    /// Some clients share a lane.
    "note-lanes" note_lanes(all: u64, own: u64, together: u64);
    /// Some frames are drawn together.
    "note-frames" note_frames(all: u64, single: u64, together: u64);
    /// There is nothing to draw.
    "nothing-here" nothing_here();

    /// Why a client is gone.
    "why-left" why_left();
    /// Why a client is gone.
    "why-reset" why_reset();
    /// Why a client is gone.
    "why-timeout" why_timeout();
    /// Why a client is gone.
    "why-slow" why_slow();
    /// Why a client is gone.
    "why-stalled" why_stalled();
    /// Why a client is gone.
    "why-kicked" why_kicked();
    /// Why a client is gone.
    "why-end-word" why_end_word();
    /// Why a client is gone.
    "why-answered" why_answered();
    /// Why a client is gone.
    "why-shutdown" why_shutdown();
    /// Why a client is gone.
    "why-idle" why_idle();
    /// Why a client is gone.
    "why-restart" why_restart();
    /// Why a client is gone.
    "why-not-resumed" why_not_resumed();

    /// What became of a copy.
    "copy-taken" copy_taken();
    /// What became of a copy.
    "copy-never" copy_never();
    /// What became of a copy.
    "copy-some" copy_some();
    /// What became of a copy.
    "copy-waiting" copy_waiting();
    /// What became of a copy.
    "copy-unknown" copy_unknown();

    /// Over the ladder.
    "ladder-heading" ladder_heading();
    /// The ladder for those who do not see it.
    "ladder-desc" ladder_desc(part: &str, parts: &str);
    /// How to read the ladder.
    "ladder-legend" ladder_legend();
    /// Over the star.
    "star-heading" star_heading();
    /// The star for those who do not see it.
    "star-desc" star_desc(count: u64);
    /// How to read the star.
    "star-legend" star_legend();
    /// A client's traffic.
    "client-traffic" client_traffic(sent: u64, sent_size: &str, got: u64, got_size: &str);
    /// Over the bars.
    "chart-heading" chart_heading();
    /// The bars for those who do not see them.
    "chart-desc" chart_desc(frames: u64, copies: u64, span: &str);
    /// Over the upper bars.
    "chart-received" chart_received(span: &str);
    /// Over the lower bars.
    "chart-relayed" chart_relayed(span: &str);
    /// What a bar stands for.
    "chart-bar" chart_bar(time: &str, count: u64, size: &str);
    /// A colour: to the server.
    "legend-in" legend_in();
    /// A colour: from the server.
    "legend-out" legend_out();
    /// A sign: a client that is there at the end.
    "legend-present" legend_present();
    /// A sign: a client that is not.
    "legend-gone" legend_gone();
}

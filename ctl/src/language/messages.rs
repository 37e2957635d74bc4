//! Every sentence, once: its function, its key in the `.ftl` files and its variables.

use super::Language;

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
    /// Clients that share a place.
    "and-others" and_others(count: u64);
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

    /// The page's title.
    "report-title" report_title();
    /// How a room relays, in words.
    "mode-others" mode_others();
    /// How a room relays, in words.
    "mode-all" mode_all();
    /// How a room relays, in words.
    "mode-echo" mode_echo();
    /// How a room relays, in words.
    "mode-ack" mode_ack();
    /// Below the number of clients.
    "tile-clients" tile_clients(count: u64);
    /// Below the number of frames.
    "tile-frames" tile_frames(count: u64);
    /// Below the number of copies.
    "tile-copies" tile_copies(count: u64);
    /// Below the number of bytes.
    "tile-bytes" tile_bytes();
    /// The verdict in three words.
    "verdict-ok" verdict_ok();
    /// The verdict in three words.
    "verdict-lost" verdict_lost();
    /// The verdict in three words.
    "verdict-unknown" verdict_unknown();
    /// The verdict where nothing was said.
    "verdict-nothing" verdict_nothing();
    /// What was counted for the verdict.
    "verdict-counts" verdict_counts(received: u64, deliveries: u64);
    /// What the verdict rests on.
    "verdict-every-copy" verdict_every_copy();
    /// Copies that the kernel took.
    "verdict-sent" verdict_sent(count: u64);
    /// Copies on their way.
    "verdict-pending" verdict_pending(count: u64);
    /// Copies for those who had left.
    "verdict-gone" verdict_gone(count: u64);
    /// Copies that were lost.
    "verdict-losses" verdict_losses(count: u64);
    /// Copies of which nothing is known.
    "verdict-unknowns" verdict_unknowns(count: u64);
    /// Signs of bytes that were not logged.
    "verdict-orphans" verdict_orphans(count: u64);
    /// Holes in the log.
    "verdict-gaps" verdict_gaps(count: u64);
    /// The log does not begin at the beginning.
    "verdict-first" verdict_first(number: &str);
    /// The verdict is on more than what is shown.
    "verdict-whole-log" verdict_whole_log();
    /// Over the table.
    "table-heading" table_heading();
    /// What the table is, for those who hear it.
    "table-caption" table_caption();
    /// A column.
    "column-number" column_number();
    /// A column.
    "column-name" column_name();
    /// A column.
    "column-address" column_address();
    /// A column.
    "column-joined" column_joined();
    /// A column.
    "column-left" column_left();
    /// A column.
    "column-why" column_why();
    /// A column.
    "column-sent" column_sent();
    /// A column.
    "column-got" column_got();
    /// A column.
    "column-missing" column_missing();
    /// A column of frames.
    "column-frames" column_frames();
    /// A column of bytes.
    "column-bytes" column_bytes();
    /// A client that came before the log begins.
    "before" before(time: &str);
    /// A client that is there at the end.
    "still-there" still_there();
    /// A client of which the log does not say how it left.
    "left-unseen" left_unseen();
    /// How the page was made.
    "footer" footer(version: &str, time: &str);
    /// What "sent" means.
    "footer-kernel" footer_kernel();
    /// What zone the times are in.
    "footer-zone" footer_zone(offset: &str);

    /// Over the huge address.
    "banner-title" banner_title(room: &str, mode: &str);
    /// An address that nobody else reaches.
    "banner-loopback" banner_loopback();
    /// Over the other addresses.
    "banner-others" banner_others();
    /// Over the client to copy.
    "banner-python" banner_python();
    /// Over the code for telephones.
    "banner-qr" banner_qr(uri: &str);
}

#[cfg(test)]
mod tests {
    #[test]
    fn neither_language_lacks_a_message_or_a_variable_or_has_one_that_nobody_says() {
        tp_language::check::messages(super::super::SOURCES, super::MESSAGES);
    }
}

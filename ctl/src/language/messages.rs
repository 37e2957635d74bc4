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

    /// A peer was kicked, and had everything.
    "kicked-in-order" kicked_in_order(number: &str, who: &str, room: &str);
    /// A peer was kicked, and had not.
    "kicked-at-once" kicked_at_once(number: &str, who: &str, room: &str, bytes: u64);
    /// Peers that were kicked and are not named.
    "kicked-more" kicked_more(count: u64);
    /// The server said something.
    "said" said(number: &str, room: &str, count: u64);
    /// A room is not read any more.
    "room-paused" room_paused(room: &str);
    /// A room was not read before.
    "room-paused-before" room_paused_before(room: &str);
    /// A room is read again.
    "room-read-again" room_read_again(room: &str);
    /// A room was read before.
    "room-not-paused" room_not_paused(room: &str);
    /// A room has another mode.
    "mode-changed" mode_changed(room: &str, mode: &str, before: &str);
    /// A room has the mode that it had.
    "mode-as-before" mode_as_before(room: &str, mode: &str);
    /// The configuration was read again, and these keys are others.
    "reloaded" reloaded(keys: &str);
    /// The configuration was read again, and none is.
    "reloaded-same" reloaded_same();
    /// Keys that a restart will change.
    "reload-waits" reload_waits(keys: &str);
    /// The daemon ends.
    "stopping" stopping(pid: &str, clients: u64);
    /// It may not stay so.
    "stopping-managed" stopping_managed();

    /// There are no names.
    "name-none" name_none();
    /// One peer.
    "name-of-peer" name_of_peer(number: &str, address: &str);
    /// All who come from an address.
    "name-of-address" name_of_address(address: &str);
    /// Somebody got a name.
    "name-given" name_given(who: &str, name: &str);
    /// Somebody had that name already.
    "name-kept" name_kept(who: &str, name: &str);
    /// Somebody got another name.
    "name-changed" name_changed(who: &str, name: &str, before: &str);
    /// Somebody's name was taken away.
    "name-taken" name_taken(who: &str, before: &str);

    /// Why a client is gone.
    "why-banned" why_banned();
    /// A net is banned.
    "ban-done" ban_done(net: &str, time: &str, until: &str);
    /// A net is banned that was banned.
    "ban-renewed" ban_renewed(net: &str, time: &str, until: &str);
    /// Its clients that were there.
    "ban-cut" ban_cut(count: u64);
    /// A net is not banned any more.
    "ban-lifted" ban_lifted(net: &str);
    /// And is refused all the same.
    "ban-within" ban_within(net: &str);
    /// There are none.
    "ban-none" ban_none();
    /// One of the list.
    "ban-row" ban_row(left: &str, until: &str, by: &str);
    /// Who is banned may be the one who bans.
    "ban-this-machine" ban_this_machine(net: &str);
    /// The file could not be written.
    "ban-unkept" ban_unkept(why: &str);
    /// An event.
    "event-started" event_started(version: &str);
    /// An event.
    "event-joined" event_joined(number: &str, room: &str, address: &str);
    /// An event.
    "event-left" event_left(number: &str, room: &str, address: &str, why: &str);
    /// An event.
    "event-cut" event_cut(number: &str, room: &str, address: &str, why: &str);
    /// Behind the two before.
    "event-undelivered" event_undelivered(count: u64);
    /// An event.
    "event-refused" event_refused(count: u64, why: &str);
    /// Behind the one before.
    "event-last" event_last(address: &str);
    /// An event.
    "event-paused" event_paused(room: &str, why: &str);
    /// An event.
    "event-unlogged" event_unlogged(room: &str, why: &str);
    /// An event.
    "event-resumed" event_resumed(room: &str);
    /// An event.
    "event-rotated" event_rotated(room: &str, segment: &str, why: &str);
    /// An event.
    "event-banned" event_banned(net: &str, time: &str);
    /// An event.
    "event-reloaded" event_reloaded();
    /// Behind the one before.
    "event-waiting" event_waiting(keys: &str);
    /// An event.
    "event-not-reloaded" event_not_reloaded(why: &str);
    /// An event.
    "event-ordered" event_ordered(by: &str, order: &str);
    /// An event.
    "event-order-failed" event_order_failed(by: &str, order: &str, why: &str);
    /// An event.
    "event-stopping" event_stopping();
    /// An event that a later version knows.
    "event-unknown" event_unknown();
    /// Events that nobody can show any more.
    "events-missed" events_missed(count: u64);
    /// There are none.
    "events-none" events_none();
    /// Why a segment ended.
    "rotated-size" rotated_size();
    /// Why a segment ended.
    "rotated-age" rotated_age();
    /// Why a segment ended.
    "rotated-order" rotated_order();
    /// How many clients there are.
    "top-clients" top_clients(count: u64);
    /// What comes from clients.
    "top-to-server" top_to_server(arrow: &str, frames: u64, size: &str);
    /// What goes to clients.
    "top-from-server" top_from_server(arrow: &str, frames: u64, size: &str);
    /// The frame log.
    "top-log-ok" top_log_ok(size: &str, count: u64);
    /// The frame log.
    "top-log-paused" top_log_paused();
    /// The frame log.
    "top-log-degraded" top_log_degraded();
    /// Who was not let in.
    "top-refused" top_refused(count: u64);
    /// Rooms of which nothing is read by order.
    "top-paused" top_paused(rooms: &str);
    /// The daemon has gone.
    "top-gone" top_gone(why: &str);
    /// Nothing is known yet.
    "top-waiting" top_waiting();
    /// There is no client.
    "top-nobody" top_nobody();
    /// There is no client that is wanted.
    "top-no-match" top_no_match();
    /// Over the star.
    "top-star" top_star(count: u64);
    /// Over the table.
    "top-table" top_table(first: &str, last: &str, count: &str);
    /// Behind the two before.
    "top-sorted" top_sorted(sort: &str);
    /// Behind the two before.
    "top-filtered" top_filtered(text: &str);
    /// Behind the two before.
    "top-in-room" top_in_room(room: &str);
    /// Over the frames.
    "top-frames" top_frames();
    /// There are none yet.
    "top-no-frames" top_no_frames();
    /// The log cannot be read.
    "top-no-log" top_no_log(why: &str);
    /// The last line.
    "top-help" top_help();
    /// What is being typed.
    "top-filter" top_filter(text: &str);
    /// Before a client is sent away.
    "top-ask-kick" top_ask_kick(number: &str, address: &str);
    /// Before an address is banned.
    "top-ask-ban" top_ask_ban(net: &str, time: &str);
    /// Before a room is paused.
    "top-ask-pause" top_ask_pause(room: &str);
    /// Before a room goes on.
    "top-ask-resume" top_ask_resume(room: &str);
    /// Behind a question.
    "top-yes-no" top_yes_no();
    /// An order was carried out.
    "top-done" top_done();
    /// In the middle of the star.
    "top-server" top_server();
    /// What a client has not taken.
    "top-backlog" top_backlog(size: &str);
    /// By what the clients are sorted.
    "top-sort-number" top_sort_number();
    /// By what the clients are sorted.
    "top-sort-address" top_sort_address();
    /// By what the clients are sorted.
    "top-sort-in" top_sort_in();
    /// By what the clients are sorted.
    "top-sort-out" top_sort_out();
    /// By what the clients are sorted.
    "top-sort-backlog" top_sort_backlog();
    /// By what the clients are sorted.
    "top-sort-state" top_sort_state();
    /// A column.
    "top-column-number" top_column_number();
    /// A column.
    "top-column-client" top_column_client();
    /// A column.
    "top-column-name" top_column_name();
    /// A column.
    "top-column-room" top_column_room();
    /// A column.
    "top-column-frames" top_column_frames();
    /// A column.
    "top-column-backlog" top_column_backlog();
    /// A column.
    "top-column-state" top_column_state();
    /// What a client does.
    "top-state-open" top_state_open();
    /// What a client does.
    "top-state-half-closed" top_state_half_closed();
    /// What a client does.
    "top-state-slow" top_state_slow();
    /// What a client does.
    "top-state-leaving" top_state_leaving();
    /// There is no space to draw.
    "top-small" top_small();

    /// So many bytes, each digit of them.
    "count-bytes" count_bytes(count: u64, digits: &str);
    /// So many clients.
    "count-clients" count_clients(count: u64, digits: &str);
    /// So many peers.
    "count-peers" count_peers(count: u64, digits: &str);
    /// So many copies.
    "count-copies" count_copies(count: u64, digits: &str);
    /// So many segments of the log.
    "count-segments" count_segments(count: u64, digits: &str);
    /// So many lines.
    "count-lines" count_lines(count: u64, digits: &str);
    /// From one number to another.
    "number-run" number_run(first: &str, last: &str);
    /// Something about a room.
    "room-says" room_says(room: &str, what: &str);
    /// Something about a file.
    "path-says" path_says(path: &str, what: &str);
    /// An error and its cause.
    "because" because(what: &str, cause: &str);
    /// Bytes that the log does not keep.
    "not-kept" not_kept();

    /// A column.
    "title-number" title_number();
    /// A column.
    "title-room" title_room();
    /// A column.
    "title-client" title_client();
    /// A column.
    "title-server" title_server();
    /// A column.
    "title-name" title_name();
    /// A column.
    "title-who" title_who();
    /// A column.
    "title-since" title_since();
    /// A column.
    "title-until" title_until();
    /// A column.
    "title-why" title_why();
    /// A column.
    "title-idle" title_idle();
    /// A column.
    "title-state" title_state();
    /// A column.
    "title-backlog" title_backlog();
    /// A column.
    "title-undelivered" title_undelivered();
    /// A column.
    "title-in" title_in();
    /// A column.
    "title-out" title_out();
    /// A column.
    "title-bytes" title_bytes();
    /// A column.
    "title-frames-in" title_frames_in();
    /// A column.
    "title-bytes-in" title_bytes_in();
    /// A column.
    "title-frames-out" title_frames_out();
    /// A column.
    "title-bytes-out" title_bytes_out();
    /// A column.
    "title-mode" title_mode();
    /// A column.
    "title-peers" title_peers();
    /// A column.
    "title-frames" title_frames();
    /// A column.
    "title-listens" title_listens();
    /// A column.
    "title-time" title_time();
    /// A column.
    "title-from" title_from();
    /// A column.
    "title-to" title_to();
    /// A column.
    "title-length" title_length();
    /// A column.
    "title-text" title_text();
    /// A column.
    "title-clients" title_clients();
    /// A column.
    "title-numbers" title_numbers();

    /// Nobody listens.
    "no-daemon" no_daemon(tried: &str);
    /// A socket that this user may not use.
    "may-not-use" may_not_use(path: &str, way: &str);
    /// How to be allowed.
    "way-in-by-group" way_in_by_group(group: &str);
    /// Why not to be allowed.
    "way-in-of-another" way_in_of_another();
    /// A socket that refuses.
    "cannot-connect" cannot_connect(path: &str);
    /// A session that broke.
    "broken-session" broken_session(path: &str);
    /// A daemon of another protocol.
    "other-protocol" other_protocol(version: &str, protocol: &str, ours: &str);
    /// The daemon ended what it was asked for without an end.
    "daemon-gone" daemon_gone(path: &str);
    /// The daemon says no, in its own words.
    "refused" refused(text: &str);
    /// The daemon says no, by its code and in its own words.
    "refused-because" refused_because(reason: &str, text: &str);
    /// An answer to another question.
    "wrong-answer" wrong_answer();
    /// Why the daemon says no.
    "refusal-unknown-request" refusal_unknown_request();
    /// Why the daemon says no.
    "refusal-bad-message" refusal_bad_message();
    /// Why the daemon says no.
    "refusal-not-allowed" refusal_not_allowed();
    /// Why the daemon says no.
    "refusal-busy" refusal_busy();
    /// Why the daemon says no.
    "refusal-no-such-room" refusal_no_such_room();
    /// Why the daemon says no.
    "refusal-not-now" refusal_not_now();
    /// Why the daemon says no.
    "refusal-internal" refusal_internal();
    /// Why the daemon says no.
    "refusal-no-such-peer" refusal_no_such_peer();
    /// Why the daemon says no.
    "refusal-ambiguous" refusal_ambiguous();
    /// Why the daemon says no.
    "refusal-bad-value" refusal_bad_value();
    /// Why the daemon says no.
    "refusal-bad-configuration" refusal_bad_configuration();
    /// Why the daemon says no.
    "refusal-no-such-ban" refusal_no_such_ban();
    /// Why the daemon says no.
    "refusal-other" refusal_other();
    /// Why the daemon says no.
    "refusal-unknown" refusal_unknown(version: &str);
    /// Why the daemon says no.
    "refusal-late" refusal_late(seconds: &str);
    /// Why the daemon says no.
    "refusal-cut-short" refusal_cut_short();
    /// Why the daemon says no.
    "refusal-no-message" refusal_no_message();
    /// Why the daemon says no.
    "refusal-read-only" refusal_read_only(verb: &str, socket: &str);
    /// Why the daemon says no.
    "refusal-sessions" refusal_sessions();
    /// Why the daemon says no.
    "refusal-followers" refusal_followers(most: u64);
    /// Why the daemon says no.
    "refusal-fault" refusal_fault();
    /// Why the daemon says no.
    "refusal-stopping" refusal_stopping();
    /// Why the daemon says no.
    "refusal-no-room" refusal_no_room(room: &str, rooms: &str);
    /// Why the daemon says no.
    "refusal-which-room" refusal_which_room(rooms: &str);
    /// Why the daemon says no.
    "refusal-no-space" refusal_no_space(room: &str);
    /// Why the daemon says no.
    "refusal-no-segment" refusal_no_segment(room: &str, cause: &str);
    /// Why the daemon says no.
    "refusal-partly" refusal_partly(why: &str, done: &str);
    /// Why the daemon says no.
    "refusal-done-rooms" refusal_done_rooms(count: u64, rooms: &str);
    /// Why the daemon says no.
    "refusal-done-peers" refusal_done_peers(count: u64, peers: &str);
    /// Why the daemon says no.
    "refusal-no-peer" refusal_no_peer(who: &str, there: &str);
    /// Why the daemon says no.
    "refusal-nobody-called" refusal_nobody_called(who: &str, there: &str);
    /// Why the daemon says no.
    "refusal-nobody-connected" refusal_nobody_connected();
    /// Why the daemon says no.
    "refusal-connected" refusal_connected(peers: &str);
    /// Why the daemon says no.
    "refusal-which-peer" refusal_which_peer(who: &str, peers: &str);
    /// Why the daemon says no.
    "refusal-which-peers" refusal_which_peers(who: &str, peers: &str);
    /// Why the daemon says no.
    "refusal-nobody-named" refusal_nobody_named();
    /// Why the daemon says no.
    "refusal-has-left" refusal_has_left();
    /// Why the daemon says no.
    "refusal-nobody-there" refusal_nobody_there(room: &str);
    /// Why the daemon says no.
    "say-length" say_length(bytes: &str, most: &str);
    /// Why the daemon says no.
    "refusal-not-a-net" refusal_not_a_net(net: &str);
    /// Why the daemon says no.
    "refusal-ban-time" refusal_ban_time(days: u64, seconds: &str);
    /// Why the daemon says no.
    "refusal-too-many-bans" refusal_too_many_bans(most: u64);
    /// Why the daemon says no.
    "refusal-no-bans" refusal_no_bans(net: &str);
    /// Why the daemon says no.
    "refusal-not-banned" refusal_not_banned(net: &str, bans: &str);
    /// Why the daemon says no.
    "refusal-ban-within" refusal_ban_within(net: &str, within: &str);
    /// Why the daemon says no.
    "refusal-name-taken" refusal_name_taken(name: &str, who: &str);
    /// Why the daemon says no.
    "refusal-too-many-names" refusal_too_many_names(most: u64);
    /// Why the daemon says no.
    "refusal-no-name" refusal_no_name(who: &str);
    /// Why the daemon says no.
    "refusal-no-name-there" refusal_no_name_there(who: &str);
    /// Why the daemon says no.
    "refusal-name-of-address" refusal_name_of_address(who: &str, name: &str, address: &str);
    /// Why the daemon says no.
    "refusal-names-unread" refusal_names_unread(path: &str, cause: &str);
    /// Why the daemon says no.
    "refusal-names-unwritten" refusal_names_unwritten(path: &str, cause: &str);
    /// Why the daemon says no.
    "refusal-names-foreign" refusal_names_foreign(path: &str, cause: &str);

    /// What the kernel says.
    "cause-closed" cause_closed();
    /// What the kernel says.
    "cause-denied" cause_denied();
    /// What the kernel says.
    "cause-not-found" cause_not_found();
    /// What the kernel says.
    "cause-exists" cause_exists();
    /// What the kernel says.
    "cause-is-directory" cause_is_directory();
    /// What the kernel says.
    "cause-not-directory" cause_not_directory();
    /// What the kernel says.
    "cause-no-space" cause_no_space();
    /// What the kernel says.
    "cause-timed-out" cause_timed_out();
    /// What the kernel says.
    "cause-cut-short" cause_cut_short();
    /// What the kernel says.
    "cause-connection-refused" cause_connection_refused();
    /// What the kernel says.
    "cause-reset" cause_reset();
    /// What the kernel says.
    "cause-read-only" cause_read_only();
    /// What the kernel says.
    "cause-too-large" cause_too_large();
    /// What the kernel says.
    "cause-interrupted" cause_interrupted();
    /// What the kernel says.
    "cause-name-too-long" cause_name_too_long();
    /// What the kernel says.
    "cause-loop" cause_loop();
    /// A message of an impossible length.
    "message-length" message_length(bytes: &str, most: &str);
    /// A message of another kind.
    "message-body" message_body(what: &str);
    /// A message with more behind it.
    "message-trailing" message_trailing(bytes: &str);
    /// A file that cannot be read.
    "block-unread" block_unread(offset: &str);
    /// A file of another kind.
    "block-no-label" block_no_label();
    /// A file of a later format.
    "block-newer" block_newer(version: &str, ours: &str);
    /// A block that is not what was written.
    "block-damaged" block_damaged(offset: &str, what: &str);
    /// The end of a file that no seal covers.
    "block-torn" block_torn(offset: &str);
    /// A file of nothing.
    "block-empty" block_empty();
    /// A segment that is left out for its header.
    "by-its-header" by_its_header(what: &str, offset: &str);
    /// The rest of a file is left out.
    "and-rest-left-out" and_rest_left_out(what: &str);
    /// So much of a file is left out.
    "and-left-out" and_left_out(what: &str, bytes: &str);
    /// Two things that are wrong.
    "and-more" and_more(what: &str, more: &str);
    /// There is no log.
    "no-frame-log" no_frame_log(dir: &str);
    /// A room that the log does not have.
    "no-room-in-log" no_room_in_log(room: &str, dir: &str, rooms: &str);
    /// A log without rooms.
    "no-room-yet-in-log" no_room_yet_in_log(room: &str, dir: &str);
    /// A file that cannot be read.
    "cannot-read" cannot_read(path: &str);
    /// A file that this user may not read.
    "may-not-read" may_not_read(path: &str);
    /// The daemon does not say where its log is.
    "or-name-the-log" or_name_the_log(what: &str);
    /// Something else than a file.
    "no-file-directory" no_file_directory();
    /// Something else than a file.
    "no-file-pipe" no_file_pipe();
    /// Something else than a file.
    "no-file-socket" no_file_socket();
    /// Something else than a file.
    "no-file-device" no_file_device();
    /// Frames that are not in the log any more.
    "hole-gone" hole_gone(room: &str, count: u64, first: &str, last: &str, digits: &str);
    /// Frames that cannot be read.
    "hole-unreadable" hole_unreadable(room: &str, count: u64, first: &str, last: &str, digits: &str);
    /// Frames that were never logged.
    "hole-not-logged" hole_not_logged(room: &str, count: u64, first: &str, last: &str, digits: &str, why: &str);
    /// Why frames were not logged.
    "no-space" no_space();

    /// Bytes that a terminal would obey.
    "raw-on-terminal" raw_on_terminal();
    /// A screen that there is none of.
    "no-terminal" no_terminal();
    /// Output that fails.
    "output-failed" output_failed();
    /// Output that fails.
    "output-failed-json" output_failed_json();
    /// Output that fails.
    "output-failed-csv" output_failed_csv();
    /// A file that is there.
    "target-exists" target_exists(file: &str);
    /// A frame log that is there.
    "target-frame-log" target_frame_log(file: &str);
    /// A file that cannot be written.
    "target-unwritten" target_unwritten(file: &str);
    /// A file that was not finished.
    "target-interrupted" target_interrupted(file: &str);
    /// A capture on a terminal.
    "capture-on-terminal" capture_on_terminal();
    /// A capture of single frames.
    "capture-is-whole" capture_is_whole(option: &str);
    /// A text that is no time.
    "time-wanted" time_wanted();
    /// A text that is no size.
    "size-wanted" size_wanted();
    /// A text that is no address.
    "net-wanted" net_wanted();
    /// What an argument has to be.
    "ban-net-wanted" ban_net_wanted();
    /// What an argument has to be.
    "ban-time-wanted" ban_time_wanted(days: u64);
    /// What an argument has to be.
    "regex-wanted" regex_wanted(what: &str);
    /// What an argument has to be.
    "regex-other" regex_other();
    /// What an argument has to be.
    "regex-unclosed-group" regex_unclosed_group();
    /// What an argument has to be.
    "regex-unopened-group" regex_unopened_group();
    /// What an argument has to be.
    "regex-unclosed-class" regex_unclosed_class();
    /// What an argument has to be.
    "regex-nothing-to-repeat" regex_nothing_to_repeat();
    /// What an argument has to be.
    "regex-escape-cut" regex_escape_cut();
    /// What an argument has to be.
    "regex-escape-unknown" regex_escape_unknown();
    /// What an argument has to be.
    "regex-unclosed-count" regex_unclosed_count();
    /// What an argument has to be.
    "regex-count-no-number" regex_count_no_number();
    /// What an argument has to be.
    "regex-count-backwards" regex_count_backwards();
    /// What an argument has to be.
    "regex-class-backwards" regex_class_backwards();
    /// What an argument has to be.
    "regex-look-around" regex_look_around();
    /// What an argument has to be.
    "regex-back-reference" regex_back_reference();
    /// What an argument has to be.
    "regex-too-large" regex_too_large();
    /// A text that is too long.
    "text-shorter" text_shorter();
    /// A text that is no interval.
    "interval-wanted" interval_wanted();

    /// The first line.
    "status-first" status_first(version: &str, pid: &str, since: &str);
    /// A day and a time.
    "moment" moment(day: &str, time: &str, offset: &str);
    /// Over the addresses.
    "addresses-to-type" addresses_to_type();
    /// How the log is.
    "frame-log-is" frame_log_is(state: &str, segments: &str, size: &str, directory: &str);
    /// A mode of a room that is not read.
    "mode-paused" mode_paused(mode: &str);
    /// The log is written.
    "log-ok" log_ok();
    /// The log waits.
    "log-paused" log_paused();
    /// The log is not written.
    "log-degraded" log_degraded();
    /// Diagnostics that were lost.
    "dropped-lines" dropped_lines(lines: &str);
    /// Clients that were not let in.
    "status-refused" status_refused(clients: &str, reasons: &str);
    /// Why a client was not let in.
    "gate-denied" gate_denied();
    /// Why a client was not let in.
    "gate-banned" gate_banned(clients: u64);
    /// Why a client was not let in.
    "gate-clients" gate_clients();
    /// Why a client was not let in.
    "gate-address-clients" gate_address_clients();
    /// Why a client was not let in.
    "gate-address-rate" gate_address_rate();
    /// Why a client was not let in.
    "gate-descriptors" gate_descriptors();
    /// A room that was rotated.
    "goes-on-in" goes_on_in(room: &str, segment: &str);

    /// Nobody is there.
    "no-peers" no_peers();
    /// Nobody is there who was asked for.
    "no-such-peers" no_such_peers(count: u64);
    /// Nobody has left.
    "no-leavers" no_leavers();
    /// Nobody has left who was asked for.
    "no-such-leavers" no_such_leavers();
    /// A room that the daemon does not have.
    "no-room-of-daemon" no_room_of_daemon(room: &str, rooms: &str);
    /// A column that a view does not have.
    "no-column-here" no_column_here(column: &str, columns: &str);
    /// What a peer is doing.
    "state-open" state_open();
    /// What a peer is doing.
    "state-slow" state_slow();
    /// What a peer is doing.
    "state-half-closed" state_half_closed();
    /// What a peer is doing.
    "state-leaving" state_leaving();
    /// A peer that is silent.
    "state-idle" state_idle(span: &str);
    /// The same in few columns.
    "state-idle-short" state_idle_short(span: &str);
    /// A guess of what a peer does.
    "state-waiting" state_waiting(span: &str);
    /// The same in few columns, the question mark being the guess.
    "state-waiting-short" state_waiting_short(span: &str);
    /// A peer that was there before the log begins.
    "joined-before" joined_before();
    /// A time that the log does not hold.
    "when-unknown" when_unknown();
    /// Over a table that is drawn again and again.
    "watch-heading" watch_heading(time: &str, span: &str, count: u64);
    /// The daemon is not there for now.
    "watch-lost" watch_lost(time: &str, why: &str);
    /// The daemon is there again.
    "watch-back" watch_back();
    /// Rows that do not fit the screen.
    "and-rows-more" and_rows_more(count: u64);

    /// What a column is.
    "legend-of-number" legend_of_number();
    /// What a column is.
    "legend-of-room" legend_of_room();
    /// What a column is.
    "legend-of-client" legend_of_client();
    /// What a column is.
    "legend-of-server" legend_of_server();
    /// What a column is.
    "legend-of-name" legend_of_name();
    /// What a column is.
    "legend-of-since" legend_of_since();
    /// What a column is.
    "legend-of-until" legend_of_until();
    /// What a column is.
    "legend-of-why" legend_of_why();
    /// What a column is.
    "legend-of-idle" legend_of_idle();
    /// What a column is.
    "legend-of-frames-in" legend_of_frames_in();
    /// What a column is.
    "legend-of-bytes-in" legend_of_bytes_in();
    /// What a column is.
    "legend-of-frames-out" legend_of_frames_out();
    /// What a column is.
    "legend-of-bytes-out" legend_of_bytes_out();
    /// What a column is.
    "legend-of-backlog" legend_of_backlog();
    /// What a column is.
    "legend-of-undelivered" legend_of_undelivered();
    /// What a column is.
    "legend-of-state" legend_of_state();

    /// Over the hints.
    "hints-heading" hints_heading();
    /// Nothing strikes the eye.
    "hints-none" hints_none();
    /// A hint about a peer.
    "hint-of" hint_of(number: &str, what: &str);
    /// A hint about a peer with a name.
    "hint-of-named" hint_of_named(number: &str, name: &str, what: &str);
    /// A guess.
    "hint-bytes-repr" hint_bytes_repr(n: &str);
    /// A guess.
    "hint-not-utf8" hint_not_utf8(n: &str);
    /// A guess.
    "hint-utf16" hint_utf16(n: &str);
    /// A guess.
    "hint-http" hint_http(n: &str);
    /// A guess.
    "hint-tls" hint_tls(n: &str);
    /// A guess.
    "hint-telnet" hint_telnet(n: &str);
    /// A guess.
    "hint-repeated" hint_repeated(times: &str, span: &str);
    /// A guess.
    "hint-long" hint_long(n: &str, len: &str);
    /// A guess.
    "hint-glued" hint_glued(n: &str);
    /// A guess.
    "hint-near-fin" hint_near_fin(n: &str, text: &str);
    /// What the log does not keep.
    "hints-blind" hints_blind(count: u64);

    /// Frames that came in.
    "verify-received" verify_received(count: &str);
    /// Copies on their way.
    "verify-pending" verify_pending(count: &str);
    /// Copies for those who left.
    "verify-gone" verify_gone(count: &str);
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
    "finding-left-out" finding_left_out(room: &str, n: &str, peers: &str);
    /// More of the same.
    "finding-more" finding_more(room: &str, count: &str);

    /// A log without frames.
    "no-frames-yet" no_frames_yet(path: &str);
    /// A log without such frames.
    "no-such-frames" no_such_frames(path: &str);
    /// Bytes that the log does not keep.
    "raw-holes" raw_holes(kept: &str, len: &str, n: &str);
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

    /// What is said behind another sentence.
    "semicolon" semicolon(more: &str);
    /// Why nobody can be called so.
    "bad-name-empty" bad_name_empty();
    /// Why nobody can be called so.
    "bad-name-long" bad_name_long(most: &str, bytes: &str);
    /// Why nobody can be called so.
    "bad-name-hidden" bad_name_hidden(which: &str);
    /// Why nobody can be called so.
    "bad-name-bracket" bad_name_bracket(which: &str);
    /// Why nobody can be called so.
    "bad-name-address" bad_name_address();
}

#[cfg(test)]
mod tests {
    #[test]
    fn neither_language_lacks_a_message_or_a_variable_or_has_one_that_nobody_says() {
        tp_language::check::messages(super::super::SOURCES, super::MESSAGES);
    }
}

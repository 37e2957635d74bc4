//! Who is there, the legend and the hints.

use super::super::Language;

tp_language::messages! {
    /// Nobody is there.
    "no-peers" no_peers();
    /// Nobody is there who was asked for.
    "no-such-peers" no_such_peers(count: u64);
    /// Nobody has left.
    "no-leavers" no_leavers();
    /// Nobody has left who was asked for.
    "no-such-leavers" no_such_leavers();
    /// Somebody who has not left.
    "peer-not-left" peer_not_left(who: &str, left: &str);
    /// The same of a name.
    "nobody-called-left" nobody_called_left(who: &str, left: &str);
    /// Nobody has left instead.
    "nobody-left" nobody_left();
    /// Who has left instead.
    "left-last" left_last(count: u64, peers: &str);
    /// Somebody who is not in the log.
    "peer-not-logged" peer_not_logged(who: &str, logged: &str);
    /// The same of a name.
    "nobody-called-logged" nobody_called_logged(who: &str, logged: &str);
    /// Nobody is in it.
    "nobody-logged" nobody_logged();
    /// Who is in it.
    "logged-last" logged_last(count: u64, peers: &str);
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
    /// What a state is.
    "legend-of-open-state" legend_of_open_state();
    /// What a state is.
    "legend-of-idle-state" legend_of_idle_state(span: &str);
    /// What a state is.
    "legend-of-waiting-state" legend_of_waiting_state();
    /// What a state is.
    "legend-of-slow-state" legend_of_slow_state();
    /// What a state is.
    "legend-of-half-closed-state" legend_of_half_closed_state();
    /// What a state is.
    "legend-of-leaving-state" legend_of_leaving_state();

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
    "hint-near-end-word" hint_near_end_word(n: &str, text: &str, word: &str);
    /// What the log does not keep.
    "hints-blind" hints_blind(count: u64);
}

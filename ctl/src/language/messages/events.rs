//! What happened, and what the full screen says of it.

use super::super::Language;

tp_language::messages! {
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
    /// Whose order it was, where nobody knows.
    "user-unknown" user_unknown();
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
    /// On the server of the star.
    "top-is-paused" top_is_paused();
    /// On the server of the star, where their ports do not fit.
    "top-rooms" top_rooms(count: u64);
    /// The daemon has gone.
    "top-gone" top_gone(why: &str);
    /// Nothing is known yet.
    "top-waiting" top_waiting();
    /// There is no client.
    "top-nobody" top_nobody();
    /// Who was to be kicked has gone by itself.
    "top-nobody-any-more" top_nobody_any_more();
    /// Nobody is chosen for what was asked for.
    "top-choose-first" top_choose_first();
    /// No room is chosen for what was asked for.
    "top-room-first" top_room_first();
    /// There is no client that is wanted.
    "top-no-match" top_no_match();
    /// Over the star.
    "top-star" top_star(count: u64);
    /// Why there is none.
    "top-no-star" top_no_star(count: u64);
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
    /// Over the keys.
    "top-help-title" top_help_title();
    /// The keys that choose.
    "top-help-arrows" top_help_arrows();
    /// What they do.
    "top-help-choose" top_help_choose();
    /// What a key does.
    "top-help-kick" top_help_kick();
    /// What a key does.
    "top-help-ban" top_help_ban();
    /// What a key does.
    "top-help-pause" top_help_pause();
    /// What a key does.
    "top-help-sort" top_help_sort();
    /// What a key does.
    "top-help-filter" top_help_filter();
    /// What a key does.
    "top-help-room" top_help_room();
    /// What a key does.
    "top-help-table" top_help_table();
    /// What a key does.
    "top-help-escape" top_help_escape();
    /// What a key does.
    "top-help-help" top_help_help();
    /// What a key does.
    "top-help-quit" top_help_quit();
    /// The signs on the screen.
    "top-help-signs" top_help_signs(up: &str, down: &str);
    /// Below the keys.
    "top-any-key" top_any_key();
    /// What is being typed.
    "top-filter" top_filter(text: &str);
    /// Before a client is sent away.
    "top-ask-kick" top_ask_kick(number: &str, address: &str);
    /// An address stands for more than itself.
    "top-ban-net" top_ban_net(address: &str, net: &str);
    /// Who is there of what may be banned.
    "top-ban-cuts" top_ban_cuts(count: u64, who: &str);
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
}

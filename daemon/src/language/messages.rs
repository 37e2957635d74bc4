//! Every sentence, once: its function, its key in the `.ftl` files and its variables.

use super::Language;

tp_language::messages! { @in pub,

    /// A configuration that cannot be used.
    "config-unread" config_unread(path: &str);
    /// A configuration that cannot be used.
    "config-too-large" config_too_large(path: &str, most: &str);
    /// A configuration that cannot be used.
    "config-wrong" config_wrong(path: &str, reason: &str);
    /// A configuration that could not be read for a reason of the relay's own.
    "config-unfinished" config_unfinished();

    /// A port that somebody has.
    "port-in-use" port_in_use(port: &str);
    /// A port that somebody has, who can be named.
    "port-in-use-by" port_in_use_by(port: &str, name: &str, pid: &str);
    /// A port that connections of the past have.
    "port-in-time-wait" port_in_time_wait(port: &str, seconds: &str);
    /// Somebody ended the wait.
    "start-interrupted" start_interrupted(port: &str);
    /// A place that cannot be listened on.
    "cannot-listen" cannot_listen(address: &str, why: &str);
    /// Why a place cannot be listened on.
    "no-such-address" no_such_address();
    /// Why a place cannot be listened on.
    "port-not-allowed" port_not_allowed();

    /// A directory that cannot be trusted.
    "runtime-dir-unusable" runtime_dir_unusable(path: &str);
    /// A directory that cannot be trusted.
    "runtime-dir-none" runtime_dir_none(path: &str);
    /// A directory that cannot be trusted.
    "runtime-dir-foreign" runtime_dir_foreign(path: &str, owner: &str);
    /// A directory that cannot be trusted.
    "runtime-dir-open" runtime_dir_open(path: &str, mode: &str);
    /// A control socket that cannot be had.
    "socket-alive" socket_alive(path: &str);
    /// A control socket that cannot be had.
    "socket-foreign" socket_foreign(path: &str);
    /// A control socket that cannot be had.
    "socket-unmade" socket_unmade(path: &str);
    /// A control socket that fewer may use than were meant.
    "socket-not-for-group" socket_not_for_group(path: &str, group: &str, why: &str);
    /// A socket that nobody answered on.
    "socket-replaced" socket_replaced(path: &str);
    /// Nobody can ask for the moment.
    "sessions-refused" sessions_refused(times: u64, why: &str);

    /// What was passed cannot be used.
    "passed-variable" passed_variable(variable: &str, value: &str);
    /// What was passed cannot be used.
    "passed-too-many" passed_too_many(count: &str, most: &str);
    /// What was passed cannot be used.
    "passed-closed" passed_closed(number: &str, name: &str);
    /// What was passed cannot be used.
    "passed-foreign" passed_foreign(number: &str, name: &str, kind: &str);
    /// What a descriptor is.
    "kind-no-socket" kind_no_socket();
    /// What a descriptor is.
    "kind-udp" kind_udp();
    /// What a descriptor is.
    "kind-unix" kind_unix();
    /// What a descriptor is.
    "kind-other" kind_other();
    /// What a descriptor is.
    "kind-idle" kind_idle();
    /// A listener that cannot be used.
    "passed-mode" passed_mode(number: &str, port: &str, name: &str);
    /// A listener that cannot be used.
    "passed-port" passed_port(number: &str, port: &str, name: &str);
    /// A listener that cannot be used.
    "passed-two-modes" passed_two_modes(port: &str, mode: &str, number: &str, name: &str);
    /// Listeners that cannot be used.
    "passed-twice" passed_twice(first: &str, first_name: &str, second: &str, second_name: &str, address: &str);
    /// A listener that cannot be used.
    "passed-options" passed_options(number: &str, name: &str, address: &str);
    /// A connection that nobody goes on with.
    "connection-of-nobody" connection_of_nobody(name: &str, peer: &str);
    /// Whose connection it is, when it is broken.
    "nobody" nobody();

    /// Why the relay cannot go on.
    "log-no-directory" log_no_directory(path: &str);
    /// Why the relay cannot go on.
    "log-unread" log_unread(path: &str);
    /// Why the relay cannot go on.
    "log-locked" log_locked(path: &str);
    /// Why the relay cannot go on.
    "log-locked-by" log_locked_by(path: &str, pid: &str);
    /// Why the relay cannot go on.
    "log-version" log_version(path: &str, version: &str);
    /// Why the relay cannot go on.
    "log-not-begun" log_not_begun(path: &str);
    /// Why the relay cannot go on.
    "log-unwritten" log_unwritten(path: &str);
    /// Why the relay cannot go on.
    "log-unsynced" log_unsynced(path: &str);
    /// Why the relay cannot go on.
    "key-unusable" key_unusable(path: &str);
    /// Why the relay cannot go on.
    "key-bad" key_bad(path: &str, why: &str);
    /// Why a key is none.
    "key-is-link" key_is_link();
    /// Why a key is none.
    "key-is-no-file" key_is_no_file();
    /// Why a key is none.
    "key-is-open" key_is_open();
    /// Why a key is none.
    "key-is-short" key_is_short();
    /// Why a key is none.
    "key-is-long" key_is_long();
    /// Why the relay cannot go on.
    "log-no-space-to-end" log_no_space_to_end(path: &str);
    /// Why the relay cannot go on.
    "log-frame-numbers" log_frame_numbers(path: &str, number: &str);
    /// Why the relay cannot go on.
    "log-client-numbers" log_client_numbers(path: &str, number: &str);
    /// Why the relay cannot go on.
    "log-no-name" log_no_name(path: &str);
    /// Why the relay cannot go on.
    "system-unread" system_unread(path: &str);
    /// Why the relay cannot start.
    "start-refused" start_refused();
    /// Why the relay cannot go on.
    "thread-ended" thread_ended(thread: &str);
    /// Diagnostics that cannot be written.
    "diagnostics-no-directory" diagnostics_no_directory(path: &str);
    /// Diagnostics that cannot be written.
    "diagnostics-no-file" diagnostics_no_file(path: &str);

    /// A file of the state directory.
    "state-unread" state_unread(path: &str);
    /// A file of the state directory.
    "state-unwritten" state_unwritten(path: &str);
    /// A file of the state directory.
    "state-foreign" state_foreign(path: &str, reason: &str);
    /// Nobody has a name.
    "names-unused" names_unused(what: &str);
    /// Nobody is banned any more.
    "bans-lost" bans_lost(what: &str);
    /// A ban that is over with this run.
    "bans-unkept" bans_unkept(what: &str);
    /// Where a file is now.
    "set-aside" set_aside(path: &str);

    /// A room, before the addresses to type.
    "greeting-room" greeting_room(room: &str, mode: &str);
    /// The same of a paused one.
    "greeting-room-paused" greeting_room_paused(room: &str, mode: &str);
    /// Behind an address.
    "greeting-here" greeting_here();
    /// Where the frame log is.
    "greeting-frame-log" greeting_frame_log(path: &str);

    /// How many are there.
    "status-clients" status_clients(count: u64);
    /// How many of them have closed.
    "status-half-closed" status_half_closed(count: u64);
    /// How large the frame log is.
    "status-log" status_log(size: &str);
    /// How much of the disk is free.
    "status-disk" status_disk(percent: &str);
    /// A room that waits for somebody.
    "status-paused" status_paused(room: &str);
    /// Why the configuration as it is now is not used.
    "status-unused" status_unused(why: &str);
    /// On the way out.
    "status-stopping" status_stopping();
    /// On the way out.
    "stopping" stopping();
    /// On the way out.
    "stopped-at-once" stopped_at_once();
    /// On the way out.
    "slow-farewell" slow_farewell(seconds: &str);
    /// A service manager that does not listen.
    "manager-untold" manager_untold(times: u64, why: &str);
    /// A service manager that keeps nothing.
    "manager-unusable" manager_unusable(why: &str);
    /// A service manager that keeps too little.
    "manager-full" manager_full(times: u64, why: &str);
    /// Why it keeps too little.
    "manager-takes-no-more" manager_takes_no_more();

    /// A reload.
    "reloaded" reloaded();
    /// A reload.
    "reloaded-waiting" reloaded_waiting(keys: &str);
    /// A reload.
    "not-reloaded" not_reloaded(why: &str);
    /// What holds by somebody's order.
    "mode-stays" mode_stays(room: &str, mode: &str, configured: &str);
    /// What holds by somebody's order.
    "pause-stays" pause_stays(room: &str, by: &str);
    /// Whose order it was, where nobody knows.
    "user-unknown" user_unknown();
    /// A section that means nobody.
    "no-such-room" no_such_room(room: &str);
    /// A limit that is lower than it was set.
    "fewer-clients" fewer_clients(allowed: u64, wanted: &str, descriptors: &str);

    /// Who was not let in.
    "refused-clients" refused_clients(times: u64, peer: &str, why: &str);
    /// Why a client was not let in.
    "refused-denied" refused_denied();
    /// Why a client was not let in.
    "refused-banned" refused_banned();
    /// Why a client was not let in.
    "refused-full" refused_full();
    /// Why a client was not let in.
    "refused-of-address" refused_of_address();
    /// Why a client was not let in.
    "refused-too-often" refused_too_often();
    /// Nobody can be let in.
    "cannot-accept" cannot_accept(times: u64, clients: u64, why: &str);
    /// What would help.
    "more-descriptors" more_descriptors(what: &str);
    /// Who was cut.
    "gave-up" gave_up(room: &str, times: u64, number: &str, why: &str, bytes: u64);
    /// Why somebody was cut.
    "cut-slow" cut_slow();
    /// Why somebody was cut.
    "cut-stalled" cut_stalled();
    /// Why somebody was cut.
    "cut-timeout" cut_timeout();
    /// Who goes on after a restart.
    "resumed" resumed(clients: u64, closed: u64);
    /// Who does not go on.
    "cannot-go-on" cannot_go_on(room: &str, number: &str, peer: &str, why: &str);
    /// Why somebody does not go on.
    "unplaced-unknown" unplaced_unknown();
    /// Why somebody does not go on.
    "unplaced-address" unplaced_address(peer: &str, local: &str);
    /// Why somebody does not go on.
    "unplaced-written" unplaced_written(written: u64, due: &str);
    /// Why somebody does not go on.
    "unplaced-read" unplaced_read(read: u64, logged: &str);
    /// Why somebody does not go on.
    "unplaced-missing" unplaced_missing(backlog: u64);
    /// Why somebody does not go on.
    "unplaced-consume" unplaced_consume();
    /// Why somebody does not go on.
    "unplaced-leaving" unplaced_leaving(why: &str);
    /// Why somebody does not go on.
    "unplaced-unanswered" unplaced_unanswered();

    /// Nothing can be logged.
    "log-no-space" log_no_space(path: &str);
    /// Nothing can be logged.
    "log-room-unlogged" log_room_unlogged(what: &str, room: &str, why: &str);
    /// Nothing can be logged.
    "log-room-waits" log_room_waits(what: &str, room: &str, why: &str);
    /// It can again.
    "log-space-again" log_space_again(ms: &str);
    /// Frames that are on no record.
    "log-gap" log_gap(room: &str, first: &str, last: &str, bytes: u64, times: u64);
    /// Frames that are on no record.
    "log-last-words" log_last_words(path: &str, frames: u64, why: &str);
    /// Frames that nobody got.
    "log-last-frames" log_last_frames(room: &str);
    /// The oldest goes.
    "log-removed" log_removed(bytes: &str, why: &str);
    /// Why the oldest went.
    "removed-total" removed_total(count: &str);
    /// Why the oldest went.
    "removed-age" removed_age(count: &str);
    /// Why the oldest went.
    "removed-free" removed_free(count: &str);
    /// Why the oldest went.
    "removed-full" removed_full(count: &str);
    /// The oldest does not go.
    "log-untidy" log_untidy(times: u64, what: &str);
    /// The oldest does not go.
    "log-not-removed" log_not_removed(path: &str, why: &str);
    /// A segment that goes on.
    "log-no-next" log_no_next(room: &str, why: &str);
    /// How often, since it was last said.
    "times" times(what: &str, times: u64);
    /// A key for hashes.
    "key-made" key_made(path: &str);

    /// Damage.
    "found-damaged" found_damaged(path: &str, offset: &str, what: &str);
    /// A file of another kind.
    "damage-no-label" damage_no_label();
    /// A version that was not written.
    "damage-newer" damage_newer();
    /// Damage.
    "found-unreadable" found_unreadable(path: &str, offset: &str, why: &str);
    /// Damage.
    "found-unsealed" found_unsealed(path: &str, offset: &str, bytes: u64, next: &str);
    /// An end that was none.
    "found-open" found_open(path: &str, clients: u64);
    /// An end that was none.
    "found-torn" found_torn(path: &str, frames: u64, bytes: u64, clients: u64);
    /// An end that was none.
    "found-continued" found_continued(path: &str, next: &str);
    /// A file that is none of the log.
    "found-empty" found_empty(path: &str);
    /// A file that is none of the log.
    "found-foreign" found_foreign(path: &str, aside: &str);

    /// Who changed something.
    "audit-mode" audit_mode(by: &str, room: &str, mode: &str, before: &str);
    /// Who changed something.
    "audit-ban" audit_ban(by: &str, net: &str, seconds: &str, clients: u64);
    /// Who changed something.
    "audit-lift" audit_lift(by: &str, net: &str);
    /// Who changed something.
    "audit-rotate" audit_rotate(by: &str, room: &str, segment: &str);
    /// Who changed something.
    "audit-stop" audit_stop(by: &str);
    /// Who changed something.
    "audit-reload" audit_reload(by: &str);
    /// Who changed something.
    "audit-say" audit_say(by: &str, number: &str, room: &str, bytes: u64, whom: &str);
    /// Who changed something.
    "audit-kick" audit_kick(by: &str, number: &str, peer: &str, room: &str, bytes: u64);
    /// Who changed something.
    "audit-pause" audit_pause(verb: &str, by: &str, room: &str);
    /// Who changed something.
    "audit-as-before" audit_as_before(verb: &str, by: &str, room: &str);
    /// Who changed something.
    "audit-named" audit_named(by: &str, who: &str);
    /// Who changed something.
    "audit-unnamed" audit_unnamed(by: &str, who: &str);
    /// Who changed something.
    "audit-refused" audit_refused(verb: &str, by: &str, why: &str);
    /// For whom or of whom something was changed.
    "audit-peers" audit_peers(peers: u64);
    /// For whom or of whom something was changed.
    "audit-peer" audit_peer(number: &str);
}

#[cfg(test)]
mod tests {
    use tp_language::Lang;

    use crate::language::of;

    #[test]
    fn neither_language_lacks_a_message_or_a_variable_or_has_one_that_nobody_says() {
        tp_language::check::messages(super::super::SOURCES, super::MESSAGES);
    }

    #[test]
    fn one_is_one_in_either_language_and_in_french_none_is_too() {
        let (english, french) = (of(Lang::En), of(Lang::Fr));
        let check = |said: String, expected: &str| assert_eq!(said.replace('\u{a0}', " "), expected);
        check(english.refused_clients(1, "p", "w"), "refused 1 client, p: w");
        check(english.refused_clients(2, "p", "w"), "refused 2 clients, p the last: w");
        check(french.refused_clients(1, "p", "w"), "1 client refusé, p : w");
        check(french.refused_clients(2, "p", "w"), "2 clients refusés, p le dernier : w");
        check(english.resumed(1, 0), "resumed: 1 client goes on, 0 are closed");
        check(french.resumed(1, 0), "reprise : 1 client continue, 0 est fermé");
        check(french.resumed(2, 3), "reprise : 2 clients continuent, 3 sont fermés");
        check(
            french.gave_up("7", 1, "3", "slow", 1),
            "salon 7 : 1 client abandonné, le client 3 (slow) : 1 octet pour lui n’a pas été pris",
        );
        check(english.times("w", 1), "w (once)");
        check(english.times("w", 2), "w (2 times)");
        check(
            french.found_torn("/x", 0, 1, 2),
            "/x : l’exécution précédente ne s’est pas terminée en ordre : 0 trame gardée sans sceau, 1 octet retranché, \
             2 clients fermés",
        );
    }
}

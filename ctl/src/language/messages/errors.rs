//! What went wrong, and the way out.

use super::super::Language;

tp_language::messages! {
    /// An address of another protocol.
    "other-scheme" other_scheme(scheme: &str, instead: &str);
    /// Two ports where one can be.
    "two-ports" two_ports(own: &str, other: &str);
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
    "refusal-no-such-ban" refusal_no_such_ban();

    /// What the kernel says.
    "cause-closed" cause_closed();
    /// A message of an impossible length.
    "message-length" message_length(bytes: u64, most: &str);
    /// A message of another kind.
    "message-body" message_body(what: &str);
    /// A message with more behind it.
    "message-trailing" message_trailing(bytes: u64);
    /// A file that cannot be read.
    "block-unread" block_unread(offset: &str);
    /// A file of another kind.
    "block-no-label" block_no_label();
    /// A file of a later format.
    "block-newer" block_newer(version: &str, ours: &str);
    /// A block that is not what was written.
    "block-damaged" block_damaged(offset: &str, what: &str);
    /// A record that is not what its kind holds.
    "record-shape" record_shape(kind: &str, reason: &str);
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
    /// A port where a path is wanted.
    "no-frame-log-but-room" no_frame_log_but_room(dir: &str);
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
    /// A screen that shows nothing new.
    "watcher-ended" watcher_ended();
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
}

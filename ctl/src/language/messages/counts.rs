//! Counts, and the titles of columns.

use super::super::Language;

tp_language::messages! {
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
}

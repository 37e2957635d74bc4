//! What the report says: its title, its verdict, its table.

use super::super::Language;

tp_language::messages! {
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
}

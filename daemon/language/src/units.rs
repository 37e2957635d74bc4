//! What all programs say: sizes and spans of time with their units, the kernel's words, what is wrong with a
//! block of the frame log.

use crate::{Sentences, Sources};

/// The sentences.
pub(crate) const SOURCES: Sources = Sources { en: include_str!("en.ftl"), fr: include_str!("fr.ftl") };

/// As the table of messages calls it.
type Language = Sentences;

crate::messages! { @in pub,
    /// A size below a thousand bytes.
    "bytes" bytes(count: u64);
    /// A size in thousands of bytes.
    "kilobytes" kilobytes(count: &str);
    /// A size in millions of bytes.
    "megabytes" megabytes(count: &str);
    /// A size in thousands of millions of bytes.
    "gigabytes" gigabytes(count: &str);
    /// A span of time.
    "milliseconds" milliseconds(count: u64);
    /// A span of time.
    "seconds" seconds(count: u64);
    /// A span of time.
    "minutes" minutes(count: u64);
    /// A span of time.
    "hours" hours(count: u64);
    /// A span of time.
    "days" days(count: u64);

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
    /// What the kernel says.
    "cause-descriptors" cause_descriptors();
    /// What the kernel says.
    "cause-io" cause_io();
    /// What the kernel says.
    "cause-aborted" cause_aborted();
    /// What the kernel says.
    "cause-not-connected" cause_not_connected();
    /// What the kernel says.
    "cause-no-such-address" cause_no_such_address();
    /// What the kernel says.
    "cause-address-in-use" cause_address_in_use();
    /// What the kernel says.
    "cause-no-host" cause_no_host();
    /// What the kernel says.
    "cause-no-network" cause_no_network();
    /// What the kernel says.
    "cause-memory" cause_memory();
    /// What the kernel says.
    "cause-busy" cause_busy();
    /// What the kernel says.
    "cause-invalid" cause_invalid();
    /// What the kernel says.
    "cause-unsupported" cause_unsupported();
    /// What the kernel says.
    "cause-not-empty" cause_not_empty();
    /// What the kernel says.
    "cause-other-disk" cause_other_disk();
    /// What the kernel says.
    "cause-number" cause_number(number: &str, said: &str);
    /// What the kernel says.
    "cause-quota" cause_quota();
    /// What the kernel says.
    "cause-stale" cause_stale();
    /// What the kernel says.
    "cause-deadlock" cause_deadlock();
    /// What the kernel says.
    "cause-no-lock" cause_no_lock();
    /// What the kernel says.
    "cause-not-seekable" cause_not_seekable();
    /// What the kernel says.
    "cause-not-open" cause_not_open();
    /// What the kernel says.
    "cause-not-terminal" cause_not_terminal();
    /// What the kernel says.
    "cause-no-device" cause_no_device();
    /// What the kernel says.
    "cause-no-process" cause_no_process();
    /// What the kernel says.
    "cause-overflow" cause_overflow();
    /// What the kernel says.
    "cause-not-socket" cause_not_socket();
    /// What the kernel says.
    "cause-socket-kind" cause_socket_kind();
    /// What the kernel says.
    "cause-message-too-long" cause_message_too_long();
    /// What the kernel says.
    "cause-protocol" cause_protocol();
    /// What the kernel says.
    "cause-connected" cause_connected();
    /// What the kernel says.
    "cause-under-way" cause_under_way();

    /// A checksum of something else.
    "damage-seal-misfits" damage_seal_misfits();
    /// Items without an end.
    "damage-no-seal" damage_no_seal();
    /// Bytes of no sense.
    "damage-no-record" damage_no_record();
    /// A segment without its beginning.
    "damage-no-header" damage_no_header();
    /// A block in front that is not closed.
    "damage-no-seal-before" damage_no_seal_before();
    /// A length or a place that cannot be.
    "damage-no-place" damage_no_place();
}

#[cfg(test)]
mod tests {
    #[test]
    fn both_languages_have_what_all_say() {
        crate::check::messages(super::SOURCES, super::MESSAGES);
    }
}

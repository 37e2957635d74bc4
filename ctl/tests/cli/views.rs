//! `status`, `verify` and `trace` as people see them, in both languages.

use tempfile::TempDir;
use tp_proto::frame_log::{Behind, Close, Kept, Mode, Record, To};

use crate::diagram_logs::{localized, named};
use crate::peers_rows::{on_terminal, piped};
use crate::support::{LogWriter, Ran, T0, to};

const ENGLISH: &str = "en_GB.UTF-8";
const FRENCH: &str = "fr_FR.UTF-8";

/// Holds a view against the one that somebody looked at; the folder of a test has another name each
/// time.
macro_rules! looks {
    ($name:literal, $ran:expr) => {
        let ran: Ran = $ran;
        let said = format!("{}--- {}\n{}", ran.stdout, ran.code, ran.stderr);
        let folder = regex::Regex::new("/[^ ]*/frames").expect("an expression");
        insta::assert_snapshot!($name, folder.replace_all(&said, "[log]/frames"));
    };
}

/// A room in which copies have met every fate.
fn fates(dir: &TempDir) {
    let mut log = LogWriter::new(dir.path(), 12345, Mode::Others);
    named(&mut log, 1, "Léa");
    (2..=5).for_each(|conn| log.open(conn));
    log.frame(1, To::Listed(&to(&[2, 3, 4, 5])), "Ça va ? \u{1b}[2J".as_bytes());
    log.frame_of(2, To::Listed(&[]), 9, Kept::Nothing);
    log.wait(1500);
    log.sent(2, &[Behind(3, 0, 5), Behind(4, 0, 0), Behind(5, 0, 0)]);
    let close = |conn, why: &str| Close {
        conn,
        t: T0 + 3_000_000_000,
        why: why.into(),
        rx: 0,
        tx: 0,
        through: 0,
        undelivered: 13,
    };
    log.record(&Record::Close(close(4, "slow")));
    log.record(&Record::Close(close(5, "restart")));
    log.seal();
}

#[test]
fn the_status_has_dates_and_sizes_as_a_language_writes_them() {
    looks!("status_english", on_terminal(80, ENGLISH, Vec::new(), &["status"]));
    looks!("status_french", on_terminal(80, FRENCH, Vec::new(), &["status"]));
    looks!("status_pipe_ascii", piped("C", Vec::new(), &["status"]));
}

#[test]
fn a_verdict_is_a_sentence_and_what_was_found_is_one_each() {
    let dir = TempDir::new().unwrap();
    fates(&dir);
    looks!("verify_english", localized(&dir, ENGLISH, &["verify"]));
    looks!("verify_french", localized(&dir, FRENCH, &["verify"]));
}

#[test]
fn each_copy_of_a_frame_has_its_fate() {
    let dir = TempDir::new().unwrap();
    fates(&dir);
    let traced = |locale| {
        let ran = localized(&dir, locale, &["trace", "1"]);
        // The copy that still waits has waited longer with every day.
        let waited = regex::Regex::new("[0-9]+ h [0-9]+ min").expect("an expression");
        Ran { stdout: waited.replace_all(&ran.stdout, "[waited]").into_owned(), ..ran }
    };
    looks!("trace_english", traced(ENGLISH));
    looks!("trace_french", traced(FRENCH));
}

#[test]
fn headings_of_frames_stand_over_their_columns_in_both_languages() {
    use crate::support::run_on_terminal_in;
    let dir = TempDir::new().unwrap();
    fates(&dir);
    let option = format!("--log-dir={}", dir.path().display());
    looks!("tail_english", run_on_terminal_in(ENGLISH, 80, dir.path(), &["tail", &option]));
    looks!("tail_french", run_on_terminal_in(FRENCH, 80, dir.path(), &["tail", &option]));
    looks!("tail_wide_french", run_on_terminal_in(FRENCH, 200, dir.path(), &["tail", &option]));
}

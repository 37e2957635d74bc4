//! Frames that went out with a label before them and a separator behind: what was delivered is more than
//! what was said, and every account has it in it.

use tempfile::TempDir;
use tp_proto::frame_log::{Around, Behind, Mode, To};

use crate::support::{LogWriter, Ran, run, to};

const LABEL: &str = "[poste-3] ";

fn labelled() -> Around<'static> {
    Around { label: Some(LABEL), separator: Some("\n") }
}

/// Two frames of 1 to 2 and 3, the second of which 3 got in part.
fn cut_in_its_label(mode: Mode, to_whom: To<'_>, taken: u64) -> TempDir {
    let dir = tempfile::tempdir().expect("a directory");
    let mut log = LogWriter::new(dir.path(), 12345, mode);
    (1..=3).for_each(|conn| log.open(conn));
    log.around = labelled();
    log.frame(1, to_whom, b"un");
    log.frame(1, to_whom, b"deux");
    let all = 2 * 11 + 6;
    log.sent(2, &[Behind(3, 1, 13 + taken)]);
    log.close(2, "left", all, 2, 0);
    log.close(3, "slow", 13 + taken, 1, 15_u64.saturating_sub(taken));
    log.close(1, "left", 0, 2, 0);
    log.stop();
    dir
}

fn on(dir: &TempDir, arguments: &[&str]) -> Ran {
    let log = ["--log-dir", dir.path().to_str().expect("a path")];
    run(dir.path(), &[arguments, &log].concat())
}

#[test]
fn what_was_delivered_has_label_and_separator_in_it() {
    for to_whom in [To::Others, To::Listed(&to(&[2, 3]))] {
        let dir = cut_in_its_label(Mode::Others, to_whom, 7);
        let json = on(&dir, &["verify", "--json"]).json();
        let room = &json["rooms"][0];
        assert_eq!((&room["lost"], &room["orphans"], &room["sent"]), (&1.into(), &0.into(), &3.into()), "{json}");
    }
}

#[test]
fn bytes_that_no_label_accounts_for_are_orphans() {
    let dir = cut_in_its_label(Mode::Others, To::Others, 16);
    let json = on(&dir, &["verify", "--json"]).json();
    assert_eq!(json["rooms"][0]["orphans"], 1, "{json}");
}

#[test]
fn trace_counts_the_bytes_of_a_copy_and_not_of_the_frame() {
    let dir = cut_in_its_label(Mode::Others, To::Others, 7);
    let json = on(&dir, &["trace", "2", "--json"]).json();
    assert_eq!(json["len"], 4);
    let bytes = |at: usize| (json["copies"][at]["taken_bytes"].clone(), json["copies"][at]["missing_bytes"].clone());
    assert_eq!((bytes(0), bytes(1)), ((15.into(), 0.into()), (7.into(), 8.into())), "{json}");
    assert_eq!((&json["label"], &json["separator"]), (&LABEL.into(), &"\n".into()));
    let text = on(&dir, &["trace", "2"]).stdout;
    assert!(text.contains("7 of its 15 bytes went, 8 missing"), "{text}");
}

#[test]
fn a_capture_has_the_part_of_a_label_that_the_kernel_took() {
    let dir = cut_in_its_label(Mode::Others, To::Others, 7);
    let file = dir.path().join("room.pcapng");
    let ran = on(&dir, &["export", "--pcapng", file.to_str().expect("a path")]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let bytes = std::fs::read(&file).expect("a capture");
    let holds = |text: &str| bytes.windows(text.len()).filter(|window| *window == text.as_bytes()).count();
    assert_eq!((holds("[poste-3] deux\n"), holds("[poste-3] un\n"), holds("[poste-")), (1, 2, 4));
    assert!(holds("the kernel took 7 of its 15 bytes") > 0);
}

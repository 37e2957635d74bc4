//! `report`: what stands on the page.

use std::fs;

use tempfile::TempDir;
use tp_proto::frame_log::{Mode, To};

use crate::diagram_logs::{class, english, localized, named, room, two};
use crate::support::{LogWriter, Ran};

pub(crate) fn page(dir: &TempDir, more: &[&str]) -> String {
    let ran = english(dir, &[&["report", "--html", "-"], more].concat());
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{}", ran.stderr);
    ran.stdout
}

/// The words of a page, tags and style left out.
fn words(page: &str) -> String {
    let body = page.split("<body>").nth(1).unwrap();
    let mut text = String::new();
    for part in body.split('<') {
        text.push_str(part.split_once('>').map_or(part, |(_, text)| text));
        text.push(' ');
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn check(text: &str, wanted: &[&str]) {
    for wanted in wanted {
        assert!(text.contains(wanted), "{wanted:?} in {text}");
    }
}

#[test]
fn the_page_says_who_said_how_much_and_that_nothing_was_lost() {
    let dir = TempDir::new().unwrap();
    two(&dir);
    let text = words(&page(&dir, &[]));
    check(
        &text,
        &[
            "Room 12345, mode others",
            "2 January 2026",
            "Nothing was lost",
            "The clients sent 5 frames; the server had 4 copies of them to pass on.",
            "Every copy for a client that stayed was accepted whole by the kernel.",
            "1 Alice 192.168.100.1 :50001 04:04:05 04:04:05 said the end word 3 32 1 58 0",
            "2 Bob 192.168.100.2 :50002 04:04:05 04:04:05 left 2 76 3 32 0",
            "Times are local (UTC+01:00).",
        ],
    );
}

#[test]
fn the_page_is_french_where_the_locale_is_or_where_it_is_asked_for() {
    let dir = TempDir::new().unwrap();
    two(&dir);
    let french = localized(&dir, "fr_FR.UTF-8", &["report", "--html", "-"]).stdout;
    check(&french, &["<html lang=\"fr\">"]);
    check(
        &words(&french),
        &["Rien n’a été perdu", "2 janvier 2026", "5 trames", "a dit le mot de fin", "Client par client"],
    );
    assert_eq!(
        words(&page(&dir, &["--lang", "fr"])).replace(char::is_numeric, ""),
        words(&french).replace(char::is_numeric, "")
    );
    check(&localized(&dir, "fr_FR.UTF-8", &["report", "--html", "-", "--lang", "en"]).stdout, &["<html lang=\"en\">"]);
}

#[test]
fn what_was_lost_is_said_and_where() {
    let dir = TempDir::new().unwrap();
    let mut log = room(&dir);
    ["Alice", "Bob"].into_iter().zip(1..).for_each(|(name, conn)| named(&mut log, conn, name));
    log.frame(1, To::Others, b"perdu");
    log.close(2, "slow", 0, 0, 5);
    log.seal();
    let text = words(&page(&dir, &[]));
    check(&text, &["Something was lost", "1 copy lost: the server gave its recipient up", "too slow 0 0 1 5 5"]);
}

#[test]
fn the_table_counts_what_goes_out_by_rule_as_it_was() {
    let dir = TempDir::new().unwrap();
    let mut log = room(&dir);
    (1..=3).for_each(|conn| log.open(conn));
    log.frame(1, To::Others, b"abc");
    log.close(3, "left", 3, 1, 0);
    log.frame(2, To::Others, b"de");
    log.open(4);
    log.frame(4, To::All, b"f");
    log.sent(3, &[]);
    log.seal();
    let text = words(&page(&dir, &[]));
    check(
        &text,
        &[
            "1 peer 1 10.0.0.1 :50001 04:04:05 there when the log ends 1 3 2 3 0",
            "2 peer 2 10.0.0.2 :50002 04:04:05 there when the log ends 1 2 2 4 0",
            "3 peer 3 10.0.0.3 :50003 04:04:05 04:04:05 left 0 0 1 3 0",
            "4 peer 4 10.0.0.4 :50004 04:04:05 there when the log ends 1 1 1 1 0",
        ],
    );
}

#[test]
fn a_part_of_the_time_is_a_part_of_the_frames() {
    let dir = TempDir::new().unwrap();
    class(&dir, 2, 100);
    // Each record is a millisecond after the one before.
    let text = words(&page(&dir, &["--since", "2026-01-02T03:04:05.093Z", "--until", "2026-01-02T03:04:05.095Z"]));
    check(&text, &["3 frames received", "This is about the whole log of the room", "The clients sent 100 frames"]);
}

#[test]
fn a_crowd_is_drawn_together() {
    let dir = TempDir::new().unwrap();
    class(&dir, 40, 200);
    let text = words(&page(&dir, &[]));
    check(&text, &["40 clients: 7 have a lane, the quietest 33 share one.", "and 9 others", "40 peer 40"]);
}

#[test]
fn each_room_has_its_chapter() {
    let dir = TempDir::new().unwrap();
    two(&dir);
    let mut log = LogWriter::new(dir.path(), 5000, Mode::Echo);
    log.open(7);
    log.seal();
    let both = page(&dir, &[]);
    assert_eq!(both.matches("<article>").count(), 2);
    check(&words(&both), &["Room 5000, mode echo", "Nothing was said", "Room 12345, mode others"]);
    assert_eq!(page(&dir, &["--room", "5000"]).matches("<article>").count(), 1);
    let mut ids: Vec<&str> = both.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "an identifier is there twice");
}

#[test]
fn a_file_that_is_there_is_left_alone_unless_somebody_says_so() {
    let dir = TempDir::new().unwrap();
    two(&dir);
    let file = dir.path().join("page.html");
    fs::write(&file, "mine").unwrap();
    let run = |more: &[&str]| -> Ran { english(&dir, &[&["report", "--html", file.to_str().unwrap()], more].concat()) };
    let ran = run(&[]);
    assert_eq!((ran.code, fs::read_to_string(&file).unwrap().as_str()), (1, "mine"));
    assert!(ran.stderr.contains("--force"), "{ran:?}");
    assert_eq!(run(&["--force"]).code, 0);
    assert!(fs::read_to_string(&file).unwrap().starts_with("<!DOCTYPE html>"));
}

#[test]
fn the_page_fetches_nothing_and_runs_nothing() {
    let dir = TempDir::new().unwrap();
    two(&dir);
    let page = page(&dir, &[]);
    for word in
        ["http:", "https:", "<script", "<link", "<img", "<iframe", "src=", "href", "url(", "@import", " style=", " on"]
    {
        let tags = page.split('<').filter_map(|part| part.split('>').next()).collect::<Vec<_>>().join("\n<");
        assert!(!tags.contains(word), "{word}");
    }
    check(&page, &["http-equiv=\"Content-Security-Policy\"", "default-src 'none'; style-src 'sha256-"]);
}

//! `diagram` as text: what the ladder looks like and what it shows.

use tempfile::TempDir;
use tp_proto::frame_log::{Behind, Mode, To};
use unicode_width::UnicodeWidthStr as _;

use crate::diagram_logs::{class, english, localized, named, room, two};
use crate::support::{LogWriter, Ran, to};

/// Holds a drawing against the one that somebody looked at.
macro_rules! looks {
    ($name:literal, $ran:expr) => {
        let ran: Ran = $ran;
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{ran:?}");
        insta::assert_snapshot!($name, ran.stdout);
    };
}

#[test]
fn two_clients_talk_through_the_server() {
    let dir = TempDir::new().unwrap();
    two(&dir);
    looks!("two_english", english(&dir, &["diagram"]));
    looks!("two_french", localized(&dir, "fr_FR.UTF-8", &["diagram"]));
}

#[test]
fn where_there_is_no_utf_8_it_is_ascii() {
    let dir = TempDir::new().unwrap();
    two(&dir);
    looks!("two_ascii", localized(&dir, "fr_FR", &["diagram"]));
    let ran = localized(&dir, "C", &["diagram"]);
    assert!(ran.stdout.is_ascii(), "{}", ran.stdout);
    let asked = localized(&dir, "fr_FR.UTF-8", &["diagram", "--ascii"]);
    assert_eq!(asked.stdout, localized(&dir, "fr_FR", &["diagram"]).stdout);
}

#[test]
fn the_ninth_client_shares_a_lane_with_the_eighth() {
    let dir = TempDir::new().unwrap();
    class(&dir, 9, 9);
    looks!("nine_clients", english(&dir, &["diagram"]));
    let ran = english(&dir, &["diagram"]);
    assert!(ran.stdout.contains("and 2 others"), "{}", ran.stdout);
}

#[test]
fn eight_clients_have_a_lane_each() {
    let dir = TempDir::new().unwrap();
    class(&dir, 8, 8);
    let ran = english(&dir, &["diagram"]);
    assert!(!ran.stdout.contains("and "), "{}", ran.stdout);
    for conn in 1..=8 {
        assert!(ran.stdout.contains(&format!("10.0.0.{conn}:5000{conn}")), "{}", ran.stdout);
    }
}

#[test]
fn a_hundred_frames_keep_their_beginning_and_their_end() {
    let dir = TempDir::new().unwrap();
    let mut log = room(&dir);
    named(&mut log, 1, "Alice");
    named(&mut log, 2, "Bob");
    for n in 1..=100 {
        log.frame(1 + u64::from(n > 90), To::Others, format!("trame {n}").as_bytes());
    }
    log.sent(100, &[]);
    log.seal();
    looks!("hundred_frames", english(&dir, &["diagram"]));
    let ran = english(&dir, &["diagram"]);
    for shown in ["1 “trame 1”", "20 “trame 20”", "21–80 (60 frames", "81 “trame 81”", "100 “trame 100”"]
    {
        assert!(ran.stdout.contains(shown), "{shown} in {}", ran.stdout);
    }
    assert!(ran.stdout.contains("100 frames: 40 are drawn one by one, 60 between them are grouped."));
}

#[test]
fn sixty_frames_are_drawn_one_by_one() {
    let dir = TempDir::new().unwrap();
    class(&dir, 2, 60);
    let ran = english(&dir, &["diagram"]);
    assert!((1..=60).all(|n| ran.stdout.contains(&format!(" {n} “message {n}”"))), "{}", ran.stdout);
    assert!(!ran.stdout.contains("grouped"), "{}", ran.stdout);
}

#[test]
fn a_narrow_terminal_is_enough() {
    let dir = TempDir::new().unwrap();
    class(&dir, 4, 4);
    looks!("narrow", english(&dir, &["diagram", "--width", "40"]));
}

#[test]
fn no_line_is_wider_than_it_may_be() {
    let dir = TempDir::new().unwrap();
    let mut log = room(&dir);
    for (conn, name) in (1..).zip([
        "Alice",
        "你好吗你好吗你好吗你好吗",
        "e\u{301}e\u{301}e\u{301}",
        "🙂🙂🙂🙂🙂🙂🙂",
        "A",
        "",
        "B",
        "C",
        "D",
    ]) {
        named(&mut log, conn, name);
    }
    for n in 0..70 {
        log.frame(n % 9 + 1, To::Others, "你好吗 🙂 déjà ".repeat(9).as_bytes());
    }
    log.close(9, "une raison que personne ne connaît encore et qui est longue", 0, 3, 10);
    log.close(1, "slow", 0, 3, 10);
    log.seal();
    for columns in (20..130).step_by(3) {
        for more in [&[][..], &["--ascii"]] {
            let width = columns.to_string();
            let ran = english(&dir, &[&["diagram", "--width", width.as_str()], more].concat());
            let widest = ran.stdout.lines().max_by_key(|line| line.width()).unwrap();
            assert!(widest.width() <= columns, "{columns} columns: {widest}");
        }
    }
}

#[test]
fn what_the_kernel_never_took_looks_different() {
    let dir = TempDir::new().unwrap();
    let mut log = room(&dir);
    ["Alice", "Bob", "Chloé"].into_iter().zip(1..).for_each(|(name, conn)| named(&mut log, conn, name));
    log.frame(1, To::Others, b"un");
    log.frame(1, To::Others, b"deux");
    log.frame(1, To::Others, b"trois");
    log.sent(2, &[Behind(3, 1, 2)]);
    log.close(2, "stalled", 2, 1, 9);
    log.seal();
    looks!("fates", english(&dir, &["diagram"]));
}

#[test]
fn the_servers_own_words_come_from_the_server() {
    let dir = TempDir::new().unwrap();
    let mut log = LogWriter::new(dir.path(), 12_345, Mode::Ack);
    log.open(1);
    log.frame(1, To::Listed(&[]), "Hello".as_bytes());
    log.frame(0, To::Listed(&to(&[1])), "OK, message reçu depuis l'adresse 10.0.0.1:50001".as_bytes());
    log.sent(2, &[]);
    log.close(1, "answered", 50, 2, 0);
    log.seal();
    looks!("ack", localized(&dir, "fr_FR.UTF-8", &["diagram"]));
}

#[test]
fn each_room_has_a_ladder_under_a_heading() {
    let dir = TempDir::new().unwrap();
    two(&dir);
    let mut log = LogWriter::new(dir.path(), 5000, Mode::Echo);
    log.open(7);
    log.frame(7, To::Listed(&to(&[7])), b"echo");
    log.seal();
    let both = english(&dir, &["diagram"]).stdout;
    let headings: Vec<&str> = both.lines().filter(|line| line.starts_with("Room ")).collect();
    assert_eq!(headings, ["Room 5000, mode echo", "Room 12345, mode others"]);
    let one = english(&dir, &["diagram", "--room", "5000"]).stdout;
    assert!(both.starts_with(&one) && !one.contains("12345,"), "{one}");
}

/// The texts of the frames that are drawn.
fn texts(ran: &Ran) -> Vec<&str> {
    ran.stdout.split('“').skip(1).filter_map(|rest| rest.split('”').next()).collect()
}

#[test]
fn filters_and_the_last_frames_combine() {
    let dir = TempDir::new().unwrap();
    class(&dir, 3, 9);
    let drawn = |args: &[&str]| {
        let ran = english(&dir, &[&["diagram"], args].concat());
        assert_eq!(ran.code, 0, "{ran:?}");
        texts(&ran).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(drawn(&["-n", "2"]), ["message 8", "message 9"]);
    assert_eq!(drawn(&["-n", "100"]).len(), 9);
    assert!(drawn(&["-n", "0"]).is_empty());
    assert_eq!(drawn(&["--peer", "2", "--direction", "sent"]), ["message 1", "message 4", "message 7"]);
    assert_eq!(drawn(&["--peer", "2", "--direction", "sent", "-n", "1"]), ["message 7"]);
    assert_eq!(drawn(&["--text", "5"]), ["message 5"]);
}

#[test]
fn of_an_empty_room_it_says_so() {
    let dir = TempDir::new().unwrap();
    room(&dir).seal();
    let ran = english(&dir, &["diagram"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, "Room 12345, mode others\n\nNothing happened here.\n"));
}

#[test]
fn who_was_there_before_does_not_arrive() {
    let dir = TempDir::new().unwrap();
    let mut log = LogWriter::from(dir.path(), 12_345, Mode::Others, 50);
    log.open_with(1, 300, None);
    log.open(2);
    log.frame(1, To::Others, b"encore");
    log.seal();
    let ran = english(&dir, &["diagram"]);
    assert_eq!(ran.stdout.matches("joins").count(), 1, "{}", ran.stdout);
}

#[test]
fn what_is_missing_and_what_is_damaged_is_told() {
    let dir = TempDir::new().unwrap();
    let mut log = room(&dir);
    log.open(1);
    log.frame(1, To::Listed(&[]), b"un");
    log.seal();
    let place = log.offset() as usize + 30;
    log.frame(1, To::Listed(&[]), b"deux");
    log.seal();
    log.frame(1, To::Listed(&[]), b"trois");
    log.seal();
    let mut bytes = std::fs::read(log.path()).unwrap();
    bytes[place] ^= 1;
    std::fs::write(log.path(), bytes).unwrap();
    let ran = english(&dir, &["diagram"]);
    assert_eq!((ran.code, texts(&ran)), (1, vec!["un", "trois"]), "{ran:?}");
    assert!(ran.stdout.contains("Frame 2 is not in the log"), "{}", ran.stdout);
    assert!(ran.stderr.contains("damaged"), "{ran:?}");
}

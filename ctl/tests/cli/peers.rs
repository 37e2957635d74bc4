//! `peers`: how it looks to somebody who sees it for the first time, and what can be asked of it.

use crate::peers_rows::{class, on_terminal, peer, piped};
use crate::support::Ran;

const ENGLISH: &str = "en_GB.UTF-8";
const FRENCH: &str = "fr_FR.UTF-8";

/// Holds a view against the one that somebody looked at.
macro_rules! looks {
    ($name:literal, $ran:expr) => {
        let ran: Ran = $ran;
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{ran:?}");
        insta::assert_snapshot!($name, ran.stdout);
    };
}

fn assert_within(ran: &Ran, columns: usize) {
    use unicode_width::UnicodeWidthStr as _;
    assert!(ran.stdout.lines().all(|line| line.width() <= columns), "{}", ran.stdout);
}

#[test]
fn a_narrow_terminal_has_room_for_what_everybody_is_doing() {
    for locale in [ENGLISH, FRENCH, "C"] {
        assert_within(&on_terminal(80, locale, class(), &["peers"]), 80);
    }
    looks!("narrow_english", on_terminal(80, ENGLISH, class(), &["peers"]));
    looks!("narrow_french", on_terminal(80, FRENCH, class(), &["peers"]));
}

#[test]
fn a_wide_terminal_and_a_pipe_have_room_for_whole_sentences() {
    looks!("wide_french", on_terminal(200, FRENCH, class(), &["peers"]));
    looks!("pipe_english", piped(ENGLISH, class(), &["peers"]));
    looks!("pipe_french", piped(FRENCH, class(), &["peers"]));
}

#[test]
fn a_number_or_a_name_that_nobody_has_is_a_slip() {
    for (locale, words) in [(ENGLISH, ["9999", "connected"]), (FRENCH, ["9999", "connecté"])] {
        for more in
            [&["--peer", "9999"][..], &["--peer", "1", "--peer", "9999", "--json"], &["--peer", "9999", "--watch"]]
        {
            let ran = piped(locale, class(), &[&["peers"], more].concat());
            assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.lines().count()), (1, "", 1), "{ran:?}");
            assert!(words.iter().all(|word| ran.stderr.contains(word)) && ran.stderr.contains("1 ("), "{ran:?}");
        }
        assert_eq!(piped(locale, class(), &["peers", "--peer", "1"]).code, 0);
        let ran = piped(locale, class(), &["peers", "--peer", "1", "--name", "Personne"]);
        assert_eq!((ran.code, ran.stdout.as_str()), (1, ""), "{ran:?}");
        assert!(ran.stderr.contains("Personne") && ran.stderr.contains("1 ("), "{ran:?}");
    }
}

#[test]
fn a_legend_leads_down_to_its_columns() {
    for locale in [ENGLISH, FRENCH, "C"] {
        for columns in [60, 80, 100, 132, 200] {
            assert_within(&on_terminal(columns, locale, class(), &["peers", "-v"]), columns.into());
        }
    }
    looks!("legend_narrow_english", on_terminal(80, ENGLISH, class(), &["peers", "-v"]));
    looks!("legend_narrow_french", on_terminal(80, FRENCH, class(), &["peers", "-v"]));
    looks!("legend_wide_english", on_terminal(200, ENGLISH, class(), &["peers", "-v"]));
    let quiet: Vec<_> = (1..=3).map(peer).collect();
    looks!("legend_quiet_english", on_terminal(80, ENGLISH, quiet, &["peers", "-v"]));
}

#[test]
fn where_there_is_no_utf_8_our_own_words_and_lines_are_ascii() {
    let plain =
        |rows: Vec<_>| rows.into_iter().take(4).map(|row| tp_proto::control::PeerRow { name: String::new(), ..row });
    looks!("legend_ascii", on_terminal(80, "C", plain(class()).collect(), &["peers", "-v"]));
    for (locale, args) in [("C", &["peers", "-v"][..]), ("fr_FR", &["peers", "-v"]), ("fr_FR", &["status"])] {
        for ran in
            [on_terminal(80, locale, plain(class()).collect(), args), piped(locale, plain(class()).collect(), args)]
        {
            assert!(ran.stdout.is_ascii(), "{locale}: {}", ran.stdout);
        }
    }
    // What people call each other stays what it is.
    assert!(piped("C", class(), &["peers"]).stdout.contains("Léa"));
}

#[test]
fn no_view_has_a_colour_or_obeys_a_name() {
    for args in [&["peers"][..], &["peers", "-v"]] {
        let ran = on_terminal(100, ENGLISH, class(), args);
        assert!(!ran.stdout.contains('\u{1b}') && ran.stdout.contains("Zoé\\x1b[2J"), "{}", ran.stdout);
    }
}

/// The numbers of those who are shown, in their order.
fn numbers(args: &[&str]) -> Vec<u64> {
    let ran = piped(ENGLISH, class(), &[&["peers", "--json"], args].concat());
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{ran:?}");
    ran.json()["peers"].as_array().unwrap().iter().map(|peer| peer["number"].as_u64().unwrap()).collect()
}

#[test]
fn they_stand_in_the_order_that_is_asked_for() {
    assert_eq!(numbers(&["--sort", "bytes-out", "--reverse"]), [6, 5, 4, 3, 2, 1]);
    assert_eq!(numbers(&["--sort", "name"]), [2, 1, 5, 4, 3, 6]);
    assert_eq!(numbers(&["--sort", "backlog", "-r"])[0], 4);
    assert_eq!(numbers(&["--sort", "state"]), [1, 2, 3, 4, 5, 6]);
    assert_eq!(numbers(&["-r"]), [6, 5, 4, 3, 2, 1]);
}

#[test]
fn those_are_shown_who_are_asked_for() {
    assert_eq!(numbers(&["--state", "waiting"]), [3]);
    assert_eq!(numbers(&["--state", "idle,slow", "--state", "leaving"]), [2, 4, 6]);
    assert_eq!(numbers(&["--name", "Ahmed"]), [2]);
    assert_eq!(numbers(&["--ip", "192.168.1.33"]), [3]);
    assert_eq!(numbers(&["--ip", "192.168.1.32/31"]), [2, 3]);
    assert_eq!(numbers(&["--port", "53116"]), [6]);
    assert_eq!(numbers(&["--peer", "1", "--peer", "5"]), [1, 5]);
    assert_eq!(numbers(&["--room", "12345"]).len(), 6);
    assert!(numbers(&["--room", "5000"]).is_empty());
}

#[test]
fn nobody_of_that_kind_is_a_sentence_and_no_failure() {
    let ran = piped(ENGLISH, class(), &["peers", "--port", "9"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, "no such peers, of the 6 there now\n"));
    let ran = piped(FRENCH, class(), &["peers", "--port", "9"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, "aucun client de ce genre parmi les 6 présents\n"));
}

#[test]
fn named_columns_stand_alone_and_in_their_order() {
    let ran = piped(ENGLISH, class(), &["peers", "--columns", "state,number,idle", "--peer", "2"]);
    let expected = "STATE                  NO  IDLE\nidle, nothing for 8 h   2   8 h\n";
    assert_eq!((ran.code, ran.stdout.replace('\u{a0}', " ").as_str()), (0, expected));
}

#[test]
fn a_wrong_word_is_one_sentence_with_what_there_is_instead() {
    let check = |args: &[&str], code: i32, words: &[&str]| {
        let ran = piped(ENGLISH, class(), &[&["peers"], args].concat());
        assert_eq!((ran.code, ran.stdout.as_str()), (code, ""), "{ran:?}");
        assert!(words.iter().all(|word| ran.stderr.contains(word)), "{args:?}: {}", ran.stderr);
    };
    check(&["--columns", "stat"], 2, &["state", "number", "backlog"]);
    check(&["--sort", "bytes"], 2, &["bytes-in", "bytes-out"]);
    check(&["--state", "asleep"], 2, &["idle", "waiting", "half-closed"]);
    check(&["--columns", "why"], 2, &["no column why", "number, room", "state"]);
    check(&["--closed", "--sort", "state"], 2, &["no column state", "until", "why"]);
    check(&["--room", "999"], 1, &["no room 999", "12345, 5000"]);
    check(&["--ip", "chez-moi"], 2, &["192.168.1.0/24"]);
    check(&["--watch", "0"], 2, &["0.1"]);
    check(&["--closed", "--watch"], 2, &["--watch"]);
    check(&["-n", "3"], 2, &["--closed"]);
}

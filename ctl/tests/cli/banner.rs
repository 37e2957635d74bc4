//! `banner`: what stands below the address.

use tempfile::TempDir;
use tp_proto::control::{Ok as Output, Reply};

use crate::peers_rows::status;
use crate::support::{FakeDaemon, Ran, command, run_on_terminal_in};

/// The banner of a daemon with two rooms, the first of which is paused, or not.
fn banner(locale: &str, paused: bool, more: &[&str]) -> Ran {
    let dir = TempDir::new().unwrap();
    let mut status = status(dir.path());
    status.rooms[0].paused = paused;
    let daemon = FakeDaemon::start(&dir.path().join("run"), move |_| Reply::Ok(Output::Status(status.clone())));
    let mut command = command(dir.path(), &[&["banner", &daemon.option()], more].concat());
    Ran::new(command.env("LC_ALL", locale).output().expect("the program runs"))
}

#[test]
fn a_paused_room_says_so_below_its_address() {
    for (locale, words) in [("en_GB.UTF-8", "PAUSED: nothing that is sent"), ("fr_FR.UTF-8", "EN PAUSE : rien de ce")] {
        let said = |paused, more: &[&str]| {
            let ran = banner(locale, paused, more);
            assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{ran:?}");
            ran.stdout.replace('\u{a0}', " ")
        };
        let shown = said(true, &[]);
        let (_, below) = shown.split_once("12345, mode").expect("the title over the address");
        assert!(below.contains(words), "{below}");
        assert!(!said(false, &[]).contains(words));
        assert!(!said(true, &["--room", "5000"]).contains(words), "it is the other room that is paused");
    }
    for paused in [true, false] {
        assert_eq!(banner("C", paused, &["--json"]).json()["paused"], paused);
    }
}

#[test]
fn on_a_terminal_of_80_columns_and_24_rows_the_whole_address_is_on_the_screen() {
    let dir = TempDir::new().unwrap();
    let status = status(dir.path());
    let daemon = FakeDaemon::start(&dir.path().join("run"), move |_| Reply::Ok(Output::Status(status.clone())));
    for (locale, said) in
        [("en_GB.UTF-8", "Type this address"), ("fr_FR.UTF-8", "Saisissez cette adresse"), ("C", "Type")]
    {
        let ran = run_on_terminal_in(locale, 80, dir.path(), &["banner", &daemon.option()]);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(ran.stdout.lines().count() < 24 && ran.stdout.contains("banner --python"), "{}", ran.stdout);
        let (_, address) = ran.stdout.split_once(said).expect("the title");
        assert!(address.matches(['█', '#']).count() > 60 && !ran.stdout.contains("import socket"), "{}", ran.stdout);
    }
}

#[test]
fn the_rooms_that_are_not_shown_are_named_unless_one_was_asked_for() {
    for (locale, words) in [
        ("en_GB.UTF-8", "Other rooms, for --room: 5000 (others)"),
        ("fr_FR.UTF-8", "Autres salons, pour --room : 5000 (others)"),
    ] {
        assert!(banner(locale, false, &[]).stdout.replace('\u{a0}', " ").contains(words), "{locale}");
        assert!(!banner(locale, false, &["--room", "12345"]).stdout.contains("--room"), "{locale}");
    }
}

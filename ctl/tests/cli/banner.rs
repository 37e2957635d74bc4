//! `banner`: what stands below the address.

use tempfile::TempDir;
use tp_proto::control::{Ok as Output, Reply, RoomStatus, Status};
use tp_proto::frame_log::Mode;

use crate::peers_rows::status;
use crate::support::{FakeDaemon, Ran, command, run_on_screen, run_on_terminal_in};

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

/// A machine with two cards, and the lesson's four rooms.
fn status_of_a_class(directory: &std::path::Path) -> Status {
    let mut status = status(directory);
    let addresses = ["192.168.100.20", "10.42.0.1", "2001:db8:1234:5678::20", "fd12:3456:789a::1"];
    let with_port = |ip: &str| (ip.parse::<std::net::IpAddr>().unwrap(), 12345).into();
    status.addresses = addresses.map(with_port).to_vec();
    let [mut room, other] = [status.rooms[0].clone(), status.rooms[1].clone()];
    room.listen = vec!["[::]:12345".parse().unwrap()];
    let named = |port: &str, mode| RoomStatus { room: port.into(), mode, ..other.clone() };
    status.rooms = vec![room, named("12346", Mode::Echo), named("12347", Mode::Ack), named("12348", Mode::All)];
    status
}

#[test]
fn the_code_and_the_client_stand_on_each_screen_that_holds_them_and_the_address_on_every_one() {
    let dir = TempDir::new().unwrap();
    let status = status_of_a_class(dir.path());
    let daemon = FakeDaemon::start(&dir.path().join("run"), move |_| Reply::Ok(Output::Status(status.clone())));
    for (size, has_code, has_client) in [
        ((80, 24), false, false),
        ((80, 40), true, true),
        ((132, 43), true, true),
        ((160, 45), true, true),
        ((200, 50), true, true),
    ] {
        for (locale, language) in [("en_GB.UTF-8", "english"), ("fr_FR.UTF-8", "french")] {
            let ran = run_on_screen(locale, size, dir.path(), &["banner", &daemon.option()]);
            let (columns, rows) = size;
            let shown = &ran.stdout;
            assert!(shown.lines().count() < usize::from(rows), "{columns}x{rows}:\n{shown}");
            assert_eq!(
                (shown.contains("▀"), shown.contains("import socket")),
                (has_code, has_client),
                "{size:?}\n{shown}"
            );
            insta::assert_snapshot!(format!("{columns}x{rows}_{language}"), shown);
        }
    }
}

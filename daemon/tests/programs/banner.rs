//! What a teacher projects: an address that works, and a client that runs as it stands there.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;
use tp_testkit::program::{self, Program};
use tp_testkit::{Relay, skip};

/// The client as the banner has it, from its first line to its last.
fn client_in(banner: &str) -> String {
    let begin = banner.find("import socket\n").expect("a client");
    let last = "client.close()\n";
    let end = banner.find(last).expect("the client's end") + last.len();
    banner[begin..end].to_owned()
}

#[test]
fn the_client_of_the_banner_runs_as_it_stands_there() {
    let Some(python) = skip::need_program("python3") else { return };
    let relay = Relay::setup().listen("127.0.0.1:0=echo").start();
    let banner = relay.tp_ctl(&["banner"]);
    let client = client_in(&banner.stdout);
    assert_eq!(client, relay.tp_ctl(&["banner", "--python"]).stdout);
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("client.py");
    std::fs::write(&file, client).expect("a file");
    let mut pupil = Program::start(Command::new(python).arg("-u").arg(&file).env("PYTHONUTF8", "1"));
    relay.wait_for_peers(1);
    for line in ["bonjour", "ça va ?", "fin"] {
        pupil.type_line(line);
        pupil.wait_for(line);
    }
    let ended = pupil.finish();
    assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""), "{}", ended.stdout);
}

/// Runs a client in echo mode, types lines, each of which comes back, then the last one, at which it ends.
fn talk(python: &Path, client: &str, relay: &Relay, lines: &[&str], last: &str) {
    let mut pupil = Program::start(Command::new(python).args(["-u", "-c", client]).env("PYTHONUTF8", "1"));
    relay.wait_for_peers(1);
    for line in lines {
        pupil.type_line(line);
        pupil.wait_for(line);
    }
    pupil.type_line(last);
    let ended = pupil.finish();
    assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""), "{last:?}: {}", ended.stdout);
    relay.wait_for_peers(0);
}

#[test]
fn the_client_of_the_banner_ends_with_the_rooms_own_word_and_without_one_with_an_empty_line() {
    let Some(python) = skip::need_program("python3") else { return };
    for word in ["stop", "", r#"l'\"arrêt\ "#, "{0}\u{200b}"] {
        let relay = Relay::setup().arg("--end-word").arg(word).listen("127.0.0.1:0=echo").start();
        let as_it_stands = relay.tp_ctl(&["banner", "--python"]).stdout;
        talk(&python, &as_it_stands, &relay, &["bonjour", "fin", "ça va ?"], word.trim());
        let json: serde_json::Value = serde_json::from_str(&relay.tp_ctl(&["banner", "--json"]).stdout).expect("JSON");
        talk(&python, json["python"].as_str().expect("a client"), &relay, &["fin"], word.trim());
        let plain = program::run(relay.tp_ctl_command(&["banner", "--python"]).env("LC_ALL", "C")).stdout;
        assert!(plain.is_ascii(), "{plain}");
        talk(&python, &plain, &relay, &["fin"], word.trim());
    }
}

#[test]
fn in_ack_the_client_of_the_banner_says_one_thing() {
    let Some(python) = skip::need_program("python3") else { return };
    let relay = Relay::setup().listen("127.0.0.1:0=ack").start();
    let client = relay.tp_ctl(&["banner", "--python"]).stdout;
    let mut pupil = Program::start(Command::new(python).args(["-u", "-c", &client]).env("PYTHONUTF8", "1"));
    pupil.type_line("Hello, serveur !");
    pupil.wait_for("OK, message reçu depuis l'adresse 127.0.0.1:");
    assert_eq!(pupil.finish().code, Some(0));
}

#[test]
fn the_banner_shows_the_address_of_the_room_that_was_asked_for() {
    let relay = Relay::setup().listen("127.0.0.1:0").listen("127.0.0.1:0=echo").start();
    let [first, second] = [relay.addr_of(0), relay.addr_of(1)];
    let json = relay.tp_ctl(&["banner", "--json", "--room", &second.port().to_string()]);
    let json: serde_json::Value = serde_json::from_str(&json.stdout).expect("JSON");
    assert_eq!(json["uri"], format!("tcp://{second}"));
    assert_eq!((json["schema"].as_u64(), json["mode"].as_str()), (Some(1), Some("echo")));
    let banner = relay.tp_ctl(&["banner", "--ascii", "--width", "60"]);
    assert!(banner.stdout.is_ascii(), "{}", banner.stdout);
    assert!(banner.stdout.lines().all(|line| line.len() <= 80), "{}", banner.stdout);
    assert!(banner.stdout.contains(&format!("Room {}, mode others", first.port())), "{}", banner.stdout);
    assert!(banner.stdout.contains("  #  ###  ####"), "digits are drawn: {}", banner.stdout);
    let wrong = relay.tp_ctl(&["banner", "--room", "1"]);
    assert_eq!((wrong.code, wrong.stdout.as_str()), (Some(1), ""));
    assert!(wrong.stderr.contains(&format!("no room 1: there are {}, {}", first.port(), second.port())));
}

#[test]
fn doctor_finds_a_relay_and_leaves_no_word_in_its_log() {
    let relay = Relay::start();
    let port = relay.addr().port().to_string();
    let found = relay.tp_ctl(&["doctor", "127.0.0.1", &port]);
    assert_eq!(found.code, Some(0), "{}{}", found.stdout, found.stderr);
    assert!(found.stdout.contains(&format!("a server can be reached at {}", relay.addr())), "{}", found.stdout);
    assert_eq!(relay.tp_ctl(&["tail"]).stdout, "");
}

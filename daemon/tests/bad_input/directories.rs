//! Directories that cannot be used.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use tp_testkit::program::workspace_program;
use tp_testkit::relay::Setup;
use tp_testkit::{Client, Relay, skip};

use crate::refusal::{FAILED, check_refused};

fn chmod(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).expect("our own directory");
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a plain path")
}

/// A relay that runs as nobody in particular, whom permissions hold; root they do not.
fn as_nobody(setup: Setup) -> Option<Setup> {
    if !nix::unistd::geteuid().is_root() {
        return Some(setup);
    }
    skip::need_program("setpriv")?;
    chmod(setup.home(), 0o777);
    // Where the workspace lies nobody else may be let in.
    let program = setup.home().join("tp-relais");
    fs::copy(workspace_program("tp-relais"), &program).expect("a copy of the program");
    Some(setup.program_at(program).prefix(["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]))
}

#[test]
fn an_unreadable_log_directory_is_told() {
    let Some(mut setup) = as_nobody(Relay::setup().listen("127.0.0.1:0")) else { return };
    let log_dir = setup.log_dir();
    fs::create_dir(&log_dir).expect("a directory");
    chmod(&log_dir, 0o000);
    check_refused(&mut setup, FAILED, &[text(&log_dir), "ermission"]);
    chmod(&log_dir, 0o700);
    assert_eq!(fs::read_dir(&log_dir).expect("ours again").count(), 0);
}

#[test]
fn a_log_directory_that_is_a_file_is_told_and_left_as_it_is() {
    let mut setup = Relay::setup().listen("127.0.0.1:0");
    let log_dir = setup.log_dir();
    fs::write(&log_dir, "precious").expect("a file");
    check_refused(&mut setup, FAILED, &[text(&log_dir)]);
    assert_eq!(fs::read_to_string(&log_dir).expect("still a file"), "precious");
}

#[test]
fn a_frames_folder_that_is_a_file_is_told_and_left_as_it_is() {
    let mut setup = Relay::setup().listen("127.0.0.1:0");
    fs::create_dir(setup.log_dir()).expect("a directory");
    let frames = setup.log_dir().join("frames");
    fs::write(&frames, "precious").expect("a file");
    check_refused(&mut setup, FAILED, &[text(&frames)]);
    assert_eq!(fs::read_to_string(&frames).expect("still a file"), "precious");
}

#[test]
fn a_second_daemon_on_the_same_log_is_refused_and_harms_nothing() {
    let relay = Relay::start_mode("all");
    let mut client = Client::connect(relay.addr());
    client.send(b"one");
    client.wait_for_bytes(3);
    let log_dir = relay.log_dir();
    let mut second = Relay::setup().listen("127.0.0.1:0").log_dir_at(&log_dir);
    check_refused(&mut second, FAILED, &[text(&log_dir)]);
    client.send(b"two");
    client.wait_for_bytes(6);
    relay.finish(vec![client], Vec::new());
}

#[test]
fn a_second_daemon_on_the_same_sockets_is_refused_and_harms_nothing() {
    let relay = Relay::start_mode("all");
    let mut client = Client::connect(relay.addr());
    let runtime_dir = relay.runtime_dir();
    let mut second = Relay::setup().listen("127.0.0.1:0").runtime_dir_at(&runtime_dir);
    check_refused(&mut second, FAILED, &[text(&runtime_dir)]);
    client.send(b"one");
    client.wait_for_bytes(3);
    assert_eq!(relay.status().pid, relay.pid());
    relay.finish(vec![client], Vec::new());
}

#[test]
fn a_runtime_directory_that_others_can_write_is_refused() {
    for mode in [0o777, 0o772] {
        let mut setup = Relay::setup().listen("127.0.0.1:0");
        let runtime_dir = setup.runtime_dir();
        fs::create_dir(&runtime_dir).expect("a directory");
        chmod(&runtime_dir, mode);
        check_refused(&mut setup, FAILED, &[text(&runtime_dir), "chmod"]);
        assert_eq!(fs::read_dir(&runtime_dir).expect("ours").count(), 0);
    }
}

#[test]
fn a_foreign_file_in_place_of_a_socket_is_not_removed() {
    let mut setup = Relay::setup().listen("127.0.0.1:0");
    let socket = setup.runtime_dir().join("status.sock");
    fs::create_dir(setup.runtime_dir()).expect("a directory");
    chmod(&setup.runtime_dir(), 0o700);
    fs::write(&socket, "precious").expect("a file");
    check_refused(&mut setup, FAILED, &[text(&socket)]);
    assert_eq!(fs::read_to_string(&socket).expect("still a file"), "precious");
}

#[test]
fn a_socket_that_a_killed_relay_left_is_no_obstacle() {
    let mut relay = Relay::start_mode("all");
    relay.kill9();
    assert!(relay.runtime_dir().join("status.sock").exists(), "nobody was there to remove it");
    relay.start_again();
    let mut client = Client::connect(relay.addr());
    client.send(b"hello");
    client.wait_for_bytes(5);
    relay.finish(vec![client], Vec::new());
}

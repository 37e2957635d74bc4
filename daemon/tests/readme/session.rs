//! A session on one machine.

use std::env;
use std::fs::{self, File};
use std::net::TcpListener;

use tp_testkit::pane::Pane;
use tp_testkit::program::{self, Ended, Program};
use tp_testkit::skip::skip;
use tp_testkit::{python, wait};

use crate::commands::{
    BAN, BANNER, BUILDS, CBOR, CLIENT, CLIENTS_DOCTOR, CLOSED, DIAGRAM, DOCTOR, EVENTS, EXPLAINED, EXPORT, FOLLOW,
    HELP, KICK, METRICS, MODE, NAME, NAME_OF_A_PEER, NAMES, PAUSE, PEERS, RELAY, RELAY_WITH_MODES, RELOAD, REPORT,
    RESUME, ROTATE, SAY, TAIL, TAIL_OF_A_NAME, TOP, TRACE, VERIFY, WATCH, commands, service_commands,
};
use crate::home::Home;

/// The lesson's ports are the machine's, not the test's: somebody may have a relay there.
fn ports_are_free() -> bool {
    let free = (12345..=12347).all(|port| TcpListener::bind(("0.0.0.0", port)).is_ok());
    if !free {
        skip("a program of this machine uses a port from 12345 to 12347");
    }
    free
}

fn terminate(relay: Program) {
    let pid = nix::unistd::Pid::from_raw(i32::try_from(relay.pid()).expect("a process number"));
    nix::sys::signal::kill(pid, nix::sys::signal::Signal::SIGTERM).expect("the relay runs");
    assert_eq!(relay.finish().code, Some(0));
}

#[test]
fn a_session_of_the_readme_goes_as_written() {
    if !ports_are_free() {
        return;
    }
    let home = Home::new();
    assert!(home.output(HELP).contains("--end-word"));
    let relay = Program::start(&mut home.command(RELAY));
    relay.wait_for("127.0.0.1:12345");
    relay.wait_for("frame log:");
    let mut anne = Program::start(&mut home.command(CLIENT));
    let mut bob = Program::start(&mut home.command(CLIENT));
    wait::until("two clients", || home.output(PEERS).matches("12345").count() >= 2);
    anne.type_line("bonjour");
    bob.wait_for("bonjour");
    bob.type_line("salut");
    anne.wait_for("salut");
    assert!(home.output(TAIL).contains("bonjour"), "{}", home.output(TAIL));
    // That the kernel took the last copies is on record some milliseconds after they arrived.
    let proof = "2 received, 2 copies, 0 orphans, 0 lost: OK";
    wait::until(proof, || home.output(VERIFY).contains(proof));
    looks_at_the_frame_log(&home);
    forgets_the_names(&home);
    reads_it_with_cbor2(&home);
    looks_at_the_room(&home, &mut anne);
    anne.type_line("fin");
    assert_eq!(anne.finish().code, Some(0));
    bob.wait_for("fin");
    bob.end_input();
    assert_eq!(bob.finish().code, Some(0));
    wait::until("both to have left", || home.output(CLOSED).matches("12345").count() >= 2);
    acts_on_a_room(&home);
    // Behind the third client: whoever looks whether a client may connect is one.
    for doctor in [DOCTOR, CLIENTS_DOCTOR] {
        assert!(home.output(doctor).contains("12345"), "{doctor}");
    }
    terminate(relay);

    let relay = Program::start(&mut home.command(RELAY_WITH_MODES));
    relay.wait_for("room 12347 (ack)");
    relay.wait_for("frame log:");
    let status = program::run(home.command(PEERS).args(["--json"]));
    assert_eq!(status.code, Some(0));
    terminate(relay);
    has_tried_all_but_the_service(&home);
}

/// The service has a test of its own, and what is built is for `.ci/run`.
fn has_tried_all_but_the_service(home: &Home) {
    let mut left = commands();
    let service = service_commands();
    left.retain(|command| !home.has_tried(command) && !service.contains(command));
    assert_eq!(left, BUILDS, "no test runs one of these");
}

/// What README says shows who is there, to a class too, and goes on showing it.
fn looks_at_the_room(home: &Home, anne: &mut Program) {
    let (tail, watch) = (Program::start(&mut home.command(FOLLOW)), Program::start(&mut home.command(WATCH)));
    let events = Program::start(&mut home.command(EVENTS));
    watch.wait_for("12345");
    events.wait_for("is ready");
    anne.type_line("encore");
    tail.wait_for("encore");
    let explained = home.output(EXPLAINED);
    assert!(explained.len() > home.output(PEERS).len() && explained.contains("12345"), "{explained}");
    assert!(home.output(BANNER).contains("12345"));
    assert!(home.output(BAN).contains("192.168.1.66"));
    events.wait_for("192.168.1.66");
    assert!(home.output(METRICS).trim_end().ends_with("# EOF"));
    if let Some(pane) = Pane::start(&home.command(TOP)) {
        wait::until("two clients on the screen", || pane.screen().contains("2 clients"));
        pane.press("q");
        assert_eq!(pane.wait_for_exit(), 0);
    }
}

/// What README says one can do with a room and its third client.
fn acts_on_a_room(home: &Home) {
    let mut eve = Program::start(&mut home.command(CLIENT));
    let third = || home.output(PEERS).lines().any(|line| line.trim_start().starts_with("3 "));
    wait::until("a third client", third);
    assert!(home.output(NAME_OF_A_PEER).contains("marie"));
    home.output(SAY);
    eve.wait_for("silence");
    assert!(home.output(PAUSE).contains("paused"));
    eve.type_line("is anybody there?");
    assert!(home.output(RESUME).contains("read again"));
    assert!(home.output(MODE).contains("echo"));
    eve.type_line("only me");
    eve.wait_for("only me");
    assert!(home.output(KICK).contains("peer 3"));
    eve.finish();
    assert!(home.output(TAIL_OF_A_NAME).contains("only me"));
}

/// What README says one can make of "bonjour" and "salut".
fn looks_at_the_frame_log(home: &Home) {
    let trace = home.output(TRACE);
    assert!(trace.contains("bonjour") && trace.contains("accepted by the kernel"), "{trace}");
    let diagram = home.output(DIAGRAM);
    assert!(diagram.contains("bonjour") && diagram.contains("salut"), "{diagram}");
    home.output(REPORT);
    let page = String::from_utf8(home.file("lesson.html")).expect("a page in UTF-8");
    assert!(page.contains("bonjour") && page.trim_end().ends_with("</html>"), "{page}");
    home.output(EXPORT);
    assert!(home.file("lesson.pcapng").windows(7).any(|bytes| bytes == b"bonjour"));
    assert!(home.output(ROTATE).contains("12345"));
    assert!(home.output(NAME).contains("192.168.1.20 is called poste-3"));
    assert!(home.output(NAMES).contains("poste-3"));
    let proof = "2 received, 2 copies, 0 orphans, 0 lost: OK";
    wait::until(proof, || home.output(VERIFY).contains(proof));
}

/// What README says of the file of the names.
fn forgets_the_names(home: &Home) {
    fs::remove_file(home.state().join("names.toml")).expect("the names are in a file");
    home.output(RELOAD);
    assert!(!home.output(NAMES).contains("poste-3"));
}

/// A closed segment of the log, on the program's input.
fn reads_it_with_cbor2(home: &Home) {
    let mut command = home.command(CBOR);
    let Some(python) = python::need_module("cbor2") else { return };
    let entries = fs::read_dir(home.state().join("frames/12345")).expect("a room's folder");
    let first = entries.map(|entry| entry.expect("a segment").path()).min().expect("a segment");
    let folder = python.parent().expect("a program's folder").display().to_string();
    let path = env::var("PATH").expect("a plain path");
    command.env("PATH", format!("{folder}:{path}")).stdin(File::open(first).expect("a segment"));
    let ended = Ended::from(command.output().expect("a shell"));
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert!(ended.stdout.contains("bonjour"), "{}", ended.stdout);
}

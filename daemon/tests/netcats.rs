//! The netcats of Debian against the real relay: they chat, and one that ends its sending side at
//! the end of its input still gets its answers.

use std::process::Command;

use tp_testkit::program::Program;
use tp_testkit::{Account, Client, Relay, skip};

/// A netcat, and the words that make it talk to HOST PORT.
struct Netcat {
    name: &'static str,
    options: &'static [&'static str],
}

const NCAT: Netcat = Netcat { name: "ncat", options: &[] };
const NC_OPENBSD: Netcat = Netcat { name: "nc.openbsd", options: &[] };
/// `-N`: shut down the sending side at the end of input.
const NC_OPENBSD_N: Netcat = Netcat { name: "nc.openbsd", options: &["-N"] };
/// `-t 40`: how long to wait for the other side after the end of input; half a second otherwise.
const SOCAT: Netcat = Netcat { name: "socat", options: &["-t", "40", "-"] };

impl Netcat {
    /// Starts it and waits until the relay has it. The machine must have the program.
    fn start(&self, relay: &Relay) -> Option<(Program, Account)> {
        let mut command = Command::new(skip::need_program(self.name)?);
        command.args(self.options);
        let addr = relay.addr();
        if self.name == "socat" {
            command.arg(format!("TCP:{addr}"));
        } else {
            command.arg(addr.ip().to_string()).arg(addr.port().to_string());
        }
        let before = relay.peers();
        let program = Program::start(&mut command);
        let rows = relay.wait_for_peers(before.len() + 1);
        let row = rows.iter().find(|row| before.iter().all(|old| old.number != row.number)).expect("a new peer");
        Some((program, Account::literal(row.peer, b"", b"")))
    }
}

/// What a netcat knew at its end.
fn account(known: &Account, sent: &str, received: &[u8]) -> Account {
    Account { since: known.since, ..Account::literal(known.addr, sent.as_bytes(), received) }
}

/// It hears a lesson's client and is heard by it.
fn check_chat(netcat: &Netcat, mode: &str) {
    let relay = Relay::start_mode(mode);
    let mut other = Client::connect(relay.addr());
    relay.wait_for_peers(1);
    let Some((mut program, known)) = netcat.start(&relay) else { return };
    program.type_line("bonjour");
    other.wait_for_bytes(8);
    other.send("salut, çà va ?\n".as_bytes());
    program.wait_for("salut, çà va ?\n");
    program.type_line("oui");
    let back = if mode == "all" { 17 } else { 0 };
    other.wait_for_bytes(12 + back);
    if mode == "all" {
        program.wait_for("oui\n");
    }
    let received = program.printed_bytes();
    drop(program);
    let account = account(&known, "bonjour\noui\n", &received).cut();
    relay.finish(vec![other], vec![account]);
}

/// At the end of its input it says no more, and still gets the answer.
fn check_half_close(netcat: &Netcat) {
    let relay = Relay::start();
    let mut other = Client::connect(relay.addr());
    relay.wait_for_peers(1);
    let Some((mut program, known)) = netcat.start(&relay) else { return };
    program.type_text("what is the answer?");
    program.end_input();
    other.wait_for_bytes(19);
    tp_testkit::wait::until("the half-close to be seen", || {
        let rows = relay.peers();
        rows.iter().any(|row| row.peer == known.addr && row.state == tp_proto::control::PeerState::HalfClosed)
    });
    other.send(b"42");
    program.wait_for("42");
    let report_account = account(&known, "what is the answer?", b"42").cut();
    drop(program);
    relay.finish(vec![other], vec![report_account]);
}

#[test]
fn ncat_chats_in_others_and_in_all() {
    check_chat(&NCAT, "others");
    check_chat(&NCAT, "all");
}

#[test]
fn nc_chats_in_others_and_in_all() {
    check_chat(&NC_OPENBSD, "others");
    check_chat(&NC_OPENBSD, "all");
}

#[test]
fn socat_chats_in_others_and_in_all() {
    check_chat(&SOCAT, "others");
    check_chat(&SOCAT, "all");
}

#[test]
fn ncat_gets_its_answers_after_the_end_of_its_input() {
    check_half_close(&NCAT);
}

#[test]
fn nc_n_gets_its_answers_after_the_end_of_its_input() {
    check_half_close(&NC_OPENBSD_N);
}

#[test]
fn socat_gets_its_answers_after_the_end_of_its_input() {
    check_half_close(&SOCAT);
}

#[test]
fn in_echo_and_ack_a_netcat_in_a_pipe_gets_its_answer() {
    for netcat in [&NCAT, &NC_OPENBSD_N, &SOCAT] {
        let relay = Relay::start_mode("echo");
        let Some((mut program, known)) = netcat.start(&relay) else { return };
        program.type_text("ping");
        program.end_input();
        program.wait_for("ping");
        drop(program);
        relay.finish(Vec::new(), vec![account(&known, "ping", b"ping").cut()]);

        let relay = Relay::start_mode("ack");
        let Some((mut program, known)) = netcat.start(&relay) else { return };
        program.type_text("hello");
        let ended = program.finish();
        let answer = format!("OK, message reçu depuis l'adresse {}", known.addr);
        assert_eq!(ended.stdout, answer, "{}: {}", netcat.name, ended.stderr);
        relay.finish(Vec::new(), vec![account(&known, "hello", answer.as_bytes())]);
    }
}

#[test]
fn a_half_closed_ghost_is_gone_after_its_grace() {
    let relay = Relay::start();
    let ghost = Client::connect(relay.addr());
    let mut other = Client::connect(relay.addr());
    relay.wait_for_peers(2);
    let began = std::time::Instant::now();
    ghost.shutdown_write();
    relay.wait_for_leave(ghost.addr());
    let took = began.elapsed();
    assert!((29..=31).contains(&took.as_secs()), "gone after {took:?}");
    other.send(b"who was that?");
    let addr = ghost.addr();
    let ghost = ghost.finish();
    let report = relay.finish(vec![other], vec![ghost]);
    assert_eq!(report.why(addr), "left");
}

//! A pupil at a keyboard: one of the lesson's Python programs, typed into and watched.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::process::Command;

use tp_testkit::program::Program;
use tp_testkit::{Account, skip};

/// The lesson's client with the input loop.
pub(crate) const LOCKSTEP: &str = "client_lockstep.py";
/// The lesson's first client: one message, one answer.
pub(crate) const ONCE: &str = "client_once.py";

/// What a client prints in front of each answer.
const ANSWER: &str = "Reçu : ";

pub(crate) struct Pupil {
    program: Program,
    addr: SocketAddr,
    typed: String,
    answers: usize,
}

/// The Python of this machine; says that the test is left out where there is none.
pub(crate) fn python() -> Option<Command> {
    skip::need_program("python3").map(Command::new)
}

impl Pupil {
    /// Starts a client and waits until it has connected.
    pub(crate) fn start(client: &str, relay: SocketAddr) -> Option<Pupil> {
        Some(Pupil::start_with(python()?, client, relay))
    }

    /// The same, with the Python that `command` runs.
    pub(crate) fn start_with(mut command: Command, client: &str, relay: SocketAddr) -> Pupil {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients").join(client);
        command.arg(script).arg(relay.ip().to_string()).arg(relay.port().to_string()).env("PYTHONUTF8", "1");
        let program = Program::start(&mut command);
        program.wait_for("Adresse du client : ");
        program.wait_for(")\n");
        let addr = printed_addr(&program.printed());
        Pupil { program, addr, typed: String::new(), answers: 0 }
    }

    pub(crate) fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// Types a line. Its client now waits for an answer.
    pub(crate) fn types(&mut self, line: &str) {
        self.program.type_line(line);
        self.typed.push_str(line);
    }

    /// Waits until the next answer is on the screen, and gives all of them.
    pub(crate) fn next_answer(&mut self) -> String {
        self.answers += 1;
        self.program.wait_for_lines_with(ANSWER, self.answers);
        answers(&self.program.printed()).last().cloned().expect("an answer is printed")
    }

    /// Waits for its end, which is to be a good one, and gives its account.
    pub(crate) fn ends(self, sent_before: &str) -> (Account, Vec<String>) {
        let ended = self.program.finish();
        assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""), "{}", ended.stdout);
        let answers = answers(&ended.stdout);
        let sent = format!("{sent_before}{}", self.typed);
        (Account::literal(self.addr, sent.as_bytes(), answers.concat().as_bytes()), answers)
    }
}

fn answers(printed: &str) -> Vec<String> {
    printed.lines().filter_map(|line| line.strip_prefix(ANSWER)).map(str::to_owned).collect()
}

/// `Adresse du client : ('127.0.0.1', 40000)`
fn printed_addr(printed: &str) -> SocketAddr {
    let line = printed.lines().next().expect("a client prints its address first");
    let mut parts = line.split(['\'', '(', ')', ',', ' ']).filter(|part| !part.is_empty()).rev();
    let port: u16 = parts.next().and_then(|port| port.parse().ok()).expect("a port");
    let ip: Ipv4Addr = parts.next().and_then(|ip| ip.parse().ok()).expect("an address");
    SocketAddr::from((ip, port))
}

//! The lesson's guide, `client/LECON.md`: its commands as written, and each of its answers that a program
//! can give. One that no test knows fails `no_command_of_the_lesson_goes_untried`.
//!
//! The address of the guide's second machine is the one thing that is put in its place.

use std::net::TcpListener;

use tp_testkit::guide::{self, Home};
use tp_testkit::netns::{Machines, SERVER};
use tp_testkit::program::{self, Program};
use tp_testkit::skip::{need_program, skip};
use tp_testkit::wait;

const GUIDE: &str = "client/LECON.md";

const RELAY: &str = "tp-relais --config lecon.toml";
const BANNER: &str = "tp-ctl banner";
const ONCE: &str = "python3 client_once.py 127.0.0.1 12347";
const TAIL_ACK: &str = "tp-ctl tail --room 12347";
const TRACE_ACK: &str = "tp-ctl trace 1 --room 12347";
const ONCE_THERE: &str = "python3 client_once.py 192.168.1.20 12347";
const DOCTOR: &str = "tp-client --doctor 192.168.1.20:12347";
const ONCE_TYPED: &str = r#"tp-client --once "Hello, serveur !" 127.0.0.1:12347"#;
const TAIL_HEX: &str = "tp-ctl tail --room 12347 --hex";
const PING_PONG: &str = "python3 client_lockstep.py 127.0.0.1 12346";
const PEERS: &str = "tp-ctl peers";
const TAIL_ECHO: &str = "tp-ctl tail --room 12346";
const CLASS: &str = "python3 client_lockstep.py 127.0.0.1 12345";
const CLIENT: &str = "tp-client 127.0.0.1:12345";
const TAIL: &str = "tp-ctl tail --room 12345";
const DIAGRAM: &str = "tp-ctl diagram --room 12345";
const TRACE: &str = "tp-ctl trace 1 --room 12345";
const VERIFY: &str = "tp-ctl verify";
const EXPORT: &str = "tp-ctl export --pcapng lecon.pcapng";

/// A class: a folder with the guide's programs and its configuration, on this machine or another.
struct Class {
    home: Home,
    prefix: Vec<String>,
}

impl Class {
    fn new(prefix: Vec<String>) -> Class {
        let home = Home::new();
        let programs = guide::blocks(GUIDE, "python");
        for (name, text) in ["client_once.py", "client_lockstep.py"].iter().zip(programs) {
            std::fs::write(home.path().join(name), text).expect("a program of the lesson");
        }
        std::fs::write(home.path().join("lecon.toml"), guide::text("systemd/lecon.toml")).expect("the configuration");
        Class { home, prefix }
    }

    /// A command of the guide.
    fn start(&self, line: &str) -> Program {
        assert!(guide::commands(GUIDE).iter().any(|command| command == line), "the guide no longer says {line:?}");
        Program::start(&mut self.home.line(&self.prefix, line))
    }

    fn output(&self, line: &str) -> String {
        let ended = self.start(line).finish();
        assert_eq!(ended.code, Some(0), "{line}: {}{}", ended.stdout, ended.stderr);
        ended.stdout
    }

    fn relay(&self) -> Program {
        let relay = self.start(RELAY);
        relay.wait_for("room 12348 (all)");
        relay.wait_for("frame log:");
        relay
    }
}

/// The lesson's ports are the machine's, not the test's: somebody may have a relay there.
fn ports_are_free() -> bool {
    let free = (12345..=12348).all(|port| TcpListener::bind(("0.0.0.0", port)).is_ok());
    if !free {
        skip("a program of this machine uses a port from 12345 to 12348");
    }
    free
}

/// On a machine of its own no other test has these ports.
fn one_machine() -> Option<(Option<Machines>, Vec<String>)> {
    need_program("python3")?;
    match Machines::new() {
        Some(machines) => {
            let prefix = machines.server_prefix();
            Some((Some(machines), prefix))
        }
        None => ports_are_free().then(|| (None, Vec::new())),
    }
}

#[test]
fn the_lesson_goes_as_written_on_one_machine() {
    let Some((_machines, prefix)) = one_machine() else { return };
    let class = Class::new(prefix);
    let _relay = class.relay();
    assert!(class.output(BANNER).contains("Room 12345, mode others"));
    first_steps(&class);
    ping_pong(&class);
    whole_class(&class);
    wait::until("the proof", || class.output(VERIFY).contains("0 lost: OK"));
    class.output(EXPORT);
    let capture = std::fs::read(class.home.path().join("lecon.pcapng")).expect("the capture");
    assert!(capture.windows(7).any(|bytes| bytes == b"bonjour"));
}

/// One client and one server, then a typed message.
fn first_steps(class: &Class) {
    let once = class.output(ONCE);
    assert!(once.contains("Adresse du serveur : ('127.0.0.1', 12347)"), "{once}");
    assert!(once.contains("Reçu : OK, message reçu depuis l'adresse 127.0.0.1:"), "{once}");
    assert!(class.output(TAIL_ACK).contains("Hello, serveur !"));
    assert!(class.output(TRACE_ACK).contains("Hello, serveur !"));
    let typed = class.output(ONCE_TYPED);
    assert!(typed.starts_with("OK, message reçu depuis l'adresse 127.0.0.1:"), "{typed}");
    let hex = class.output(TAIL_HEX);
    assert!(hex.contains("48 65 6c 6c 6f"), "{hex}");
}

fn ping_pong(class: &Class) {
    let mut pupil = class.start(PING_PONG);
    for line in ["ping", "été", "fin"] {
        pupil.type_line(line);
        pupil.wait_for(&format!("Reçu : {line}"));
        if line == "été" {
            assert!(class.output(PEERS).contains("12346"), "the pupil is there");
        }
    }
    assert_eq!(pupil.finish().code, Some(0));
    assert!(class.output(TAIL_ECHO).contains("été"));
}

fn whole_class(class: &Class) {
    let mut anne = class.start(CLASS);
    let mut bob = class.start(CLIENT);
    wait::until("two clients", || class.output(PEERS).matches("12345").count() >= 2);
    anne.type_line("bonjour");
    bob.wait_for("bonjour");
    bob.type_line("salut");
    anne.wait_for("Reçu : salut");
    for view in [TAIL, DIAGRAM] {
        let seen = class.output(view);
        assert!(seen.contains("bonjour") && seen.contains("salut"), "{view}: {seen}");
    }
    assert!(class.output(TRACE).contains("bonjour"));
    anne.type_line("fin");
    anne.wait_for("Reçu : \n");
    assert_eq!(anne.finish().code, Some(0));
    bob.wait_for("fin");
    bob.type_line("fin");
    assert_eq!(bob.finish().code, Some(0));
}

#[test]
fn the_second_step_goes_as_written_on_two_machines() {
    let Some(_) = need_program("python3") else { return };
    let Some(machines) = Machines::new() else { return };
    let class = Class::new(machines.server_prefix());
    let there = |line: &str| {
        assert!(guide::commands(GUIDE).iter().any(|command| command == line), "the guide no longer says {line:?}");
        let line = line.replace("192.168.1.20", &SERVER.to_string());
        let mut words: Vec<String> = class.prefix.clone();
        *words.last_mut().expect("a namespace") = machines.client_name().to_owned();
        program::run(&mut class.home.line(&words, &line))
    };
    let before = there(DOCTOR);
    assert_eq!(before.code, Some(1));
    assert!(before.stdout.contains("no program of it listens on port 12347"), "{}", before.stdout);
    let _relay = class.relay();
    let once = there(ONCE_THERE);
    assert_eq!(once.code, Some(0), "{}{}", once.stdout, once.stderr);
    assert!(once.stdout.contains("Adresse du client : ('10.77.0.2'"), "{}", once.stdout);
    let after = there(DOCTOR);
    assert_eq!(after.code, Some(0), "{}", after.stdout);
}

#[test]
fn no_command_of_the_lesson_goes_untried() {
    let tried = [
        RELAY, BANNER, ONCE, TAIL_ACK, TRACE_ACK, ONCE_THERE, DOCTOR, ONCE_TYPED, TAIL_HEX, PING_PONG, PEERS,
        TAIL_ECHO, CLASS, CLIENT, TAIL, DIAGRAM, TRACE, VERIFY, EXPORT,
    ];
    for command in guide::commands(GUIDE) {
        assert!(tried.contains(&command.as_str()), "no test runs {command:?}");
    }
}

#[test]
fn the_configuration_of_the_lesson_is_one_of_the_guides_ports() {
    let configuration = guide::text("systemd/lecon.toml");
    for (port, mode) in [(12347, "ack"), (12346, "echo"), (12345, "others"), (12348, "all")] {
        assert!(configuration.contains(&format!("\"{port}={mode}\"")), "{port}");
        assert!(guide::text(GUIDE).contains(&format!("| {port} | `{mode}` |")), "{port}");
    }
}

//! The lesson's guide, `client/LECON.md`: its commands as written, and each of its answers that a program
//! can give. Whoever plays a part of the guide notes what was run, and fails where a command was not.
//!
//! The address of the guide's second machine is the one thing that is put in its place.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::net::TcpListener;
use std::process::Command;

use tp_testkit::guide::{self, Home};
use tp_testkit::netns::{Machines, SERVER};
use tp_testkit::program::{self, Ended, Program};
use tp_testkit::skip::{need_program, need_root, skip};
use tp_testkit::wait;

const GUIDE: &str = "client/LECON.md";
/// The one section that needs a second machine.
const TWO_MACHINES: &str = "Étape 2";
/// Names a program that boots a throw-away systemd and runs a command in it.
const RUNNER_VARIABLE: &str = "TP_RELAIS_WITH_SYSTEMD";
/// Names the package.
const PACKAGE_VARIABLE: &str = "TP_RELAIS_PACKAGE";

const RELAY: &str = "tp-relais --config lecon.toml";
const BANNER: &str = "tp-ctl banner";
const ONCE: &str = "python3 client_once.py 127.0.0.1 12347";
const PEERS_ACK: &str = "tp-ctl peers --closed --room 12347";
const TAIL_ACK: &str = "tp-ctl tail --room 12347";
const TRACE_ACK: &str = "tp-ctl trace 1 --room 12347";
const DIAGRAM_ACK: &str = "tp-ctl diagram --room 12347";
const ONCE_THERE: &str = "python3 client_once.py 192.168.1.20 12347";
const CLIENT_THERE: &str = r#"tp-client --once "Hello, serveur !" 192.168.1.20:12347"#;
const PEERS_THERE: &str = "tp-ctl peers --closed --room 12347 -n 2";
const TAIL_THERE: &str = "tp-ctl tail --room 12347 -n 4";
const DIAGRAM_THERE: &str = "tp-ctl diagram --room 12347 -n 4";
const TRACE_THIRD: &str = "tp-ctl trace 3 --room 12347";
const DOCTOR: &str = "tp-client --doctor 192.168.1.20:12347";
const TYPED: &str = r#"tp-client --once "Un été" 127.0.0.1:12347"#;
const TAIL_HEX: &str = "tp-ctl tail --room 12347 -n 2 --hex";
const PEERS_TYPED: &str = "tp-ctl peers --closed --room 12347 -n 1";
const DIAGRAM_TYPED: &str = "tp-ctl diagram --room 12347 -n 2";
const PING_PONG: &str = "python3 client_lockstep.py 127.0.0.1 12346";
const PEERS_ECHO: &str = "tp-ctl peers --room 12346";
const TAIL_ECHO: &str = "tp-ctl tail --room 12346";
const TRACE_ECHO: &str = "tp-ctl trace 1 --room 12346";
const DIAGRAM_ECHO: &str = "tp-ctl diagram --room 12346";
const CLASS: &str = "python3 client_lockstep.py 127.0.0.1 12345";
const CLIENT: &str = "tp-client 127.0.0.1:12345";
const PEERS: &str = "tp-ctl peers --room 12345";
const TAIL: &str = "tp-ctl tail --room 12345";
const DIAGRAM: &str = "tp-ctl diagram --room 12345";
const TRACE: &str = "tp-ctl trace 1 --room 12345";
const VERIFY: &str = "tp-ctl verify";
const EXPORT: &str = "tp-ctl export --pcapng lecon.pcapng";
const CLOSED: &str = "tp-ctl peers --closed";

/// What is for the machine with the package alone.
fn of_the_package(command: &str) -> bool {
    command.starts_with("sudo ") || command.contains("/usr/share/doc/")
}

/// A class: a folder with the guide's programs and its configuration, on this machine or another.
struct Class {
    home: Home,
    prefix: Vec<String>,
    tried: RefCell<BTreeSet<String>>,
}

impl Class {
    fn new(prefix: Vec<String>) -> Class {
        let home = Home::new();
        let programs = guide::blocks(GUIDE, "python");
        for (name, text) in ["client_once.py", "client_lockstep.py"].iter().zip(programs) {
            std::fs::write(home.path().join(name), text).expect("a program of the lesson");
        }
        std::fs::write(home.path().join("lecon.toml"), guide::text("systemd/lecon.toml")).expect("the configuration");
        Class { home, prefix, tried: RefCell::default() }
    }

    /// A command of the guide.
    fn start(&self, line: &str) -> Program {
        self.note(line);
        Program::start(&mut self.home.line(&self.prefix, line))
    }

    /// The same on the pupil's machine, with the address of this one in the place of the guide's.
    fn there(&self, machines: &Machines, line: &str) -> Ended {
        self.note(line);
        let mut prefix = self.prefix.clone();
        *prefix.last_mut().expect("a namespace") = machines.client_name().to_owned();
        program::run(&mut self.home.line(&prefix, &line.replace("192.168.1.20", &SERVER.to_string())))
    }

    fn note(&self, line: &str) {
        assert!(guide::commands(GUIDE).iter().any(|command| command == line), "the guide no longer says {line:?}");
        self.tried.borrow_mut().insert(line.to_owned());
    }

    /// Whoever has played this part of the guide has run all of it.
    fn has_tried(&self, commands: impl IntoIterator<Item = String>) {
        let tried = self.tried.borrow();
        let left: Vec<String> = commands.into_iter().filter(|command| !tried.contains(command)).collect();
        assert!(left.is_empty(), "no test runs {left:?}");
    }

    fn output(&self, line: &str) -> String {
        let ended = self.start(line).finish();
        assert_eq!(ended.code, Some(0), "{line}: {}{}", ended.stdout, ended.stderr);
        ended.stdout
    }

    /// Each of these views shows all of these words.
    fn shows(&self, views: &[&str], words: &[&str]) {
        for view in views {
            let seen = self.output(view);
            assert!(words.iter().all(|word| seen.contains(word)), "{view}: {words:?} in {seen}");
        }
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
    class.shows(&[CLOSED], &["12345", "12346", "12347"]);
    class.output(EXPORT);
    in_wireshark(&class);
    let second = guide::commands_of(GUIDE, TWO_MACHINES);
    let mut commands = guide::commands(GUIDE);
    commands.retain(|command| !of_the_package(command) && !second.contains(command));
    class.has_tried(commands);
}

/// One client and one server, then a typed message.
fn first_steps(class: &Class) {
    let once = class.output(ONCE);
    assert!(once.contains("Adresse du serveur : ('127.0.0.1', 12347)"), "{once}");
    assert!(once.contains("Reçu : OK, message reçu depuis l'adresse 127.0.0.1:"), "{once}");
    // That somebody has left is on record some milliseconds after the last byte.
    let (_, port) = once.split_once("Adresse du client : ('127.0.0.1', ").expect("an address");
    let (port, _) = port.split_once(')').expect("a port");
    wait::until("the first to have left", || class.output(PEERS_ACK).contains(port));
    class.shows(&[TAIL_ACK, TRACE_ACK, DIAGRAM_ACK], &["Hello, serveur !", port]);
    let typed = class.output(TYPED);
    assert!(typed.starts_with("OK, message reçu depuis l'adresse 127.0.0.1:"), "{typed}");
    let port = typed.trim().rsplit(':').next().expect("a port");
    wait::until("the second to have left", || class.output(PEERS_TYPED).contains(port));
    class.shows(&[TAIL_HEX], &["55 6e 20 c3 a9 74 c3 a9", port]);
    class.shows(&[TRACE_THIRD, DIAGRAM_TYPED], &["Un été", port]);
}

fn ping_pong(class: &Class) {
    let mut pupil = class.start(PING_PONG);
    for line in ["ping", "été", "fin"] {
        pupil.type_line(line);
        pupil.wait_for(&format!("Reçu : {line}"));
        if line == "été" {
            class.shows(&[PEERS_ECHO], &["12346", "127.0.0.1"]);
        }
    }
    assert_eq!(pupil.finish().code, Some(0));
    class.shows(&[TAIL_ECHO, DIAGRAM_ECHO], &["ping", "été", "fin"]);
    class.shows(&[TRACE_ECHO], &["ping"]);
}

fn whole_class(class: &Class) {
    let mut anne = class.start(CLASS);
    let mut bob = class.start(CLIENT);
    wait::until("two clients", || class.output(PEERS).matches("12345").count() >= 2);
    anne.type_line("bonjour");
    bob.wait_for("bonjour");
    bob.type_line("salut");
    anne.wait_for("Reçu : salut");
    class.shows(&[TAIL, DIAGRAM], &["bonjour", "salut"]);
    class.shows(&[TRACE], &["bonjour"]);
    anne.type_line("fin");
    anne.wait_for("Reçu : \n");
    assert_eq!(anne.finish().code, Some(0));
    bob.wait_for("fin");
    bob.type_line("fin");
    assert_eq!(bob.finish().code, Some(0));
}

/// Each of the guide's filters shows packets of the capture, and the first step's what the guide says.
fn in_wireshark(class: &Class) {
    let text = guide::text(GUIDE);
    let filters: BTreeSet<&str> = text.split('`').filter(|code| code.starts_with("tcp.port ")).collect();
    assert_eq!(Vec::from_iter(&filters), [&"tcp.port == 12345", &"tcp.port == 12346", &"tcp.port == 12347"]);
    let Some(tshark) = need_program("tshark") else { return };
    let capture = class.home.path().join("lecon.pcapng");
    let packets = |filter: &str| {
        let fields = ["-e", "tcp.flags.str", "-e", "tcp.len"];
        let mut command = Command::new(&tshark);
        command.arg("-r").arg(&capture).args(["-n", "-Y", filter, "-T", "fields"]).args(fields);
        let ended = program::run(&mut command);
        assert_eq!(ended.code, Some(0), "{}", ended.stderr);
        ended.stdout.lines().map(|line| line.replace('·', "")).collect::<Vec<String>>()
    };
    for filter in filters {
        assert!(!packets(filter).is_empty(), "{filter} shows nothing");
    }
    let first = packets("tcp.port == 12347 && tcp.stream == 0");
    assert_eq!(first[..3], ["S\t0", "AS\t0", "A\t0"], "{first:?}");
    assert_eq!(first.iter().filter(|packet| !packet.ends_with("\t0")).count(), 2, "{first:?}");
    assert!(first.iter().any(|packet| packet.starts_with("AF")), "{first:?}");
}

#[test]
fn the_second_step_goes_as_written_on_two_machines() {
    let Some(_) = need_program("python3") else { return };
    let Some(machines) = Machines::new() else { return };
    let class = Class::new(machines.server_prefix());
    let there = |line: &str| class.there(&machines, line);
    let before = there(DOCTOR);
    assert_eq!(before.code, Some(1));
    assert!(before.stdout.contains("no program of it listens on port 12347"), "{}", before.stdout);
    let _relay = class.relay();
    let once = there(ONCE_THERE);
    assert_eq!(once.code, Some(0), "{}{}", once.stdout, once.stderr);
    assert!(once.stdout.contains("Adresse du client : ('10.77.0.2'"), "{}", once.stdout);
    let client = there(CLIENT_THERE);
    assert_eq!(client.code, Some(0), "{}{}", client.stdout, client.stderr);
    assert!(client.stdout.starts_with("OK, message reçu depuis l'adresse 10.77.0.2:"), "{}", client.stdout);
    wait::until("both to have left", || class.output(PEERS_THERE).matches("10.77.0.2").count() == 2);
    class.shows(&[TAIL_THERE, DIAGRAM_THERE, TRACE_THIRD], &["Hello, serveur !", "10.77.0.2"]);
    let after = there(DOCTOR);
    assert_eq!(after.code, Some(0), "{}", after.stdout);
    class.has_tried(guide::commands_of(GUIDE, TWO_MACHINES));
}

#[test]
fn the_service_of_the_package_gives_way_to_the_lesson_and_comes_back() {
    let Some(runner) = std::env::var_os(RUNNER_VARIABLE) else {
        return skip(&format!("{RUNNER_VARIABLE} names no program that boots a systemd"));
    };
    let Ok(package) = std::env::var(PACKAGE_VARIABLE) else {
        return skip(&format!("{PACKAGE_VARIABLE} names no package of the relay"));
    };
    if !need_root("boot a systemd") {
        return;
    }
    let mut commands = guide::commands(GUIDE);
    commands.retain(|command| of_the_package(command));
    let again = commands.pop().expect("the service's start");
    assert_eq!(again, "sudo systemctl start tp-relais");
    // Root needs no sudo; the teacher is an ordinary user.
    let before = commands.join("; ").replace("sudo ", "");
    let script = format!(
        "set -e; rm -f /var/lib/man-db/auto-update; dpkg -i {package}; systemctl start tp-relais; \
         mkdir /tmp/lesson; cd /tmp/lesson; {before}; chown -R nobody . ; export HOME=$PWD; \
         teacher='setpriv --reuid nobody --regid nogroup --clear-groups'; \
         $teacher {RELAY} & until $teacher tp-ctl status; do sleep 0.05; done; \
         $teacher tp-client --once bonjour 127.0.0.1:12347; echo; kill $!; wait $!; \
         {}; systemctl is-active tp-relais",
        again.replace("sudo ", "")
    );
    let ended = program::run(Command::new(runner).args(["--timeout", "60", "--", "bash", "-c", &script]));
    assert_eq!(ended.code, Some(0), "{}\n{}", ended.stdout, ended.stderr);
    assert!(ended.stdout.contains("OK, message reçu depuis"), "{}", ended.stdout);
    assert_eq!(ended.stdout.lines().last(), Some("active"), "{}", ended.stdout);
}

#[test]
fn the_configuration_of_the_lesson_is_one_of_the_guides_ports() {
    let configuration = guide::text("systemd/lecon.toml");
    for (port, mode) in [(12347, "ack"), (12346, "echo"), (12345, "others"), (12348, "all")] {
        assert!(configuration.contains(&format!("\"{port}={mode}\"")), "{port}");
        assert!(guide::text(GUIDE).contains(&format!("| {port} | `{mode}` |")), "{port}");
    }
}

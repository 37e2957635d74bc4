//! The whole lesson on one machine.

use std::net::TcpListener;

use tp_testkit::netns::Machines;
use tp_testkit::program::Program;
use tp_testkit::skip::{need_program, skip};
use tp_testkit::{guide, wait};

use crate::class::Class;
use crate::commands::{
    BANNER, CLASS, CLIENT, CLOSED, DIAGRAM, DIAGRAM_ACK, DIAGRAM_ECHO, DIAGRAM_TYPED, EXPORT, GUIDE, ONCE, PEERS,
    PEERS_ACK, PEERS_ECHO, PEERS_TYPED, PING_PONG, TAIL, TAIL_ACK, TAIL_ECHO, TAIL_HEX, TRACE, TRACE_ACK, TRACE_ECHO,
    TRACE_THIRD, TWO_MACHINES, TYPED, VERIFY, of_the_package,
};
use crate::wireshark::in_wireshark;

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
    play(&class);
    // The numbers that the guide names are right for the next class as well.
    let _relay = play(&class);
    class.output(EXPORT);
    in_wireshark(&class);
    let second = guide::commands_of(GUIDE, TWO_MACHINES);
    let mut commands = guide::commands(GUIDE);
    commands.retain(|command| !of_the_package(command) && !second.contains(command));
    class.has_tried(commands);
}

/// All steps in front of a relay of their own, which goes with what is returned.
fn play(class: &Class) -> Program {
    let relay = class.relay();
    assert!(class.output(BANNER).contains("Room 12345, mode others"));
    first_steps(class);
    ping_pong(class);
    whole_class(class);
    wait::until("the proof", || class.output(VERIFY).contains("0 lost: OK"));
    class.shows(&[CLOSED], &["12345", "12346", "12347"]);
    relay
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

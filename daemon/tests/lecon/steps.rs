//! The steps of the lesson, in the guide's order and in one class: the numbers that it names are those.

use tp_testkit::pane::Pane;
use tp_testkit::program::Program;
use tp_testkit::wait;

use crate::class::Class;
use crate::commands::{
    BANNER, CLASS, CLIENT, CLIENT_THERE, CLOSED, CONNECTED, DIAGRAM, DIAGRAM_ACK, DIAGRAM_ECHO, DIAGRAM_LATER,
    DIAGRAM_THERE, DIAGRAM_TYPED, DOCTOR, DOCTOR_OF_THE_CLASS, HINTS, HINTS_CLOSED, ONCE, ONCE_THERE, PEERS, PEERS_ACK,
    PEERS_ECHO, PEERS_THERE, PEERS_TYPED, PING_PONG, TAIL, TAIL_ACK, TAIL_ECHO, TAIL_HEX, TAIL_LATER, TAIL_THERE, TOP,
    TRACE, TRACE_ACK, TRACE_ECHO, TRACE_THERE, TRACE_TYPED, TYPED, VERIFY, VERIFY_LATER,
};

const ANSWER: &str = "OK, message reçu depuis l'adresse";

/// All steps in front of a relay of their own, which goes with what is returned.
pub(crate) fn play(class: &Class) -> Program {
    let relay = class.relay();
    assert!(class.output(BANNER).contains("Room 12345, mode others"));
    one_client(class);
    two_machines(class);
    typed_message(class);
    ping_pong(class);
    whole_class(class);
    wait::until("the proof", || class.output(VERIFY).contains("0 lost: OK"));
    class.shows(&[CLOSED, HINTS_CLOSED], &["12345", "12346", "12347"]);
    class.output_there(DOCTOR_OF_THE_CLASS);
    relay
}

/// What can still be read when the relay has ended.
pub(crate) fn read_later(class: &Class, relay: Program) {
    let pid = nix::unistd::Pid::from_raw(i32::try_from(relay.pid()).expect("a process number"));
    nix::sys::signal::kill(pid, nix::sys::signal::Signal::SIGINT).expect("the relay runs");
    assert_eq!(relay.finish().code, Some(0));
    class.date_the_folder();
    class.shows(&[TAIL_LATER, DIAGRAM_LATER], &["Un été", "bonjour", "salut"]);
    class.shows(&[VERIFY_LATER], &["0 lost: OK"]);
}

/// Everything at a glance.
fn on_the_screen(class: &Class) {
    let Some(pane) = Pane::start(&class.command(TOP)) else { return };
    pane.wait_for("bonjour");
    pane.press("q");
    assert_eq!(pane.wait_for_exit(), 0);
}

/// That somebody has left is on record some milliseconds after the last byte.
fn has_left(class: &Class, view: &str, ports: &[&str]) {
    wait::until("somebody to have left", || {
        let left = class.output(view);
        ports.iter().all(|port| left.contains(&format!(":{port} ")))
    });
}

/// The port that a program of the lesson says it has.
fn port_of_python<'a>(said: &'a str, client: &str) -> &'a str {
    let (_, port) = said.split_once(&format!("Adresse du client : ('{client}', ")).expect("an address");
    port.split_once(')').expect("a port").0
}

/// The port that the server answered to.
fn port_in_answer<'a>(answer: &'a str, client: &str) -> &'a str {
    assert!(answer.starts_with(&format!("{ANSWER} {client}:")), "{answer}");
    answer.trim().rsplit(':').next().expect("a port")
}

/// The first step.
fn one_client(class: &Class) {
    let once = class.output(ONCE);
    assert!(once.contains("Adresse du serveur : ('127.0.0.1', 12347)"), "{once}");
    assert!(once.contains(&format!("Reçu : {ANSWER} 127.0.0.1:")), "{once}");
    let port = port_of_python(&once, "127.0.0.1");
    has_left(class, PEERS_ACK, &[port]);
    class.shows(&[CONNECTED], &["no peers"]);
    class.shows(&[TAIL_ACK, TRACE_ACK, DIAGRAM_ACK], &["Hello, serveur !", port]);
}

/// The second: a pupil's machine, which may be the same.
fn two_machines(class: &Class) {
    let pupil = class.address_of_the_pupil().to_string();
    let once = class.output_there(ONCE_THERE);
    assert!(once.contains(&format!("Reçu : {ANSWER} {pupil}:")), "{once}");
    let first = port_of_python(&once, &pupil);
    let client = class.output_there(CLIENT_THERE);
    let second = port_in_answer(&client, &pupil);
    has_left(class, PEERS_THERE, &[first, second]);
    class.shows(&[TAIL_THERE, DIAGRAM_THERE], &["Hello, serveur !", &pupil, first, second]);
    class.shows(&[TRACE_THERE], &["Hello, serveur !", &pupil, first]);
    class.output_there(DOCTOR);
}

/// The third.
fn typed_message(class: &Class) {
    let typed = class.output(TYPED);
    let port = port_in_answer(&typed, "127.0.0.1");
    has_left(class, PEERS_TYPED, &[port]);
    class.shows(&[TAIL_HEX], &["55 6e 20 c3 a9 74 c3 a9", port]);
    class.shows(&[TRACE_TYPED, DIAGRAM_TYPED], &["Un été", port]);
}

/// The fourth.
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

/// A pupil goes, and is half-closed for the server: not among those who left yet. Gives the port.
fn leaves_without_the_end_word(class: &Class) -> String {
    let eve = class.start(CLASS);
    eve.wait_for(")\n");
    let port = port_of_python(&eve.printed(), "127.0.0.1").to_owned();
    // As with Ctrl-C, it is the kernel that closes her connection.
    drop(eve);
    wait::until("a half-closed client", || class.output(CONNECTED).contains("half-closed"));
    assert!(!class.output(CLOSED).contains(&format!(":{port} ")), "{port} has left already");
    port
}

/// The fifth.
fn whole_class(class: &Class) {
    let mut anne = class.start(CLASS);
    let mut bob = class.start(CLIENT);
    wait::until("two clients", || class.output(PEERS).matches("12345").count() >= 2);
    let eve = leaves_without_the_end_word(class);
    anne.type_line("bonjour");
    bob.wait_for("bonjour");
    bob.type_line("salut");
    anne.wait_for("Reçu : salut");
    has_left(class, CLOSED, &[&eve]);
    class.shows(&[TAIL, DIAGRAM], &["bonjour", "salut"]);
    class.shows(&[TRACE], &["bonjour"]);
    on_the_screen(class);
    class.shows(&[HINTS], &["No hints"]);
    anne.type_line("fin");
    anne.wait_for("Reçu : \n");
    assert_eq!(anne.finish().code, Some(0));
    bob.wait_for("fin");
    bob.type_line("fin");
    assert_eq!(bob.finish().code, Some(0));
}

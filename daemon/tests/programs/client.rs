//! `tp-client` against a real relay, in a pipe and on a terminal.

use std::process::Command;

use tp_testkit::pane::Pane;
use tp_testkit::program::{self, Program, workspace_program};
use tp_testkit::{Account, Check, Client, Relay};

fn tp_client(relay: &Relay, options: &[&str]) -> Command {
    let mut command = Command::new(workspace_program("tp-client"));
    command.args(options).arg(relay.addr().to_string()).env("LC_ALL", "C.UTF-8");
    command
}

#[test]
fn two_clients_chat_until_the_end_word() {
    let relay = Relay::start();
    let mut ada = Program::start(&mut tp_client(&relay, &[]));
    let ada_addr = relay.wait_for_peers(1)[0].peer;
    let mut bob = Program::start(&mut tp_client(&relay, &[]));
    let rows = relay.wait_for_peers(2);
    let bob_addr = rows.iter().map(|row| row.peer).find(|&addr| addr != ada_addr).expect("another peer");
    ada.type_line("bonjour");
    bob.wait_for("bonjour");
    bob.type_line("salut, ça va ?");
    ada.wait_for("salut, ça va ?");
    ada.type_line("fin");
    let ada = ada.wait();
    assert_eq!(ada.code, Some(0), "{ada:?}");
    for port in [ada_addr.port(), relay.addr().port()] {
        assert!(ada.stderr.contains(&port.to_string()), "both ends are named: {}", ada.stderr);
    }
    bob.wait_for("fin");
    bob.type_line("fin");
    let bob = bob.wait();
    assert_eq!(bob.code, Some(0), "{bob:?}");
    let ada = Account::literal(ada_addr, b"bonjour\nfin\n", ada.stdout.as_bytes());
    let bob = Account::literal(bob_addr, "salut, ça va ?\nfin\n".as_bytes(), bob.stdout.as_bytes());
    let report = relay.finish(Vec::new(), vec![ada, bob]);
    assert_eq!((report.why(ada_addr), report.why(bob_addr)), ("end-word", "end-word"));
}

#[test]
fn a_client_in_a_pipe_gets_its_answers_after_the_end_of_its_input() {
    let relay = Relay::start_mode("echo");
    let mut client = Program::start(&mut tp_client(&relay, &[]));
    let addr = relay.wait_for_peers(1)[0].peer;
    client.type_line("ping");
    client.end_input();
    client.wait_for("ping");
    let ended = client.finish();
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(0), "ping\n"), "{}", ended.stderr);
    relay.finish(Vec::new(), vec![Account::literal(addr, b"ping\n", b"ping\n")]);
}

#[test]
fn once_prints_the_servers_answer() {
    let relay = Relay::start_mode("ack");
    let ended = program::run(&mut tp_client(&relay, &["--once", "Hello, serveur !"]));
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(ended.stdout.starts_with("OK, message reçu depuis l'adresse 127.0.0.1:"), "{ended:?}");
    let report = relay.finish(Vec::new(), Vec::new());
    assert_eq!(report.frames, 2);
}

#[test]
fn a_sender_has_a_colour_on_a_terminal_whatever_stands_between_frames() {
    for separator in ["none", "lf"] {
        let config = format!("label = \"name\"\nseparator = \"{separator}\"\n");
        let relay = Relay::setup().config(&config).listen("127.0.0.1:0").start();
        let mut named = Client::connect(relay.addr());
        relay.wait_for_peer(named.addr());
        assert_eq!(relay.tp_ctl(&["name", &named.addr().to_string(), "poste-3"]).code, Some(0));
        let mut nameless = Client::connect(relay.addr());
        let Some(pane) = Pane::start(&tp_client(&relay, &[])) else { return };
        relay.wait_for_peers(3);
        named.send(b"bonjour");
        pane.wait_for("m[poste-3]\x1b[39m bonjour");
        nameless.send(b"salut [poste-3] !");
        pane.wait_for(&format!("m[{}]\x1b[39m salut [poste-3] !", nameless.addr()));
        named.send(b"[1] un");
        pane.wait_for("m[poste-3]\x1b[39m [1] un");
    }
}

#[test]
fn a_client_ends_when_the_relay_does() {
    let mut relay = Relay::start();
    let client = Program::start(&mut tp_client(&relay, &[]));
    relay.wait_for_peers(1);
    let mut other = Client::connect(relay.addr());
    relay.wait_for_peers(2);
    other.send(b"bonjour\n");
    client.wait_for("bonjour\n");
    assert_eq!(relay.stop().code(), Some(0));
    let ended = client.wait();
    assert_eq!(ended.code, Some(0), "{ended:?}");
    Check::room(relay.room_dir()).account(other.finish()).assert_ok();
}

#[test]
fn a_refused_connection_is_told() {
    let mut relay = Relay::start();
    let mut command = tp_client(&relay, &[]);
    relay.stop();
    let ended = program::run(&mut command);
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert!(ended.stderr.contains(&relay.addr().port().to_string()), "{ended:?}");
}

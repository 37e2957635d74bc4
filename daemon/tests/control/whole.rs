//! `reload` and `stop`, which are about the whole relay; and that none of the verbs that change
//! something is carried out on the socket that only reads.

use std::fs;

use tp_proto::control::{CONTROL_SOCKET, Code, Level, Ok as Answer, Reloaded, Request, Stopping};
use tp_proto::frame_log::Mode;
use tp_testkit::{Client, Relay};

use crate::ask::{ask, audited, order, refused, session};

fn configured(relay: &Relay, text: &str) {
    fs::write(relay.home().join("tp-relais.toml"), text).expect("its configuration");
}

#[test]
fn a_reload_says_what_is_new_and_what_waits() {
    let relay = Relay::setup().config("end-word = \"stop\"\n").listen("127.0.0.1:0").start();
    let Ok(Answer::Reloaded(same)) = order(&relay, &Request::Reload {}) else { panic!("refused") };
    assert_eq!(same, Reloaded { changed: vec![], waiting: vec![] });
    assert_eq!(relay.status().rooms[0].end_word.as_deref(), Some("stop"));
    configured(&relay, "end-word = \"bye\"\n[limits]\nclients = 1\nslow = \"cut\"\n[frame-log]\npayload = \"size\"\n");
    let Ok(Answer::Reloaded(reloaded)) = order(&relay, &Request::Reload {}) else { panic!("refused") };
    assert_eq!(reloaded.changed, ["end-word", "limits.clients", "limits.slow"]);
    assert_eq!(reloaded.waiting, ["frame-log.payload"]);
    assert_eq!(relay.status().rooms[0].end_word.as_deref(), Some("bye"));
    // What is new holds: the second client finds no place, and the new word ends the first one.
    let mut first = Client::connect(relay.addr());
    relay.wait_for_peers(1);
    Client::connect(relay.addr()).wait_for_end();
    assert_eq!(relay.status().refused["clients"], 1);
    first.send(b"bye");
    first.wait_for_end();
    // What waits goes on waiting.
    let Ok(Answer::Reloaded(again)) = order(&relay, &Request::Reload {}) else { panic!("refused") };
    assert_eq!((again.changed.len(), again.waiting.len()), (0, 1), "{again:?}");
    audited(&relay, "reload", 3);
    let ran = relay.tp_ctl(&["reload"]);
    assert!(ran.code == Some(0) && ran.stdout.contains("frame-log.payload"), "{ran:?}");
}

#[test]
fn a_configuration_that_is_wrong_is_refused_with_its_line_and_what_held_goes_on() {
    let relay = Relay::setup().config("").listen("127.0.0.1:0").start();
    configured(&relay, "end-word = \"x\"\n[limits]\nclients = 0\n");
    let failure = order(&relay, &Request::Reload {}).expect_err("it is wrong");
    assert_eq!(failure.code, Code::BadConfiguration);
    assert!(failure.text.contains("line 3, column 11"), "{failure}");
    let ran = relay.tp_ctl(&["reload"]);
    assert!(ran.code == Some(1) && ran.stderr.contains("line 3, column 11"), "{ran:?}");
    configured(&relay, "end-word = \"x\"\n");
    let Ok(Answer::Reloaded(reloaded)) = order(&relay, &Request::Reload {}) else { panic!("refused") };
    assert_eq!(reloaded.changed, ["end-word"], "the wrong one was not used in part");
}

#[test]
fn a_stop_is_answered_and_is_as_orderly_as_sigterm() {
    let mut relay = Relay::start();
    let mut clients: Vec<Client> = (0..2).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(2);
    clients[0].send(b"last words");
    clients[1].wait_for_bytes(10);
    let pid = relay.status().pid;
    let answer = order(&relay, &Request::Stop {});
    assert_eq!(answer, Ok(Answer::Stopping(Stopping { pid, clients: 2, managed: true })));
    assert_eq!(relay.wait_for_exit().code(), Some(0), "{}", relay.stderr());
    audited(&relay, "stop", 1);
    let accounts: Vec<_> = clients.into_iter().map(Client::finish).collect();
    let report = tp_testkit::Check::room(relay.room_dir()).accounts(accounts).assert_ok();
    assert_eq!(report.ends.last().map(String::as_str), Some("stop"));
    assert!(relay.told_manager().iter().any(|message| message.contains("STOPPING=1")));
}

#[test]
fn whoever_asks_for_a_stop_by_tp_ctl_is_told_how_it_stays_stopped() {
    let mut relay = Relay::start();
    let ran = relay.tp_ctl(&["stop"]);
    assert_eq!((ran.code, ran.stdout.contains("stopping")), (Some(0), true), "{ran:?}");
    assert!(ran.stderr.contains("systemctl stop tp-relais"), "a service manager started it: {ran:?}");
    assert_eq!(relay.wait_for_exit().code(), Some(0));
    assert_eq!(relay.tp_ctl(&["stop"]).code, Some(3));
}

#[test]
fn the_socket_that_only_reads_refuses_each_of_them() {
    let relay = Relay::start();
    let client = Client::connect(relay.addr());
    let number = relay.wait_for_peers(1)[0].number.to_string();
    let mut reads = session(&relay, Level::Status);
    for request in [
        Request::Kick { peers: vec![number], all: true },
        Request::Say { text: "x".into(), room: None, peer: None },
        Request::Pause { room: None },
        Request::Resume { room: None },
        Request::Mode { mode: Mode::Ack, room: None },
        Request::Reload {},
        Request::Stop {},
    ] {
        let failure = ask(&mut reads, &request).expect_err("it only reads");
        assert_eq!(failure.code, Code::NotAllowed, "{request:?}");
        assert!(failure.text.contains(CONTROL_SOCKET), "{failure}");
    }
    let room = relay.status().rooms.remove(0);
    assert_eq!((room.mode, room.paused, room.frames, room.peers), (Mode::Others, false, 0, 1));
    refused(&relay, &Request::Kick { peers: vec!["x".repeat(3000)], all: false }, Code::NoSuchPeer, &[]);
    relay.finish(vec![client], Vec::new());
}

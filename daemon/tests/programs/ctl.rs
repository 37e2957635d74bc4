//! `tp-ctl` against a real relay.

use serde_json::Value;
use tp_testkit::program::Program;
use tp_testkit::{Client, Relay};

const MIB: u64 = 1024 * 1024;

fn json(relay: &Relay, arguments: &[&str]) -> Value {
    let ended = relay.tp_ctl(arguments);
    assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""), "{arguments:?}");
    serde_json::from_str(&ended.stdout).unwrap_or_else(|error| panic!("{error}: {}", ended.stdout))
}

/// Three clients, one of whom has said "hello" to the others.
fn conversation() -> (Relay, Vec<Client>) {
    let relay = Relay::start();
    let mut clients: Vec<Client> = (0..3).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(3);
    clients[0].send(b"hello");
    clients[1..].iter().for_each(|client| client.wait_for_bytes(5));
    relay.wait_until_quiet(&clients);
    (relay, clients)
}

#[test]
fn peers_shows_ports_and_counters_of_both_sides() {
    let (relay, clients) = conversation();
    let said = json(&relay, &["peers", "--json"]);
    assert_eq!(said["schema"], 1);
    let peers = said["peers"].as_array().expect("a list");
    assert_eq!(peers.len(), 3);
    for (at, client) in clients.iter().enumerate() {
        let addr = client.addr().to_string();
        let peer = peers.iter().find(|peer| peer["peer"] == addr).expect("each client is there");
        let counters = ["rx_frames", "rx_bytes", "tx_frames", "tx_bytes", "backlog_bytes"].map(|key| &peer[key]);
        let expected = if at == 0 { [1, 5, 0, 0, 0] } else { [0, 0, 1, 5, 0] };
        assert_eq!(counters, expected, "{peer}");
        assert_eq!(peer["local"], relay.addr().to_string());
    }
    let table = relay.tp_ctl(&["peers"]);
    assert_eq!(table.code, Some(0), "{table:?}");
    for client in &clients {
        assert!(table.stdout.contains(&client.addr().port().to_string()), "{}", table.stdout);
    }
    relay.finish(clients, Vec::new());
}

#[test]
fn status_shows_the_rooms_and_the_log() {
    let (relay, clients) = conversation();
    let said = json(&relay, &["status", "--json"]);
    assert_eq!((&said["schema"], &said["pid"]), (&1.into(), &relay.pid().into()));
    let room = &said["rooms"][0];
    assert_eq!((&room["mode"], &room["peers"], &room["frames"]), (&"others".into(), &3.into(), &1.into()));
    assert_eq!(said["frame_log"]["state"], "ok");
    let text = relay.tp_ctl(&["status"]);
    assert_eq!(text.code, Some(0), "{text:?}");
    assert!(text.stdout.contains(&relay.addr().port().to_string()), "{}", text.stdout);
    relay.finish(clients, Vec::new());
}

#[test]
fn tail_shows_each_frame_with_its_ports() {
    let (relay, clients) = conversation();
    let line = json(&relay, &["tail", "-n", "5", "--json"]);
    assert_eq!((&line["n"], &line["len"], &line["text"]), (&1.into(), &5.into(), &"hello".into()));
    assert_eq!(line["src"]["port"], clients[0].addr().port());
    assert_eq!(line["dst"]["port"], relay.addr().port());
    let mut to: Vec<u64> =
        line["to"].as_array().expect("a list").iter().filter_map(|peer| peer["port"].as_u64()).collect();
    to.sort_unstable();
    let mut ports: Vec<u64> = clients[1..].iter().map(|client| client.addr().port().into()).collect();
    ports.sort_unstable();
    assert_eq!(to, ports);
    relay.finish(clients, Vec::new());
}

#[test]
fn tail_follows_what_comes_in() {
    let (relay, mut clients) = conversation();
    let follower = Program::start(&mut relay.tp_ctl_command(&["tail", "-f"]));
    follower.wait_for("hello");
    clients[1].send("déjà vu".as_bytes());
    follower.wait_for("déjà vu");
    clients[0].wait_for_bytes(9);
    drop(follower);
    relay.finish(clients, Vec::new());
}

#[test]
fn verify_says_ok_while_the_relay_runs_and_after() {
    let (mut relay, clients) = conversation();
    for _ in 0..2 {
        let ended = relay.tp_ctl(&["verify"]);
        assert_eq!(ended.code, Some(0), "{ended:?}");
        for words in ["1 received", "2 copies", "0 orphans", "0 lost", "OK"] {
            assert!(ended.stdout.contains(words), "no {words:?} in {}", ended.stdout);
        }
        let said = json(&relay, &["verify", "--json"]);
        assert_eq!((&said["verdict"], &said["rooms"][0]["deliveries"]), (&"ok".into(), &2.into()));
        relay.stop();
        relay.start_again();
    }
    drop(clients);
}

#[test]
fn verify_tells_what_a_cut_reader_lost() {
    let relay = Relay::start();
    let stalled = Client::connect_narrow(relay.addr(), 16 * 1024);
    let mut others: Vec<Client> = (0..2).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(3);
    others[0].send_seeded(1, 32 * MIB).expect("the sender is not cut");
    others[1].wait_for_bytes(32 * MIB);
    relay.wait_for_leave(stalled.addr());
    relay.wait_until_quiet(&others);
    let ended = relay.tp_ctl(&["verify", "--json"]);
    assert_eq!(ended.code, Some(1), "{ended:?}");
    let said: Value = serde_json::from_str(&ended.stdout).expect("JSON");
    assert_eq!(said["verdict"], "lost");
    assert!(said["rooms"][0]["lost"].as_u64() > Some(0), "{said}");
    relay.finish(others, vec![stalled.into_account()]);
}

#[test]
fn without_a_relay_tp_ctl_says_what_to_do() {
    let (mut relay, clients) = conversation();
    relay.stop();
    drop(clients);
    for verb in ["peers", "status"] {
        let ended = relay.tp_ctl(&[verb]);
        assert_eq!(ended.code, Some(3), "{ended:?}");
        assert!(ended.stderr.contains("tp-relais"), "{ended:?}");
    }
}

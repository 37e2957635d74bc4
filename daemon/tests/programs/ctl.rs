//! `tp-ctl` against a real relay.

use serde_json::Value;
use tp_testkit::program::Program;
use tp_testkit::{Client, Relay, wait};

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
fn tail_filters_by_the_ports_that_were_really_used() {
    let (relay, mut clients) = conversation();
    clients[1].send("réponse".as_bytes());
    [0, 2].iter().for_each(|&at| clients[at].wait_for_bytes(if at == 0 { 8 } else { 13 }));
    relay.wait_until_quiet(&clients);
    let port = |at: usize| clients[at].addr().port().to_string();
    let shown = |arguments: &[&str]| {
        let ended = relay.tp_ctl(&[&["tail", "--raw"], arguments].concat());
        assert_eq!(ended.code, Some(0), "{ended:?}");
        ended.stdout
    };
    assert_eq!(shown(&["--port", &port(0)]), "helloréponse");
    assert_eq!(shown(&["--port", &port(1), "--direction", "sent"]), "réponse");
    assert_eq!(shown(&["--port", &port(2), "--direction", "received", "--size", "5", "--since", "1 h ago"]), "hello");
    assert_eq!(shown(&["--ip", "127.0.0.1", "--text", "é"]), "réponse");
    assert_eq!(shown(&["--until", "1 h ago"]), "");
    relay.finish(clients, Vec::new());
}

#[test]
fn trace_tells_a_frames_life_with_the_ports_that_were_really_used() {
    let (relay, clients) = conversation();
    // How far the kernel is, is on record a moment after it is so.
    let said = wait::until_some("the copies to be on record", || {
        let said = json(&relay, &["trace", "1", "--json"]);
        let waits = |copy: &Value| copy["state"] == "waiting";
        let settled = !said["copies"].as_array().expect("a list").iter().any(waits);
        settled.then_some(said)
    });
    assert_eq!((&said["schema"], &said["text"], &said["len"]), (&1.into(), &"hello".into(), &5.into()));
    assert_eq!(said["src"]["port"], clients[0].addr().port());
    let copies = said["copies"].as_array().expect("a list");
    assert_eq!(copies.len(), 2);
    for client in &clients[1..] {
        let copy = copies.iter().find(|copy| copy["port"] == client.addr().port()).expect("each has a copy");
        assert_eq!((&copy["state"], &copy["missing_bytes"]), (&"accepted".into(), &0.into()), "{copy}");
        // The relay writes that down within the round, and tests run on busy machines.
        assert!(copy["after_ns"].as_u64() < Some(60_000_000_000), "{copy}");
    }
    let text = relay.tp_ctl(&["trace", "1"]).stdout;
    for client in &clients {
        assert!(text.contains(&client.addr().to_string()), "{text}");
    }
    assert!(text.contains("accepted by the kernel within"), "{text}");
    let ended = relay.tp_ctl(&["trace", "2"]);
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(1), ""), "{ended:?}");
    assert!(ended.stderr.contains("the last one is 1"), "{ended:?}");
    relay.finish(clients, Vec::new());
}

#[test]
fn trace_tells_what_a_cut_reader_did_not_get() {
    let relay = Relay::start();
    let stalled = Client::connect_narrow(relay.addr(), 16 * 1024);
    let mut others: Vec<Client> = (0..2).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(3);
    others[0].send_seeded(1, 32 * MIB).expect("the sender is not cut");
    others[1].wait_for_bytes(32 * MIB);
    relay.wait_for_leave(stalled.addr());
    relay.wait_until_quiet(&others);
    let missing = |n: u64| {
        let said = json(&relay, &["trace", &n.to_string(), "--json"]);
        let copies = said["copies"].as_array().expect("a list").clone();
        let copy = copies.into_iter().find(|copy| copy["port"] == stalled.addr().port());
        copy.map(|copy| (copy["state"].clone(), copy["missing_bytes"].as_u64(), said["len"].as_u64()))
    };
    assert_eq!(missing(1).map(|(state, missing, _)| (state, missing)), Some(("accepted".into(), Some(0))));
    // The last one that was for it: nothing of that went.
    let last = (1..).take_while(|&n| missing(n).is_some()).last().expect("the first was for it");
    let (state, missing, len) = missing(last).expect("it was for it");
    assert_eq!((state, missing), ("never".into(), len));
    relay.finish(others, vec![stalled.into_account()]);
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

//! `say`: the server's own words are frames like all others.

use tp_proto::control::{Code, Ok as Answer, Request, SAY_BYTES_MAX, Said};
use tp_testkit::traffic::End;
use tp_testkit::{Check, Client, Relay};

use crate::ask::{audited, order, refused};

fn say(text: &str, room: Option<&str>, peer: Option<&str>) -> Request {
    Request::Say { text: text.to_owned(), room: room.map(str::to_owned), peer: peer.map(str::to_owned) }
}

fn said(relay: &Relay, text: &str, peer: Option<&str>) -> Said {
    match order(relay, &say(text, None, peer)) {
        Ok(Answer::Said(said)) => said,
        other => panic!("{other:?}"),
    }
}

fn ctl(relay: &Relay, arguments: &[&str]) -> String {
    let ran = relay.tp_ctl(arguments);
    assert_eq!(ran.code, Some(0), "{arguments:?}: {ran:?}");
    ran.stdout
}

#[test]
fn in_every_mode_all_hear_it_or_one_alone_does() {
    for mode in ["others", "all", "echo", "ack"] {
        let relay = Relay::start_mode(mode);
        let clients: Vec<Client> = (0..3).map(|_| Client::connect(relay.addr())).collect();
        let rows = relay.wait_for_peers(3);
        let first = said(&relay, "silence, s’il vous plaît", None);
        assert_eq!((first.frame, first.peers), (1, 3), "{mode}");
        let second = said(&relay, "psst", Some(&rows[1].number.to_string()));
        assert_eq!((second.frame, second.peers), (2, 1), "{mode}");
        let text = "silence, s’il vous plaît".len() as u64;
        for client in &clients {
            let extra = if client.addr() == rows[1].peer { 4 } else { 0 };
            client.wait_for_bytes(text + extra);
        }
        audited(&relay, "say", 2);
        let report = relay.finish(clients, Vec::new());
        assert_eq!(report.notes.iter().filter(|note| *note == "said").count(), 2, "{mode}");
    }
}

#[test]
fn a_class_of_thirty_hears_it_by_rule_and_every_view_shows_whose_words_they_are() {
    let mut relay = Relay::start();
    let mut clients: Vec<Client> = (0..30).map(|_| Client::connect(relay.addr())).collect();
    let rows = relay.wait_for_peers(30);
    clients[0].send(b"bonjour");
    clients[29].wait_for_bytes(7);
    said(&relay, "fin", None);
    clients[0].wait_for_bytes(3);
    said(&relay, "psst", Some(&rows[3].peer.to_string()));
    let whispered = clients.iter().find(|client| client.addr() == rows[3].peer).expect("it is there");
    whispered.wait_for_bytes(4);
    relay.wait_until_quiet(&clients);
    let tail: Vec<serde_json::Value> =
        ctl(&relay, &["tail", "--json"]).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let conns = |frame: &serde_json::Value| frame["to"].as_array().map_or(0, Vec::len);
    assert_eq!((&tail[1]["src"]["conn"], &tail[1]["text"]), (&0.into(), &"fin".into()), "{tail:?}");
    assert_eq!((conns(&tail[1]), conns(&tail[2])), (30, 1), "everybody heard it: {tail:?}");
    assert_eq!(tail[2]["to"][0]["conn"], rows[3].number);
    let verified: serde_json::Value = serde_json::from_str(&ctl(&relay, &["verify", "--json"])).expect("JSON");
    // 29 of the first frame, 30 of the second, 1 of the third.
    assert_eq!((&verified["verdict"], &verified["rooms"][0]["deliveries"]), (&"ok".into(), &60.into()), "{verified}");
    let traced = ctl(&relay, &["trace", "2", "--json"]);
    assert!(traced.contains("\"conn\":0") || traced.contains("\"conn\": 0"), "{traced}");
    ctl(&relay, &["diagram"]);
    let capture = relay.home().join("said.pcapng");
    ctl(&relay, &["export", "--pcapng", capture.to_str().expect("a path")]);
    relay.stop_and_check(clients, Vec::new());
}

#[test]
fn the_end_word_in_the_servers_mouth_ends_nothing() {
    let relay = Relay::start();
    let mut clients: Vec<Client> = (0..2).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(2);
    said(&relay, "fin", None);
    clients[0].send(b"still here");
    clients[1].wait_for_bytes(13);
    relay.finish(clients, Vec::new());
}

#[test]
fn words_that_nobody_would_hear_are_refused_with_what_there_is() {
    let relay = Relay::setup().listen("127.0.0.1:0=others").listen("127.0.0.1:0=echo").start();
    let rooms: Vec<String> = relay.status().rooms.into_iter().map(|room| room.room).collect();
    let both = [rooms[0].as_str(), rooms[1].as_str()];
    refused(&relay, &say("hello", None, None), Code::Ambiguous, &both);
    refused(&relay, &say("hello", Some("nowhere"), None), Code::NoSuchRoom, &both);
    refused(&relay, &say("hello", Some("nowhere"), Some("1")), Code::NoSuchRoom, &both);
    refused(&relay, &say("hello", Some(both[0]), None), Code::NotNow, &["nobody is in room", both[0]]);
    refused(&relay, &say("", Some(both[0]), None), Code::BadValue, &["0 bytes"]);
    let long = "x".repeat(SAY_BYTES_MAX + 1);
    refused(&relay, &say(&long, Some(both[0]), None), Code::BadValue, &["3073 bytes"]);
    let client = Client::connect(relay.addr_of(1));
    let row = relay.wait_for_peers(1).remove(0);
    let number = row.number.to_string();
    refused(&relay, &say("hello", Some(both[0]), Some(&number)), Code::NoSuchPeer, &["nobody is connected"]);
    refused(&relay, &say("hello", None, Some("7777")), Code::NoSuchPeer, &[&number]);
    // A peer says which room is meant.
    let longest = "é".repeat(SAY_BYTES_MAX / 2);
    let Ok(Answer::Said(said)) = order(&relay, &say(&longest, None, Some(&number))) else { panic!("refused") };
    assert_eq!((said.room.as_str(), said.frame), (both[1], 1));
    client.wait_for_bytes(SAY_BYTES_MAX as u64);
    let mut relay = relay;
    let room = relay.room_dir_of(1);
    relay.stop();
    assert_eq!(client.wait_for_end(), End::Orderly);
    Check::room(room).account(client.finish()).assert_ok();
}

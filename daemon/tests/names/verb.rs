//! `tp-ctl name`: who is called what, and what is refused.

use std::net::SocketAddr;

use serde_json::{Value, json};
use socket2::{Domain, Socket, Type};
use tp_testkit::{Client, Relay, program};

use crate::{called, number_of, refused, tp_ctl};

fn json_of(relay: &Relay, arguments: &[&str]) -> Value {
    serde_json::from_str(&tp_ctl(relay, arguments)).expect("JSON")
}

fn french(relay: &Relay, arguments: &[&str]) -> String {
    program::run(relay.tp_ctl_command(arguments).env("LC_ALL", "fr_FR.UTF-8")).stdout
}

#[test]
fn a_peer_or_an_address_gets_a_name_and_loses_it() {
    let relay = Relay::start();
    let clients = [Client::connect(relay.addr()), Client::connect(relay.addr())];
    let [one, two] = [clients[0].addr(), clients[1].addr()];
    let number = number_of(&relay, one);
    assert_eq!(tp_ctl(&relay, &["name"]), "nobody has a name\n");
    let said = tp_ctl(&relay, &["name", &number, " marie "]);
    assert_eq!(said, format!("peer {number} ({one}) is called marie now\n"));
    assert_eq!((called(&relay, one), called(&relay, two)), ("marie".to_owned(), String::new()));
    let said = tp_ctl(&relay, &["name", "127.0.0.1", "poste-3"]);
    assert_eq!(said, "the address 127.0.0.1 is called poste-3 now\n");
    assert_eq!((called(&relay, one), called(&relay, two)), ("marie".to_owned(), "poste-3".to_owned()));
    let row = |name: &str, address: Value, number: Value, peer: Value| json!({"name": name, "address": address, "number": number, "peer": peer, "peers": 1});
    let names = [
        row("poste-3", json!("127.0.0.1"), Value::Null, Value::Null),
        row("marie", Value::Null, json!(number.parse::<u64>().expect("a number")), json!(one.to_string())),
    ];
    assert_eq!(json_of(&relay, &["name", "--json"]), json!({"schema": 1, "names": names}));
    let listed = tp_ctl(&relay, &["name"]);
    assert!(listed.contains("marie") && listed.contains(&one.to_string()) && listed.contains("poste-3"), "{listed}");
    assert!(tp_ctl(&relay, &["peers"]).contains("marie"));
    let said = tp_ctl(&relay, &["name", "marie", "zoé"]);
    assert_eq!(said, format!("peer {number} ({one}) is called zoé now, and no longer marie\n"));
    assert_eq!(french(&relay, &["name", "zoé", "zoé"]), format!("le client {number} ({one}) s’appelle déjà zoé\n"));
    assert_eq!(
        french(&relay, &["name", "::ffff:127.0.0.1", "--remove"]),
        "l’adresse 127.0.0.1 ne s’appelle plus poste-3\n"
    );
    let removed = json_of(&relay, &["name", &one.to_string(), "--remove", "--json"]);
    assert_eq!((&removed["name"], &removed["before"], &removed["peers"]), (&Value::Null, &"zoé".into(), &1.into()));
    assert_eq!((called(&relay, one), called(&relay, two)), (String::new(), String::new()));
    relay.wait_for_complaint("name by uid ");
    relay.finish(clients.into(), Vec::new());
}

#[test]
fn what_cannot_be_is_told_in_one_sentence() {
    let relay = Relay::setup().listen("127.0.0.1:0").listen("127.0.0.1:0").start();
    let (one, end) = connection(None, relay.addr());
    let number = number_of(&relay, end);
    let (client, end) = (end, end.to_string());
    refused(&relay, &["name", "999", "marie"], 1, &format!("there is no peer 999: connected are {number} ({end})"));
    refused(&relay, &["name", "192.0.2.1:9", "marie"], 1, "there is no peer 192.0.2.1:9");
    refused(&relay, &["name", "zoé", "marie"], 1, "nobody is called \"zoé\"");
    refused(&relay, &["name", &number, "--remove"], 1, "has no name");
    tp_ctl(&relay, &["name", "127.0.0.1", "poste-3"]);
    refused(&relay, &["name", &number, "poste-3"], 1, "\"poste-3\" is the address 127.0.0.1 already");
    refused(&relay, &["name", &number, "--remove"], 1, "\"poste-3\" is the name of its address 127.0.0.1");
    for (name, why) in [
        ("\u{1b}[2J", "control characters"),
        ("a\u{202e}b", "control characters or invisible ones"),
        ("", "empty"),
        ("  ", "empty"),
        ("[marie]", "brackets"),
        ("7", "a number or an address"),
        (&"é".repeat(33), "64 bytes at most, and this one has 66"),
    ] {
        refused(&relay, &["name", &number, name], 2, why);
    }
    refused(&relay, &["name", &number], 2, "<NAME|--remove>");
    refused(&relay, &["name", "--remove"], 2, "<PEER|ADDRESS>");
    refused(&relay, &["name", &number, "marie", "--remove"], 2, "cannot be used with");
    // One client's port in two rooms is two peers.
    let (other, _) = connection(Some(client), relay.addr_of(1));
    relay.wait_for_peers(2);
    refused(&relay, &["name", &end, "marie"], 1, "is more than one peer: say which");
    drop((one, other));
}

/// A connection whose own end may be that of another one too, and that end.
fn connection(from: Option<SocketAddr>, to: SocketAddr) -> (Socket, SocketAddr) {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
    socket.set_reuse_address(true).expect("an option");
    let from = from.unwrap_or(SocketAddr::from(([127, 0, 0, 1], 0)));
    socket.bind(&from.into()).expect("connections are told apart by their other ends");
    socket.connect(&to.into()).expect("a room");
    let end = socket.local_addr().ok().and_then(|end| end.as_socket()).expect("its address");
    (socket, end)
}

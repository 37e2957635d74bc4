//! What stands around frames on their way, and that every count has it in it.

use std::net::TcpListener;

use serde_json::Value;
use tp_testkit::{Client, Relay};

use crate::{assert_received, number_of, tp_ctl};

const BOTH: &str = "label = \"address\"\nseparator = \"lf\"\n";

fn decorated(config: &str, modes: &[&str]) -> Relay {
    let setup = Relay::setup().config(config);
    modes.iter().fold(setup, |setup, mode| setup.listen(&format!("127.0.0.1:0={mode}"))).start()
}

fn pair(relay: &Relay, room: usize) -> [Client; 2] {
    let pair = [Client::connect(relay.addr_of(room)), Client::connect(relay.addr_of(room))];
    pair.iter().for_each(|client| drop(relay.wait_for_peer(client.addr())));
    pair
}

#[test]
fn a_frame_comes_with_its_senders_address_before_it_and_a_line_feed_behind() {
    let relay = decorated(BOTH, &["others"]);
    let [mut one, mut two] = pair(&relay, 0);
    one.send("été".as_bytes());
    assert_received(&two, &format!("[{}] été\n", one.addr()));
    two.send(b"fin");
    assert_received(&one, &format!("[{}] fin\n", two.addr()));
    two.wait_for_end();
    one.send(b"alone");
    relay.wait_for_leave(two.addr());
    relay.wait_until_quiet(std::slice::from_ref(&one));
    // The log has what was sent, and how much that made for others.
    let tail = tp_ctl(&relay, &["tail", "--raw"]);
    assert_eq!(tail, "étéfinalone");
    let trace: Value = serde_json::from_str(&tp_ctl(&relay, &["trace", "1", "--json"])).expect("JSON");
    let bytes = 5 + format!("[{}] \n", one.addr()).len();
    assert_eq!((&trace["len"], &trace["copies"][0]["taken_bytes"]), (&5.into(), &bytes.into()), "{trace}");
    assert_eq!(trace["copies"][0]["missing_bytes"], 0);
    assert!(tp_ctl(&relay, &["verify", "--json"]).contains(r#""verdict":"ok""#));
    let two = two.finish();
    relay.finish(vec![one], vec![two]);
}

#[test]
fn each_mode_decorates_what_it_relays_and_ack_has_its_own_words() {
    let mut relay = decorated(BOTH, &["all", "echo", "ack"]);
    let [mut one, two] = pair(&relay, 0);
    one.send(b"to all");
    [&one, &two].into_iter().for_each(|client| assert_received(client, &format!("[{}] to all\n", one.addr())));
    let mut alone = Client::connect(relay.addr_of(1));
    alone.send(b"ping");
    assert_received(&alone, &format!("[{}] ping\n", alone.addr()));
    let mut asks = Client::connect(relay.addr_of(2));
    asks.send(b"hello");
    assert_received(&asks, &format!("OK, message reçu depuis l'adresse {}", asks.addr()));
    asks.wait_for_end();
    relay.wait_until_quiet(&[]);
    let verified = tp_ctl(&relay, &["verify", "--json"]);
    assert!(verified.contains(r#""verdict":"ok""#), "{verified}");
    relay.stop_and_check(vec![one, two], Vec::new());
}

#[test]
fn a_wireshark_capture_has_what_the_clients_were_sent() {
    let mut relay = decorated(BOTH, &["others"]);
    let [mut one, two] = pair(&relay, 0);
    one.send(b"bonjour");
    let sent = format!("[{}] bonjour\n", one.addr());
    assert_received(&two, &sent);
    relay.stop_and_check(vec![one, two], Vec::new());
    let file = relay.home().join("room.pcapng");
    tp_ctl(&relay, &["export", "--pcapng", file.to_str().expect("a name")]);
    let bytes = std::fs::read(&file).expect("a capture");
    let holds = |text: &str| bytes.windows(text.len()).filter(|window| *window == text.as_bytes()).count();
    assert_eq!((holds(&sent), holds("bonjour")), (1, 2), "the frame as it came, and as it went");
}

#[test]
fn a_room_of_its_own_section_is_decorated_and_the_others_are_not() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("its address").port();
    let config = format!("[room.{port}]\nseparator = \"lf\"\n[room.1]\nlabel = \"name\"\n");
    let relay = Relay::setup().pass_listener("others", listener).config(&config).listen("127.0.0.1:0").start();
    relay.wait_for_complaint("a section [room.1], and there is no room");
    for room in [0, 1] {
        let [mut one, two] = pair(&relay, room);
        one.send(b"a");
        let here = relay.addr_of(room).port() == port;
        assert_received(&two, if here { "a\n" } else { "a" });
    }
}

#[test]
fn frames_are_labelled_with_names_from_the_moment_they_are_given() {
    let relay = decorated("label = \"name\"\n", &["others"]);
    let [mut one, two] = pair(&relay, 0);
    let mut expected = String::new();
    let mut says = |label: &str| {
        one.send(b"a");
        expected.push_str(&format!("[{label}] a"));
        assert_received(&two, &expected);
    };
    let end = relay.peers()[0].peer;
    says(&end.to_string());
    tp_ctl(&relay, &["name", "127.0.0.1", "cette machine"]);
    says("cette machine");
    tp_ctl(&relay, &["name", &end.to_string(), "Élise"]);
    says("Élise");
    tp_ctl(&relay, &["name", "Élise", "poste-3"]);
    says("poste-3");
    tp_ctl(&relay, &["name", &number_of(&relay, end), "--remove"]);
    says("cette machine");
    tp_ctl(&relay, &["name", "127.0.0.1", "--remove"]);
    says(&end.to_string());
    // Whoever comes later is called by its address's name from its first frame on.
    tp_ctl(&relay, &["name", "127.0.0.1", "salle 12"]);
    let mut late = Client::connect(relay.addr());
    late.send(b"b");
    expected.push_str("[salle 12] b");
    assert_received(&two, &expected);
    assert_received(&one, "[salle 12] b");
    relay.finish(vec![one, two, late], Vec::new());
}

#[test]
fn a_changed_label_waits_for_a_restart_and_says_so() {
    let relay = decorated("", &["others"]);
    std::fs::write(relay.home().join("tp-relais.toml"), BOTH).expect("a configuration");
    relay.signal(nix::sys::signal::Signal::SIGHUP);
    relay.wait_for_complaint("what changed of label, separator waits");
    relay.wait_for_complaint("waits for a restart");
    let [mut one, two] = pair(&relay, 0);
    one.send(b"as before");
    assert_received(&two, "as before");
    relay.finish(vec![one, two], Vec::new());
}

//! `tp-ctl peers` on a real relay: who waits for whom, what may be wrong, who has left.

use serde_json::Value;
use tp_proto::control::PeerRow;
use tp_testkit::{Client, Relay, wait};

/// A client that is a peer before the next one comes.
fn join(relay: &Relay) -> (Client, u64) {
    let client = Client::connect(relay.addr());
    let row = relay.wait_for_peer(client.addr());
    (client, row.number)
}

fn row(relay: &Relay, number: u64) -> PeerRow {
    relay.peers().into_iter().find(|row| row.number == number).expect("it is there")
}

fn json(relay: &Relay, args: &[&str]) -> Value {
    let ended = relay.tp_ctl(&[&["peers", "--json"], args].concat());
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    serde_json::from_str(&ended.stdout).expect("JSON")
}

#[test]
fn who_spoke_last_and_got_nothing_since_is_known() {
    let relay = Relay::start();
    let ((mut asking, asks), (mut answering, answers)) = (join(&relay), join(&relay));
    assert_eq!((row(&relay, asks).last_rx, row(&relay, asks).last_tx), (None, None));
    asking.send(b"ping");
    answering.wait_for_bytes(4);
    let heard = wait::until_some("its row", || Some(row(&relay, asks)).filter(|row| row.unanswered_frames == 1));
    assert!(heard.last_rx.is_some() && heard.last_tx.is_none(), "{heard:?}");
    let served = row(&relay, answers);
    assert!(served.last_tx >= heard.last_rx && served.unanswered_frames == 0, "{served:?}");
    answering.send(b"pong");
    asking.wait_for_bytes(4);
    let answered = wait::until_some("its answer", || Some(row(&relay, asks)).filter(|row| row.last_tx.is_some()));
    assert_eq!(answered.unanswered_frames, 0);
    assert!(answered.last_tx >= answered.last_rx, "{answered:?}");
}

#[test]
fn a_mistake_on_the_wire_is_found_in_the_log_of_a_running_relay() {
    let relay = Relay::start();
    let ((mut clumsy, number), (other, _)) = (join(&relay), join(&relay));
    clumsy.send(b"b'bonjour'");
    other.wait_for_bytes(10);
    let hints = json(&relay, &["--hints"]);
    assert_eq!(hints["hints"], serde_json::json!([{"number": number, "hint": "bytes-repr", "frame": 1}]));
}

#[test]
fn a_loop_that_sends_without_waiting_is_seen_however_much_of_it_comes_as_one_frame() {
    for times in [100, 1000, 20_000] {
        let relay = Relay::start();
        let ((mut looping, number), (other, _)) = (join(&relay), join(&relay));
        // What is said meanwhile comes as one frame, or one chunk after the other.
        assert_eq!(relay.tp_ctl(&["pause"]).code, Some(0));
        (0..times).for_each(|_| looping.send(b"bonjour"));
        assert_eq!(relay.tp_ctl(&["resume"]).code, Some(0));
        other.wait_for_bytes(7 * times);
        let hints = json(&relay, &["--hints"]);
        let hints = hints["hints"].as_array().expect("hints").clone();
        let is_told = hints.iter().any(|hint| (&hint["number"], &hint["hint"]) == (&number.into(), &"glued".into()));
        assert!(is_told, "{times} times: {hints:?}");
    }
}

#[test]
fn a_mistake_of_who_got_the_one_answer_and_is_gone_is_found() {
    let relay = Relay::setup().listen("127.0.0.1:0=ack").start();
    for said in [&b"b'Hello'"[..], b"H\xe9llo, d\xe9j\xe0", b"Hello"] {
        let mut client = Client::connect(relay.addr());
        client.send(said);
        client.wait_for_bytes(1);
    }
    // That somebody has left is on record some milliseconds after the last byte.
    let left = wait::until_some("all to have left", || {
        Some(json(&relay, &["--closed", "--hints"])).filter(|left| left["closed"].as_array().map(Vec::len) == Some(3))
    });
    let hints = left["hints"].as_array().expect("hints");
    let found: Vec<(u64, &str)> = hints
        .iter()
        .map(|hint| (hint["frame"].as_u64().expect("a number"), hint["hint"].as_str().expect("a name")))
        .collect();
    assert_eq!(found, [(1, "bytes-repr"), (3, "not-utf8")]);
}

#[test]
fn who_left_is_told_while_the_relay_runs_and_when_it_runs_no_more() {
    let mut relay = Relay::start();
    let ((leaving, left), (mut staying, _)) = (join(&relay), join(&relay));
    let address = leaving.addr();
    staying.send(b"bonjour");
    leaving.wait_for_bytes(7);
    leaving.leave();
    relay.wait_for_leave(address);
    // Its record may be a moment behind.
    let closed = || Some(json(&relay, &["--closed", "--peer", &left.to_string()])["closed"].get(0)?.clone());
    let told = wait::until_some("its record", closed);
    assert_eq!((&told["tx_bytes"], &told["undelivered_bytes"]), (&7.into(), &0.into()), "{told}");
    assert!(told["why"].is_string() && told["since"].is_string() && told["until"].is_string(), "{told}");
    relay.stop();
    assert_eq!(json(&relay, &["--closed", "--peer", &left.to_string()])["closed"][0], told);
}

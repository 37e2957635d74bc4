//! What was ordered before the end of a run: a word of the server's own, a pause, another mode. Every
//! client is placed to the byte, and what holds goes on to hold.

use tp_proto::frame_log::Mode;
use tp_testkit::traffic::Pace;
use tp_testkit::{Client, Relay, wait};

use crate::common::{End, connect, finish, restart, setup, start_mode};

/// More than the kernel takes for a client that reads nothing.
const BACKLOG_BYTES: u64 = 3 * 1024 * 1024;

fn ctl(relay: &Relay, arguments: &[&str]) {
    let ran = relay.tp_ctl(arguments);
    assert_eq!(ran.code, Some(0), "{arguments:?}: {ran:?}");
}

/// Sends so much that a client which reads nothing is behind.
fn fall_behind(relay: &Relay, sender: &mut Client, behind: &Client) {
    sender.send_seeded(19, BACKLOG_BYTES).expect("the relay takes it");
    let row = |client: &Client| relay.wait_for_peer(client.addr());
    wait::until("all of it to be read", || row(sender).rx_bytes == sender.sent_bytes());
    assert!(row(behind).backlog_bytes > 0);
}

#[test]
fn what_the_server_said_is_counted_for_everybody() {
    for (end, count) in [(End::Kill, 3), (End::Planned, 3), (End::Kill, 20)] {
        let mut relay = setup().start();
        let mut clients = connect(&relay, count - 1);
        clients.push(Client::connect_silent(relay.addr()));
        relay.wait_for_peers(count);
        let silent = clients[count - 1].addr().to_string();
        ctl(&relay, &["say", "before"]);
        let (head, tail) = clients.split_at_mut(1);
        fall_behind(&relay, &mut head[0], &tail[count - 2]);
        ctl(&relay, &["say", "between"]);
        ctl(&relay, &["say", "--peer", &silent, "you alone"]);
        restart(&mut relay, end);
        ctl(&relay, &["say", "behind"]);
        restart(&mut relay, End::Kill);
        clients[count - 1].start_reading(Pace::Fast);
        let all = "beforebetweenbehind".len() as u64;
        clients[0].wait_for_bytes(all);
        clients[1].wait_for_bytes(BACKLOG_BYTES + all);
        clients[count - 1].wait_for_bytes(BACKLOG_BYTES + all + 9);
        finish(relay, clients);
    }
}

#[test]
fn under_echo_who_was_told_something_is_placed_too() {
    let mut relay = start_mode("echo");
    let mut clients = connect(&relay, 2);
    clients[0].send(b"echo");
    clients[0].wait_for_bytes(4);
    ctl(&relay, &["say", "to both"]);
    restart(&mut relay, End::Kill);
    clients.iter_mut().for_each(|client| client.send(b"again"));
    clients[0].wait_for_bytes(16);
    clients[1].wait_for_bytes(12);
    finish(relay, clients);
}

#[test]
fn a_pause_goes_on_and_what_was_said_meanwhile_is_heard_behind_it() {
    for end in [End::Kill, End::Planned] {
        let mut relay = setup().start();
        let mut clients = connect(&relay, 2);
        clients[0].send(b"before");
        clients[1].wait_for_bytes(6);
        ctl(&relay, &["pause"]);
        clients[0].send(b"meanwhile");
        restart(&mut relay, end);
        assert!(relay.status().rooms[0].paused, "{end:?}");
        ctl(&relay, &["say", "still silence"]);
        clients[1].wait_for_bytes(19);
        assert_eq!(relay.peers()[0].rx_bytes, 6, "it was heard");
        ctl(&relay, &["resume"]);
        clients[1].wait_for_bytes(28);
        restart(&mut relay, End::Kill);
        assert!(!relay.status().rooms[0].paused);
        finish(relay, clients);
    }
}

#[test]
fn an_ordered_mode_goes_on_over_a_kill_with_everybody_where_they_were() {
    let mut relay = setup().start();
    let mut clients = connect(&relay, 2);
    clients.push(Client::connect_silent(relay.addr()));
    relay.wait_for_peers(3);
    let (head, tail) = clients.split_at_mut(1);
    fall_behind(&relay, &mut head[0], &tail[1]);
    clients[1].wait_for_bytes(BACKLOG_BYTES);
    let mut due = BACKLOG_BYTES;
    for (turn, mode) in ["all", "echo", "all", "others"].into_iter().enumerate() {
        ctl(&relay, &["mode", mode]);
        clients[1].send(b"12345678");
        let said = 8 * (turn as u64 + 1);
        wait::until("it to be heard", || relay.peers()[1].rx_bytes == said);
        restart(&mut relay, if turn == 1 { End::Planned } else { End::Kill });
        assert_eq!(relay.status().rooms[0].mode.name(), mode, "it goes on");
        due += if mode == "others" { 0 } else { 8 };
        clients[1].wait_for_bytes(due);
    }
    // The silent one gets all of it but what was an echo, from segments of every mode.
    clients[2].start_reading(Pace::Fast);
    clients[2].wait_for_bytes(BACKLOG_BYTES + 24);
    finish(relay, clients);
}

#[test]
fn the_configured_mode_holds_again_behind_a_stop() {
    let mut relay = setup().start();
    ctl(&relay, &["mode", "ack"]);
    restart(&mut relay, End::Kill);
    assert_eq!(relay.status().rooms[0].mode, Mode::Ack, "a kill is an interruption");
    restart(&mut relay, End::Planned);
    assert_eq!(relay.status().rooms[0].mode, Mode::Others, "nobody was there, so it was a stop");
    finish(relay, Vec::new());
}

#[test]
fn who_spoke_under_ack_is_answered_once_whatever_the_mode_was_before() {
    let mut relay = setup().start();
    let mut clients = connect(&relay, 3);
    clients[0].send(b"hello");
    clients[1].wait_for_bytes(5);
    ctl(&relay, &["mode", "ack"]);
    relay.kill9();
    clients[0].send(b"is anybody there?");
    relay.start_again();
    assert_eq!(relay.status().rooms[0].mode, Mode::Ack);
    let answered = clients.remove(0);
    let text = format!("OK, message reçu depuis l'adresse {}", answered.addr());
    answered.wait_for_bytes(text.len() as u64);
    assert_eq!(answered.received(), text.as_bytes());
    let gone = answered.finish();
    relay.wait_for_leave(gone.addr);
    ctl(&relay, &["mode", "others"]);
    restart(&mut relay, End::Kill);
    clients[0].send(b"on we go");
    clients[1].wait_for_bytes(13);
    finish(relay, clients);
}

#[test]
fn who_was_kicked_stays_away() {
    for end in [End::Kill, End::Planned] {
        let mut relay = setup().start();
        let mut clients = connect(&relay, 3);
        let gone = clients.remove(1);
        ctl(&relay, &["kick", &gone.addr().to_string()]);
        restart(&mut relay, end);
        assert_eq!(relay.peers().len(), 2);
        let gone = gone.finish();
        clients[0].send(b"without it");
        clients[1].wait_for_bytes(10);
        let report = finish(relay, clients);
        assert_eq!(report.why(gone.addr), "kicked");
    }
}

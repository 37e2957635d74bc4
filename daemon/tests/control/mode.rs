//! `mode`: a room becomes another one between two rounds.

use tp_proto::control::{Code, ModeChanged, Ok as Answer, Request};
use tp_proto::frame_log::Mode;
use tp_testkit::traffic::Pace;
use tp_testkit::{Client, Relay, wait};

use crate::ask::{audited, order, refused};

/// More than the kernel takes for a client that reads nothing.
const BACKLOG_BYTES: u64 = 3 * 1024 * 1024;

fn mode(relay: &Relay, mode: Mode) -> ModeChanged {
    match order(relay, &Request::Mode { mode, room: None }) {
        Ok(Answer::ModeChanged(changed)) => changed,
        other => panic!("{mode}: {other:?}"),
    }
}

#[test]
fn each_frame_goes_where_the_mode_of_its_moment_says() {
    let relay = Relay::start();
    let mut clients: Vec<Client> = (0..3).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(3);
    let mut due = [0; 3];
    let steps = [Mode::Others, Mode::Echo, Mode::All, Mode::Echo, Mode::Others, Mode::All, Mode::Others];
    for (turn, now) in steps.into_iter().enumerate() {
        let changed = mode(&relay, now);
        assert_eq!((changed.mode, changed.before == now), (now, turn == 0));
        assert_eq!(relay.status().rooms[0].mode, now);
        clients[turn % 3].send(b"12345678");
        for (place, due) in due.iter_mut().enumerate() {
            let own = place == turn % 3;
            let is_for = match now {
                Mode::Others => !own,
                Mode::Echo => own,
                Mode::All | Mode::Ack => true,
            };
            *due += if is_for { 8 } else { 0 };
            clients[place].wait_for_bytes(*due);
        }
    }
    audited(&relay, "mode", steps.len());
    let report = relay.finish(clients, Vec::new());
    // The first one changed nothing, and is no segment.
    assert_eq!(report.segments, steps.len());
    assert_eq!(report.notes.iter().filter(|note| *note == "mode").count(), steps.len() - 1);
}

#[test]
fn who_is_behind_is_owed_what_the_old_mode_gave() {
    let relay = Relay::start();
    let mut clients = vec![Client::connect(relay.addr()), Client::connect_narrow(relay.addr(), 4096)];
    relay.wait_for_peers(2);
    clients[0].send_seeded(7, BACKLOG_BYTES).expect("the relay takes it");
    wait::until("all of it to be read", || relay.peers()[0].rx_bytes == BACKLOG_BYTES);
    mode(&relay, Mode::Echo);
    clients[1].send(b"my own");
    wait::until("it to be heard", || relay.peers()[1].rx_bytes == 6);
    assert!(relay.peers()[1].backlog_bytes > 0);
    clients[1].start_reading(Pace::Fast);
    clients[1].wait_for_bytes(BACKLOG_BYTES + 6);
    assert_eq!(clients[0].received_bytes(), Some(0));
    relay.finish(clients, Vec::new());
}

#[test]
fn into_ack_those_who_are_there_are_answered_when_they_speak_and_out_of_it_the_end_word_counts_again() {
    let relay = Relay::start();
    let mut clients: Vec<Client> = (0..3).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(3);
    clients[0].send(b"hello");
    clients[2].wait_for_bytes(5);
    mode(&relay, Mode::Ack);
    assert_eq!(relay.peers().len(), 3, "nobody has to leave for it");
    let mut speaker = clients.remove(0);
    speaker.send(b"fin");
    let answered = speaker.finish();
    relay.wait_for_leave(answered.addr);
    mode(&relay, Mode::Others);
    clients[0].send(b"fin");
    clients[1].wait_for_bytes(8);
    let ended = clients.remove(0).finish();
    relay.wait_for_leave(ended.addr);
    let (first, second) = (answered.addr, ended.addr);
    let report = relay.finish(clients, vec![answered, ended]);
    assert_eq!((report.why(first), report.why(second)), ("answered", "end-word"));
}

#[test]
fn under_ack_and_echo_nothing_comes_for_one_that_is_half_closed() {
    let relay = Relay::start();
    let half = Client::connect(relay.addr());
    let stays = Client::connect(relay.addr());
    relay.wait_for_peers(2);
    half.shutdown_write();
    let gone = half.addr();
    mode(&relay, Mode::Echo);
    relay.wait_for_leave(gone);
    relay.finish(vec![stays], vec![half.finish()]);
}

#[test]
fn of_several_rooms_one_has_to_be_named() {
    let relay = Relay::setup().listen("127.0.0.1:0").listen("127.0.0.1:0").start();
    let rooms: Vec<String> = relay.status().rooms.into_iter().map(|room| room.room).collect();
    let ask = |room: Option<&str>| Request::Mode { mode: Mode::All, room: room.map(str::to_owned) };
    refused(&relay, &ask(None), Code::Ambiguous, &[&rooms[0], &rooms[1], "--room"]);
    refused(&relay, &ask(Some("1")), Code::NoSuchRoom, &[&rooms[0], &rooms[1]]);
    order(&relay, &ask(Some(&rooms[1]))).expect("it is done");
    let modes: Vec<Mode> = relay.status().rooms.into_iter().map(|room| room.mode).collect();
    assert_eq!(modes, [Mode::Others, Mode::All]);
}

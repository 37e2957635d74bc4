//! What breaks the lesson's own server: somebody leaves, half a character, thirty at once, a long
//! message, a reset, the end word.

use std::sync::Barrier;
use std::thread;

use tp_testkit::traffic::End;
use tp_testkit::{Client, Relay};

use crate::pupil::{LOCKSTEP, Pupil};

/// So many clients, all of them peers.
fn clients(relay: &Relay, count: usize) -> Vec<Client> {
    let clients: Vec<Client> = (0..count).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(count);
    clients
}

#[test]
fn when_one_client_leaves_the_others_go_on() {
    let relay = Relay::start();
    let mut room = clients(&relay, 3);
    room[0].send(b"I leave");
    room[1].wait_for_bytes(7);
    room[2].wait_for_bytes(7);
    let leaver = room.remove(0).leave();
    room[0].send(b"are you there?");
    room[1].wait_for_bytes(21);
    room[1].send(b"yes");
    room[0].wait_for_bytes(10);
    relay.finish(room, vec![leaver]);
}

#[test]
fn when_a_lock_step_client_is_killed_the_others_go_on() {
    let relay = Relay::start();
    let Some(mut pupil) = Pupil::start(LOCKSTEP, relay.addr()) else { return };
    let mut room: Vec<Client> = (0..2).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(3);
    pupil.types("à demain");
    room[0].wait_for_bytes(9);
    room[1].wait_for_bytes(9);
    let addr = pupil.addr();
    drop(pupil);
    room[0].send(b"who was that?");
    room[1].wait_for_bytes(22);
    let pupil = tp_testkit::Account::literal(addr, "à demain".as_bytes(), b"").cut();
    relay.finish(room, vec![pupil]);
}

#[test]
fn a_client_that_resets_harms_nobody() {
    let relay = Relay::start();
    let mut room = clients(&relay, 3);
    let mut gone = room.remove(0);
    gone.send(b"about to break");
    room[0].wait_for_bytes(14);
    let addr = gone.addr();
    let gone = gone.reset();
    relay.wait_for_leave(addr);
    room[0].send(b"still");
    room[1].wait_for_bytes(19);
    room[1].send(b"here");
    room[0].wait_for_bytes(18);
    let report = relay.finish(room, vec![gone]);
    assert_eq!(report.why(addr), "reset");
}

#[test]
fn a_character_split_over_two_sends_arrives_intact() {
    let relay = Relay::start();
    let mut room = clients(&relay, 2);
    let text = "é".as_bytes();
    room[0].send(&text[..1]);
    room[1].wait_for_bytes(1);
    room[0].send(&text[1..]);
    room[1].wait_for_bytes(2);
    assert_eq!(room[1].received(), text);
    let report = relay.finish(room, Vec::new());
    assert_eq!(report.frames, 2, "each half is a frame of its own");
}

#[test]
fn thirty_clients_at_the_same_instant_are_all_served() {
    const CLASS: usize = 30;
    let relay = Relay::start();
    let (addr, start) = (relay.addr(), Barrier::new(CLASS));
    let mut room: Vec<Client> = thread::scope(|scope| {
        let connect = || {
            start.wait();
            Client::connect(addr)
        };
        let threads: Vec<_> = (0..CLASS).map(|_| scope.spawn(connect)).collect();
        threads.into_iter().map(|thread| thread.join().expect("a client connects")).collect()
    });
    relay.wait_for_peers(CLASS);
    thread::scope(|scope| {
        for client in &mut room {
            let start = &start;
            scope.spawn(move || {
                start.wait();
                client.send(client.addr().to_string().as_bytes());
            });
        }
    });
    let all: u64 = room.iter().map(Client::sent_bytes).sum();
    for client in &room {
        client.wait_for_bytes(all - client.sent_bytes());
    }
    let report = relay.finish(room, Vec::new());
    assert_eq!((report.frames, report.deliveries), (30, 30 * 29));
}

#[test]
fn a_message_over_1024_bytes_arrives_whole() {
    let relay = Relay::start();
    let mut room = clients(&relay, 2);
    let message = "0123456789é".repeat(500);
    room[0].send(message.as_bytes());
    room[1].wait_for_bytes(message.len() as u64);
    assert_eq!(room[1].received(), message.as_bytes());
    relay.finish(room, Vec::new());
}

#[test]
fn a_lock_step_client_gets_the_rest_of_a_long_message_with_its_next_answers() {
    let relay = Relay::start();
    let mut teacher = Client::connect(relay.addr());
    let Some(mut pupil) = Pupil::start(LOCKSTEP, relay.addr()) else { return };
    relay.wait_for_peers(2);
    let message = "x".repeat(1024) + &"y".repeat(500);
    teacher.send(message.as_bytes());
    relay.wait_until_quiet(std::slice::from_ref(&teacher));
    pupil.types("encore");
    assert_eq!(pupil.next_answer(), "x".repeat(1024));
    pupil.types("fin");
    let (pupil, answers) = pupil.ends("");
    assert_eq!(answers[1], "y".repeat(500));
    relay.finish(vec![teacher], vec![pupil]);
}

#[test]
fn the_end_word_ends_its_sender_and_nobody_else() {
    for word in ["fin", " FIN\r\n", "Fin\n"] {
        let relay = Relay::start();
        let mut room = clients(&relay, 3);
        let mut leaver = room.remove(0);
        leaver.send(word.as_bytes());
        assert_eq!(leaver.wait_for_end(), End::Orderly);
        let addr = leaver.addr();
        let leaver = leaver.finish();
        let so_far = word.len() as u64;
        room[0].wait_for_bytes(so_far);
        room[0].send(b"enfin");
        room[1].wait_for_bytes(so_far + 5);
        room[1].send(b"finir");
        room[0].wait_for_bytes(so_far + 5);
        let report = relay.finish(room, vec![leaver]);
        assert_eq!(report.why(addr), "end-word");
    }
}

#[test]
fn the_end_word_can_be_another_or_none() {
    for (option, word, ends) in [("stop", "stop", true), ("stop", "fin", false), ("", "fin", false)] {
        let relay = Relay::setup().listen("127.0.0.1:0=all").arg("--end-word").arg(option).start();
        let mut room = clients(&relay, 2);
        room[0].send(word.as_bytes());
        room[1].wait_for_bytes(word.len() as u64);
        if ends {
            assert_eq!(room[0].wait_for_end(), End::Orderly);
        } else {
            room[0].send(b"more");
            room[1].wait_for_bytes(word.len() as u64 + 4);
        }
        relay.finish(room, Vec::new());
    }
}

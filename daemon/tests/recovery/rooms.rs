//! Peers are numbered over all rooms, those of earlier runs included.

use tp_testkit::{Client, Relay};

/// Numbers that two new clients of the relay's first room get, once the log has them.
fn two_numbers(relay: &Relay) -> Vec<u64> {
    let mut clients = [(); 2].map(|()| Client::connect(relay.addr()));
    let numbers = relay.wait_for_peers(2).into_iter().map(|peer| peer.number).collect();
    clients[0].send(b"logged before it is sent");
    clients[1].wait_for_bytes(24);
    numbers
}

#[test]
fn a_peers_number_does_not_come_again_when_the_rooms_change() {
    let mut first = Relay::start();
    assert_eq!(two_numbers(&first), [1, 2]);
    let log_dir = first.log_dir();
    first.kill9();
    // Port 0 is another room with every start.
    for turn in 1..=3 {
        let mut next = Relay::setup().listen("127.0.0.1:0").log_dir_at(&log_dir).start();
        assert_eq!(two_numbers(&next), [2 * turn + 1, 2 * turn + 2]);
        if turn == 2 { next.kill9() } else { assert_eq!(next.stop().code(), Some(0)) }
    }
}

#[test]
fn a_room_that_is_not_configured_any_more_is_left_as_it_is() {
    let mut first = Relay::start();
    two_numbers(&first);
    first.kill9();
    let segment = crate::history::segments(&first.room_dir()).remove(0);
    let before = std::fs::read(&segment).expect("a segment");
    let frames = first.room_dir().with_file_name("00012");
    std::fs::create_dir(&frames).expect("a folder that is no room's");
    let mut next = Relay::setup().listen("127.0.0.1:0").log_dir_at(first.log_dir()).start();
    assert_eq!(two_numbers(&next), [3, 4]);
    assert_eq!(next.stop().code(), Some(0));
    assert_eq!(std::fs::read(&segment).expect("a segment"), before);
}

//! FAULTS row 23: the room against a model that is nothing but a list of frames.
//!
//! 10,000 cases of up to 64 steps: joins, chunks, rounds in which the kernel takes as much or as
//! little as it likes, half-closes, broken connections, restarts, time, and what people order: words of
//! the server's own, kicks, pauses, other modes. After every step the room has to say
//! what the list says.

use std::time::Duration;

use proptest::prelude::*;
use tp_fuzz::room::{Run, Step};
use tp_proto::frame_log::Mode;
use tp_relais::room::{Counts, Departure, EndWord, Limits, Recipients, Resumed, Room, Slot, Why};

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let peer = 0..8usize;
    let step = prop_oneof![
        2 => Just(Step::Join),
        8 => (peer.clone(), 1..700usize).prop_map(|(peer, len)| Step::Chunk { peer, len }),
        1 => peer.clone().prop_map(|peer| Step::EndWord { peer }),
        6 => proptest::collection::vec(prop_oneof![Just(0), 1..900usize, Just(usize::MAX)], 8)
            .prop_map(|takes| Step::Round { takes }),
        1 => peer.clone().prop_map(|peer| Step::InputEnds { peer }),
        1 => peer.clone().prop_map(|peer| Step::Breaks { peer }),
        1 => (proptest::option::of(peer.clone()), 1..700usize).prop_map(|(peer, len)| Step::Say { peer, len }),
        1 => peer.prop_map(|peer| Step::Kick { peer }),
        1 => any::<bool>().prop_map(|held| Step::Hold { held }),
        1 => mode().prop_map(Step::Mode),
        2 => prop_oneof![1..400u64, 1000..40_000u64].prop_map(|ms| Step::Wait { ms }),
        1 => Just(Step::Restart),
    ];
    proptest::collection::vec(step, 1..64)
}

fn mode() -> impl Strategy<Value = Mode> {
    prop_oneof![4 => Just(Mode::Others), 2 => Just(Mode::All), 1 => Just(Mode::Echo), 1 => Just(Mode::Ack)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_room_says_what_a_list_of_frames_says(mode in mode(), steps in steps()) {
        let mut run = Run::new(mode);
        run.step(&Step::Join);
        run.step(&Step::Join);
        for step in &steps {
            run.step(step);
        }
        run.end();
    }
}

fn stalled_room() -> (Room, Slot, Slot) {
    let mut room = Room::new(Mode::Others, EndWord::off(), Limits::default(), 1);
    let sender = room.join(1, ([127, 0, 0, 1], 1).into());
    let reader = room.join(2, ([127, 0, 0, 1], 2).into());
    (room, sender, reader)
}

/// One round of a flood: a chunk is read if it may be, the reader takes `takes` bytes.
fn flood(room: &mut Room, sender: Slot, reader: Slot, takes: u64, now: Duration) -> (bool, Vec<Departure>) {
    let reads = room.may_read();
    if reads {
        room.space();
        room.received(sender, 64 * 1024);
    }
    room.commit();
    let mut spans = Vec::new();
    let offer = room.offer(reader, &mut spans);
    room.took(reader, &offer, takes.min(offer.bytes), now);
    let mut departures = Vec::new();
    room.settle(now, &mut departures);
    (reads, departures)
}

#[test]
fn a_stalled_reader_costs_the_room_a_quarter_of_a_second_and_is_cut() {
    let (mut room, sender, reader) = stalled_room();
    let mut paused = Duration::ZERO;
    for ms in 0..2000 {
        let (reads, departures) = flood(&mut room, sender, reader, 0, Duration::from_millis(ms));
        paused += if reads { Duration::ZERO } else { Duration::from_millis(1) };
        if let Some(departure) = departures.first() {
            assert_eq!(*departure, Departure { slot: reader, why: Why::Slow });
            assert!(paused <= Duration::from_millis(270), "the room waited {paused:?}");
            return;
        }
    }
    panic!("the stalled reader was never cut");
}

#[test]
fn a_reader_that_sustains_a_mebibyte_a_second_is_never_cut() {
    let (mut room, sender, reader) = stalled_room();
    for ms in 0..60_000 {
        let (_, departures) = flood(&mut room, sender, reader, 1100, Duration::from_millis(ms));
        assert_eq!(departures, [], "after {ms} ms");
    }
}

#[test]
fn a_reader_that_takes_nothing_is_cut_after_ten_seconds_however_little_it_is_owed() {
    let (mut room, sender, reader) = stalled_room();
    room.space();
    room.received(sender, 1);
    let (_, departures) = {
        room.commit();
        let offer = room.offer(reader, &mut Vec::new());
        room.took(reader, &offer, 0, Duration::ZERO);
        let mut departures = Vec::new();
        room.settle(Duration::from_millis(9_999), &mut departures);
        ((), departures)
    };
    assert_eq!(departures, []);
    let mut departures = Vec::new();
    room.settle(Duration::from_secs(10), &mut departures);
    assert_eq!(departures, [Departure { slot: reader, why: Why::Stalled }]);
}

#[test]
fn a_member_that_is_owed_more_than_is_here_is_not_taken_up() {
    let mut room = Room::new(Mode::Others, EndWord::off(), Limits::default(), 7);
    assert!(room.restore(b"four", Recipients::AllBut(1)) && !room.restore(b"", Recipients::All));
    let counts = Counts { tx_frames: 1, ..Counts::default() };
    let peer = |conn, backlog| Resumed { conn, address: ([127, 0, 0, 1], 9).into(), counts, backlog, leaving: None };
    assert!(room.resume(peer(2, 5), Duration::ZERO).is_none());
    assert!(room.resume(peer(1, 1), Duration::ZERO).is_none(), "its own frame is not for it");
    let slot = room.resume(peer(3, 3), Duration::ZERO).expect("three of its four bytes are owed");
    let mut spans = Vec::new();
    let offer = room.offer(slot, &mut spans);
    let bytes: Vec<u8> = spans.iter().flat_map(|span| room.span_bytes(span.clone())).flatten().copied().collect();
    assert_eq!((offer.bytes, &bytes[..], room.next()), (3, &b"our"[..], 8));
}

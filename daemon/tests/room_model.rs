//! FAULTS row 23: the room against a model that is nothing but a list of frames.
//!
//! 10,000 cases of up to 64 steps: joins, chunks, rounds in which the kernel takes as much or as
//! little as it likes, half-closes, broken connections, restarts, time, and what people order: words of
//! the server's own, kicks, pauses, other modes. After every step the room has to say
//! what the list says.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::time::Duration;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use tp_fuzz::room::{Rule, Run, Step};
use tp_proto::frame_log::Mode;
use tp_relais::room::{
    Counts, Decoration, Departure, EndWord, Label, Limits, Recipients, Resumed, Room, Separator, Slot, Why,
};

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
        1 => peer.clone().prop_map(|peer| Step::Kick { peer }),
        1 => any::<bool>().prop_map(|held| Step::Hold { held }),
        1 => mode().prop_map(Step::Mode),
        1 => (peer, 0..=64usize).prop_map(|(peer, len)| Step::Name { peer, len }),
        2 => prop_oneof![1..400u64, 1000..40_000u64].prop_map(|ms| Step::Wait { ms }),
        1 => Just(Step::Restart),
    ];
    proptest::collection::vec(step, 1..64)
}

/// Much is said and little is taken, in frames of up to `len` bytes.
fn much_said(len: usize) -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        8 => (0..3usize, 1..len).prop_map(|(peer, len)| Step::Chunk { peer, len }),
        3 => Just(Step::Round { takes: vec![0] }),
        1 => (0..900usize).prop_map(|takes| Step::Round { takes: vec![takes, 0] }),
    ];
    proptest::collection::vec(step, 32..64)
}

fn mode() -> impl Strategy<Value = Mode> {
    prop_oneof![4 => Just(Mode::Others), 2 => Just(Mode::All), 1 => Just(Mode::Echo), 1 => Just(Mode::Ack)]
}

fn decoration() -> impl Strategy<Value = Decoration> {
    let label = prop_oneof![2 => Just(Label::None), 1 => Just(Label::Address), 1 => Just(Label::Name)];
    let separator = prop_oneof![2 => Just(Separator::None), 1 => Just(Separator::Lf)];
    (label, separator).prop_map(|(label, separator)| Decoration { label, separator })
}

#[test]
fn the_room_says_what_a_list_of_frames_says_and_every_rule_is_reached() {
    let config = ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() };
    let reached: RefCell<BTreeMap<Rule, u64>> = RefCell::default();
    let steps = prop_oneof![8 => steps(), 1 => much_said(700), 1 => much_said(20)];
    let cases = (mode(), decoration(), any::<bool>(), steps);
    let result = TestRunner::new(config).run(&cases, |(mode, decoration, waits, steps)| {
        let mut run = Run::new(mode, decoration, waits);
        run.step(&Step::Join);
        run.step(&Step::Join);
        for step in &steps {
            run.step(step);
        }
        for rule in run.end() {
            *reached.borrow_mut().entry(rule).or_default() += 1;
        }
        Ok(())
    });
    result.unwrap_or_else(|failure| panic!("{failure}"));
    let reached = reached.into_inner();
    println!("cases that reached each rule: {reached:?}");
    let unreached: Vec<Rule> = Rule::ALL.into_iter().filter(|rule| reached.get(rule).is_none_or(|&n| n < 10)).collect();
    assert!(unreached.is_empty(), "hardly any case reaches {unreached:?}");
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
        room.space(sender);
        room.received(sender, 64 * 1024);
    }
    room.commit();
    let mut spans = Vec::new();
    let offer = room.offer(reader, &mut spans);
    room.took(reader, &offer, takes.min(offer.bytes), now);
    room.acknowledged(reader, room.member(reader).expect("a member").counts.tx_bytes);
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
    room.space(sender);
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

#[test]
fn a_frame_as_long_as_a_chunk_has_room_for_the_longest_label_around_it() {
    let decoration = Decoration { label: Label::Name, separator: Separator::Lf };
    let room = Room::new(Mode::All, EndWord::off(), Limits::default(), 1);
    let mut room = room.decorated(decoration);
    let sender = room.join(1, ([127, 0, 0, 1], 1).into());
    let name = "n".repeat(64);
    room.set_name(sender, Some(&name));
    for turn in 0..40u8 {
        room.space(sender)[..64 * 1024].fill(turn);
        let n = room.received(sender, 64 * 1024);
        assert_eq!(room.frame_bytes(n), [turn; 64 * 1024]);
        room.commit();
        let mut spans = Vec::new();
        let offer = room.offer(sender, &mut spans);
        let bytes: Vec<u8> = spans.iter().flat_map(|span| room.span_bytes(span.clone())).flatten().copied().collect();
        assert_eq!(bytes, [format!("[{name}] ").as_bytes(), &[turn; 64 * 1024], b"\n"].concat());
        room.took(sender, &offer, offer.bytes, Duration::ZERO);
        room.settle(Duration::ZERO, &mut Vec::new());
    }
    assert!(room.held_bytes() <= 3 * 1024 * 1024);
}

/// One write is made of 512 pieces at most: whoever said as much between the others' frames gets the rest
/// with the next one.
#[test]
fn what_is_too_many_pieces_for_one_write_comes_with_the_next_ones() {
    // What is for one alone behind them has every frame looked at.
    for last_is_private in [false, true] {
        let (mut room, sender, reader) = stalled_room();
        for _ in 0..600 {
            room.space(sender)[0] = b'x';
            room.received(sender, 1);
            room.space(reader)[0] = b'y';
            room.received(reader, 1);
        }
        if last_is_private {
            room.say(b"x", Some(reader)).expect("a frame");
        }
        room.commit();
        let mut got = Vec::new();
        let mut writes = 0;
        loop {
            let mut spans = Vec::new();
            let offer = room.offer(reader, &mut spans);
            assert!(spans.len() <= 512);
            got.extend(spans.iter().flat_map(|span| room.span_bytes(span.clone())).flatten());
            writes += 1;
            if !room.took(reader, &offer, offer.bytes, Duration::ZERO) {
                break;
            }
        }
        assert_eq!((got, writes), (vec![b'x'; 600 + usize::from(last_is_private)], 2));
    }
}

#[test]
fn who_joins_behind_frames_that_wait_for_space_in_the_log_is_not_given_them() {
    let (mut room, sender, _) = stalled_room();
    room.space(sender)[..6].copy_from_slice(b"before");
    room.received(sender, 6);
    let late = room.join(3, ([127, 0, 0, 1], 3).into());
    let mut spans = Vec::new();
    let offer = room.offer(late, &mut spans);
    room.took(late, &offer, offer.bytes, Duration::ZERO);
    room.settle(Duration::ZERO, &mut Vec::new());
    room.space(sender)[..5].copy_from_slice(b"after");
    room.received(sender, 5);
    room.commit();
    room.offer(late, &mut spans);
    let bytes: Vec<u8> = spans.iter().flat_map(|span| room.span_bytes(span.clone())).flatten().copied().collect();
    assert_eq!(bytes, b"after");
}

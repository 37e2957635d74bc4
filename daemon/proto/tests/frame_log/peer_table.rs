//! The peer table against a model that keeps every record and counts anew for each question.

use proptest::prelude::*;
use tp_proto::frame_log::{
    Audience, Behind, Close, Earlier, Endpoint, Frame, Header, Item, Mode, Note, Open, PeerTable, Progress, Record,
    Sent, Source, encode_record,
};

use crate::segment::header;

/// A step of a room; peers are picked by a number that is taken modulo those that are open.
#[derive(Debug, Clone)]
enum Step {
    Open {
        tx: u64,
        backlog: Option<u64>,
    },
    /// As a new segment's first block does.
    OpenAgain(usize),
    Close(usize),
    Frame {
        from: usize,
        to: Whom,
        len: u64,
        /// What is sent before it.
        label: Option<String>,
    },
    Sent {
        behind: Vec<(usize, u64, u64)>,
    },
}

#[derive(Debug, Clone)]
enum Whom {
    Listed(Vec<usize>),
    Others,
    All,
}

fn step(number: impl Strategy<Value = u64> + Clone + 'static) -> impl Strategy<Value = Step> {
    let whom = prop_oneof![
        prop::collection::vec(any::<usize>(), 0..4).prop_map(Whom::Listed),
        Just(Whom::Others),
        Just(Whom::All)
    ];
    let behind = prop::collection::vec((any::<usize>(), number.clone(), number.clone()), 0..3);
    prop_oneof![
        2 => (number.clone(), prop::option::of(number.clone())).prop_map(|(tx, backlog)| Step::Open { tx, backlog }),
        1 => any::<usize>().prop_map(Step::OpenAgain),
        1 => any::<usize>().prop_map(Step::Close),
        8 => (any::<usize>(), whom, number, prop::option::of("[a-z]{1,9}"))
            .prop_map(|(from, to, len, label)| Step::Frame { from, to, len, label }),
        2 => behind.prop_map(|behind| Step::Sent { behind }),
    ]
}

/// Turns steps into the records that a room would write.
fn records(steps: Vec<Step>) -> Vec<Record> {
    let mut open: Vec<u64> = Vec::new();
    let (mut last_conn, mut n) = (0, 10);
    let mut out = vec![Record::Header(Header { first: 11, ..header() })];
    for step in steps {
        let pick = |open: &[u64], i: usize| if open.is_empty() { 0 } else { open[i % open.len()] };
        out.push(match step {
            Step::Open { tx, backlog } => {
                last_conn += 1;
                open.push(last_conn);
                opened(last_conn, tx, backlog)
            }
            Step::OpenAgain(i) => match pick(&open, i) {
                0 => continue,
                conn => opened(conn, 999, Some(999)),
            },
            Step::Close(i) => {
                let conn = pick(&open, i);
                open.retain(|&other| other != conn);
                Record::Close(Close { conn, t: 0, why: "left".into(), rx: 0, tx: 0, through: 0, undelivered: 0 })
            }
            Step::Frame { from, to, len, label } => {
                n += 1;
                let to = match to {
                    Whom::Listed(peers) => Audience::Listed(distinct(peers.iter().map(|&i| pick(&open, i)))),
                    Whom::Others => Audience::Others,
                    Whom::All => Audience::All,
                };
                let src = Source(pick(&open, from), 0);
                let separator = label.as_ref().map(|_| "\n".to_owned());
                Record::Frame(Frame { n, t: 0, src, dst: 12345, to, len, data: None, hash: None, label, separator })
            }
            Step::Sent { behind } => {
                let behind = behind.into_iter().map(|(i, n, tx)| Behind(pick(&open, i), n, tx)).collect();
                Record::Sent(Sent { t: 0, n, behind })
            }
        });
    }
    out
}

fn distinct(conns: impl Iterator<Item = u64>) -> Vec<Source> {
    let mut conns: Vec<_> = conns.collect();
    conns.sort_unstable();
    conns.dedup();
    conns.into_iter().map(|conn| Source(conn, 0)).collect()
}

fn opened(conn: u64, tx: u64, backlog: Option<u64>) -> Record {
    let end = Endpoint("127.0.0.1:1".parse().expect("an address"));
    Record::Open(Open { conn, t: 0, peer: end, local: end, rx: 5, tx, backlog, name: None, earlier: None })
}

/// Counts anew from all records so far.
struct Model<'a>(&'a [Record]);

impl Model<'_> {
    /// The peers that are open, with the place of their `open` record.
    fn open(&self) -> Vec<(usize, &Open)> {
        let mut open: Vec<(usize, &Open)> = Vec::new();
        for (place, record) in self.0.iter().enumerate() {
            match record {
                Record::Open(peer) if open.iter().all(|(_, other)| other.conn != peer.conn) => open.push((place, peer)),
                Record::Close(close) => open.retain(|(_, peer)| peer.conn != close.conn),
                _ => {}
            }
        }
        open
    }

    fn frames_since(&self, place: usize) -> impl Iterator<Item = &Frame> {
        self.0[place..].iter().filter_map(|record| if let Record::Frame(frame) = record { Some(frame) } else { None })
    }

    fn received(&self, place: usize, conn: u64) -> u64 {
        self.frames_since(place).filter(|frame| is_for(frame, conn)).map(Frame::delivered).sum()
    }

    fn due(&self, opened: usize, peer: &Open) -> u64 {
        peer.tx + peer.backlog.unwrap_or(0) + self.received(opened, peer.conn)
    }

    fn progress(&self, opened: usize, peer: &Open) -> Progress {
        let place = self.0.iter().rposition(|record| matches!(record, Record::Sent(_)));
        let Some(Record::Sent(sent)) = place.map(|place| &self.0[place]) else {
            return Progress { through: 0, tx: peer.tx };
        };
        if let Some(behind) = sent.behind.iter().find(|behind| behind.0 == peer.conn) {
            return Progress { through: behind.1, tx: behind.2 };
        }
        let since = self.received(opened.max(place.unwrap_or(0)), peer.conn);
        Progress { through: sent.n, tx: self.due(opened, peer) - since }
    }
}

fn is_for(frame: &Frame, conn: u64) -> bool {
    match &frame.to {
        Audience::Listed(listed) => listed.iter().any(|source| source.0 == conn),
        Audience::Others => frame.src.0 != conn,
        Audience::All => true,
    }
}

fn check(table: &PeerTable, model: &Model<'_>) {
    let open = model.open();
    let conns: Vec<_> = table.peers().map(|peer| peer.conn).collect();
    let mut expected: Vec<_> = open.iter().map(|(_, peer)| peer.conn).collect();
    expected.sort_unstable();
    assert_eq!(conns, expected);
    for (place, peer) in open {
        let entry = table.get(peer.conn).expect("it is open");
        let said: u64 = model.frames_since(place).filter(|frame| frame.src.0 == peer.conn).map(|frame| frame.len).sum();
        assert_eq!(entry.rx, peer.rx + said);
        let frames = model.frames_since(place).filter(|frame| frame.src.0 == peer.conn);
        assert_eq!((entry.rx_frames, entry.last_frame_len), counted(frames));
        let due_frames = model.frames_since(place).filter(|frame| is_for(frame, peer.conn)).count() as u64;
        assert_eq!(table.due_frames(entry), due_frames);
        assert_eq!(table.due(entry), model.due(place, peer), "due to {}", peer.conn);
        assert_eq!(table.progress(entry), model.progress(place, peer), "progress of {}", peer.conn);
    }
    if let Some(Record::Frame(frame)) = model.0.last() {
        let named: Vec<_> = table.recipients(frame).iter().map(|peer| peer.conn).collect();
        let expected: Vec<_> = conns.into_iter().filter(|&conn| is_for(frame, conn)).collect();
        assert_eq!(named, expected);
    }
}

/// How many frames, and the length of the last.
fn counted<'a>(frames: impl Iterator<Item = &'a Frame>) -> (u64, Option<u64>) {
    frames.fold((0, None), |(count, _), frame| (count + 1, Some(frame.len)))
}

/// As a reader of many records does it.
fn apply_by_hand(table: &mut PeerTable, record: &Record) {
    let mut item = Vec::new();
    encode_record(&mut item, record);
    match Item::decode(&item).expect("a record").0 {
        Item::Frame(frame) => table.frame(&frame),
        Item::Sent(sent) => table.sent(sent),
        Item::Other(record) => table.apply(&record),
        Item::Unknown => panic!("not of format 1"),
    }
}

proptest! {
    #[test]
    fn the_table_counts_what_a_recount_counts(steps in prop::collection::vec(step(0..1000u64), 0..64)) {
        let records = records(steps);
        let (mut table, mut by_hand) = (PeerTable::default(), PeerTable::default());
        for (i, record) in records.iter().enumerate() {
            table.apply(record);
            check(&table, &Model(&records[..=i]));
            apply_by_hand(&mut by_hand, record);
            check(&by_hand, &Model(&records[..=i]));
        }
        prop_assert_eq!(table.mode(), Mode::Others);
    }

    /// A log that somebody made up may hold any number.
    #[test]
    fn numbers_beyond_all_sums_do_not_panic(
        steps in prop::collection::vec(step(prop_oneof![any::<u64>(), Just(u64::MAX)]), 0..64), n: u64,
    ) {
        let mut table = PeerTable::default();
        for mut record in records(steps) {
            if let Record::Frame(frame) = &mut record {
                frame.n = frame.n.wrapping_mul(n);
            }
            table.apply(&record);
            for peer in table.peers() {
                let _ = (table.due(peer), table.progress(peer));
            }
        }
    }
}

#[test]
fn what_was_before_is_taken_over_and_a_leaver_is_known_by_its_note() {
    let Record::Open(peer) = opened(7, 100, Some(30)) else { unreachable!("it is an open") };
    let earlier = Earlier { since: 3, rx_frames: 4, tx_frames: 5, backlog_frames: 6, leaving: None };
    let mut table = PeerTable::default();
    table.apply(&Record::Open(Open { earlier: Some(earlier.clone()), ..peer.clone() }));
    let known = table.get(7).expect("it is open");
    assert_eq!((known.since, known.rx_frames, table.due_frames(known), known.leaving.as_deref()), (3, 4, 11, None));
    let earlier = Some(Earlier { leaving: Some("end-word".into()), ..earlier });
    let note = Note { event: Note::LEAVING.into(), peers: Some(vec![Open { earlier, ..peer }]), ..Note::default() };
    table.apply(&Record::Note(note));
    assert_eq!(table.get(7).expect("it is open").leaving.as_deref(), Some("end-word"));
}

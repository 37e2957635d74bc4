//! The hand decoder reads what ciborium writes.

use proptest::prelude::*;
use tp_proto::frame_log::{
    Audience, AudienceHead, Behind, Block, Blocks, Earlier, Endpoint, Frame, FrameHead, Item, Note, Open, Record, Sent,
    SentHead, Source, encode_record, item,
};

use crate::segment::{NOON, Segment, frame, header};

fn encoded(record: &Record) -> Vec<u8> {
    let mut out = Vec::new();
    encode_record(&mut out, record);
    out
}

fn check(n: u64, to: Audience, data: Option<&[u8]>) {
    let data = data.map(|data| serde_bytes::ByteBuf::from(data.to_vec()));
    let (label, separator) =
        if n.is_multiple_of(2) { (None, None) } else { (Some("[é] ".to_owned()), Some("\n".to_owned())) };
    let src = Source(n / 3, 53112);
    let frame = Frame { n, t: n << 9, src, dst: 12345, to, len: 7, data, hash: None, label, separator };
    let mut item = encoded(&Record::Frame(frame.clone()));
    item.push(0xa1);
    let (head, rest) = FrameHead::decode(&item).expect("a frame item");
    assert_eq!(rest, [0xa1]);
    let to = match head.to {
        AudienceHead::Listed(list) => Audience::Listed(list.iter().collect()),
        AudienceHead::Others => Audience::Others,
        AudienceHead::All => Audience::All,
    };
    assert_eq!(head.hash, None);
    let data = head.data.map(|data| serde_bytes::ByteBuf::from(data.to_vec()));
    let (FrameHead { n, t, src, dst, len, around, .. }, hash) = (head, None);
    let (label, separator) = (around.label.map(str::to_owned), around.separator.map(str::to_owned));
    assert_eq!(Frame { n, t, src, dst, to, len, data, hash, label, separator }, frame);
    assert_eq!((head.delivered(), around), (frame.delivered(), frame.around()));
    for end in 0..item.len() - 1 {
        assert!(FrameHead::decode(&item[..end]).is_none(), "cut at {end}");
    }
}

#[test]
fn a_frame_decodes_to_what_ciborium_encoded() {
    for n in [0, 1, 23, 24, 255, 256, 65_535, 65_536, u64::from(u32::MAX), u64::MAX] {
        check(n, Audience::Others, Some(b"bonjour"));
        check(n, Audience::All, None);
        check(n, Audience::Listed(vec![]), Some(b""));
        check(n, Audience::Listed(vec![Source(1, 1), Source(n, 65535), Source(3, 0)]), Some(&[0xff; 300]));
    }
}

#[test]
fn a_sent_record_decodes_to_what_ciborium_encoded() {
    for behind in [vec![], vec![Behind(7, 300, 70_000), Behind(u64::MAX, 0, 1)]] {
        let item = encoded(&Record::Sent(Sent { t: 5, n: 1000, behind: behind.clone() }));
        assert_eq!(SentHead::decode(&item), Some((SentHead { t: 5, n: 1000, behind }, &[][..])));
    }
}

#[test]
fn unknown_keys_of_a_later_writer_are_skipped() {
    let item = b"\xa1\x64sent\xa3\x65later\x82\x01\xa1\x61x\xf6\x61n\x05\x61t\x01";
    assert_eq!(SentHead::decode(item), Some((SentHead { t: 1, n: 5, behind: vec![] }, &[][..])));
}

#[test]
fn a_list_that_claims_more_than_there_is_is_refused() {
    assert!(SentHead::decode(b"\xa1\x64sent\xa2\x61n\x05\x66behind\x9b\xff\xff\xff\xff\xff\xff\xff\xff").is_none());
}

fn checkpoint() -> impl Strategy<Value = Note> {
    let end = (any::<std::net::IpAddr>(), any::<u16>()).prop_map(|(ip, port)| Endpoint((ip, port).into()));
    let numbers = (any::<u64>(), 0..300_u64, any::<u64>(), any::<u64>(), prop::option::of(any::<u64>()));
    let earlier = (any::<[u64; 4]>(), prop::option::of(any::<String>()));
    let earlier = earlier.prop_map(|([since, rx_frames, tx_frames, backlog_frames], leaving)| Earlier {
        since,
        rx_frames,
        tx_frames,
        backlog_frames,
        leaving,
    });
    let peer = (numbers, end.clone(), end, prop::option::of(any::<String>()), prop::option::of(earlier));
    let peer = peer.prop_map(|((conn, t, rx, tx, backlog), peer, local, name, earlier)| Open {
        conn,
        t,
        peer,
        local,
        rx,
        tx,
        backlog,
        name,
        earlier,
    });
    let peers = prop::option::of(prop::collection::vec(peer, 0..30));
    (any::<u64>(), prop::option::of(any::<String>()), peers, prop::option::of(any::<u64>()))
        .prop_map(|(t, detail, peers, next_conn)| Note { t, event: Note::PRESENT.into(), detail, peers, next_conn })
}

fn check_checkpoint(bytes: &[u8], note: &Note) {
    match Item::decode(bytes) {
        Ok((Item::Other(record), [0xa1])) => assert_eq!(*record, Record::Note(note.clone())),
        other => panic!("{other:?}"),
    }
}

proptest! {
    #[test]
    fn a_checkpoint_decodes_to_what_ciborium_encoded(note in checkpoint(), flip in any::<prop::sample::Index>(), bit in 0..8) {
        let mut bytes = encoded(&Record::Note(note.clone()));
        bytes.push(0xa1);
        check_checkpoint(&bytes, &note);
        for end in 0..bytes.len() - 1 {
            prop_assert!(Item::decode(&bytes[..end]).is_err(), "cut at {}", end);
        }
        // Whatever it is then, both read the same, where ciborium reads it.
        let place = flip.index(bytes.len() - 1);
        bytes[place] ^= 1_u8 << bit;
        if let (Ok((Item::Other(by_hand), _)), Ok(len)) = (Item::decode(&bytes), item::len(&bytes))
            && let Ok(Some(record)) = Record::decode(&bytes[..len])
        {
            prop_assert_eq!(*by_hand, record);
        }
    }
}

#[test]
fn a_checkpoint_with_later_keys_or_too_high_a_claim_is_no_surprise() {
    let later = b"\xa1\x64note\xa5\x65later\x82\x01\xf6\x61t\x01\x65event\x67present\x65peers\x80\x69next-conn\x02\xa1";
    let note = Note { t: 1, event: "present".into(), peers: Some(vec![]), next_conn: Some(2), ..Note::default() };
    check_checkpoint(later, &note);
    let claim = b"\xa1\x64note\xa3\x61t\x01\x65event\x67present\x65peers\x9b\xff\xff\xff\xff\xff\xff\xff\xff";
    assert!(Item::decode(claim).is_err());
}

/// Few records are read by hand; the rest, and what is none, is told apart all the same.
#[test]
fn records_of_every_kind_come_out_of_a_block() {
    let note = Record::Note(Note { t: 7, event: "paused".into(), ..Note::default() });
    let unknown = b"\xa1\x65later\x01";
    let mut segment = Segment::new(&header());
    segment.record(&frame(1, b"one".into())).record(&note).record(&Record::Sent(Sent { t: 8, n: 1, behind: vec![] }));
    segment.seal(NOON);
    let mut blocks = Blocks::new(&segment.bytes[..]);
    let block = blocks.next().unwrap().expect("a block");
    let bytes = [block.bytes, unknown, b"\xa1\x64sent\xbf\x61t\x01\x61n\x01\xff"].concat();
    let last = (bytes.len() - 14) as u64;
    let records: Vec<_> = Block::new(block.offset, &bytes, block.seal).records().collect();
    let [
        Ok(Item::Other(first)),
        Ok(Item::Frame(one)),
        Ok(Item::Other(second)),
        Ok(Item::Sent(sent)),
        Ok(Item::Unknown),
        Err(none),
    ] = &records[..]
    else {
        panic!("{records:?}")
    };
    assert_eq!((first.as_ref(), second.as_ref()), (&Record::Header(header()), &note));
    assert_eq!((one.n, one.data, sent.n), (1, Some(&b"one"[..]), 1));
    assert_eq!(none.offset, last, "{none}");
}

//! The hand encoder against ciborium: records of any values, and none of it read from anywhere.

use arbitrary::{Arbitrary, Unstructured};
use serde_bytes::ByteBuf;
use tp_proto::frame_log::{
    Audience, Behind, Frame, FrameHead, Record, SEAL_BYTES, Seal, Sent, SentHead, Source, encode_frame_around,
    encode_sent, item,
};

use crate::Verdict;
use crate::frames::{by_ciborium, new, owned};

#[derive(Debug, Arbitrary)]
enum Made {
    Frame {
        n: u64,
        t: u64,
        src: (u64, u16),
        dst: u16,
        to: To,
        len: u64,
        kept: Kept,
        around: (Option<String>, Option<String>),
    },
    Sent {
        t: u64,
        n: u64,
        behind: Vec<(u64, u64, u64)>,
    },
    Seal {
        chain: u32,
        off: u64,
        n_first: u64,
        count: u32,
        t_last: u64,
        block: Vec<u8>,
    },
}

#[derive(Debug, Arbitrary)]
enum To {
    Listed(Vec<(u64, u16)>),
    Others,
    All,
}

#[derive(Debug, Arbitrary)]
enum Kept {
    Data(Vec<u8>),
    Hash(Vec<u8>),
    Nothing,
}

/// `input` is the stuff that a record is made of.
pub fn check(input: &[u8]) -> Verdict {
    match Made::arbitrary_take_rest(Unstructured::new(input)) {
        Err(_) => return Verdict::Refused,
        Ok(Made::Frame { n, t, src, dst, to, len, kept, around }) => {
            let (data, hash) = match kept {
                Kept::Data(data) => (Some(ByteBuf::from(data)), None),
                Kept::Hash(hash) => (None, Some(ByteBuf::from(hash))),
                Kept::Nothing => (None, None),
            };
            let to = match to {
                To::Listed(list) => Audience::Listed(list.into_iter().map(|(conn, port)| Source(conn, port)).collect()),
                To::Others => Audience::Others,
                To::All => Audience::All,
            };
            let (src, (label, separator)) = (Source(src.0, src.1), around);
            check_frame(Frame { n, t, src, dst, to, len, data, hash, label, separator });
        }
        Ok(Made::Sent { t, n, behind }) => {
            check_sent(Sent { t, n, behind: behind.into_iter().map(|(conn, n, tx)| Behind(conn, n, tx)).collect() });
        }
        Ok(Made::Seal { chain, off, n_first, count, t_last, mut block }) => {
            let len = block.len();
            let crc = Seal::append(&mut block, chain, off, n_first, count, t_last);
            let seal = Seal(off, len as u32, n_first, count, t_last, crc);
            check_seal(&block, seal, chain);
        }
    }
    Verdict::Understood
}

fn check_frame(frame: Frame) {
    let mut by_hand = Vec::new();
    encode_frame_around(&mut by_hand, &new(&frame), frame.around());
    let (head, rest) = FrameHead::decode(&by_hand).expect("the hand decoder reads what the hand encoder writes");
    assert!(rest.is_empty());
    assert_eq!(owned(&head), frame);
    check_same(&by_hand, Record::Frame(frame));
}

fn check_sent(sent: Sent) {
    let mut by_hand = Vec::new();
    encode_sent(&mut by_hand, sent.t, sent.n, &sent.behind);
    let (head, rest) = SentHead::decode(&by_hand).expect("the hand decoder reads what the hand encoder writes");
    assert!(rest.is_empty());
    assert_eq!((head.t, head.n, &head.behind), (sent.t, sent.n, &sent.behind));
    check_same(&by_hand, Record::Sent(sent));
}

fn check_same(by_hand: &[u8], record: Record) {
    assert_eq!(by_hand, by_ciborium(&record));
    assert_eq!(item::len(by_hand), Ok(by_hand.len()));
    assert_eq!(Record::decode(by_hand).expect("ciborium reads it"), Some(record));
}

/// A seal has fixed widths, ciborium the shortest: only what is read of it is the same.
fn check_seal(bytes: &[u8], seal: Seal, chain: u32) {
    let item = &bytes[bytes.len() - SEAL_BYTES..];
    assert_eq!(item::len(item), Ok(SEAL_BYTES));
    assert_eq!(Seal::read(item), Some(seal));
    assert_eq!(Record::decode(item).expect("ciborium reads it"), Some(Record::Seal(seal)));
    assert!(seal.closes(bytes, chain, seal.0) && !seal.closes(bytes, !chain, seal.0));
}

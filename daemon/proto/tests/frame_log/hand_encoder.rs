//! The hand encoder writes what ciborium writes.

use proptest::prelude::*;
use serde_bytes::ByteBuf;
use tp_proto::frame_log::{
    Audience, Behind, Frame, Record, SEAL_BYTES, Seal, Sent, Source, encode_frame_around, encode_record, encode_sent,
    item,
};

use crate::segment;

/// Numbers of every width, and those next to where the width changes.
pub fn number() -> impl Strategy<Value = u64> {
    prop_oneof![
        any::<u64>(),
        0..300u64,
        65_500..65_600u64,
        (0..64u32, -2..3i64).prop_map(|(bit, off)| (1u64 << bit).wrapping_add_signed(off)),
    ]
}

fn source() -> impl Strategy<Value = Source> {
    (number(), any::<u16>()).prop_map(|(conn, port)| Source(conn, port))
}

fn audience() -> impl Strategy<Value = Audience> {
    prop_oneof![
        prop::collection::vec(source(), 0..40).prop_map(Audience::Listed),
        Just(Audience::Others),
        Just(Audience::All),
    ]
}

fn payload() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![prop::collection::vec(any::<u8>(), 0..400), (65_530..65_540usize).prop_map(|len| vec![b'a'; len])]
}

/// What a frame says to be around it: nothing, mostly, or text of every width.
fn around() -> impl Strategy<Value = Option<String>> {
    prop_oneof![Just(None), "\\PC{0,90}".prop_map(Some), Just(Some("é".repeat(300)))]
}

fn by_ciborium(record: &Record) -> Vec<u8> {
    let mut out = Vec::new();
    encode_record(&mut out, record);
    out
}

proptest! {
    #[test]
    fn a_frame_is_what_ciborium_writes(
        (n, t) in (number(), number()), src in source(), dst: u16, to in audience(), data in payload(), kept in 0..3,
        label in around(), separator in around(),
    ) {
        let (len, data) = (data.len() as u64, ByteBuf::from(data));
        let (data, hash) = match kept {
            0 => (Some(data), None),
            1 => (None, Some(data)),
            _ => (None, None),
        };
        let frame = Frame { n, t, src, dst, to, len, data, hash, label, separator };
        let mut by_hand = vec![0x5a];
        encode_frame_around(&mut by_hand, &segment::new(&frame), frame.around());
        let record = Record::Frame(frame);
        prop_assert_eq!(&by_hand[1..], by_ciborium(&record));
        prop_assert_eq!(item::len(&by_hand[1..]), Ok(by_hand.len() - 1));
        prop_assert_eq!(Record::decode(&by_hand[1..]).unwrap(), Some(record));
    }

    #[test]
    fn a_sent_record_is_what_ciborium_writes(
        t in number(), n in number(), behind in prop::collection::vec((number(), number(), number()), 0..40),
    ) {
        let behind: Vec<_> = behind.into_iter().map(|(conn, n, tx)| Behind(conn, n, tx)).collect();
        let mut by_hand = Vec::new();
        encode_sent(&mut by_hand, t, n, &behind);
        let record = Record::Sent(Sent { t, n, behind });
        prop_assert_eq!(&by_hand, &by_ciborium(&record));
        prop_assert_eq!(Record::decode(&by_hand).unwrap(), Some(record));
    }

    /// Its numbers have fixed widths, ciborium's the shortest; what is read back is the same.
    #[test]
    fn a_seal_says_what_ciborium_reads(
        block in payload(), chain: u32, off in number(), n_first in number(), count: u32, t_last in number(),
    ) {
        let mut bytes = block.clone();
        let crc = Seal::append(&mut bytes, chain, off, n_first, count, t_last);
        let seal = Seal(off, block.len() as u32, n_first, count, t_last, crc);
        let item = &bytes[block.len()..];
        prop_assert_eq!(item.len(), SEAL_BYTES);
        prop_assert_eq!(item::len(item), Ok(SEAL_BYTES));
        prop_assert_eq!(Seal::read(item), Some(seal));
        prop_assert_eq!(Record::decode(item).unwrap(), Some(Record::Seal(seal)));
        prop_assert_eq!(crc, crc32c::crc32c_append(chain, &bytes[..bytes.len() - 4]));
        prop_assert!(seal.closes(&bytes, chain, off));
        prop_assert!(!seal.closes(&bytes, chain ^ 1, off) && !seal.closes(&bytes[1..], chain, off));
    }
}

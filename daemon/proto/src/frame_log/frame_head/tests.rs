//! The quick decoders take nothing that the thorough ones do not, and take it in the same way.

use proptest::prelude::*;

use super::super::{Behind, Kept, NewFrame, Source, To, encode_frame, encode_sent, item};
use super::{FrameHead, SentHead, usual, usual_len};

/// Numbers of every width.
fn number() -> impl Strategy<Value = u64> {
    (any::<u64>(), 0..64u32).prop_map(|(number, shift)| number >> shift)
}

fn source() -> impl Strategy<Value = Source> {
    (number(), any::<u16>()).prop_map(|(conn, port)| Source(conn, port))
}

fn frame() -> impl Strategy<Value = Vec<u8>> {
    let bytes = prop::collection::vec(any::<u8>(), 0..300);
    let to = prop::collection::vec(source(), 0..20);
    let numbers = (number(), number(), source(), any::<u16>(), number());
    (numbers, (to, 0..3usize), (bytes, 0..3usize)).prop_map(|((n, t, src, dst, len), (listed, rule), (bytes, kept))| {
        let to = [To::Listed(&listed), To::Others, To::All][rule];
        let kept = [Kept::Data(&bytes), Kept::Hash(&bytes), Kept::Nothing][kept];
        let mut out = Vec::new();
        encode_frame(&mut out, &NewFrame { n, t, src, dst, to, len, kept });
        out
    })
}

fn sent() -> impl Strategy<Value = Vec<u8>> {
    let behind = prop::collection::vec((number(), number(), number()), 0..3);
    (number(), number(), behind).prop_map(|(t, n, behind)| {
        let behind: Vec<_> = behind.into_iter().map(|(conn, n, tx)| Behind(conn, n, tx)).collect();
        let mut out = Vec::new();
        encode_sent(&mut out, t, n, &behind);
        out
    })
}

fn check_frame(bytes: &[u8]) {
    if let Some((frame, rest)) = usual::frame(bytes) {
        assert_eq!(FrameHead::decode_any(bytes), Some((frame, rest)));
    }
}

fn check_sent(bytes: &[u8]) {
    if let Some((sent, rest)) = usual::sent(bytes) {
        assert_eq!(SentHead::decode_any(bytes), Some((sent, rest)));
    }
}

fn check_len(bytes: &[u8]) {
    if let Some(len) = usual_len(bytes) {
        assert_eq!(item::len(bytes), Ok(len));
    }
}

/// A record as it was written, cut short, and with a byte changed; behind it stands another.
fn check_all(record: &[u8], cut: usize, place: usize, byte: u8) {
    let mut bytes = [record, b"\xa1\x65later\x01"].concat();
    let place = place % bytes.len();
    let check = |bytes: &[u8]| {
        check_frame(bytes);
        check_sent(bytes);
        check_len(bytes);
    };
    check(&bytes);
    check(&bytes[..cut % bytes.len()]);
    bytes[place] = byte;
    check(&bytes);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn a_frame_that_is_read_sooner_is_read_the_same(record in frame(), cut: usize, place: usize, byte: u8) {
        prop_assert!(usual::frame(&record).is_some());
        prop_assert_eq!(usual_len(&record), Some(record.len()));
        check_all(&record, cut, place, byte);
    }

    #[test]
    fn a_sent_record_that_is_read_sooner_is_read_the_same(record in sent(), cut: usize, place: usize, byte: u8) {
        check_all(&record, cut, place, byte);
    }
}

#[test]
fn a_sent_record_with_nobody_behind_is_read_sooner() {
    let mut record = Vec::new();
    encode_sent(&mut record, 1 << 60, 70_000, &[]);
    assert_eq!(usual_len(&record), Some(record.len()));
}

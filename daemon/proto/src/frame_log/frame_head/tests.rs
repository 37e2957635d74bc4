//! The quick decoders take nothing that the thorough ones do not, and take it in the same way.

use proptest::prelude::*;

use super::super::{Behind, Kept, NewFrame, Source, To, encode_frame, encode_sent, item};
use super::{FrameHead, Outline, SentHead, usual_sent};

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
    if let Some(outline) = Outline::of(bytes) {
        let frame = (outline.frame(bytes), &bytes[outline.end()..]);
        assert_eq!(FrameHead::decode_any(bytes), Some(frame));
        assert_eq!(item::len(bytes), Ok(outline.end()));
    }
}

fn check_sent(bytes: &[u8]) {
    if let Some((sent, rest)) = usual_sent(bytes) {
        assert_eq!(item::len(bytes), Ok(bytes.len() - rest.len()));
        assert_eq!(SentHead::decode_any(bytes), Some((sent, rest)));
    }
}

/// A record as it was written, cut short, and with a byte changed; behind it stands another.
fn check_all(record: &[u8], cut: usize, place: usize, byte: u8) {
    let mut bytes = [record, b"\xa1\x65later\x01"].concat();
    let place = place % bytes.len();
    let check = |bytes: &[u8]| {
        check_frame(bytes);
        check_sent(bytes);
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
    assert_eq!(usual_sent(&record).map(|(sent, rest)| (sent.n, rest.len())), Some((70_000, 0)));
}

#[test]
fn frames_with_numbers_as_a_log_has_them_are_read_sooner() {
    let listed = [Source(7, 53_110), Source(31, 1024), Source(65_535, 443), Source(0, 12_345)];
    let payload = [b'a'; 300];
    for (to, kept) in [
        (To::Listed(&listed), Kept::Data(&payload)),
        (To::Others, Kept::Hash(&payload[..16])),
        (To::All, Kept::Data(b"fin")),
        (To::Listed(&[]), Kept::Nothing),
    ] {
        for n in [0, 23, 255, 65_535, u64::from(u32::MAX)] {
            let (t, src, len) = (1_781_092_800_000_000_000, listed[n as usize % 4], 65_536);
            let mut record = Vec::new();
            encode_frame(&mut record, &NewFrame { n, t, src, dst: 12_345, to, len, kept });
            assert_eq!(Outline::of(&record).map(|outline| outline.end()), Some(record.len()), "{n} {to:?} {kept:?}");
        }
    }
}

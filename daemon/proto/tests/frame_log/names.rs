//! Names of segments.

use proptest::prelude::*;
use tp_proto::frame_log::SegmentName;

#[test]
fn a_name_is_what_the_format_says() {
    let check = |first, turn, expected: &str| assert_eq!(SegmentName { first, turn }.to_string(), expected);
    check(1, 1, "frames-00000000000000000001.cborseq");
    check(u64::MAX, 1, "frames-18446744073709551615.cborseq");
}

#[test]
fn other_files_are_no_segments() {
    for name in [
        "",
        "frames-.cborseq",
        "frames-1.cborseq",
        "frames-+0000000000000000001.cborseq",
        "frames-00000000000000000001.cborseq.bad",
        "frames-00000000000000000001.cbor",
        "frames-00000000000000000001_1.cborseq",
        "frames-00000000000000000001_0002.cborseq~",
        "frames-00000000000000000001_+002.cborseq",
        "frames-00000000000000000001_0000.cborseq",
        "frames-00000000000000000001_.cborseq",
        "frames-99999999999999999999.cborseq",
        "frames-0000000000000000000é.cborseq",
        "Frames-00000000000000000001.cborseq",
    ] {
        assert!(name.parse::<SegmentName>().is_err(), "{name:?} was taken for a segment");
    }
}

proptest! {
    #[test]
    fn a_name_is_read_back(first: u64, turn in 1..=u32::MAX) {
        let name = SegmentName { first, turn };
        prop_assert_eq!(name.to_string().parse::<SegmentName>().unwrap(), name);
    }

    /// Up to 9,999 starts in which nobody said anything.
    #[test]
    fn a_listing_by_name_is_in_order(a: (u64, bool), b: (u64, bool), turn_a in 1..10_000u32, turn_b in 1..10_000u32) {
        let first_b = if a.1 { a.0 } else { b.0 };
        let (a, b) = (SegmentName { first: a.0, turn: turn_a }, SegmentName { first: first_b, turn: turn_b });
        prop_assert_eq!(a.cmp(&b), a.to_string().cmp(&b.to_string()));
    }
}

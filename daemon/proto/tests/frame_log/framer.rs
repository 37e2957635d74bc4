//! Where an item ends, held to what ciborium writes and reads.

use ciborium::value::{Integer, Value};
use proptest::prelude::*;
use tp_proto::frame_log::item::{self, DEPTH_MAX, ItemError};

fn leaf() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<u64>().prop_map(|n| Value::Integer(Integer::from(n))),
        any::<i64>().prop_map(|n| Value::Integer(Integer::from(n))),
        prop::collection::vec(any::<u8>(), 0..300).prop_map(Value::Bytes),
        "\\PC{0,40}".prop_map(Value::Text),
        any::<f64>().prop_map(Value::Float),
        any::<bool>().prop_map(Value::Bool),
        Just(Value::Null),
    ]
}

/// Values that nest at most as deep as the framer allows.
fn value() -> impl Strategy<Value = Value> {
    leaf().prop_recursive(6, 64, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Value::Array),
            prop::collection::vec((inner.clone(), inner.clone()), 0..8).prop_map(Value::Map),
            (any::<u64>().prop_filter("a number's own tags", |tag| !(2..=3).contains(tag)), inner)
                .prop_map(|(tag, value)| Value::Tag(tag, Box::new(value))),
        ]
    })
}

fn encode(value: &Value) -> Vec<u8> {
    let mut out = Vec::new();
    ciborium::into_writer(value, &mut out).expect("writing to a vector");
    out
}

/// How many bytes ciborium takes for one item; it checks less than the framer in places.
fn by_ciborium(bytes: &[u8]) -> Option<usize> {
    let mut rest = bytes;
    ciborium::from_reader::<Value, _>(&mut rest).ok()?;
    Some(bytes.len() - rest.len())
}

proptest! {
    #[test]
    fn the_length_is_that_of_what_ciborium_wrote(value in value(), behind in prop::collection::vec(any::<u8>(), 0..20)) {
        let bytes = encode(&value);
        prop_assert_eq!(item::len(&bytes), Ok(bytes.len()));
        for cut in 0..bytes.len() {
            prop_assert_eq!(item::len(&bytes[..cut]), Err(ItemError::Incomplete));
        }
        prop_assert_eq!(item::len(&[&bytes[..], &behind].concat()), Ok(bytes.len()));
    }

    #[test]
    fn arbitrary_bytes_never_panic_and_agree_with_ciborium(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        let _ = item::kind(&bytes);
        match (item::len(&bytes), by_ciborium(&bytes)) {
            (Ok(len), Some(taken)) => prop_assert_eq!(len, taken),
            (Err(ItemError::Incomplete), taken) => prop_assert_eq!(taken, None),
            (Err(error), _) => prop_assert!(matches!(error, ItemError::Malformed(_))),
            (Ok(len), None) => prop_assert!(len <= bytes.len()),
        }
    }

    /// What is one item stays one, and what is none becomes none, whatever comes behind.
    #[test]
    fn more_bytes_change_only_what_was_incomplete(bytes in prop::collection::vec(any::<u8>(), 0..64), cut in 0..64usize) {
        let part = item::len(&bytes[..cut.min(bytes.len())]);
        if part != Err(ItemError::Incomplete) {
            prop_assert_eq!(item::len(&bytes), part);
        }
    }

    #[test]
    fn a_kind_is_the_key_of_a_map_with_one_entry(kind in "\\PC{0,40}", body in value()) {
        let record = |entries| encode(&Value::Map(entries));
        let entry = (Value::Text(kind.clone()), body.clone());
        let (one, two) = (record(vec![entry.clone()]), record(vec![entry.clone(), entry]));
        let no_text = record(vec![(Value::Bytes(kind.clone().into()), body)]);
        prop_assert_eq!(item::kind(&one), Ok(&kind[..]));
        prop_assert_eq!(item::kind(&two), Err(ItemError::NotARecord));
        prop_assert_eq!(item::kind(&no_text), Err(ItemError::NotARecord));
    }
}

fn check(bytes: &[u8], expected: Result<usize, ItemError>) {
    assert_eq!(item::len(bytes), expected, "{bytes:02x?}");
}

fn check_malformed(bytes: &[u8]) {
    assert!(matches!(item::len(bytes), Err(ItemError::Malformed(_))), "{bytes:02x?}");
}

#[test]
fn lengths_that_are_not_told_end_with_a_break() {
    check(b"\x9f\x01\x02\xff", Ok(4));
    check(b"\xbf\x61a\x9f\xff\xff", Ok(6));
    check(b"\x5f\x41a\x42bc\xff\x00", Ok(7));
    check(b"\x7f\xff", Ok(2));
    check(b"\x9f\x01", Err(ItemError::Incomplete));
    check(b"\x5f\x41a", Err(ItemError::Incomplete));
}

#[test]
fn what_rfc_8949_calls_not_well_formed_is_refused() {
    for bytes in [
        &b"\xff"[..],        // a break with nothing open
        b"\x82\x01\xff",     // a break in a list of known length
        b"\x1c",             // reserved
        b"\x3d",             // reserved
        b"\xfe",             // reserved
        b"\x1f",             // a number of unknown length
        b"\xdf\x00",         // a tag of unknown length
        b"\xf8\x1f",         // a simple value that has a short form
        b"\x5f\x61a\xff",    // text inside bytes
        b"\x5f\x5f\xff\xff", // chunks inside chunks
        b"\xbb\xff\xff\xff\xff\xff\xff\xff\xff",
    ] {
        check_malformed(bytes);
    }
}

#[test]
fn a_length_beyond_all_memory_is_only_incomplete() {
    for major in [0x5b, 0x7b, 0x9b] {
        check(&[major, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0], Err(ItemError::Incomplete));
    }
}

#[test]
fn nesting_has_a_bound() {
    for open in [&b"\x81"[..], b"\x9f", b"\xa1\x00", b"\xbf\x00", b"\xc1"] {
        let mut item = open.repeat(DEPTH_MAX);
        check(&item, Err(ItemError::Incomplete));
        item.push(0);
        let closed = [&item[..], &b"\xff".repeat(DEPTH_MAX)].concat();
        assert!(item::len(&closed).is_ok(), "{open:02x?}");
        check_malformed(&[open.repeat(DEPTH_MAX + 1), vec![0]].concat());
        check_malformed(&open.repeat(100_000));
    }
}

//! Single records: what a reader skips, and what it refuses.

use ciborium::value::Value;
use ciborium::{cbor, into_writer};
use proptest::prelude::*;
use tp_proto::frame_log::{Audience, LABEL, Record};

use crate::segment;

fn encode(value: &Value) -> Vec<u8> {
    let mut out = Vec::new();
    into_writer(value, &mut out).expect("writing to a vector");
    out
}

fn made(value: Result<Value, ciborium::value::Error>) -> Vec<u8> {
    encode(&value.expect("a value"))
}

fn frame_with(change: impl FnOnce(&mut Vec<(Value, Value)>)) -> Vec<u8> {
    let mut bytes = Vec::new();
    into_writer(&segment::frame(7, b"fin".to_vec()), &mut bytes).expect("writing to a vector");
    let Ok(Value::Map(mut record)) = ciborium::from_reader(&bytes[..]) else { panic!("a record is a map") };
    let Value::Map(body) = &mut record[0].1 else { panic!("a frame is a map") };
    change(body);
    encode(&Value::Map(record))
}

fn set(body: &mut Vec<(Value, Value)>, key: &str, value: Value) {
    body.retain(|(k, _)| k.as_text() != Some(key));
    body.push((key.into(), value));
}

/// A frame as a later version may write it.
pub fn frame_with_later_keys() -> Vec<u8> {
    frame_with(|body| {
        set(body, "tagged", Value::Tag(1001, Box::new(Value::Map(vec![(1.into(), 2.into())]))));
        set(body, "nested", Value::Array(vec![Value::Null, Value::Float(0.5), Value::Bytes(vec![1]), (-1).into()]));
    })
}

/// Items that look like a record and are none.
pub fn no_records() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("a number", vec![0]),
        ("an empty map", vec![0xa0]),
        ("an unknown kind", made(cbor!({"frames" => {}}))),
        ("a frame without a body", made(cbor!({"frame" => {}}))),
        ("a port of five digits and more", frame_with(|body| set(body, "dst", 65_536.into()))),
        ("a negative number", frame_with(|body| set(body, "n", (-1).into()))),
        ("an unknown rule", frame_with(|body| set(body, "to", "nobody".into()))),
        ("text for bytes", frame_with(|body| set(body, "data", 12.into()))),
        ("a sender without port", frame_with(|body| set(body, "src", Value::Array(vec![1.into()])))),
        ("a seal of five numbers", made(cbor!({"seal" => [0, 1, 2, 3, 4]}))),
        ("an address of five bytes", open_from(Value::Tag(52, Box::new(Value::Bytes(vec![1; 5]))))),
        ("an address without tag", open_from(Value::Bytes(vec![127, 0, 0, 1]))),
        ("a checkpoint of numbers alone", made(cbor!({"note" => {"t" => 1, "event" => "present", "peers" => [1, 2]}}))),
        ("an address under the other's tag", open_from(Value::Tag(54, Box::new(Value::Bytes(vec![1; 4]))))),
    ]
}

fn open_from(ip: Value) -> Vec<u8> {
    let end = Value::Array(vec![ip, 53110.into()]);
    let local = Value::Array(vec![Value::Tag(52, Box::new(Value::Bytes(vec![127, 0, 0, 1]))), 12345.into()]);
    made(cbor!({"open" => {"conn" => 1, "t" => 2, "peer" => end, "local" => local, "rx" => 0, "tx" => 0}}))
}

#[test]
fn an_unknown_kind_is_skipped() {
    for item in [cbor!({"later" => [1, 2]}), cbor!({"" => null})] {
        assert_eq!(Record::decode(&made(item)).unwrap(), None);
    }
}

#[test]
fn unknown_keys_are_skipped() {
    assert_eq!(Record::decode(&frame_with_later_keys()).unwrap(), Some(segment::frame(7, b"fin".to_vec())));
}

#[test]
fn an_open_record_reads_both_families() {
    for ip in [Value::Tag(52, Box::new(Value::Bytes(vec![1; 4]))), Value::Tag(54, Box::new(Value::Bytes(vec![1; 16])))]
    {
        assert!(matches!(Record::decode(&open_from(ip)), Ok(Some(Record::Open(_)))));
    }
}

#[test]
fn what_is_no_record_is_refused_or_skipped() {
    for (what, item) in no_records() {
        assert!(!matches!(Record::decode(&item), Ok(Some(_))), "{what} was taken for a record");
    }
}

#[test]
fn a_label_is_no_record() {
    assert!(Record::decode(&LABEL).is_err());
}

#[test]
fn recipients_are_a_list_or_one_of_two_words() {
    let to = |value: Value| Record::decode(&frame_with(|body| set(body, "to", value)));
    assert!(matches!(to("all".into()), Ok(Some(Record::Frame(f))) if f.to == Audience::All));
    assert!(matches!(to("others".into()), Ok(Some(Record::Frame(f))) if f.to == Audience::Others));
    assert!(matches!(to(Value::Array(vec![])), Ok(Some(Record::Frame(f))) if f.to == Audience::Listed(vec![])));
    assert!(to("All".into()).is_err());
}

proptest! {
    #[test]
    fn decoding_arbitrary_bytes_never_panics(
        kind in prop::sample::select(&Record::KINDS[..]), body in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let _ = Record::decode(&body);
        let mut item = vec![0xa1, 0x60 + kind.len() as u8];
        item.extend_from_slice(kind.as_bytes());
        item.extend_from_slice(&body);
        let _ = Record::decode(&item);
    }
}

//! What is written follows `frame-log.cddl`, item by item.

use cddl::validate_cbor_from_slice;
use tp_proto::frame_log::{Blocks, CDDL, SEAL_BYTES};

use crate::golden;
use crate::records;

fn check(item: &[u8]) -> Result<(), String> {
    validate_cbor_from_slice(CDDL, item, None).map_err(|error| error.to_string())
}

#[test]
fn files_of_format_1_follow_the_grammar() {
    for (name, bytes) in golden::files() {
        let mut blocks = Blocks::new(&bytes[..]);
        let mut items = 0;
        while let Some(block) = blocks.next().unwrap() {
            for item in block.items() {
                let (offset, item) = item.unwrap();
                check(item).unwrap_or_else(|error| panic!("{name} at {offset}: {error}"));
                items += 1;
            }
            let seal = (block.offset + block.bytes.len() as u64) as usize;
            check(&bytes[seal..seal + SEAL_BYTES]).unwrap_or_else(|error| panic!("{name}, seal at {seal}: {error}"));
        }
        assert!(items > 0, "{name} holds no record");
    }
}

/// A grammar that lets everything pass would hold nobody to anything.
#[test]
fn the_grammar_refuses_what_is_no_record() {
    for (what, item) in records::no_records() {
        assert!(check(&item).is_err(), "the grammar lets {what} pass");
    }
}

#[test]
fn the_grammar_lets_later_keys_pass() {
    check(&records::frame_with_later_keys()).unwrap();
}

//! Messages that are none.

use std::path::Path;

use tp_proto::control::{Code, REQUEST_BYTES_MAX};
use tp_testkit::{Client, Relay, stream};

use crate::session::{Session, wait_for_a_seat};

const MESSAGES: u64 = 10_000;
const SEED: u64 = 18;

/// `{"status": {}}`
const STATUS: &[u8] = b"\xa1\x66status\xa0";

fn framed(body: &[u8]) -> Vec<u8> {
    [&(body.len() as u32).to_be_bytes(), body].concat()
}

/// A body of a drawn length, of drawn bytes.
fn garbage(drawn: u64) -> Vec<u8> {
    let mut body = vec![0; drawn as usize % 300 + 1];
    stream::fill(drawn, 0, &mut body);
    body
}

/// A request whose verb has one bit flipped.
fn misspelt(drawn: u64) -> Vec<u8> {
    let mut body = STATUS.to_vec();
    body[2 + drawn as usize % 6] ^= 1 << ((drawn >> 32) % 8);
    body
}

#[test]
fn every_message_that_is_none_is_answered() {
    let relay = Relay::start();
    let too_long = framed(&[0xf6; REQUEST_BYTES_MAX + 1]);
    let deep = framed(&[0x81; REQUEST_BYTES_MAX]);
    for (what, message, code, goes_on) in [
        ("no length", &b"\0\0\0\0"[..], Code::BadMessage, false),
        ("a length that none has", b"\xff\xff\xff\xff", Code::BadMessage, false),
        ("a message that is too long", &too_long, Code::BadMessage, false),
        ("no CBOR", &framed(b"\xff"), Code::BadMessage, true),
        ("half an item", &framed(b"\xa1\x66sta"), Code::BadMessage, true),
        ("nested too deep", &deep, Code::BadMessage, true),
        ("bytes behind the item", &framed(b"\xa1\x66status\xa0\xa0"), Code::BadMessage, true),
        ("an unknown verb", &framed(b"\xa1\x64kick\xa0"), Code::UnknownRequest, true),
        ("an unknown field", &framed(b"\xa1\x66status\xa1\x61a\x01"), Code::UnknownRequest, true),
        ("no verb", &framed(b"\xa0"), Code::UnknownRequest, true),
    ] {
        let mut session = Session::open(&relay.runtime_dir());
        session.send(message);
        assert_eq!(session.reply(), Err(code), "{what}");
        assert_eq!(session.answers(), goes_on, "{what}");
    }
}

#[test]
fn half_a_message_is_answered() {
    let relay = Relay::start();
    let whole = framed(STATUS);
    for cut in 1..whole.len() {
        let mut session = Session::open(&relay.runtime_dir());
        session.send(&whole[..cut]);
        session.end_input();
        assert_eq!(session.reply(), Err(Code::BadMessage), "cut at {cut}");
        session.wait_for_end();
    }
}

#[test]
fn ten_thousand_malformed_messages_leave_the_relay_working() {
    let relay = Relay::start_mode("all");
    let mut client = Client::connect(relay.addr());
    let mut session = Session::open(&relay.runtime_dir());
    for turn in 0..MESSAGES {
        session = send_malformed(session, &relay.runtime_dir(), turn);
        if turn % 100 == 0 {
            client.send(b"still here ");
        }
    }
    drop(session);
    client.wait_for_bytes(MESSAGES / 100 * 11);
    wait_for_a_seat(&relay);
    assert_eq!(relay.peers().len(), 1);
    assert_eq!(relay.tp_ctl(&["peers"]).code, Some(0));
    relay.finish(vec![client], Vec::new());
}

/// Sends one message that is none, sees to it that it is answered, and gives a session for the
/// next one.
fn send_malformed(mut session: Session, runtime_dir: &Path, turn: u64) -> Session {
    let drawn = stream::mix(SEED, turn);
    let garbage = garbage(drawn >> 8);
    let whole = framed(STATUS);
    let (message, ends) = match drawn % 6 {
        0 => (((drawn >> 8) as u32 | 1 << 31).to_be_bytes().to_vec(), true),
        1 => (vec![0; 4], true),
        2 => (whole[..1 + garbage.len() % (whole.len() - 1)].to_vec(), true),
        3 => (framed(&garbage), false),
        4 => (framed(&[STATUS, &garbage].concat()), false),
        _ => (framed(&misspelt(drawn >> 8)), false),
    };
    session.send(&message);
    if ends {
        session.end_input();
    }
    // No seat, for a moment: those of the sessions before are given back just after their end.
    let code = session.reply().expect_err("a malformed message does not pass");
    assert!(
        matches!(code, Code::BadMessage | Code::UnknownRequest | Code::Busy),
        "turn {turn} of seed {SEED}: {code:?}"
    );
    if !ends && code != Code::Busy {
        return session;
    }
    session.wait_for_end();
    Session::open(runtime_dir)
}

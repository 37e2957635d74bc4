//! The messages of the control socket.

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use tp_proto::control::codec::{self, PREFIX_BYTES};
use tp_proto::control::{Hello, REPLY_BYTES_MAX, REQUEST_BYTES_MAX, Reply, Request};

use crate::Verdict;

/// What a daemon reads: `input` is a message's body.
pub fn check_request(input: &[u8]) -> Verdict {
    check::<Request>(input, REQUEST_BYTES_MAX)
}

/// What `tp-ctl` reads, whichever of the two it waits for.
pub fn check_reply(input: &[u8]) -> Verdict {
    match check::<Reply>(input, REPLY_BYTES_MAX) {
        Verdict::Understood => Verdict::Understood,
        Verdict::Refused => check::<Hello>(input, REPLY_BYTES_MAX),
    }
}

fn check<T: Serialize + DeserializeOwned + PartialEq + Debug>(body: &[u8], bytes_max: usize) -> Verdict {
    check_framing::<T>(body, bytes_max);
    if body.len() > bytes_max {
        return Verdict::Refused;
    }
    let Ok(message) = codec::decode::<T>(body) else { return Verdict::Refused };
    // A map may also be read from a list of its values, which is shorter.
    let bytes_max = bytes_max * 4;
    let bytes = codec::encode(&message, bytes_max).expect("what was read can be written");
    assert_eq!(codec::decode::<T>(&bytes[PREFIX_BYTES..]).expect("what was written can be read"), message);
    assert_eq!(codec::read::<T>(&mut &bytes[..], bytes_max).expect("with its length too"), message);
    Verdict::Understood
}

/// `stream` as a whole conversation: a reader comes to its end, whatever the lengths in it say.
fn check_framing<T: DeserializeOwned>(stream: &[u8], bytes_max: usize) {
    let mut rest = stream;
    loop {
        let before = rest.len();
        let read = codec::read::<T>(&mut rest, bytes_max);
        if read.is_err() {
            break;
        }
        assert!(rest.len() + PREFIX_BYTES < before, "a message of no length");
    }
}

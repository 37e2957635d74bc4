//! Records between their two shapes: borrowed as the hand decoder has them, owned as ciborium does.

use serde_bytes::ByteBuf;
use tp_proto::frame_log::{Audience, AudienceHead, Frame, FrameHead, Kept, NewFrame, Record, To, encode_record};

/// A frame that was decoded by hand, as ciborium gives it.
pub fn owned(head: &FrameHead<'_>) -> Frame {
    let to = match head.to {
        AudienceHead::Listed(list) => Audience::Listed(list.iter().collect()),
        AudienceHead::Others => Audience::Others,
        AudienceHead::All => Audience::All,
    };
    let FrameHead { n, t, src, dst, len, around, .. } = *head;
    let (data, hash) = (head.data.map(ByteBuf::from), head.hash.map(ByteBuf::from));
    let (label, separator) = (around.label.map(str::to_owned), around.separator.map(str::to_owned));
    Frame { n, t, src, dst, to, len, data, hash, label, separator }
}

/// A frame as the hand encoder wants it.
pub fn new(frame: &Frame) -> NewFrame<'_> {
    let Frame { n, t, src, dst, len, .. } = *frame;
    let to = match &frame.to {
        Audience::Listed(listed) => To::Listed(listed),
        Audience::Others => To::Others,
        Audience::All => To::All,
    };
    let kept = match (&frame.data, &frame.hash) {
        (Some(data), _) => Kept::Data(data),
        (None, Some(hash)) => Kept::Hash(hash),
        (None, None) => Kept::Nothing,
    };
    NewFrame { n, t, src, dst, to, len, kept }
}

/// A record's bytes as ciborium writes them.
pub fn by_ciborium(record: &Record) -> Vec<u8> {
    let mut out = Vec::new();
    encode_record(&mut out, record);
    out
}

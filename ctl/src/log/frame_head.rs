//! Decodes by hand the two records that come with every frame, without copying: one of them takes
//! ciborium as long as everything else that a reader does for it.
//!
//! Values of indefinite length, which no writer of format 1 uses, are refused.

use tp_proto::frame_log::{Behind, Source};

use super::cursor::{ARRAY, BYTES, Cursor, MAP, TEXT};

/// A `frame` record, its payload still in the block.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FrameHead<'a> {
    /// Its number.
    pub(crate) n: u64,
    /// Nanoseconds since the Unix epoch.
    pub(crate) t: u64,
    /// Who sent it.
    pub(crate) src: Source,
    /// The server's port that it came in on.
    pub(crate) dst: u16,
    /// Who it is relayed to.
    pub(crate) to: To<'a>,
    /// Its length in bytes, whatever part of them is kept.
    pub(crate) len: u64,
    /// What is kept of its bytes.
    pub(crate) data: Option<&'a [u8]>,
}

/// Who a frame is relayed to.
#[derive(Debug, Clone, Copy)]
pub(crate) enum To<'a> {
    /// These.
    Listed(Sources<'a>),
    /// Every other open peer.
    Others,
    /// Every open peer.
    All,
}

/// A list of `[conn, port]`, checked and still encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sources<'a> {
    encoded: &'a [u8],
}

impl<'a> Sources<'a> {
    fn take(cursor: &mut Cursor<'a>) -> Option<Sources<'a>> {
        let count = cursor.head(ARRAY)?;
        let start = cursor.rest();
        for _ in 0..count {
            source(cursor)?;
        }
        Some(Sources { encoded: &start[..start.len() - cursor.rest().len()] })
    }

    /// Those on it, in its order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Source> + use<'a> {
        let mut cursor = Cursor::new(self.encoded);
        std::iter::from_fn(move || source(&mut cursor))
    }

    /// Its bytes, equal for equal lists of one writer.
    pub(crate) fn encoded(&self) -> &'a [u8] {
        self.encoded
    }
}

impl<'a> FrameHead<'a> {
    /// Decodes the `{"frame": body}` that `bytes` starts with, and gives what follows it; `None`
    /// when it starts with anything else.
    pub(super) fn decode(bytes: &'a [u8]) -> Option<(FrameHead<'a>, &'a [u8])> {
        let mut cursor = body(bytes, b"frame")?;
        let (mut n, mut t, mut src, mut dst, mut to, mut len, mut data) = (None, None, None, None, None, None, None);
        for _ in 0..cursor.head(MAP)? {
            match cursor.string(TEXT)? {
                b"n" => n = Some(cursor.uint()?),
                b"t" => t = Some(cursor.uint()?),
                b"src" => src = Some(source(&mut cursor)?),
                b"dst" => dst = Some(port(&mut cursor)?),
                b"to" => to = Some(recipients(&mut cursor)?),
                b"len" => len = Some(cursor.uint()?),
                b"data" => data = Some(cursor.string(BYTES)?),
                _ => cursor.skip()?,
            }
        }
        let head = FrameHead { n: n?, t: t?, src: src?, dst: dst?, to: to?, len: len?, data };
        Some((head, cursor.rest()))
    }
}

/// A `sent` record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SentHead {
    /// Every live peer has all of its frames through this one, but those in `behind`.
    pub(crate) n: u64,
    /// Those who have not got that far.
    pub(crate) behind: Vec<Behind>,
}

impl SentHead {
    /// Decodes the `{"sent": body}` that `bytes` starts with, and gives what follows it; `None`
    /// when it starts with anything else.
    pub(super) fn decode(bytes: &[u8]) -> Option<(SentHead, &[u8])> {
        let mut cursor = body(bytes, b"sent")?;
        let (mut n, mut behind) = (None, Vec::new());
        for _ in 0..cursor.head(MAP)? {
            match cursor.string(TEXT)? {
                b"n" => n = Some(cursor.uint()?),
                b"behind" => {
                    for _ in 0..cursor.head(ARRAY)? {
                        behind.push(laggard(&mut cursor)?);
                    }
                }
                _ => cursor.skip()?,
            }
        }
        Some((SentHead { n: n?, behind }, cursor.rest()))
    }
}

/// The body of a record of this kind.
fn body<'a>(item: &'a [u8], kind: &[u8]) -> Option<Cursor<'a>> {
    let mut cursor = Cursor::new(item);
    let whole = cursor.head(MAP)? == 1 && cursor.string(TEXT)? == kind;
    whole.then_some(cursor)
}

fn source(cursor: &mut Cursor<'_>) -> Option<Source> {
    if cursor.head(ARRAY)? != 2 {
        return None;
    }
    Some(Source(cursor.uint()?, port(cursor)?))
}

fn port(cursor: &mut Cursor<'_>) -> Option<u16> {
    u16::try_from(cursor.uint()?).ok()
}

fn laggard(cursor: &mut Cursor<'_>) -> Option<Behind> {
    if cursor.head(ARRAY)? != 3 {
        return None;
    }
    Some(Behind(cursor.uint()?, cursor.uint()?, cursor.uint()?))
}

fn recipients<'a>(cursor: &mut Cursor<'a>) -> Option<To<'a>> {
    if !cursor.is_at(TEXT) {
        return Sources::take(cursor).map(To::Listed);
    }
    match cursor.string(TEXT)? {
        b"others" => Some(To::Others),
        b"all" => Some(To::All),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use tp_proto::frame_log::{Audience, Behind, Frame, Record, Sent, Source, encode_record};

    use super::{FrameHead, SentHead, To};

    fn encoded(record: &Record) -> Vec<u8> {
        let mut out = Vec::new();
        encode_record(&mut out, record);
        out
    }

    fn check(n: u64, to: Audience, data: Option<&[u8]>) {
        let data = data.map(|data| serde_bytes::ByteBuf::from(data.to_vec()));
        let frame = Frame { n, t: n << 9, src: Source(n / 3, 53112), dst: 12345, to, len: 7, data, hash: None };
        let mut item = encoded(&Record::Frame(frame.clone()));
        item.push(0xa1);
        let (head, rest) = FrameHead::decode(&item).unwrap();
        assert_eq!(rest, [0xa1]);
        let to = match head.to {
            To::Listed(list) => Audience::Listed(list.iter().collect()),
            To::Others => Audience::Others,
            To::All => Audience::All,
        };
        let data = head.data.map(|data| serde_bytes::ByteBuf::from(data.to_vec()));
        let again = Frame { n: head.n, t: head.t, src: head.src, dst: head.dst, to, len: head.len, data, hash: None };
        assert_eq!(again, frame);
        for end in 0..item.len() - 1 {
            assert!(FrameHead::decode(&item[..end]).is_none(), "cut at {end}");
        }
    }

    #[test]
    fn a_frame_decodes_to_what_ciborium_encoded() {
        for n in [0, 1, 23, 24, 255, 256, 65_535, 65_536, u64::from(u32::MAX), u64::MAX] {
            check(n, Audience::Others, Some(b"bonjour"));
            check(n, Audience::All, None);
            check(n, Audience::Listed(vec![]), Some(b""));
            check(n, Audience::Listed(vec![Source(1, 1), Source(n, 65535), Source(3, 0)]), Some(&[0xff; 300]));
        }
    }

    #[test]
    fn a_sent_record_decodes_to_what_ciborium_encoded() {
        for behind in [vec![], vec![Behind(7, 300, 70_000), Behind(u64::MAX, 0, 1)]] {
            let item = encoded(&Record::Sent(Sent { t: 5, n: 1000, behind: behind.clone() }));
            assert_eq!(SentHead::decode(&item), Some((SentHead { n: 1000, behind }, &[][..])));
        }
    }

    #[test]
    fn unknown_keys_of_a_later_writer_are_skipped() {
        let item = b"\xa1\x64sent\xa3\x65later\x82\x01\xa1\x61x\xf6\x61n\x05\x61t\x01";
        assert_eq!(SentHead::decode(item), Some((SentHead { n: 5, behind: vec![] }, &[][..])));
    }

    #[test]
    fn a_list_that_claims_more_than_there_is_is_refused() {
        assert!(SentHead::decode(b"\xa1\x64sent\xa2\x61n\x05\x66behind\x9b\xff\xff\xff\xff\xff\xff\xff\xff").is_none());
    }
}

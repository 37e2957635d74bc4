//! How frames follow each other, and how long they are.

use super::{Heard, Mistake};

/// Bytes that the lesson's clients read at once.
const RECV_BYTES: u64 = 1024;
/// So many frames alike, one behind the other, within so many nanoseconds, nobody types.
const REPEATED_MIN: usize = 20;
const REPEATED_NS: u64 = 5_000_000_000;
/// Bytes of a message that is believed to be one though it was never seen alone.
const UNIT_MIN: usize = 4;

/// The same frame faster than anybody types: a loop without a wait.
pub(super) fn repeated(heard: &[Heard]) -> Option<(u64, Mistake)> {
    let mut runs = heard.chunk_by(|one, next| one.len == next.len && one.data.is_some() && one.data == next.data);
    let run = runs.rfind(|run| run.len() >= REPEATED_MIN)?;
    let (first, last) = (run.first()?, run.last()?);
    let span_ns = last.t.saturating_sub(first.t);
    (span_ns <= REPEATED_NS).then_some((last.n, Mistake::Repeated { times: run.len() as u64, span_ns }))
}

/// More than others read at once.
pub(super) fn long(heard: &[Heard]) -> Option<(u64, Mistake)> {
    let frame = heard.iter().rev().find(|frame| frame.len > RECV_BYTES)?;
    Some((frame.n, Mistake::Long { len: frame.len }))
}

/// One message several times in one frame: TCP keeps no borders between what was sent.
pub(super) fn glued(heard: &[Heard]) -> Option<(u64, Mistake)> {
    let is_glued = |frame: &&Heard| {
        let unit = frame.data.as_deref().and_then(|data| data.get(..frame.period)).unwrap_or_default();
        let times = frame.times();
        let was_alone = || heard.iter().any(|other| other.is_whole() && other.data.as_deref() == Some(unit));
        let is_a_message = || times >= 3 && unit.len() >= UNIT_MIN && unit.iter().any(u8::is_ascii_alphanumeric);
        times >= 2 && unit.len() >= 2 && (is_a_message() || was_alone())
    };
    heard.iter().rev().find(is_glued).map(|frame| (frame.n, Mistake::Glued))
}

#[cfg(test)]
mod tests {
    use super::{Heard, Mistake, glued, long, repeated};

    const MS: u64 = 1_000_000;

    /// `times` frames alike, so many milliseconds apart.
    fn same(times: u64, apart_ms: u64, bytes: &[u8]) -> Vec<Heard> {
        (1..=times).map(|n| Heard::of(n, n * apart_ms * MS, bytes)).collect()
    }

    #[test]
    fn a_loop_without_a_wait_is_faster_than_anybody_types() {
        let expected = Mistake::Repeated { times: 24, span_ns: 23 * MS };
        assert_eq!(repeated(&same(24, 1, b"ping")), Some((24, expected)));
        assert_eq!(repeated(&same(24, 1000, b"ping")), None);
        assert_eq!(repeated(&same(19, 1, b"ping")), None);
        let mut other = same(24, 1, b"ping");
        other[12] = Heard::of(13, 13 * MS, b"pong");
        assert_eq!(repeated(&other), None);
        let unknown: Vec<Heard> = same(24, 1, b"ping").into_iter().map(Heard::unkept).collect();
        assert_eq!(repeated(&unknown), None);
    }

    #[test]
    fn more_than_1024_bytes_are_read_in_pieces() {
        assert_eq!(
            long(&[Heard::of(1, 0, &[b'x'; 1025]), Heard::of(2, 0, b"x")]),
            Some((1, Mistake::Long { len: 1025 }))
        );
        assert_eq!(long(&[Heard::of(1, 0, &[b'x'; 1024])]), None);
    }

    #[test]
    fn messages_in_one_frame_are_known_by_their_repetition() {
        let check = |frames: &[&[u8]], expected: Option<u64>| {
            let heard: Vec<Heard> = (1..).zip(frames).map(|(n, bytes)| Heard::of(n, n, bytes)).collect();
            assert_eq!(glued(&heard).map(|(n, _)| n), expected, "{frames:?}");
        };
        check(&[b"ping", b"pingping"], Some(2));
        check(&[b"pingpingping"], Some(1));
        check(&[b"ok", b"okok"], Some(2));
        check(&[b"pingping"], None);
        // Nobody types so much; the last one may be cut where a segment or a chunk ends.
        for len in [513, 1448, 7000, 65_536] {
            check(&[&b"bonjour".repeat(10_000)[..len]], Some(1));
            check(&[&b"jourbon".repeat(10_000)[..len], b"bonjour"], Some(1));
            check(&[&b"ha".repeat(40_000)[..len], &b"=".repeat(len), &[b'x'; 700]], None);
        }
        check(&[b"bla bla bla bla", b"non, non, non, non"], None);
        check(&[b"hahaha", b"........", b"aa", b"", b"bonjour"], None);
    }
}

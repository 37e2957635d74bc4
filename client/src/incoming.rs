//! What comes in from the server, chunk by chunk.
//!
//! Where a person reads along, a chunk never ends inside a character: the first bytes of one, three
//! at most, wait for the rest. They wait [`TAIL_WAIT`] and no longer, because they may be no text.

use std::io;
use std::time::Duration;

use tokio::io::AsyncReadExt as _;
use tokio::net::tcp::OwnedReadHalf;
use tokio::time::{Instant, timeout_at};

/// Most bytes of one chunk, as much as the server reads at a time.
const CHUNK_BYTES_MAX: usize = 64 * 1024;

/// How long half a character waits for its other half: longer than it takes to send a lost packet
/// again (200 ms is the least that Linux waits), too short to be missed.
const TAIL_WAIT: Duration = Duration::from_millis(250);

/// Whether chunks are cut where a read ended or where a character ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    /// Where a read ended: bytes for a program.
    Anywhere,
    /// Where a character ends: text for a person.
    AtCharacters,
}

/// The receiving side of a connection.
#[derive(Debug)]
pub(crate) struct Incoming {
    reader: OwnedReadHalf,
    cut: Cut,
    buffer: Box<[u8]>,
    /// The first bytes of a character whose rest has not come; three at most.
    tail: Vec<u8>,
    tail_deadline: Instant,
    bytes: u64,
}

impl Incoming {
    /// The receiving side over `reader`.
    pub(crate) fn new(reader: OwnedReadHalf, cut: Cut) -> Self {
        let buffer = vec![0; CHUNK_BYTES_MAX].into_boxed_slice();
        Incoming { reader, cut, buffer, tail: Vec::new(), tail_deadline: Instant::now(), bytes: 0 }
    }

    /// The next chunk, never empty; `None` when the server has closed its side. Cancel safe.
    pub(crate) async fn next(&mut self) -> io::Result<Option<Vec<u8>>> {
        loop {
            let Some(read) = self.read().await? else { return Ok(Some(std::mem::take(&mut self.tail))) };
            let closed = read == 0;
            let chunk = self.join(read);
            if !chunk.is_empty() {
                return Ok(Some(chunk));
            }
            if closed {
                return Ok(None);
            }
        }
    }

    /// Whether half a character waits for its other half.
    pub(crate) fn has_tail(&self) -> bool {
        !self.tail.is_empty()
    }

    /// Bytes received so far.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Bytes read into the buffer, 0 at the end; `None` when a tail has waited long enough.
    async fn read(&mut self) -> io::Result<Option<usize>> {
        let reading = self.reader.read(&mut self.buffer);
        if self.tail.is_empty() {
            return reading.await.map(Some);
        }
        timeout_at(self.tail_deadline, reading).await.map_or(Ok(None), |read| read.map(Some))
    }

    /// The tail and the bytes just read, less the tail that they leave.
    fn join(&mut self, read: usize) -> Vec<u8> {
        self.bytes += read as u64;
        let mut chunk = std::mem::take(&mut self.tail);
        chunk.extend_from_slice(&self.buffer[..read]);
        if self.cut == Cut::AtCharacters && read > 0 {
            self.tail = chunk.split_off(chunk.len() - unfinished_bytes(&chunk));
            self.tail_deadline = Instant::now() + TAIL_WAIT;
        }
        chunk
    }
}

/// How many bytes at the end of `chunk` begin a UTF-8 character without ending it: 0 to 3.
fn unfinished_bytes(chunk: &[u8]) -> usize {
    let last = chunk.utf8_chunks().last();
    let invalid = last.map_or(&[][..], |last| last.invalid());
    // A sequence that may still become a character is what the decoder calls an unexpected end.
    match std::str::from_utf8(invalid) {
        Err(error) if error.error_len().is_none() => invalid.len(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::unfinished_bytes;

    fn check(chunk: &[u8], expected: usize) {
        assert_eq!(unfinished_bytes(chunk), expected, "{chunk:x?}");
    }

    #[test]
    fn the_start_of_a_character_waits_for_its_rest() {
        check(b"caf\xc3", 1);
        check(b"\xe2\x82", 2);
        check(b"x\xf0\x9f\x99", 3);
        check(b"\xff\xc3", 1);
    }

    #[test]
    fn what_can_become_no_character_does_not_wait() {
        check(b"", 0);
        check("café".as_bytes(), 0);
        check(b"\xff", 0);
        check(b"\xa9", 0);
        check(b"\xc3(", 0);
        check(b"\xed\xa0", 0);
    }
}

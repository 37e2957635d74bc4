//! The lines of standard input, as bytes, read beside the connection.
//!
//! A thread reads them, because reading a pipe cannot be awaited on every system, and ends with the
//! process. Bound: 16 pieces of 64 KiB wait; then the thread waits, and so does who writes the pipe.

use std::io::{self, BufRead, Read as _};
use std::thread;

use tokio::sync::mpsc;

/// Longest piece; a longer line is sent in several.
const PIECE_BYTES_MAX: usize = 64 * 1024;

/// Pieces that wait to be sent.
const PIECES_MAX: usize = 16;

/// A line of input with its line end, or a piece of a line too long to be sent at once.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) bytes: Vec<u8>,
    /// Whether this is a whole line and not a piece of one.
    pub(super) whole: bool,
}

/// The lines that come, until the end of the input.
pub(super) type Lines = mpsc::Receiver<io::Result<Line>>;

/// Reads standard input from now on; the channel closes at its end.
pub(super) fn of_stdin() -> Lines {
    let (sender, receiver) = mpsc::channel(PIECES_MAX);
    thread::spawn(move || {
        let mut reader = LineReader::new(io::stdin().lock());
        while let Some(line) = reader.next().transpose() {
            let failed = line.is_err();
            // An error to send means that the session is over.
            if sender.blocking_send(line).is_err() || failed {
                break;
            }
        }
    });
    receiver
}

/// Cuts a reader into lines, and long lines into pieces.
struct LineReader<R> {
    reader: R,
    at_line_start: bool,
}

impl<R: BufRead> LineReader<R> {
    fn new(reader: R) -> Self {
        LineReader { reader, at_line_start: true }
    }

    fn next(&mut self) -> io::Result<Option<Line>> {
        let mut bytes = Vec::new();
        let read = self.reader.by_ref().take(PIECE_BYTES_MAX as u64).read_until(b'\n', &mut bytes)?;
        if read == 0 {
            return Ok(None);
        }
        let ended = bytes.ends_with(b"\n") || read < PIECE_BYTES_MAX;
        let whole = self.at_line_start && ended;
        self.at_line_start = ended;
        Ok(Some(Line { bytes, whole }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(input: &[u8]) -> Vec<(usize, bool)> {
        let mut reader = LineReader::new(input);
        let lines = std::iter::from_fn(|| reader.next().unwrap());
        lines.map(|line| (line.bytes.len(), line.whole)).collect()
    }

    #[test]
    fn a_line_keeps_its_line_end_and_the_last_one_needs_none() {
        assert_eq!(read_all(b"a\n\nfin"), [(2, true), (1, true), (3, true)]);
    }

    #[test]
    fn the_rest_of_a_long_line_is_no_line() {
        let mut input = vec![b'x'; PIECE_BYTES_MAX];
        input.extend_from_slice(b"fin\nfin\n");
        assert_eq!(read_all(&input), [(PIECE_BYTES_MAX, false), (4, false), (4, true)]);
    }
}

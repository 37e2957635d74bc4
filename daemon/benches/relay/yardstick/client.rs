//! One client of the yardstick: a cursor, and what it must not be sent because it said it itself.

use std::collections::VecDeque;
use std::io::{self, ErrorKind, IoSlice, Write};
use std::net::TcpStream;
use std::ops::Range;

use super::ring::Ring;

/// Most slices of one write.
const SLICES_MAX: usize = 32;

pub struct Client {
    pub stream: TcpStream,
    /// Everything before this position it has been sent, or said itself.
    pub cursor: u64,
    /// What it said and its cursor has not passed, in order.
    own: VecDeque<Range<u64>>,
    /// The kernel took less than it was given, and has not said yet that there is room again.
    pub blocked: bool,
}

impl Client {
    pub fn new(stream: TcpStream, end: u64) -> Client {
        Client { stream, cursor: end, own: VecDeque::with_capacity(16), blocked: false }
    }

    /// It said this.
    pub fn said(&mut self, range: Range<u64>) {
        match self.own.back_mut() {
            Some(last) if last.end == range.start => last.end = range.end,
            _ => self.own.push_back(range),
        }
    }

    /// Moves the cursor over so many bytes that were written, and over what it said itself.
    fn advance(&mut self, mut count: u64) {
        while let Some(own) = self.own.front() {
            let before = own.start - self.cursor;
            if before > count {
                break;
            }
            count -= before;
            self.cursor = own.end;
            self.own.pop_front();
        }
        self.cursor += count;
    }

    /// One writev with all that is there for it; false when the connection is gone.
    pub fn flush(&mut self, ring: &Ring) -> bool {
        loop {
            self.advance(0);
            if self.blocked || self.cursor == ring.end {
                return true;
            }
            let (written, due, all) = match self.write(ring) {
                Ok(result) => result,
                Err(error) if error.kind() == ErrorKind::WouldBlock => (0, 1, true),
                Err(_) => return false,
            };
            self.advance(written as u64);
            self.blocked = written < due;
            if all {
                return true;
            }
        }
    }

    /// Gives how much was written, how much of it was due, and whether that was all there is.
    fn write(&mut self, ring: &Ring) -> io::Result<(usize, usize, bool)> {
        let mut slices = [IoSlice::new(&[]); SLICES_MAX];
        let (mut used, mut due, mut from) = (0, 0, self.cursor);
        let mut own = self.own.iter();
        while from < ring.end && used < SLICES_MAX {
            let (until, next) = own.next().map_or((ring.end, ring.end), |range| (range.start, range.end));
            for slice in ring.slices(from..until) {
                if !slice.is_empty() {
                    due += slice.len();
                    slices[used] = slice;
                    used += 1;
                }
            }
            from = next;
        }
        (&self.stream).write_vectored(&slices[..used]).map(|written| (written, due, from == ring.end))
    }
}

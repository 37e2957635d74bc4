//! The bytes that everybody shares: positions only ever rise, the memory is used in a circle, and from its
//! beginning again whenever nobody is behind.

use std::io::{self, IoSlice, IoSliceMut, Read};
use std::net::TcpStream;
use std::ops::Range;

/// How much is kept for laggards; a power of two.
pub const RING_BYTES: usize = 16 << 20;

/// Most that one read takes.
const CHUNK_BYTES: usize = 64 << 10;

pub struct Ring {
    bytes: Box<[u8]>,
    /// The position that lies at the beginning of the memory.
    base: u64,
    /// The position behind the last byte.
    pub end: u64,
}

fn length(range: &Range<u64>) -> usize {
    usize::try_from(range.end - range.start).expect("nothing in the ring is longer than the ring")
}

impl Ring {
    pub fn new() -> Ring {
        Ring { bytes: vec![0; RING_BYTES].into_boxed_slice(), base: 0, end: 0 }
    }

    /// Everybody has everything: it goes on at the beginning of the memory, which the processor has at hand.
    pub fn rewind(&mut self) {
        self.base = self.end;
    }

    /// Where a position lies in memory.
    fn place(&self, position: u64) -> usize {
        usize::try_from((position - self.base) % RING_BYTES as u64).expect("a remainder of a usize is one")
    }

    /// One read of at most one chunk, over the ring's seam if it comes to that.
    pub fn read_from(&mut self, mut stream: &TcpStream) -> io::Result<Range<u64>> {
        let begin = self.place(self.end);
        let (front, back) = self.bytes.split_at_mut(begin);
        let first = CHUNK_BYTES.min(back.len());
        let mut slices = [IoSliceMut::new(&mut back[..first]), IoSliceMut::new(&mut front[..CHUNK_BYTES - first])];
        let count = stream.read_vectored(&mut slices)?;
        let start = self.end;
        self.end += count as u64;
        Ok(start..self.end)
    }

    /// These bytes, in one piece or two.
    pub fn slices(&self, range: Range<u64>) -> [IoSlice<'_>; 2] {
        let (begin, count) = (self.place(range.start), length(&range));
        let first = count.min(RING_BYTES - begin);
        [IoSlice::new(&self.bytes[begin..begin + first]), IoSlice::new(&self.bytes[..count - first])]
    }
}

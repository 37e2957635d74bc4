//! Seeded byte streams: any part of one can be made again from its seed, so neither side of a test
//! keeps what was sent.

use xxhash_rust::xxh3::Xxh3Default;

/// What a client sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stream {
    /// The first bytes of a seed's endless stream.
    Seeded {
        /// The seed.
        seed: u64,
        /// How many bytes of it were sent.
        bytes: u64,
    },
    /// These very bytes.
    Literal(Vec<u8>),
}

impl Stream {
    /// Its length in bytes.
    pub fn bytes(&self) -> u64 {
        match self {
            Stream::Seeded { bytes, .. } => *bytes,
            Stream::Literal(bytes) => bytes.len() as u64,
        }
    }

    /// Whether `data` is what stands in the stream from `at` on.
    pub fn has_at(&self, at: u64, data: &[u8]) -> bool {
        let end = at + data.len() as u64;
        if end > self.bytes() {
            return false;
        }
        match self {
            Stream::Seeded { seed, .. } => {
                let mut expected = vec![0; data.len()];
                fill(*seed, at, &mut expected);
                expected == data
            }
            Stream::Literal(bytes) => bytes[at as usize..end as usize] == *data,
        }
    }
}

/// Writes what stands in the stream of `seed` from byte `at` on.
pub fn fill(seed: u64, at: u64, out: &mut [u8]) {
    let mut word = at / 8;
    let inside = (at % 8) as usize;
    let (head, rest) = out.split_at_mut(if inside == 0 { 0 } else { (8 - inside).min(out.len()) });
    if !head.is_empty() {
        head.copy_from_slice(&mix(seed, word).to_le_bytes()[inside..inside + head.len()]);
        word += 1;
    }
    for chunk in rest.chunks_mut(8) {
        chunk.copy_from_slice(&mix(seed, word).to_le_bytes()[..chunk.len()]);
        word += 1;
    }
}

/// Chunk lengths of 1 to `bytes_max`, drawn from a seed: short ones and long ones alike.
pub fn chunk_lengths(seed: u64, bytes_max: usize) -> impl Iterator<Item = usize> {
    (0..).map(move |turn| {
        let drawn = mix(!seed, turn);
        let bound = bytes_max >> (drawn % 12);
        (drawn >> 32) as usize % bound.max(1) + 1
    })
}

/// Word `index` of a seed's stream: SplitMix64 (Steele, Lea, Flood 2014) as a counter.
pub fn mix(seed: u64, index: u64) -> u64 {
    let mut z = seed.wrapping_mul(0xd134_2543_de82_ef95).wrapping_add(index.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Length and hash of a stream, taken in while it flows.
#[derive(Clone, Default)]
pub struct Digest {
    bytes: u64,
    hasher: Xxh3Default,
}

impl Digest {
    /// That of a whole stream.
    pub fn of(stream: &[u8]) -> Digest {
        let mut digest = Digest::default();
        digest.update(stream);
        digest
    }

    /// Takes in what came next.
    pub fn update(&mut self, data: &[u8]) {
        self.bytes += data.len() as u64;
        self.hasher.update(data);
    }

    /// How many bytes it has seen.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The hash of all of them.
    pub fn hash(&self) -> u64 {
        self.hasher.digest()
    }
}

impl std::fmt::Debug for Digest {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "Digest({} bytes, {:016x})", self.bytes, self.hash())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_part_of_a_stream_is_made_again_alone() {
        let mut whole = [0; 100];
        fill(7, 0, &mut whole);
        for from in 0..100 {
            for to in from..100 {
                let mut part = vec![0; to - from];
                fill(7, from as u64, &mut part);
                assert_eq!(part, whole[from..to], "{from}..{to}");
            }
        }
    }

    #[test]
    fn a_wrong_byte_or_a_byte_too_many_is_not_in_the_stream() {
        let stream = Stream::Seeded { seed: 1, bytes: 10 };
        let mut data = [0; 10];
        fill(1, 0, &mut data);
        assert!(stream.has_at(0, &data) && stream.has_at(4, &data[4..]));
        assert!(!stream.has_at(1, &data[..5]) && !stream.has_at(1, &data));
        data[9] ^= 1;
        assert!(!stream.has_at(0, &data));
    }

    #[test]
    fn chunks_keep_their_bounds() {
        assert!(chunk_lengths(3, 1000).take(10_000).all(|length| (1..=1000).contains(&length)));
        assert!(chunk_lengths(3, 1).take(100).all(|length| length == 1));
    }

    #[test]
    fn a_digest_does_not_depend_on_how_the_stream_was_cut() {
        let mut digest = Digest::default();
        digest.update(b"ab");
        digest.update(b"c");
        assert_eq!((digest.bytes(), digest.hash()), (3, Digest::of(b"abc").hash()));
        assert_ne!(digest.hash(), Digest::of(b"abd").hash());
    }
}

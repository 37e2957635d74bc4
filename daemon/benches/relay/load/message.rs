//! What is sent: each message names its sender and its number, and the rest follows from these two,
//! so that a receiver can check every byte without anybody keeping what was sent.

/// Sender, number.
const HEAD_BYTES: usize = 8;

/// The fills of messages begin at one of so many places in the noise.
const PLACES: usize = 1 << 16;

pub struct Messages {
    /// Bytes of each message.
    pub size: usize,
    noise: Vec<u8>,
}

/// Noise that is the same in every run (xorshift64*, George Marsaglia's).
fn noise(count: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = || {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        state.wrapping_mul(0x2545_f491_4f6c_dd1d).to_be_bytes()[0]
    };
    (0..count).map(|_| next()).collect()
}

impl Messages {
    pub fn new(size: usize) -> Messages {
        assert!(size >= HEAD_BYTES, "a message has {HEAD_BYTES} bytes at least");
        Messages { size, noise: noise(PLACES + size) }
    }

    fn fill(&self, sender: u32, number: u32) -> &[u8] {
        let place = (sender.wrapping_mul(977).wrapping_add(number.wrapping_mul(131)) as usize) % PLACES;
        &self.noise[place..place + self.size - HEAD_BYTES]
    }

    pub fn append(&self, sender: u32, number: u32, to: &mut Vec<u8>) {
        to.extend_from_slice(&sender.to_le_bytes());
        to.extend_from_slice(&number.to_le_bytes());
        to.extend_from_slice(self.fill(sender, number));
    }

    /// Sender and number, if every byte is as it was sent.
    pub fn check(&self, message: &[u8]) -> Option<(u32, u32)> {
        let (sender, rest) = message.split_first_chunk()?;
        let (number, fill) = rest.split_first_chunk()?;
        let (sender, number) = (u32::from_le_bytes(*sender), u32::from_le_bytes(*number));
        (fill == self.fill(sender, number)).then_some((sender, number))
    }
}

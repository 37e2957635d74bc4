//! What happens on a line, drawn from a seed.

use std::time::Duration;

use crate::stream::mix;

/// Something that happens to the next bytes of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nothing: they go on as they came.
    Pass,
    /// They wait.
    Delay(Duration),
    /// Each of them goes alone, in a segment of its own.
    Split,
    /// They wait for more, and all go together.
    Merge(usize),
    /// Nothing is taken from the sender any more for so long: its kernel fills up, and then ours.
    Stall(Duration),
}

/// The faults of a line: [`Plan::fault`] for one stretch after the other, and perhaps its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    seed: u64,
    /// After so many bytes both connections are reset.
    pub reset_after: Option<u64>,
}

/// Every fourth line or so is reset before this many bytes have passed.
const RESET_BYTES_MAX: u64 = 256 * 1024;
/// A split stretch costs a system call a byte.
const SPLIT_BYTES_MAX: usize = 512;

impl Plan {
    /// The plan of a seed.
    pub fn drawn(seed: u64) -> Plan {
        let drawn = mix(seed, 0);
        let reset_after = drawn.is_multiple_of(4).then_some((drawn >> 8) % RESET_BYTES_MAX);
        Plan { seed, reset_after }
    }

    /// What happens to stretch `turn` of the line, and how many bytes that is at most.
    pub fn fault(&self, turn: u64) -> (Fault, usize) {
        let drawn = mix(self.seed, turn + 1);
        let bytes = 1 + (drawn >> 32) as usize % (super::HELD_BYTES_MAX >> (drawn % 11));
        let ms = |most: u64| Duration::from_millis((drawn >> 16) % most);
        match (drawn >> 8) % 16 {
            0..=7 => (Fault::Pass, bytes),
            8..=10 => (Fault::Delay(ms(8)), bytes),
            11..=12 => (Fault::Split, bytes.min(SPLIT_BYTES_MAX)),
            13..=14 => (Fault::Merge(bytes), bytes),
            _ => (Fault::Stall(ms(300)), bytes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_has_every_fault_and_the_same_ones_each_time() {
        let faults: Vec<_> = (0..200).map(|turn| Plan::drawn(1).fault(turn)).collect();
        assert_eq!(faults, (0..200).map(|turn| Plan::drawn(1).fault(turn)).collect::<Vec<_>>());
        let has = |wanted: fn(&Fault) -> bool| faults.iter().any(|(fault, _)| wanted(fault));
        assert!(has(|fault| matches!(fault, Fault::Delay(_))) && has(|fault| matches!(fault, Fault::Stall(_))));
        assert!(has(|fault| *fault == Fault::Split) && has(|fault| matches!(fault, Fault::Merge(_))));
        assert!(faults.iter().all(|&(_, bytes)| (1..=super::super::HELD_BYTES_MAX).contains(&bytes)));
        let resets = (0..400).filter(|&seed| Plan::drawn(seed).reset_after.is_some()).count();
        assert!((60..140).contains(&resets), "{resets}");
    }
}

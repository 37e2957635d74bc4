//! What is wrong with a block that is not what was written.
//!
//! Data and no sentence: each program says it in its user's language. Its `Display` is English.

/// What is wrong with a damaged block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Damage {
    /// The seal's checksum or place is not that of the block in front of it.
    #[error("the seal does not fit its block")]
    SealMisfits,
    /// The items go on for longer than a block can be, and no seal ends them.
    #[error("a block without a seal")]
    NoSeal,
    /// The bytes are no record, and will never become one.
    #[error("bytes that are no record")]
    NoRecord,
    /// What follows the label is no header of a segment.
    #[error("the header is missing")]
    NoHeader,
    /// The block in front has to end here, and nothing seals it.
    #[error("no seal where a block has to end")]
    NoSealBefore,
    /// A block of this length or at this place cannot be.
    #[error("no block can stand there")]
    NoPlace,
}

impl Damage {
    /// All of them.
    pub const ALL: [Damage; 6] = [
        Damage::SealMisfits,
        Damage::NoSeal,
        Damage::NoRecord,
        Damage::NoHeader,
        Damage::NoSealBefore,
        Damage::NoPlace,
    ];
}

//! The frames that a reader comes past on its way to a block's seal. It has to decode them to know
//! where they end: once the seal is found and fits, they need not be decoded again.
//!
//! Nothing of it is handed out before that, and it goes with its block. Its bound is [`FRAMES_MAX`]:
//! what a block holds beyond that is decoded again.

use super::super::frame_head::Outline;

/// Most frames that are noted of a block, 72 bytes each: a processor's cache holds them beside what
/// the reader has read.
const FRAMES_MAX: usize = 2048;

/// The frames of one block, each with its place in it.
#[derive(Debug, Default)]
pub(super) struct Passed {
    frames: Vec<(u32, Outline)>,
}

impl Passed {
    /// Another block begins.
    pub(super) fn clear(&mut self) {
        self.frames.clear();
    }

    /// Notes a frame whose record begins at `start` of the block, which is below
    /// [`BLOCK_BYTES_MAX`](super::BLOCK_BYTES_MAX).
    #[inline(always)]
    pub(super) fn note(&mut self, start: usize, frame: &Outline) {
        if self.frames.len() < FRAMES_MAX {
            self.frames.push((start as u32, *frame));
        }
    }

    pub(super) fn frames(&self) -> &[(u32, Outline)] {
        &self.frames
    }
}

//! Reads a room's last frames, the last one first, over as many segments as it takes.
//!
//! One block is held in memory at a time. It ends where the log no longer has every frame whole:
//! at a gap, at a segment that retention removed or that is damaged, at a payload that was not kept.

use std::fs::File;
use std::io;
use std::ops::ControlFlow;
use std::path::Path;

use tp_proto::frame_log::{BackwardBlocks, Block, BlockError, FrameHead, Item};

use crate::frame_log::{LogError, directory};

/// Shows the frames before number `next` to `visit`, each with its payload, until that has seen
/// enough.
///
/// # Errors
///
/// The folder or a file cannot be read.
pub fn visit_back(
    directory: &Path,
    next: u64,
    visit: &mut dyn FnMut(&FrameHead<'_>, &[u8]) -> ControlFlow<()>,
) -> Result<(), LogError> {
    let mut back = Back { next, visit };
    for name in directory::segments(directory)?.into_iter().rev() {
        let path = directory.join(name.to_string());
        let failed = |source| LogError::Read { path: path.clone(), source };
        let file = match File::open(&path) {
            // Retention took it meanwhile, and what is before it.
            Err(error) if error.kind() == io::ErrorKind::NotFound => break,
            file => file.map_err(failed)?,
        };
        if back.segment(file).map_err(failed)?.is_break() {
            break;
        }
    }
    Ok(())
}

struct Back<'a> {
    /// The frame in front of this one is wanted next.
    next: u64,
    visit: &'a mut dyn FnMut(&FrameHead<'_>, &[u8]) -> ControlFlow<()>,
}

impl Back<'_> {
    fn segment(&mut self, file: File) -> io::Result<ControlFlow<()>> {
        match self.blocks(file) {
            Ok(flow) => Ok(flow),
            Err(BlockError::Io { source, .. }) => Err(source),
            Err(_) => Ok(ControlFlow::Break(())),
        }
    }

    fn blocks(&mut self, file: File) -> Result<ControlFlow<()>, BlockError> {
        let Some(mut blocks) = BackwardBlocks::find(file)? else { return Ok(ControlFlow::Break(())) };
        while let Some(block) = blocks.next()? {
            if self.block(&block).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn block(&mut self, block: &Block<'_>) -> ControlFlow<()> {
        let mut frames = Vec::new();
        for item in block.records() {
            match item {
                Ok(Item::Frame(frame)) => frames.push(frame),
                Ok(_) => {}
                Err(_) => return ControlFlow::Break(()),
            }
        }
        frames.iter().rev().try_for_each(|frame| self.frame(frame))
    }

    fn frame(&mut self, frame: &FrameHead<'_>) -> ControlFlow<()> {
        let whole = frame.data.filter(|data| data.len() as u64 == frame.len);
        match whole {
            Some(data) if frame.n.checked_add(1) == Some(self.next) => {
                self.next = frame.n;
                (self.visit)(frame, data)
            }
            _ => ControlFlow::Break(()),
        }
    }
}

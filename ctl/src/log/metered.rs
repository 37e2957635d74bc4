//! Tells how far the reading of a log has come.

use std::rc::Rc;

use tp_proto::frame_log::{Block, Malformed, SEAL_BYTES, SegmentName};

use super::room_reader::Visitor;
use crate::output::Progress;

/// A visitor whose reading is counted.
#[derive(Debug)]
pub(crate) struct Metered<V> {
    /// Who looks on.
    pub(crate) visitor: V,
    progress: Rc<Progress>,
}

impl<V: Visitor> Metered<V> {
    /// Counts what `visitor` is shown.
    pub(crate) fn new(visitor: V, progress: &Rc<Progress>) -> Metered<V> {
        Metered { visitor, progress: Rc::clone(progress) }
    }
}

impl<V: Visitor> Visitor for Metered<V> {
    fn begin(&mut self, name: SegmentName) {
        self.visitor.begin(name);
    }

    fn block(&mut self, block: &Block<'_>) -> Result<bool, Malformed> {
        self.progress.advance((block.bytes.len() + SEAL_BYTES) as u64);
        self.visitor.block(block)
    }

    fn damage(&mut self) {
        self.visitor.damage();
    }

    fn overtaken(&mut self) {
        self.visitor.overtaken();
    }

    fn is_full(&self) -> bool {
        self.visitor.is_full()
    }
}

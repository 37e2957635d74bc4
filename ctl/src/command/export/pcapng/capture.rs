//! The file in the making: its section, names, interfaces and packets.
//!
//! It knows nothing of TCP. Whatever cannot be written is kept and told in the end; nothing is
//! written after it.

use std::io::{self, BufWriter, Write};
use std::net::IpAddr;

use tp_proto::text;

use super::super::WRITE_BYTES;
use super::blocks::{self, Way};
use super::survey::Names;
use crate::output;

/// Most names in one block: it stays far below what readers accept.
const NAMES_PER_BLOCK: usize = 1000;
/// Most columns of a name that a peer chose.
const NAME_COLUMNS: usize = 64;

const APPLICATION: &str = concat!("tp-ctl ", env!("CARGO_PKG_VERSION"));

/// The number of an interface.
pub(super) type Interface = u32;

/// A capture in the making.
pub(super) struct Capture {
    out: BufWriter<Box<dyn Write>>,
    interfaces: u32,
    /// Space for a block.
    block: Vec<u8>,
    failed: Option<io::Error>,
}

impl Capture {
    /// Begins with what holds for all of it, and `section`, which says what that is.
    pub(super) fn begin(out: Box<dyn Write>, names: &Names, section: &str) -> Capture {
        let out = BufWriter::with_capacity(WRITE_BYTES, out);
        let mut capture = Capture { out, interfaces: 0, block: Vec::new(), failed: None };
        capture.put(|out| blocks::section(out, APPLICATION, section));
        let shown: Vec<(IpAddr, String)> = names.unique().map(|(address, name)| (address, shown(name))).collect();
        for some in shown.chunks(NAMES_PER_BLOCK) {
            capture.put(|out| blocks::names(out, some.iter().map(|(address, name)| (*address, name.as_str()))));
        }
        capture
    }

    /// A client's interface.
    pub(super) fn interface(&mut self, name: &str, description: &str) -> Interface {
        self.put(|out| blocks::interface(out, name, description));
        self.interfaces += 1;
        self.interfaces - 1
    }

    /// A packet, at `t` nanoseconds since the Unix epoch; `write` appends its bytes.
    pub(super) fn packet(
        &mut self,
        place: (Interface, u64, Way),
        comment: Option<&str>,
        write: impl FnOnce(&mut Vec<u8>),
    ) {
        self.put(|out| blocks::packet(out, place, comment, write));
    }

    /// Whether something could not be written.
    pub(super) fn has_failed(&self) -> bool {
        self.failed.is_some()
    }

    /// Everything is there.
    pub(super) fn finish(&mut self) -> io::Result<()> {
        match self.failed.take() {
            Some(failed) => Err(failed),
            None => self.out.flush(),
        }
    }

    fn put(&mut self, make: impl FnOnce(&mut Vec<u8>)) {
        if self.failed.is_none() {
            self.block.clear();
            make(&mut self.block);
            self.failed = self.out.write_all(&self.block).err();
        }
    }
}

/// A name that a peer chose, as it may stand in a list of names.
pub(super) fn shown(name: &str) -> String {
    short(&text::visible(name.as_bytes()))
}

/// What can be shown, no longer than a name, so that it leaves space for what is said behind it.
pub(super) fn short(text: &str) -> String {
    output::fit(text, NAME_COLUMNS)
}

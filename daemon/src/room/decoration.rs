//! What a room puts around the frames that it relays: the sender's label before each, a separator
//! behind it. Off by default. Labels name the sender: the server's own words have none, a separator
//! they have too. In mode `ack`, where nothing is relayed, there is neither.
//!
//! It stands in the ring beside the frame's bytes, so that whoever is sent a frame is sent it too,
//! and every count of bytes that are for somebody has it in it. Bound: [`AROUND_BYTES_MAX`] a frame.

use std::net::SocketAddr;

use tp_proto::control::naming::NAME_BYTES_MAX;
use tp_proto::frame_log::{AROUND_BYTES_MAX, Around, Mode};

use super::{Member, Room, Slot};

/// What stands before each frame.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Label {
    /// Nothing.
    #[default]
    None,
    /// The sender's address and port, `[192.168.1.20:53112] `.
    Address,
    /// The sender's name, `[poste-3] `; its address and port while it has none.
    Name,
}

/// What stands behind each frame.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Separator {
    /// Nothing.
    #[default]
    None,
    /// A line feed.
    Lf,
}

/// Both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Decoration {
    /// Before each frame.
    pub label: Label,
    /// Behind it.
    pub separator: Separator,
}

impl Decoration {
    /// The label of a sender, empty for none.
    pub(super) fn label(self, address: SocketAddr, name: Option<&str>) -> Box<str> {
        let name = name.filter(|name| !name.is_empty() && name.len() <= NAME_BYTES_MAX);
        match (self.label, name) {
            (Label::None, _) => String::new(),
            (Label::Name, Some(name)) => format!("[{name}] "),
            (Label::Name, None) | (Label::Address, _) => format!("[{address}] "),
        }
        .into_boxed_str()
    }

    /// The separator, empty for none.
    pub(super) fn separator(self) -> &'static str {
        match self.separator {
            Separator::None => "",
            Separator::Lf => "\n",
        }
    }
}

/// How long the parts of a frame in the ring are, in bytes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Parts {
    /// The label before it.
    pub(super) label: u8,
    /// Its own bytes.
    pub(super) len: u32,
    /// The separator behind it.
    pub(super) separator: u8,
}

impl Parts {
    /// Of texts that are no longer than [`AROUND_BYTES_MAX`].
    pub(super) fn new(label: &str, len: usize, separator: &str) -> Parts {
        Parts { label: label.len() as u8, len: len as u32, separator: separator.len() as u8 }
    }

    /// All of them together: what a recipient is sent.
    pub(super) fn bytes(self) -> u32 {
        u32::from(self.label) + self.len + u32::from(self.separator)
    }
}

/// A frame in the ring, taken apart into its own bytes and what stands around them.
pub(super) fn take_apart(bytes: &[u8], label: u8, separator: u8) -> Option<(Around<'_>, &[u8])> {
    if label == 0 && separator == 0 {
        return Some((Around::NOTHING, bytes));
    }
    let (label, rest) = bytes.split_at_checked(usize::from(label))?;
    let (own, separator) = rest.split_at_checked(rest.len().checked_sub(usize::from(separator))?)?;
    let text = |bytes| std::str::from_utf8(bytes).ok().filter(|text| !text.is_empty());
    Some((Around { label: text(label), separator: text(separator) }, own))
}

/// Label and separator of a frame of `sender`, or of the server, each empty where there is none.
pub(super) fn around(mode: Mode, decoration: Decoration, sender: Option<&Member>) -> (&str, &'static str) {
    if mode == Mode::Ack {
        return ("", "");
    }
    (sender.map_or("", |sender| &sender.label), decoration.separator())
}

impl Room {
    /// Puts label and separator around what was read from a member into [`Room::space`].
    pub(super) fn dress(&mut self, slot: Slot, len: usize) -> Parts {
        let (label, separator) = around(self.mode, self.decoration, self.members.get(slot));
        if !(label.is_empty() && separator.is_empty()) {
            let space = self.ring.space(label.len() + separator.len());
            space[..label.len()].copy_from_slice(label.as_bytes());
            space[label.len() + len..][..separator.len()].copy_from_slice(separator.as_bytes());
        }
        Parts::new(label, len, separator)
    }

    /// The server's own words, at most a chunk, with the separator that a frame has.
    pub(super) fn utter(&mut self, words: &[u8]) -> Parts {
        let (label, separator) = around(self.mode, self.decoration, None);
        let space = self.ring.space(separator.len());
        space[..words.len()].copy_from_slice(words);
        space[words.len()..][..separator.len()].copy_from_slice(separator.as_bytes());
        Parts::new(label, words.len(), separator)
    }
}

const _: () = assert!(NAME_BYTES_MAX + "[] \n".len() <= AROUND_BYTES_MAX && AROUND_BYTES_MAX <= u8::MAX as usize);

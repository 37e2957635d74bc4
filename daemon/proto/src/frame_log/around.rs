//! What a relay puts around a frame's bytes on their way to its recipients: the sender's label, a
//! separator. A record says it word for word, so that whoever counts what was delivered asks
//! nothing else; the bytes that it keeps are the client's own.

/// What is sent before and behind a frame's bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Around<'a> {
    /// Before them.
    pub label: Option<&'a str>,
    /// Behind them.
    pub separator: Option<&'a str>,
}

impl Around<'_> {
    /// Nothing.
    pub const NOTHING: Around<'static> = Around { label: None, separator: None };

    /// Bytes of both together.
    pub fn bytes(&self) -> u64 {
        let bytes = |text: Option<&str>| text.map_or(0, |text| text.len() as u64);
        bytes(self.label) + bytes(self.separator)
    }

    /// Bytes that each recipient is sent of a frame that is `len` bytes long by itself: the one
    /// place that says so.
    pub fn delivered(&self, len: u64) -> u64 {
        len.saturating_add(self.bytes())
    }

    /// A frame's bytes as its recipients are sent them.
    pub fn around(&self, data: &[u8]) -> Vec<u8> {
        let [label, separator] = [self.label, self.separator].map(|text| text.unwrap_or_default().as_bytes());
        [label, data, separator].concat()
    }
}

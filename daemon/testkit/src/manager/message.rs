//! One message to the service manager: assignments, one a line (sd_notify(3)).

use std::time::Instant;

/// A message as it came.
#[derive(Debug, Clone)]
pub struct Message {
    /// Its text.
    pub text: String,
    /// How many descriptors came with it.
    pub descriptors: usize,
    /// When it came.
    pub at: Instant,
}

impl Message {
    /// What it assigns to a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='))
    }

    /// Whether it assigns this value to a name.
    pub fn says(&self, name: &str, value: &str) -> bool {
        self.get(name) == Some(value)
    }
}

//! `[diagnostics]`.

use std::path::PathBuf;

use serde::{Deserialize, Deserializer};

use super::value::{bounded, worded};
use crate::diagnostics::Files;

const DIRECTORY_ALLOWED: &str = "a directory that begins with \"/\", or \"\" for none,";

/// Most files: ten years of them.
const FILES_MAX: u64 = 3650;

/// The section.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct DiagnosticsSection {
    /// Where a file a day is written, besides standard error; `None` for nowhere.
    #[serde(deserialize_with = "directory")]
    pub directory: Option<PathBuf>,
    /// How many of them are kept, 1 at least.
    #[serde(deserialize_with = "files")]
    pub files: usize,
}

impl Default for DiagnosticsSection {
    fn default() -> Self {
        DiagnosticsSection { directory: None, files: 14 }
    }
}

impl DiagnosticsSection {
    /// As the diagnostics want it.
    pub fn files(&self) -> Option<Files> {
        let directory = self.directory.clone()?;
        Some(Files { directory, kept: self.files })
    }
}

fn directory<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<PathBuf>, D::Error> {
    worded(deserializer, "the directory of the diagnostics", DIRECTORY_ALLOWED, |text| match text {
        "" => Some(None),
        path => path.starts_with('/').then(|| Some(PathBuf::from(path))),
    })
}

fn files<'de, D: Deserializer<'de>>(deserializer: D) -> Result<usize, D::Error> {
    bounded(deserializer, 1..=FILES_MAX, "the number of files with diagnostics").map(|files| files as usize)
}

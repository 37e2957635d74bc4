//! The configuration file: TOML, kebab-case, unknown keys refused.

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Deserializer};

use super::{DEFAULT_CLIENTS_MAX, DEFAULT_END_WORD, DEFAULT_PORT, DEFAULT_SEGMENT_BYTES, Listen};
use crate::room::Limits;

/// Longest file that is read.
const FILE_BYTES_MAX: u64 = 1024 * 1024;

/// Smallest segment: there has to be room for more than its own header.
const SEGMENT_BYTES_MIN: u64 = 4 * 1024;

/// The file's contents. Every key may be left out.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct FileConfig {
    /// What to listen on, each as `--listen` has it.
    pub listen: Vec<Listen>,
    /// The word that ends a conversation, empty for none.
    pub end_word: String,
    /// The frame log.
    pub frame_log: FrameLogSection,
    /// The limits.
    pub limits: LimitsSection,
}

/// `[frame-log]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct FrameLogSection {
    /// Size in bytes at which a segment is followed by the next, 4096 at least.
    #[serde(deserialize_with = "segment_bytes")]
    pub segment_bytes: u64,
}

/// `[limits]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct LimitsSection {
    /// Most clients at once.
    pub clients: usize,
    /// A client with more bytes than this waiting for it is cut.
    pub backlog_bytes: u64,
}

impl Default for FileConfig {
    fn default() -> Self {
        FileConfig {
            listen: vec![Listen::port(DEFAULT_PORT)],
            end_word: DEFAULT_END_WORD.to_owned(),
            frame_log: FrameLogSection::default(),
            limits: LimitsSection::default(),
        }
    }
}

impl Default for FrameLogSection {
    fn default() -> Self {
        FrameLogSection { segment_bytes: DEFAULT_SEGMENT_BYTES }
    }
}

impl Default for LimitsSection {
    fn default() -> Self {
        LimitsSection { clients: DEFAULT_CLIENTS_MAX, backlog_bytes: Limits::default().backlog_bytes_max }
    }
}

/// A file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It could not be read.
    #[error("cannot read the configuration file {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the kernel said.
        source: io::Error,
    },
    /// It is larger than any configuration.
    #[error("the configuration file {} is larger than {FILE_BYTES_MAX} bytes: is it the right file?", .0.display())]
    TooLarge(PathBuf),
    /// It says what cannot be understood.
    #[error("the configuration file {} is not right:\n{reason}", path.display())]
    Parse {
        /// The file.
        path: PathBuf,
        /// What is wrong, with line and column.
        reason: String,
    },
}

impl FileConfig {
    /// The file that was named, or the defaults.
    pub fn find(path: Option<&Path>) -> Result<FileConfig, FileError> {
        path.map_or_else(|| Ok(FileConfig::default()), FileConfig::read)
    }

    fn read(path: &Path) -> Result<FileConfig, FileError> {
        let failed = |source| FileError::Read { path: path.to_owned(), source };
        if std::fs::metadata(path).map_err(failed)?.len() > FILE_BYTES_MAX {
            return Err(FileError::TooLarge(path.to_owned()));
        }
        let text = std::fs::read_to_string(path).map_err(failed)?;
        toml::from_str(&text).map_err(|error| FileError::Parse { path: path.to_owned(), reason: error.to_string() })
    }
}

fn segment_bytes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let bytes = u64::deserialize(deserializer)?;
    if bytes < SEGMENT_BYTES_MIN {
        return Err(serde::de::Error::custom(format!("a segment has {SEGMENT_BYTES_MIN} bytes at least")));
    }
    Ok(bytes)
}

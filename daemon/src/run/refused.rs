//! Why a reload changes nothing: for whoever looks after the relay, and for whoever asked.

use std::path::Path;

use tp_language::{Lang, mistake};
use tp_proto::control::Refusal;
use tp_proto::control::refusal::Misread;

use crate::config::{ConfigError, FileError};
use crate::language::{Said, english, here, told};
use crate::state_file::StateFileError;

/// Most characters of what is wrong that are told: a line of a file may be as long as the file, and an
/// answer may not.
const TOLD_CHARS_MAX: usize = 4096;

/// Why a reload changes nothing.
pub(super) struct Refused {
    /// In the language of the relay's own locale.
    pub here: String,
    /// For whoever asked.
    pub about: Refusal,
}

impl Refused {
    /// A configuration that cannot be used.
    pub fn by_configuration(error: &ConfigError) -> Refused {
        Refused::misread(error, of_configuration(error))
    }

    /// Names that cannot be used.
    pub fn by_names(error: &StateFileError) -> Refused {
        let (path, trouble, cause) = error.parts();
        Refused::misread(error, Misread::Names { path, trouble, cause })
    }

    /// A data path that takes nothing any more.
    pub fn by_data_path(about: Refusal) -> Refused {
        let here = match about {
            Refusal::Stopping {} => here().status_stopping(),
            _ => about.to_string(),
        };
        Refused { here, about }
    }

    /// The thread that read did not come back.
    pub fn unfinished() -> Refused {
        let why = english().config_unfinished();
        let about = Refusal::Configuration { why, misread: Some(Misread::Unfinished {}) };
        Refused { here: here().config_unfinished(), about }
    }

    /// What fits into a status.
    pub fn status(&self) -> String {
        clip(&mistake::on_one_line(&self.here, here().lang()))
    }

    fn misread(error: &dyn Said, misread: Misread) -> Refused {
        let about = Refusal::Configuration { why: clip(&told(error, english())), misread: Some(misread) };
        Refused { here: told(error, here()), about }
    }
}

fn of_configuration(error: &ConfigError) -> Misread {
    let named = |path: &Path| path.display().to_string();
    match error {
        ConfigError::File(FileError::Read { path, source }) => {
            Misread::Unread { path: named(path), cause: source.into() }
        }
        ConfigError::File(FileError::TooLarge(path)) => {
            Misread::TooLong { path: named(path), bytes_max: FileError::BYTES_MAX }
        }
        ConfigError::File(FileError::Parse { path, reason }) => {
            Misread::Mistake { path: named(path), what: clip(&mistake::on_one_line(reason, Lang::En)) }
        }
        ConfigError::Listen(error) => Misread::Places { what: clip(&error.to_string()) },
    }
}

fn clip(text: &str) -> String {
    text.chars().take(TOLD_CHARS_MAX).collect()
}

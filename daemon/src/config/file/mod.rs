//! The configuration file: TOML, kebab-case, unknown keys refused, and values that no relay could
//! work with too, each with its line and column.

mod frame_log;
mod limits;
mod value;

use std::env;
use std::io;
use std::path::{Path, PathBuf};

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::{DEFAULT_END_WORD, Listen, listen};
pub use frame_log::FrameLogSection;
pub use limits::LimitsSection;

/// The system-wide file, where the service manager names no directory of its own for it.
const SYSTEM_FILE: &str = "/etc/tp-relais/tp-relais.toml";
const FILE_NAME: &str = "tp-relais.toml";

/// Longest file that is read.
const FILE_BYTES_MAX: u64 = 1024 * 1024;

/// The file's contents. Every key may be left out.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct FileConfig {
    /// What to listen on, each as `--listen` has it; `None` for the default.
    #[serde(deserialize_with = "places")]
    pub listen: Option<Vec<Listen>>,
    /// The word that ends a conversation, empty for none.
    pub end_word: String,
    /// The frame log.
    pub frame_log: FrameLogSection,
    /// The limits.
    pub limits: LimitsSection,
}

impl Default for FileConfig {
    fn default() -> Self {
        FileConfig {
            listen: None,
            end_word: DEFAULT_END_WORD.to_owned(),
            frame_log: FrameLogSection::default(),
            limits: LimitsSection::default(),
        }
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
    /// The file that was named; else the system-wide one, if a service manager started us and it
    /// is there; else the defaults.
    pub fn find(path: Option<&Path>) -> Result<FileConfig, FileError> {
        if let Some(path) = path {
            return FileConfig::read(path);
        }
        match system_file().map(|path| FileConfig::read(&path)) {
            None => Ok(FileConfig::default()),
            Some(Err(FileError::Read { source, .. })) if source.kind() == io::ErrorKind::NotFound => {
                Ok(FileConfig::default())
            }
            Some(read) => read,
        }
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

/// Where a daemon that a service manager started finds its file (systemd.exec(5)): in
/// `$CONFIGURATION_DIRECTORY`, or where it would be if the unit does not say.
fn system_file() -> Option<PathBuf> {
    let directory = |name| env::var(name).ok().filter(|list: &String| list.starts_with('/'));
    match directory("CONFIGURATION_DIRECTORY") {
        // Several are separated by colons; the first is the main one.
        Some(list) => list.split(':').next().map(|first| Path::new(first).join(FILE_NAME)),
        None => directory("RUNTIME_DIRECTORY").map(|_| PathBuf::from(SYSTEM_FILE)),
    }
}

fn places<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<Listen>>, D::Error> {
    let listens = Vec::deserialize(deserializer)?;
    listen::rooms(&listens).map_err(D::Error::custom)?;
    Ok(Some(listens))
}

#[cfg(test)]
mod tests {
    use super::super::DEFAULT_PORT;
    use super::*;

    const EXAMPLE: &str = include_str!("../../../../systemd/tp-relais.toml");

    #[test]
    fn the_example_shows_every_default_as_it_is() {
        let keys =
            EXAMPLE.lines().map(|line| line.strip_prefix('#').filter(|rest| !rest.starts_with(' ')).unwrap_or(line));
        let uncommented = keys.collect::<Vec<_>>().join("\n");
        let shown = FileConfig { listen: Some(vec![Listen::port(DEFAULT_PORT)]), ..FileConfig::default() };
        for (text, expected) in [(EXAMPLE, FileConfig::default()), (&uncommented, shown)] {
            assert_eq!(toml::from_str::<FileConfig>(text).expect(text), expected);
        }
        let table: toml::Table = uncommented.parse().expect("TOML");
        let frame_log = "segment-bytes segment-age sync retain-bytes retain-age retain-free-bytes \
            retain-free-percent on-full payload";
        let limits = "clients clients-per-address connects-per-second connects-burst connects-per-second-per-address \
            connects-burst-per-address allow deny backlog-bytes slow";
        for (section, keys) in [("frame-log", frame_log), ("limits", limits)] {
            let shown: Vec<&str> = table[section].as_table().expect("a section").keys().map(String::as_str).collect();
            let mut expected: Vec<&str> = keys.split_whitespace().collect();
            expected.sort_unstable();
            assert_eq!(shown, expected, "{section}");
        }
        assert!(table.contains_key("listen") && table.contains_key("end-word"));
    }

    #[test]
    fn bounds_are_kept_to_the_byte() {
        let check = |text: &str, good: bool| assert_eq!(toml::from_str::<FileConfig>(text).is_ok(), good, "{text}");
        for (key, good, bad) in [
            ("frame-log.segment-bytes", ["4096", "9223372036854775807"], ["4095", "9223372036854775808"]),
            ("frame-log.segment-age", ["\"100ms\"", "\"36500 days\""], ["\"99ms\"", "\"36501 days\""]),
            ("frame-log.sync", ["\"1ms\"", "\"1h\""], ["\"999us\"", "\"61min\""]),
            ("frame-log.retain-bytes", ["0", "4096"], ["1", "4095"]),
            ("frame-log.retain-age", ["\"100ms\"", "\"never\""], ["\"99ms\"", "\"36501 days\""]),
            ("frame-log.retain-free-bytes", ["0", "9223372036854775807"], ["-1", "0.5"]),
            ("frame-log.retain-free-percent", ["0", "99"], ["-1", "100"]),
            ("frame-log.payload", ["\"head:1\"", "\"head:65536\""], ["\"head:0\"", "\"head:65537\""]),
            ("limits.clients", ["1", "9223372036854775807"], ["0", "-1"]),
            ("limits.backlog-bytes", ["65536", "134217728"], ["65535", "134217729"]),
        ] {
            good.iter().for_each(|value| check(&format!("{key} = {value}"), true));
            bad.iter().for_each(|value| check(&format!("{key} = {value}"), false));
        }
    }
}

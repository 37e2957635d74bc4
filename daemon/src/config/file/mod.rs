//! The configuration file: TOML, kebab-case, unknown keys refused, and values that no relay could
//! work with too, each with its line and column.

mod decoration;
mod diagnostics;
mod frame_log;
mod keys;
mod limits;
mod reason;
mod value;

use std::collections::BTreeMap;
use std::env;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use tp_language::mistake;

use super::{DEFAULT_END_WORD, Decorations, Listen, listen};
use crate::language::{Language, Said, english};
use crate::room::{Decoration, Label, Separator};
pub use decoration::{Port, RoomSection};
pub use diagnostics::DiagnosticsSection;
pub use frame_log::FrameLogSection;
pub use keys::Value;
pub use limits::LimitsSection;

/// The system-wide file, where the service manager names no directory of its own for it.
const SYSTEM_FILE: &str = "/etc/tp-relais/tp-relais.toml";
const FILE_NAME: &str = "tp-relais.toml";

/// The file's contents. Every key may be left out.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct FileConfig {
    /// What to listen on, each as `--listen` has it; `None` for the default.
    #[serde(deserialize_with = "places")]
    pub listen: Option<Vec<Listen>>,
    /// The word that ends a conversation, empty for none.
    pub end_word: String,
    /// What stands before each frame.
    #[serde(deserialize_with = "decoration::label")]
    pub label: Label,
    /// What stands behind each frame.
    #[serde(deserialize_with = "decoration::separator")]
    pub separator: Separator,
    /// What is otherwise in one room, by its port.
    pub room: BTreeMap<Port, RoomSection>,
    /// The frame log.
    pub frame_log: FrameLogSection,
    /// The limits.
    pub limits: LimitsSection,
    /// The diagnostics.
    pub diagnostics: DiagnosticsSection,
}

impl Default for FileConfig {
    fn default() -> Self {
        FileConfig {
            listen: None,
            end_word: DEFAULT_END_WORD.to_owned(),
            label: Label::default(),
            separator: Separator::default(),
            room: BTreeMap::new(),
            frame_log: FrameLogSection::default(),
            limits: LimitsSection::default(),
            diagnostics: DiagnosticsSection::default(),
        }
    }
}

/// A file that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.said(english()))]
pub enum FileError {
    /// It could not be read.
    Read {
        /// The file.
        path: PathBuf,
        /// What the kernel said.
        source: io::Error,
    },
    /// It is larger than any configuration.
    TooLarge(PathBuf),
    /// It says what cannot be understood.
    Parse {
        /// The file.
        path: PathBuf,
        /// What is wrong, with line and column.
        reason: String,
    },
}

impl FileError {
    /// Longest file that is read.
    pub const BYTES_MAX: u64 = 1024 * 1024;
}

impl Said for FileError {
    fn said(&self, words: &Language) -> String {
        match self {
            FileError::Read { path, .. } => words.config_unread(&path.to_string_lossy()),
            FileError::TooLarge(path) => {
                words.config_too_large(&path.to_string_lossy(), &FileError::BYTES_MAX.to_string())
            }
            FileError::Parse { path, reason } => {
                words.config_wrong(&path.to_string_lossy(), &reason::said(reason, words))
            }
        }
    }
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
        // One byte more than is allowed tells, whatever length the file says it has.
        let mut bytes = Vec::new();
        let file = File::open(path).map_err(failed)?;
        file.take(FileError::BYTES_MAX + 1).read_to_end(&mut bytes).map_err(failed)?;
        if bytes.len() as u64 > FileError::BYTES_MAX {
            return Err(FileError::TooLarge(path.to_owned()));
        }
        FileConfig::parse(&bytes).map_err(|reason| FileError::Parse { path: path.to_owned(), reason })
    }

    /// What the bytes of a file say, or what is wrong with line and column.
    pub fn parse(bytes: &[u8]) -> Result<FileConfig, String> {
        toml::from_str(mistake::text(bytes)?).map_err(|error| error.to_string())
    }

    /// What stands around the frames of which room.
    pub fn decorations(&self) -> Decorations {
        let all = Decoration { label: self.label, separator: self.separator };
        decoration::decorations(all, &self.room)
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
    use super::super::{DEFAULT_PORT, RESTART_KEYS};
    use super::*;

    const EXAMPLE: &str = include_str!("../../../../systemd/tp-relais.toml");

    #[test]
    fn the_example_shows_every_default_as_it_is() {
        let keys =
            EXAMPLE.lines().map(|line| line.strip_prefix('#').filter(|rest| !rest.starts_with(' ')).unwrap_or(line));
        let uncommented = keys.collect::<Vec<_>>().join("\n");
        let room = RoomSection { label: Some(Label::None), separator: Some(Separator::None) };
        let shown = FileConfig {
            listen: Some(vec![Listen::port(DEFAULT_PORT)]),
            room: [(DEFAULT_PORT.to_string().try_into().expect("a port"), room)].into(),
            ..FileConfig::default()
        };
        for (text, expected) in [(EXAMPLE, FileConfig::default()), (&uncommented, shown)] {
            assert_eq!(toml::from_str::<FileConfig>(text).expect(text), expected);
        }
        let table: toml::Table = uncommented.parse().expect("TOML");
        let frame_log = "segment-bytes segment-age sync retain-bytes retain-age retain-free-bytes \
            retain-free-percent on-full payload";
        let limits = "clients clients-per-address connects-per-second connects-burst connects-per-second-per-address \
            connects-burst-per-address allow deny backlog-bytes slow pause-bytes pause-credit held-bytes stall-timeout \
            half-close-timeout idle-timeout";
        let sections = [("frame-log", frame_log), ("limits", limits), ("diagnostics", "directory files")];
        for (section, keys) in sections {
            let shown: Vec<&str> = table[section].as_table().expect("a section").keys().map(String::as_str).collect();
            let mut expected: Vec<&str> = keys.split_whitespace().collect();
            expected.sort_unstable();
            assert_eq!(shown, expected, "{section}");
        }
        assert!(["listen", "end-word", "label", "separator", "room"].iter().all(|key| table.contains_key(*key)));
    }

    #[test]
    fn the_example_says_of_every_key_when_its_change_applies() {
        let mut when = None;
        for line in EXAMPLE.lines() {
            let comment = line.strip_prefix("# ").unwrap_or_default();
            if let Some(word) = comment.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
                when = Some(word.0);
            } else if line.is_empty() {
                when = None;
            } else if let Some((key, _)) = line.strip_prefix('#').and_then(|rest| rest.split_once(" = "))
                && !key.starts_with(' ')
            {
                let known = matches!(when, Some("hot" | "new clients" | "restart"));
                assert!(known, "nothing says when {key} applies");
                let at_restart = RESTART_KEYS.iter().any(|restart| restart.rsplit('.').next() == Some(key));
                assert_eq!(when == Some("restart"), at_restart || key == "files", "{key}");
            }
        }
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
            ("limits.pause-bytes", ["16384", "134217728"], ["16383", "134217729"]),
            ("limits.pause-credit", ["\"10ms\"", "\"10s\""], ["\"9ms\"", "\"11s\""]),
            ("limits.held-bytes", ["1048576", "17179869184"], ["1048575", "17179869185"]),
            ("limits.stall-timeout", ["\"100ms\"", "\"1h\""], ["\"99ms\"", "\"61min\""]),
            ("limits.half-close-timeout", ["\"100ms\"", "\"1h\""], ["\"99ms\"", "\"never\""]),
            ("limits.idle-timeout", ["\"100ms\"", "\"never\""], ["\"99ms\"", "\"36501 days\""]),
            ("diagnostics.files", ["1", "3650"], ["0", "3651"]),
            ("diagnostics.directory", ["\"/var/log/x\"", "\"\""], ["\"x\"", "1"]),
        ] {
            good.iter().for_each(|value| check(&format!("{key} = {value}"), true));
            bad.iter().for_each(|value| check(&format!("{key} = {value}"), false));
        }
    }
}

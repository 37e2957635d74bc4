//! What the relay is told to do: the runtime values, apart from the file's format (`file`) and
//! the command line's (`args`). An option wins over the file, the file over the default.

mod args;
mod file;
mod listen;

use std::collections::BTreeMap;
use std::path::PathBuf;

use tp_language::usage;
use tp_proto::places;

pub use args::Args;
use file::Value;
pub use file::{FileConfig, FileError};
pub use listen::{Listen, ListenError, RoomListen};

use crate::diagnostics::Files;
use crate::frame_log::Settings;
use crate::gate::GateRules;
use crate::language::{Language, Said};
use crate::room::{Decoration, Limits};

/// The port of the lesson.
pub const DEFAULT_PORT: u16 = 12345;

/// The lesson's end word.
pub const DEFAULT_END_WORD: &str = "fin";

/// Most clients at once, in all rooms together.
pub const DEFAULT_CLIENTS_MAX: usize = 4096;

/// What a reload leaves as it is. (The number of files goes with their directory.)
const RESTART_KEYS: [&str; 6] = ["listen", "label", "separator", "room", "frame-log.payload", "diagnostics.directory"];

/// Everything the relay has to know before it starts.
#[derive(Debug, Clone)]
pub struct Config {
    /// The rooms, one a port.
    pub rooms: Vec<RoomListen>,
    /// Nobody said where to listen: the rooms are the default.
    pub listens_by_default: bool,
    /// The word that ends a conversation, empty for none.
    pub end_word: String,
    /// What stands around the frames of which room.
    pub decorations: Decorations,
    /// File of the names of peers and addresses.
    pub names_file: PathBuf,
    /// Folder of the frame log.
    pub frames_dir: PathBuf,
    /// Folder of what the relay is told and what is not in its configuration.
    pub state_dir: PathBuf,
    /// Folder of the control sockets.
    pub runtime_dir: PathBuf,
    /// What the frame log does.
    pub frame_log: Settings,
    /// Who may come in.
    pub gate: GateRules,
    /// The rooms' bounds.
    pub limits: Limits,
    /// Where the diagnostics go besides standard error.
    pub diagnostics: Option<Files>,
    /// What a reload can change, key by key.
    values: Vec<Value>,
}

/// What stands around the frames of which room.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decorations {
    /// Of every room that nothing else is said of.
    pub all: Decoration,
    /// Of the rooms on these ports.
    pub rooms: BTreeMap<u16, Decoration>,
}

impl Decorations {
    /// Of the room on a port.
    pub fn of(&self, port: u16) -> Decoration {
        self.rooms.get(&port).copied().unwrap_or(self.all)
    }
}

/// A configuration that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file.
    #[error(transparent)]
    File(#[from] FileError),
    /// What to listen on.
    #[error(transparent)]
    Listen(#[from] ListenError),
}

impl Said for ConfigError {
    fn said(&self, words: &Language) -> String {
        match self {
            ConfigError::File(error) => error.said(words),
            // An option or a key had it: its French stands with theirs.
            ConfigError::Listen(error) => words.spell(usage::said(&error.to_string(), words.lang())),
        }
    }
}

impl Config {
    /// The keys of what differs in `new` and is only looked at when the relay starts.
    pub fn restart_keys(&self, new: &Config) -> Vec<&'static str> {
        let changed = [
            self.rooms != new.rooms,
            self.decorations.all.label != new.decorations.all.label,
            self.decorations.all.separator != new.decorations.all.separator,
            self.decorations.rooms != new.decorations.rooms,
            self.frame_log.payload != new.frame_log.payload,
            self.diagnostics != new.diagnostics,
        ];
        RESTART_KEYS.into_iter().zip(changed).filter(|&(_, changed)| changed).map(|(key, _)| key).collect()
    }

    /// The keys of what differs in `new` and holds as soon as it is used.
    pub fn changed_keys(&self, new: &Config) -> Vec<&'static str> {
        let pairs = self.values.iter().zip(&new.values);
        let changed = pairs.filter(|(before, now)| before != now).map(|(_, (key, _))| *key);
        changed.collect()
    }

    /// What holds after a reload: what waits for a restart is as it was.
    pub fn goes_on_as(&self, mut new: Config) -> Config {
        new.rooms.clone_from(&self.rooms);
        new.decorations.clone_from(&self.decorations);
        new.frame_log.payload = self.frame_log.payload;
        new.diagnostics.clone_from(&self.diagnostics);
        new
    }

    /// Puts options, file and defaults together.
    pub fn load(args: &Args) -> Result<Config, ConfigError> {
        let file = FileConfig::find(args.config.as_deref())?;
        let listens = Some(&args.listen).filter(|listens| !listens.is_empty()).or(file.listen.as_ref());
        let end_word = args.end_word.clone().unwrap_or_else(|| file.end_word.clone());
        let log_dir = args.log_dir.clone().unwrap_or_else(places::daemon_log_dir);
        let state_dir = absolute(places::daemon_state_dir(&log_dir));
        Ok(Config {
            rooms: listen::rooms(listens.unwrap_or(&vec![Listen::port(DEFAULT_PORT)]))?,
            listens_by_default: listens.is_none(),
            values: file.hot_values(&end_word),
            decorations: file.decorations(),
            names_file: state_dir.join(places::NAMES_FILE),
            end_word,
            frames_dir: absolute(places::frames_dir(&log_dir)),
            state_dir,
            runtime_dir: absolute(args.runtime_dir.clone().unwrap_or_else(places::daemon_runtime_dir)),
            frame_log: file.frame_log.settings(),
            gate: file.limits.gate(),
            limits: file.limits.room(),
            diagnostics: file.diagnostics.files(),
        })
    }
}

/// The path as `status` tells it to programs that stand in other directories.
fn absolute(path: PathBuf) -> PathBuf {
    std::path::absolute(&path).unwrap_or(path)
}

//! Where the control sockets and the frame log are found, for the daemon and for `tp-ctl` alike.
//!
//! A *system* daemon is told its directories by its service manager (`$RUNTIME_DIRECTORY`,
//! `$LOGS_DIRECTORY`, `$STATE_DIRECTORY`). Anybody else gets directories of their own after the XDG Base Directory
//! Specification. An option or `TP_RELAIS_RUNTIME_DIR` and `TP_RELAIS_LOG_DIR` win over both.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Environment variable that names the runtime directory.
pub const RUNTIME_DIR_VARIABLE: &str = "TP_RELAIS_RUNTIME_DIR";
/// Environment variable that names the log directory.
pub const LOG_DIR_VARIABLE: &str = "TP_RELAIS_LOG_DIR";

/// Runtime directory of the system daemon.
pub const SYSTEM_RUNTIME_DIR: &str = "/run/tp-relais";
/// Log directory of the system daemon.
pub const SYSTEM_LOG_DIR: &str = "/var/log/tp-relais";
/// Where systemd puts what a unit logs, and what it keeps: a unit's two folders bear the same name.
const SYSTEM_LOGS: &str = "/var/log";
const SYSTEM_STATE: &str = "/var/lib";
/// File of a state directory that holds the names of peers and addresses.
pub const NAMES_FILE: &str = "names.toml";
/// Folder of a log directory that holds the frame log, one folder a room.
pub const FRAMES: &str = "frames";

const PROGRAM: &str = "tp-relais";

/// The runtime directory that a daemon uses when no option says otherwise: the service manager's,
/// else the user's own.
pub fn daemon_runtime_dir() -> PathBuf {
    path_variable("RUNTIME_DIRECTORY").map_or_else(user_runtime_dir, first_of_list)
}

/// The log directory that a daemon uses when no option says otherwise.
pub fn daemon_log_dir() -> PathBuf {
    path_variable("LOGS_DIRECTORY").map_or_else(user_log_dir, first_of_list)
}

/// Where a daemon keeps what it is told and has to know at its next start: the service manager's
/// directory for it, else that of its log, which is the user's own state directory unless an option
/// says otherwise.
pub fn daemon_state_dir(log_dir: &Path) -> PathBuf {
    path_variable("STATE_DIRECTORY").map_or_else(|| log_dir.to_owned(), first_of_list)
}

/// Where a reader looks for the names of the peers in a frame log when no daemon says where they are: in the
/// log directory, then in a unit's state directory beside its log directory.
pub fn names_files(log_dir: &Path) -> impl Iterator<Item = PathBuf> {
    let of_a_unit = log_dir.strip_prefix(SYSTEM_LOGS).ok().map(|unit| Path::new(SYSTEM_STATE).join(unit));
    [Some(log_dir.to_owned()), of_a_unit].into_iter().flatten().map(|dir| dir.join(NAMES_FILE))
}

/// Where a reader looks for a daemon's sockets when no option says otherwise: the user's own
/// first, then the system's.
pub fn runtime_dirs() -> [PathBuf; 2] {
    [user_runtime_dir(), PathBuf::from(SYSTEM_RUNTIME_DIR)]
}

/// Where a reader looks for a frame log when no option and no daemon says otherwise.
pub fn log_dirs() -> [PathBuf; 2] {
    [user_log_dir(), PathBuf::from(SYSTEM_LOG_DIR)]
}

/// `$XDG_RUNTIME_DIR/tp-relais`, else a folder of the temporary directory that bears the user's
/// number. The daemon makes it 0700 and refuses one that others can write.
pub fn user_runtime_dir() -> PathBuf {
    path_variable("XDG_RUNTIME_DIR")
        .map(|base| base.join(PROGRAM))
        .unwrap_or_else(|| env::temp_dir().join(format!("{PROGRAM}-{}", user_id())))
}

/// `$XDG_STATE_HOME/tp-relais`, `~/.local/state/tp-relais` by default.
pub fn user_log_dir() -> PathBuf {
    path_variable("XDG_STATE_HOME")
        .or_else(|| env::home_dir().filter(|home| home.is_absolute()).map(|home| home.join(".local/state")))
        .unwrap_or_else(|| env::temp_dir().join(format!("{PROGRAM}-state-{}", user_id())))
        .join(PROGRAM)
}

/// Folder of the frame log in `log_dir`.
pub fn frames_dir(log_dir: &Path) -> PathBuf {
    log_dir.join(FRAMES)
}

/// A variable that holds an absolute path; the XDG specification has others ignored.
fn path_variable(name: &str) -> Option<PathBuf> {
    env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute())
}

/// systemd separates several directories with colons; the first is the main one.
fn first_of_list(list: PathBuf) -> PathBuf {
    let list: OsString = list.into();
    match list.to_str().and_then(|list| list.split(':').next()) {
        Some(first) => PathBuf::from(first),
        None => PathBuf::from(list),
    }
}

#[cfg(unix)]
fn user_id() -> u32 {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata("/proc/self").map_or(0, |me| me.uid())
}

/// The daemon runs on Unix alone; elsewhere the temporary directory is the user's own already.
#[cfg(not(unix))]
fn user_id() -> u32 {
    0
}

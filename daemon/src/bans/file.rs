//! The file of the bans: TOML, written anew as a whole, read at the start alone.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Kept, net, net_of};

/// Its name in the state directory.
pub const NAME: &str = "bans.toml";

const HEAD: &str = "# Who may not come in, by `tp-ctl ban`. It is read when tp-relais starts and written when a ban\n\
                    # changes; while it does not run, it may be edited or erased.\n";

/// Longer than any that this program writes.
const FILE_BYTES_MAX: u64 = 256 * 1024;

const MODE: u32 = 0o640;

/// A file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The kernel said so.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What it said.
        source: io::Error,
    },
    /// It is not what this program writes.
    #[error("{} is damaged ({why}) and set aside", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// How.
        why: String,
    },
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Contents {
    #[serde(default)]
    ban: Vec<Row>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    net: String,
    until: String,
    #[serde(default)]
    by: String,
}

/// What the file holds; nothing if there is none. `until` on the relay's clock is left open.
pub fn read(path: &Path) -> Result<Vec<Kept>, FileError> {
    let failed = |source| FileError::Read { path: path.to_owned(), source };
    let damaged = |why: String| FileError::Damaged { path: path.to_owned(), why };
    let file = match OpenOptions::new().read(true).custom_flags(nix::libc::O_NONBLOCK).open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        opened => opened.map_err(failed)?,
    };
    let mut text = String::new();
    match file.take(FILE_BYTES_MAX + 1).read_to_string(&mut text) {
        Err(error) if error.kind() == io::ErrorKind::InvalidData => return Err(damaged("it is no text".to_owned())),
        read => read.map_err(failed)?,
    };
    if text.len() as u64 > FILE_BYTES_MAX {
        return Err(damaged(format!("it is longer than {FILE_BYTES_MAX} bytes")));
    }
    let contents: Contents = toml::from_str(&text).map_err(|error| damaged(error.message().to_owned()))?;
    contents.ban.into_iter().map(|row| kept(row).map_err(damaged)).collect()
}

fn kept(row: Row) -> Result<Kept, String> {
    let net = net_of(&row.net).map_err(|error| error.to_string())?;
    let until: Timestamp = row.until.parse().map_err(|_| format!("{:?} is no time", row.until))?;
    let ns = until.as_nanosecond();
    // Behind the year 2554 lies for ever.
    let until_unix_ns = u64::try_from(ns).unwrap_or(if ns < 0 { 0 } else { u64::MAX });
    Ok(Kept { net, until: Duration::ZERO, until_unix_ns, by: row.by })
}

/// Writes the file beside its place, brings it to disk and moves it there.
pub fn write(path: &Path, bans: &[Kept]) -> io::Result<()> {
    let rows = bans.iter().map(|ban| Row {
        net: net::name(ban.net),
        until: Timestamp::from_nanosecond(i128::from(ban.until_unix_ns)).unwrap_or_default().to_string(),
        by: ban.by.clone(),
    });
    let text = toml::to_string(&Contents { ban: rows.collect() }).map_err(io::Error::other)?;
    let directory = path.parent().unwrap_or(Path::new("."));
    let new = path.with_extension("toml.new");
    fs::create_dir_all(directory)?;
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(MODE).open(&new)?;
    file.write_all(HEAD.as_bytes())?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(&new, path)?;
    File::open(directory)?.sync_all()
}

/// Leaves a damaged file to whoever looks at it.
pub fn set_aside(path: &Path) {
    // If it cannot be, the next ban writes over it.
    let _ = fs::rename(path, path.with_extension("toml.bad"));
}

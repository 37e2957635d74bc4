//! The file of the bans, read at the start alone.

use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tp_addresses::net::{self, net_of};

use super::Kept;
use crate::state_file::{self, StateFileError};

/// Its name in the state directory.
pub const NAME: &str = "bans.toml";

const HEAD: &str = "# Who may not come in, by `tp-ctl ban`. It is read when tp-relais starts and written when a ban\n\
                    # changes; while it does not run, it may be edited or erased.\n";

/// Longer than any that this program writes.
const FILE_BYTES_MAX: u64 = 256 * 1024;

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
pub fn read(path: &Path) -> Result<Vec<Kept>, StateFileError> {
    let contents: Contents = state_file::read(path, FILE_BYTES_MAX)?.unwrap_or_default();
    let kept = contents.ban.into_iter().map(kept).collect::<Result<_, _>>();
    kept.map_err(|reason: String| StateFileError::foreign(path, &reason))
}

fn kept(row: Row) -> Result<Kept, String> {
    let net = net_of(&row.net).map_err(|error| error.to_string())?;
    let until: Timestamp = row.until.parse().map_err(|_| format!("{:?} is no time", row.until))?;
    let ns = until.as_nanosecond();
    // Behind the year 2554 lies for ever.
    let until_unix_ns = u64::try_from(ns).unwrap_or(if ns < 0 { 0 } else { u64::MAX });
    Ok(Kept { net, until: Duration::ZERO, until_unix_ns, by: row.by })
}

/// Writes the file, and brings it to disk.
pub fn write(path: &Path, bans: &[Kept]) -> Result<(), StateFileError> {
    let rows = bans.iter().map(|ban| Row {
        net: net::name(ban.net),
        until: Timestamp::from_nanosecond(i128::from(ban.until_unix_ns)).unwrap_or_default().to_string(),
        by: ban.by.clone(),
    });
    state_file::write(path, HEAD, &Contents { ban: rows.collect() })
}

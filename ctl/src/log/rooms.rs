//! Where the frame log is, and what lies in it.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tp_proto::frame_log::SegmentName;
use tp_proto::places;

use super::LogError;
use crate::args::Args;
use crate::connection;

/// A room of the frame log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Room {
    /// Its name: its port, in decimal.
    pub(crate) name: String,
    /// The directory of its segments.
    pub(crate) dir: PathBuf,
}

/// The folder that holds one folder a room: what an option says, else what the daemon says, else
/// the first of the usual places that there is.
pub(crate) fn frames_dir(args: &Args) -> PathBuf {
    if let Some(dir) = &args.log_dir {
        return places::frames_dir(dir);
    }
    let usual = || places::log_dirs().map(|dir| places::frames_dir(&dir));
    connection::frames_dir_of_daemon(args)
        .or_else(|| usual().into_iter().find(|dir| dir.exists()))
        .unwrap_or_else(|| usual()[0].clone())
}

/// The rooms in `frames_dir`, by port; with `wanted`, that one alone.
pub(crate) fn rooms(frames_dir: &Path, wanted: Option<&str>) -> Result<Vec<Room>, LogError> {
    let mut ports = ports(frames_dir).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
            LogError::Missing { dir: frames_dir.parent().unwrap_or(frames_dir).to_owned() }
        }
        _ => LogError::Io { path: frames_dir.to_owned(), source },
    })?;
    ports.sort_unstable();
    let names = ports.iter().map(u16::to_string);
    let Some(wanted) = wanted else {
        return Ok(names.map(|name| Room { dir: frames_dir.join(&name), name }).collect());
    };
    let found = names.clone().find(|name| name == wanted);
    let name = found.ok_or_else(|| LogError::NoRoom {
        room: wanted.to_owned(),
        dir: frames_dir.to_owned(),
        rooms: names.collect::<Vec<_>>().join(", "),
    })?;
    Ok(vec![Room { dir: frames_dir.join(&name), name }])
}

/// The segments in a room's directory, oldest first. Whatever else lies there is not looked at.
pub(crate) fn segments(dir: &Path) -> Result<BTreeSet<SegmentName>, LogError> {
    names(dir)
        .map(|names| names.iter().filter_map(|name| name.parse().ok()).collect())
        .map_err(|source| LogError::Io { path: dir.to_owned(), source })
}

/// A room's folder is its port, written as the daemon writes it.
fn ports(dir: &Path) -> io::Result<Vec<u16>> {
    let names = names(dir)?;
    Ok(names.iter().filter_map(|name| name.parse().ok().filter(|port: &u16| port.to_string() == *name)).collect())
}

fn names(dir: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(dir)? {
        names.extend(entry?.file_name().into_string().ok());
    }
    Ok(names)
}

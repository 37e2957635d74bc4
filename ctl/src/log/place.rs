//! Where the segments of a frame log lie: in the daemon's directory, or wherever somebody copied
//! them to.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use tp_proto::control::FrameLogStatus;
use tp_proto::frame_log::SegmentName;
use tp_proto::{places, text};

use super::extent::header_of;
use super::names_file::Names;
use super::{LogError, is_denied};
use crate::args::{Args, SourceArgs};
use crate::connection::{self, Connection};

/// The only segment of a room that is a single file, whatever the file is called.
const ONLY: SegmentName = SegmentName { first: 0, turn: 1 };

/// A room of the frame log.
#[derive(Debug, Clone)]
pub(crate) struct Room {
    /// Its name: its port, in decimal.
    pub(crate) name: String,
    /// Its segments.
    pub(crate) segments: Segments,
    /// What people call its peers.
    pub(crate) names: Names,
}

/// The segments of a room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Segments {
    /// Those of a folder.
    Folder(PathBuf),
    /// One file.
    File(PathBuf),
}

impl Segments {
    /// What there is now, oldest first: nothing in a folder that has gone. Whatever else lies in
    /// the folder is not looked at.
    pub(crate) fn list(&self) -> Result<BTreeSet<SegmentName>, LogError> {
        let Segments::Folder(dir) = self else { return Ok(BTreeSet::from([ONLY])) };
        match names(dir) {
            Ok(names) => Ok(names.iter().filter_map(|name| name.parse().ok()).collect()),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(BTreeSet::new()),
            Err(source) => Err(LogError::Io { path: dir.clone(), source }),
        }
    }

    /// Whether this is one file, of which nobody knows what came before and after.
    pub(crate) fn is_file(&self) -> bool {
        matches!(self, Segments::File(_))
    }

    /// The file of one of them.
    pub(crate) fn path(&self, name: SegmentName) -> PathBuf {
        match self {
            Segments::File(path) => path.clone(),
            Segments::Folder(dir) => dir.join(name.to_string()),
        }
    }

    /// Bytes of all of them together.
    pub(crate) fn bytes(&self) -> Result<u64, LogError> {
        let lengths = self.list()?.into_iter().map(|name| fs::metadata(self.path(name)).map_or(0, |file| file.len()));
        Ok(lengths.sum())
    }
}

/// A frame log, or a part of one.
#[derive(Debug)]
pub(crate) struct FrameLog {
    place: Place,
    names: Names,
}

/// What of one there is.
#[derive(Debug)]
enum Place {
    /// The folder that holds one folder a room.
    Rooms(PathBuf),
    /// One room: where it is, its name, what there is of it.
    One(PathBuf, String, Segments),
}

impl FrameLog {
    /// What was asked for: a path, else what an option says, else what the daemon says that is asked
    /// for, else what any daemon says, else the first of the usual places that there is, or that
    /// this user may not look into.
    pub(crate) fn find(args: &Args, source: &SourceArgs) -> Result<FrameLog, LogError> {
        if let Some(path) = source.path.as_ref().or(args.log_dir.as_ref()) {
            return FrameLog::at(path);
        }
        if args.runtime_dir.is_some() {
            return Ok(FrameLog::of_daemon(Connection::open(args)?.status()?.frame_log));
        }
        let usual = || places::log_dirs().map(|dir| places::frames_dir(&dir));
        if let Some(status) = connection::status_at_once(args) {
            return Ok(FrameLog::of_daemon(status.frame_log));
        }
        let frames = usual().into_iter().find(|dir| dir.exists());
        let refused = || usual().into_iter().find(|dir| dir.try_exists().is_err_and(|error| is_denied(&error)));
        Ok(FrameLog::of_rooms(frames.or_else(refused).unwrap_or_else(|| usual()[0].clone())))
    }

    /// The log that a daemon keeps, as it says.
    pub(crate) fn of_daemon(log: FrameLogStatus) -> FrameLog {
        let names = log.names_file.map_or_else(|| Names::beside(&log.directory), Names::at);
        FrameLog { place: Place::Rooms(log.directory), names }
    }

    fn of_rooms(frames: PathBuf) -> FrameLog {
        FrameLog::new(Place::Rooms(frames))
    }

    fn new(place: Place) -> FrameLog {
        let names = Names::beside(place.path());
        FrameLog { place, names }
    }

    /// The log at `path`: a segment, the folder of a room, the folder of all rooms, or the one that
    /// holds `frames`.
    fn at(path: &Path) -> Result<FrameLog, LogError> {
        let frames = places::frames_dir(path);
        match frames.try_exists() {
            Ok(true) => return Ok(FrameLog::of_rooms(frames)),
            Err(source) if is_denied(&source) => return Err(LogError::Io { path: path.to_owned(), source }),
            Ok(false) | Err(_) => {}
        }
        let failed = |source: io::Error| match source.kind() {
            ErrorKind::NotFound => LogError::Missing { dir: path.to_owned() },
            _ => LogError::Io { path: path.to_owned(), source },
        };
        if !fs::metadata(path).map_err(failed)?.is_dir() {
            let segments = Segments::File(path.to_owned());
            return Ok(FrameLog::new(Place::One(path.to_owned(), room_of(path), segments)));
        }
        let names = names(path).map_err(failed)?;
        let first = names.iter().filter_map(|name| name.parse::<SegmentName>().ok()).min();
        if let Some(first) = first {
            let name = room_of(&path.join(first.to_string()));
            return Ok(FrameLog::new(Place::One(path.to_owned(), name, Segments::Folder(path.to_owned()))));
        }
        if ports(&names).next().is_some() {
            return Ok(FrameLog::of_rooms(path.to_owned()));
        }
        Err(LogError::Missing { dir: path.to_owned() })
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        self.place.path()
    }

    /// Its rooms, by port; with `wanted`, that one alone.
    pub(crate) fn rooms(&self, wanted: Option<&str>) -> Result<Vec<Room>, LogError> {
        let rooms = match &self.place {
            Place::One(_, name, segments) => vec![self.room(name.clone(), segments.clone())],
            Place::Rooms(frames) => self.rooms_in(frames)?,
        };
        let Some(wanted) = wanted else { return Ok(rooms) };
        if let Some(room) = rooms.iter().find(|room| room.name == wanted) {
            return Ok(vec![room.clone()]);
        }
        let names: Vec<String> = rooms.into_iter().map(|room| room.name).collect();
        Err(LogError::NoRoom { room: wanted.to_owned(), dir: self.path().to_owned(), rooms: names.join(", ") })
    }

    fn rooms_in(&self, frames: &Path) -> Result<Vec<Room>, LogError> {
        let names = names(frames).map_err(|source| match source.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => {
                LogError::Missing { dir: frames.parent().unwrap_or(frames).to_owned() }
            }
            _ => LogError::Io { path: frames.to_owned(), source },
        })?;
        let mut ports: Vec<u16> = ports(&names).collect();
        ports.sort_unstable();
        let room = |port: u16| self.room(port.to_string(), Segments::Folder(frames.join(port.to_string())));
        Ok(ports.into_iter().map(room).collect())
    }

    fn room(&self, name: String, segments: Segments) -> Room {
        Room { name, segments, names: self.names.clone() }
    }
}

impl Place {
    fn path(&self) -> &Path {
        match self {
            Place::Rooms(path) | Place::One(path, _, _) => path,
        }
    }
}

/// A room's folder is its port, written as the daemon writes it.
fn ports(names: &[String]) -> impl Iterator<Item = u16> {
    names.iter().filter_map(|name| name.parse().ok().filter(|port: &u16| port.to_string() == *name))
}

/// The room that a segment says it is of; the file's name where it says nothing.
fn room_of(segment: &Path) -> String {
    let file_name = || segment.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let name = header_of(segment).map_or_else(file_name, |header| header.room);
    // Whoever made the file chose it.
    text::visible(name.as_bytes())
}

fn names(dir: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(dir)? {
        names.extend(entry?.file_name().into_string().ok());
    }
    Ok(names)
}

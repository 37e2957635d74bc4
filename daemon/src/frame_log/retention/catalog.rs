//! What lies in the folders of the rooms.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use tp_proto::frame_log::{Blocks, SegmentName};

use crate::frame_log::{LogError, directory};

/// What a file takes beyond its length and its last block was taken ahead of time.
const RESERVED_BYTES_MIN: u64 = 256 * 1024;

/// A room's folder.
#[derive(Debug)]
pub(super) struct Folder {
    pub(super) path: PathBuf,
    /// Its segments in their order, oldest first.
    pub(super) segments: Vec<Stored>,
}

/// A segment's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stored {
    pub(super) name: SegmentName,
    /// Its length.
    pub(super) bytes: u64,
    /// What it takes of the disk.
    pub(super) disk_bytes: u64,
    /// When it was last written; not later than the segment behind it.
    pub(super) time: SystemTime,
}

impl Folder {
    pub(super) fn path_of(&self, segment: &Stored) -> PathBuf {
        self.path.join(segment.name.to_string())
    }

    /// How many of the segments must stay whatever happens, counted from the end, when nobody
    /// writes here: all from the last one on whose numbers can be read.
    pub(super) fn needed(&self) -> usize {
        let from_end = self.segments.iter().rev();
        let unreadable = from_end.take_while(|segment| !begins_well(&self.path_of(segment))).count();
        (unreadable + 1).min(self.segments.len())
    }
}

/// The folders of all rooms.
pub(super) fn scan(frames: &Path) -> Result<Vec<Folder>, LogError> {
    let mut folders = Vec::new();
    for port in directory::rooms(frames)? {
        let path = frames.join(port.to_string());
        let mut segments = Vec::new();
        for name in directory::segments(&path)? {
            segments.extend(stored(&path, name)?);
        }
        settle_times(&mut segments);
        folders.push(Folder { path, segments });
    }
    Ok(folders)
}

/// Bytes and number of all segments.
pub(super) fn totals(folders: &[Folder]) -> (u64, u64) {
    let all = || folders.iter().flat_map(|folder| &folder.segments);
    (all().map(|segment| segment.bytes).sum(), all().count() as u64)
}

/// Has every segment that nobody writes give back what of the disk was taken for it beyond its end.
/// Neither its bytes nor its time change.
pub(super) fn give_back(folder: &Folder) {
    for segment in folder.segments.iter().filter(|segment| segment.disk_bytes >= segment.bytes + RESERVED_BYTES_MIN) {
        let path = folder.path_of(segment);
        if let Err(error) = cut_behind(&path, segment.bytes) {
            tracing::debug!("{} keeps more of the disk than it needs: {error}", path.display());
        }
    }
}

fn cut_behind(path: &Path, bytes: u64) -> io::Result<()> {
    let file = OpenOptions::new().write(true).open(path)?;
    let time = file.metadata()?.modified()?;
    file.set_len(bytes)?;
    file.set_modified(time)
}

/// A link, or a folder of that name, is none of ours; a file may have gone since it was listed.
fn stored(directory: &Path, name: SegmentName) -> Result<Option<Stored>, LogError> {
    let path = directory.join(name.to_string());
    let metadata = match fs::symlink_metadata(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(LogError::Read { path, source }),
        Ok(metadata) => metadata,
    };
    let time = metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH);
    let (bytes, disk_bytes) = (metadata.len(), metadata.blocks() * 512);
    Ok(metadata.is_file().then_some(Stored { name, bytes, disk_bytes, time }))
}

/// A segment is no younger than the one behind it: a copy, or a repair, that made it look so would
/// tear a hole into the middle of the room's log.
fn settle_times(segments: &mut [Stored]) {
    let mut behind = None;
    for segment in segments.iter_mut().rev() {
        segment.time = behind.map_or(segment.time, |time| segment.time.min(time));
        behind = Some(segment.time);
    }
}

/// Whether its first block, which has the numbers, can be read.
fn begins_well(path: &Path) -> bool {
    File::open(path).is_ok_and(|file| matches!(Blocks::new(file).next(), Ok(Some(_))))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;
    use std::os::unix::fs::symlink;
    use std::time::Duration;

    use tp_testkit::skip;

    use super::*;
    use crate::frame_log::{FreeSpace, space};

    fn name(first: u64) -> String {
        SegmentName { first, turn: 1 }.to_string()
    }

    #[test]
    fn only_files_named_as_segments_in_folders_named_as_rooms_are_seen() {
        let frames = tempfile::tempdir().expect("a directory");
        let path = |name: &str| frames.path().join(name);
        for room in ["1", "00002", "x", "70000"] {
            fs::create_dir(path(room)).expect("a folder");
            fs::write(path(room).join(name(1)), "four").expect("a file");
        }
        fs::write(path("1").join(format!("{}.bad", name(2))), "set aside").expect("a file");
        fs::write(path("1").join("notes.txt"), "foreign").expect("a file");
        fs::create_dir(path("1").join(name(3))).expect("a folder");
        symlink(path("1").join(name(1)), path("1").join(name(4))).expect("a link");
        let folders = scan(frames.path()).expect("readable");
        assert_eq!(totals(&folders), (4, 1));
        assert_eq!(folders[0].path, path("1"));
    }

    #[test]
    fn what_was_taken_ahead_is_given_back_and_nothing_else_changes() {
        let frames = tempfile::tempdir().expect("a directory");
        fs::create_dir(frames.path().join("1")).expect("a folder");
        let path = frames.path().join("1").join(name(1));
        let file = File::create(&path).expect("a file");
        let free = FreeSpace { bytes: 0, percent: 0 };
        space::reserve(&file, frames.path(), 1024 * 1024, free);
        if file.metadata().expect("an open file").blocks() == 0 {
            return skip::skip("this file system takes no space ahead of time");
        }
        (&file).write_all(b"damaged, and left as it is").expect("our own file");
        let before = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        file.set_modified(before).expect("our own file");
        scan(frames.path()).expect("readable").iter().for_each(give_back);
        let metadata = file.metadata().expect("an open file");
        assert!(metadata.blocks() * 512 < RESERVED_BYTES_MIN, "{} blocks", metadata.blocks());
        assert_eq!(metadata.modified().expect("a time"), before);
        assert_eq!(fs::read(&path).expect("readable"), b"damaged, and left as it is");
    }

    #[test]
    fn a_segment_that_looks_younger_than_those_behind_it_is_not() {
        let at = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        let mut segments: Vec<Stored> = [5, 9, 2, 7]
            .map(|seconds| Stored {
                name: SegmentName { first: 1, turn: 1 },
                bytes: 0,
                disk_bytes: 0,
                time: at(seconds),
            })
            .into();
        settle_times(&mut segments);
        assert_eq!(segments.iter().map(|segment| segment.time).collect::<Vec<_>>(), [2, 2, 2, 7].map(at));
    }

    #[test]
    fn what_cannot_be_read_does_not_take_the_place_of_a_rooms_last_segment() {
        let frames = tempfile::tempdir().expect("a directory");
        let room = frames.path().join("1");
        fs::create_dir(&room).expect("a folder");
        for first in 1..=3 {
            fs::write(room.join(name(first)), "no segment").expect("a file");
        }
        assert_eq!(scan(frames.path()).expect("readable")[0].needed(), 3);
    }
}

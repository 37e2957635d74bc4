//! A room's files, and what stands in them.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use tp_proto::frame_log::{Blocks, LABEL, Record, item};

pub(crate) const MIB: u64 = 1024 * 1024;

/// A relay's configuration with these lines in its section.
pub(crate) fn frame_log(lines: &str) -> String {
    format!("[frame-log]\n{lines}\n")
}

/// The segments of a room, in order.
pub(crate) fn segments(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir).expect("a room's folder");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "cborseq"));
    files.sort();
    files
}

/// All records of a segment but its seals, every one of them sealed.
pub(crate) fn records(segment: &Path) -> Vec<Record> {
    let bytes = fs::read(segment).expect("a segment");
    let mut blocks = Blocks::new(&bytes[..]);
    let mut found = Vec::new();
    while let Some(block) = blocks.next().expect("a sound segment") {
        let mut rest = block.bytes.strip_prefix(&LABEL).unwrap_or(block.bytes);
        while !rest.is_empty() {
            let (one, behind) = rest.split_at(item::len(rest).expect("a whole item"));
            found.extend(Record::decode(one).expect("a record"));
            rest = behind;
        }
    }
    found
}

/// Bytes of the disk that a file takes.
pub(crate) fn disk_bytes(path: &Path) -> u64 {
    fs::metadata(path).expect("a file").blocks() * 512
}

/// Length of all segments below a frame log, and their number.
pub(crate) fn totals(frames: &Path) -> (u64, u64) {
    let rooms = fs::read_dir(frames).expect("a frame log").map(|entry| entry.expect("an entry").path());
    let files: Vec<PathBuf> = rooms.filter(|path| path.is_dir()).flat_map(|room| segments(&room)).collect();
    let bytes = files.iter().filter_map(|path| fs::metadata(path).ok()).map(|metadata| metadata.len()).sum();
    (bytes, files.len() as u64)
}

//! Recovery: what an earlier run, a disk or a stranger may have left of a segment.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use tp_proto::frame_log::{Blocks, LABEL};
use tp_relais::config::FileConfig;
use tp_relais::frame_log::{LogError, Recovered, Store};

use crate::Verdict;
use crate::segment::mended;

const ROOM: u16 = 12345;
const SEGMENT: &str = "frames-00000000000000000001.cborseq";

thread_local! {
    /// One folder for all inputs of a run: to make one takes longer than to recover it.
    static FOLDER: OnceCell<TempDir> = const { OnceCell::new() };
}

/// `input` is the last segment of a room, as it is and once more with its seals mended. Recovery
/// takes it up, loses no frame that a seal covers, and finds nothing more to do the second time.
pub fn check(input: &[u8]) -> Verdict {
    FOLDER.with(|folder| {
        let folder = folder.get_or_init(|| memory_folder().expect("a temporary folder")).path();
        recover(folder, input);
        recover(folder, &mended(input))
    })
}

/// A folder in memory where there is one.
fn memory_folder() -> std::io::Result<TempDir> {
    tempfile::Builder::new().prefix("tp-relais-fuzz").tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir())
}

fn recover(folder: &Path, input: &[u8]) -> Verdict {
    let room = folder.join(ROOM.to_string());
    let _ = fs::remove_dir_all(&room);
    fs::create_dir_all(&room).expect("a folder for the room");
    fs::write(room.join(SEGMENT), input).expect("a segment");
    let first = recovered(folder);
    let files = contents(&room);
    check_kept(input, files.iter().find(|(path, _)| path.ends_with(SEGMENT)).map(|(_, bytes)| &bytes[..]));
    assert_eq!(recovered(folder), first, "the second recovery finds other numbers");
    assert_eq!(contents(&room), files, "the second recovery changes what the first one left");
    match first {
        Some(recovered) if input.starts_with(&LABEL) && recovered.next > 1 => Verdict::Understood,
        _ => Verdict::Refused,
    }
}

/// Where the numbers go on; `None` for a log that a person has to look at.
fn recovered(folder: &Path) -> Option<Recovered> {
    let settings = FileConfig::default().frame_log.settings();
    let mut store = Store::open(folder, settings).expect("the folder can be opened");
    match store.recover(ROOM, &BTreeSet::new()) {
        Ok(recovered) => Some(recovered),
        Err(LogError::FrameNumbers { .. } | LogError::ClientNumbers { .. } | LogError::Version { .. }) => None,
        Err(error) => panic!("whatever lies there, a room can be taken up: {error}"),
    }
}

/// Whatever a seal covered in the input is where it was, to the byte.
fn check_kept(input: &[u8], left: Option<&[u8]>) {
    let mut blocks = Blocks::new(input);
    while let Ok(Some(_)) = blocks.next() {}
    let sealed = usize::try_from(blocks.offset()).expect("inside the input");
    assert!(sealed == 0 || left.is_some_and(|left| left.starts_with(&input[..sealed])), "sealed frames were lost");
}

fn contents(room: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let entries = fs::read_dir(room).expect("the room's folder").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<_> =
        entries.map(|path| fs::read(&path).map(|bytes| (path, bytes)).expect("a file of the room")).collect();
    files.sort();
    files
}

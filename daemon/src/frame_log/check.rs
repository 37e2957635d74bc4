//! Looks, after the start, at what the recovery left unread: the fronts of long segments.
//!
//! One thread, which reads each of them once, changes nothing, and is gone when it is done or the
//! frame log is let go of. What it finds it says in the diagnostics: the relay has gone on above
//! it, and no number depends on it. Memory is bounded by one block.

use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread::{self, JoinHandle};

use tp_proto::frame_log::{BlockError, Blocks, Damage};

use crate::language::{Language, Phrase, here};

/// The front of a segment that nobody has read since it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unchecked {
    /// The segment.
    pub path: PathBuf,
    /// How long the front is: a block ends there.
    pub bytes: u64,
}

/// The thread; it ends with this value.
#[derive(Debug)]
pub struct Check {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Check {
    /// Starts the thread.
    pub fn start(fronts: Vec<Unchecked>) -> io::Result<Check> {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let run = move || fronts.iter().for_each(|front| say(front, &check(front, &stopped)));
        let thread = thread::Builder::new().name("frame-log check".into()).spawn(run)?;
        Ok(Check { stop, thread: Some(thread) })
    }
}

impl Drop for Check {
    fn drop(&mut self) {
        self.stop.store(true, Relaxed);
        // A panic there has said what it had to say.
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

/// What a check has found.
#[derive(Debug)]
enum Finding {
    /// Every block is as it was sealed, or is gone by now.
    Nothing,
    /// It was stopped before it knew.
    Stopped,
    /// A block is not what was written.
    Damaged { offset: u64, what: Phrase },
    /// The rest cannot be read.
    Unreadable { offset: u64, source: io::Error },
}

fn check(front: &Unchecked, stopped: &AtomicBool) -> Finding {
    let file = match File::open(&front.path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Finding::Nothing,
        Err(source) => return Finding::Unreadable { offset: 0, source },
    };
    let mut blocks = Blocks::new(file);
    while blocks.offset() < front.bytes {
        if stopped.load(Relaxed) {
            return Finding::Stopped;
        }
        let offset = blocks.offset();
        match blocks.next() {
            Ok(Some(_)) => {}
            Ok(None) => return Finding::Damaged { offset, what: said(Damage::NoSeal) },
            Err(BlockError::Io { offset, source }) => return Finding::Unreadable { offset, source },
            Err(BlockError::Damaged { offset, what }) => return Finding::Damaged { offset, what: said(what) },
            Err(BlockError::NotAFrameLog) => return Finding::Damaged { offset, what: Language::damage_no_label },
            Err(BlockError::Version(_)) => return Finding::Damaged { offset, what: Language::damage_newer },
        }
    }
    Finding::Nothing
}

/// What is wrong with a block, in either language.
fn said(what: Damage) -> Phrase {
    match what {
        Damage::SealMisfits => |words| words.damage_seal_misfits(),
        Damage::NoSeal => |words| words.damage_no_seal(),
        Damage::NoRecord => |words| words.damage_no_record(),
        Damage::NoHeader => |words| words.damage_no_header(),
        Damage::NoSealBefore => |words| words.damage_no_seal_before(),
        Damage::NoPlace => |words| words.damage_no_place(),
    }
}

fn say(front: &Unchecked, finding: &Finding) {
    let path = front.path.to_string_lossy();
    match finding {
        Finding::Nothing | Finding::Stopped => {}
        Finding::Damaged { offset, what } => {
            tracing::error!("{}", here().found_damaged(&path, &offset.to_string(), &what(here())));
        }
        Finding::Unreadable { offset, source } => {
            let why = here().kernel(source);
            tracing::error!("{}", here().found_unreadable(&path, &offset.to_string(), &why));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::atomic::AtomicBool;

    use tp_language::Lang;
    use tp_proto::frame_log::{Blocks, Damage, LABEL};

    use super::{Finding, Unchecked, check, said};
    use crate::language::of;

    /// A file of format 1 that lies in the tree, and where its blocks start.
    fn golden() -> (Vec<u8>, Vec<u64>) {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/proto/testdata/format-1/others-full.cborseq");
        let bytes = fs::read(path).expect("a file of the tree");
        let mut blocks = Blocks::new(&bytes[..]);
        let mut starts = Vec::new();
        while let Some(block) = blocks.next().expect("a sound file") {
            starts.push(block.offset);
        }
        (bytes, starts)
    }

    /// What is found in the first `front` bytes of a file.
    fn found(bytes: &[u8], front: u64, stopped: bool) -> Finding {
        let directory = tempfile::tempdir().expect("a folder");
        let path = directory.path().join("segment");
        fs::write(&path, bytes).expect("a file");
        check(&Unchecked { path, bytes: front }, &AtomicBool::new(stopped))
    }

    #[test]
    fn damage_is_found_in_the_front_with_its_place_and_not_looked_for_behind_it() {
        let (bytes, starts) = golden();
        assert!(matches!(found(&bytes, starts[3], false), Finding::Nothing));
        for (block, window) in starts.windows(2).enumerate() {
            let mut damaged = bytes.clone();
            damaged[window[0] as usize + LABEL.len()] ^= 1;
            match found(&damaged, starts[3], false) {
                Finding::Damaged { offset, .. } if block < 3 => assert_eq!(offset, window[0]),
                Finding::Nothing => assert!(block >= 3, "damage in block {block} was not found"),
                other => panic!("block {block}: {other:?}"),
            }
        }
        assert!(matches!(found(&bytes[..starts[2] as usize], starts[3], false), Finding::Damaged { .. }));
        assert!(matches!(found(b"no segment", 9, false), Finding::Damaged { offset: 0, .. }));
    }

    #[test]
    fn damage_is_said_in_either_language() {
        for what in Damage::ALL {
            assert_eq!(said(what)(of(Lang::En)), what.to_string());
            assert_ne!(said(what)(of(Lang::Fr)), what.to_string(), "English in a French sentence");
        }
    }

    #[test]
    fn a_stopped_check_reads_no_further_and_a_deleted_segment_is_none() {
        let (bytes, starts) = golden();
        assert!(matches!(found(&bytes, starts[3], true), Finding::Stopped));
        let gone = Unchecked { path: "/nowhere/at/all".into(), bytes: 1 };
        assert!(matches!(check(&gone, &AtomicBool::new(false)), Finding::Nothing));
    }
}

//! fdatasync: on the data path before anything is sent, off it in intervals, or never.
//!
//! In intervals one thread brings every file to disk that was written to since. An error of
//! fdatasync is final: the kernel may have dropped what it could not write, and a second call would
//! say that all is well. So it is reported once, the file is neither synced nor written again, and
//! the relay ends.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt as _;
use std::path::PathBuf;
use std::sync::atomic::{
    AtomicBool,
    Ordering::{Acquire, Relaxed},
    fence,
};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use nix::errno::Errno;

use super::{LogError, SyncMode};
use crate::census::LogFacts;
use crate::fatal::FatalSender;

/// A file that one thread writes and another one may bring to disk.
#[derive(Debug)]
pub struct SyncFile {
    /// The file.
    pub file: File,
    /// Where it is.
    pub path: PathBuf,
    dirty: AtomicBool,
    /// A write or a sync has failed, with this number: nothing more is tried.
    failure: OnceLock<i32>,
}

impl SyncFile {
    /// A file that was just begun.
    pub fn new(file: File, path: PathBuf) -> Arc<SyncFile> {
        Arc::new(SyncFile { file, path, dirty: AtomicBool::new(true), failure: OnceLock::new() })
    }

    /// Writes all of `bytes` at `offset`.
    pub fn write_all_at(&self, bytes: &[u8], offset: u64) -> io::Result<()> {
        self.failed_before()?;
        self.touch();
        self.file.write_all_at(bytes, offset)
    }

    /// Cuts it to `length`, which gives back what was taken beyond that.
    pub fn cut(&self, length: u64) -> Result<(), LogError> {
        self.touch();
        self.file.set_len(length).map_err(|source| LogError::Write { path: self.path.clone(), source })
    }

    /// Nothing more is written or synced: whoever tries is told of this error, the first one.
    pub fn give_up(&self, error: &io::Error) {
        let _ = self.failure.set(error.raw_os_error().unwrap_or(Errno::EIO as i32));
    }

    /// Whether nothing more is written or synced.
    pub fn has_failed(&self) -> bool {
        self.failure.get().is_some()
    }

    fn failed_before(&self) -> io::Result<()> {
        self.failure.get().map_or(Ok(()), |&number| Err(io::Error::from_raw_os_error(number)))
    }

    /// Brings what was written to disk.
    pub fn sync(&self) -> Result<(), LogError> {
        let failed = |source| LogError::Sync { path: self.path.clone(), source };
        self.failed_before().map_err(failed)?;
        if !self.dirty.swap(false, Relaxed) {
            return Ok(());
        }
        self.file.sync_data().map_err(|source| {
            self.give_up(&source);
            failed(source)
        })
    }

    fn touch(&self) {
        self.dirty.store(true, Relaxed);
    }

    /// Whether only one place holds it, and all of it is on disk.
    fn is_done(self: &Arc<SyncFile>) -> bool {
        if Arc::strong_count(self) > 1 {
            return false;
        }
        // Whoever let go of it had marked it before: from here on that is seen.
        fence(Acquire);
        !self.dirty.load(Relaxed)
    }
}

/// The thread that brings files to disk off the data path, and the files it looks after.
#[derive(Debug)]
pub struct Syncer {
    files: Arc<Mutex<Vec<Arc<SyncFile>>>>,
    orders: SyncSender<SyncOrder>,
    thread: JoinHandle<()>,
}

#[derive(Debug)]
enum SyncOrder {
    Mode(SyncMode),
    Stop,
}

/// Adds files to the thread's care.
#[derive(Debug, Clone)]
pub struct SyncHandle {
    files: Arc<Mutex<Vec<Arc<SyncFile>>>>,
    orders: SyncSender<SyncOrder>,
}

impl SyncHandle {
    /// From now on `file` is synced while anybody holds it, and once more after.
    pub fn watch(&self, file: Arc<SyncFile>) {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).push(file);
    }

    /// From now on files are brought to disk so. Gives whether the thread could be told: one that is
    /// busy with the disk may not have looked at the last order yet.
    pub fn set_mode(&self, mode: SyncMode) -> bool {
        self.orders.try_send(SyncOrder::Mode(mode)).is_ok()
    }
}

impl Syncer {
    /// Starts the thread. It looks what there is to do every `beat` at least, and says so in `facts`.
    pub fn start(mode: SyncMode, beat: Duration, facts: Arc<LogFacts>, fatal: FatalSender) -> io::Result<Syncer> {
        let files = Arc::default();
        let (orders, ordered) = sync_channel(1);
        let keeper = Keeper { files: Arc::clone(&files), mode, beat, facts };
        let thread = thread::Builder::new()
            .name("frame-log sync".into())
            .spawn(move || keeper.run(&ordered).unwrap_or_else(|error| fatal.send(error.into())))?;
        Ok(Syncer { files, orders, thread })
    }

    /// What writers hold.
    pub fn handle(&self) -> SyncHandle {
        SyncHandle { files: Arc::clone(&self.files), orders: self.orders.clone() }
    }

    /// Syncs everything once more, where that is this thread's part, and ends it. That it failed is
    /// reported as ever.
    pub fn stop(self) {
        // An error: the thread has ended.
        let _ = self.orders.send(SyncOrder::Stop);
        let _ = self.thread.join();
    }
}

/// What the thread works with.
struct Keeper {
    files: Arc<Mutex<Vec<Arc<SyncFile>>>>,
    mode: SyncMode,
    beat: Duration,
    facts: Arc<LogFacts>,
}

impl Keeper {
    fn run(mut self, orders: &Receiver<SyncOrder>) -> Result<(), LogError> {
        let mut synced = Instant::now();
        loop {
            self.facts.sync_beat();
            let order = orders.recv_timeout(self.wait(synced.elapsed()));
            let last = matches!(order, Ok(SyncOrder::Stop) | Err(RecvTimeoutError::Disconnected));
            if let Ok(SyncOrder::Mode(mode)) = order {
                if let SyncMode::Every(_) = self.mode {
                    // What came in the last interval is nobody else's to bring to disk.
                    sync_all(&self.files)?;
                }
                self.mode = mode;
            }
            match self.mode {
                SyncMode::Every(interval) if last || synced.elapsed() >= interval => {
                    sync_all(&self.files)?;
                    synced = Instant::now();
                }
                SyncMode::Every(_) => {}
                // The data path does it, or nobody.
                SyncMode::Always | SyncMode::Never => forget_unheld(&self.files),
            }
            if last {
                return Ok(());
            }
        }
    }

    /// How long nothing is to be done, `since` the last sync.
    fn wait(&self, since: Duration) -> Duration {
        match self.mode {
            SyncMode::Every(interval) => interval.saturating_sub(since).min(self.beat),
            SyncMode::Always | SyncMode::Never => self.beat,
        }
    }
}

/// Lets go of segments that are closed, whatever of them is on disk.
fn forget_unheld(files: &Mutex<Vec<Arc<SyncFile>>>) {
    files.lock().unwrap_or_else(PoisonError::into_inner).retain(|file| Arc::strong_count(file) > 1);
}

fn sync_all(files: &Mutex<Vec<Arc<SyncFile>>>) -> Result<(), LogError> {
    let watched = files.lock().unwrap_or_else(PoisonError::into_inner).clone();
    for file in &watched {
        file.sync()?;
    }
    drop(watched);
    forget_closed(files);
    Ok(())
}

/// A file that only the list still holds is a closed segment. It may have been written to and
/// closed a moment ago, while this thread was busy with it: then it comes up once more.
fn forget_closed(files: &Mutex<Vec<Arc<SyncFile>>>) {
    files.lock().unwrap_or_else(PoisonError::into_inner).retain(|file| !file.is_done());
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::io;
    use std::sync::{Arc, Mutex, PoisonError};

    use nix::errno::Errno;

    use super::{LogError, SyncFile, forget_closed, sync_all};

    fn watched(files: &Mutex<Vec<Arc<SyncFile>>>) -> usize {
        files.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    #[test]
    fn a_segment_that_is_closed_while_it_is_synced_is_synced_once_more() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("segment");
        let segment = SyncFile::new(File::create(&path).unwrap(), path);
        let files = Mutex::new(vec![Arc::clone(&segment)]);
        sync_all(&files).unwrap();
        assert_eq!(watched(&files), 1, "somebody still writes it");
        // Its last record, and nobody holds it any more, before the thread looks who does.
        segment.touch();
        drop(segment);
        forget_closed(&files);
        assert_eq!(watched(&files), 1, "its last record would never come to disk");
        sync_all(&files).unwrap();
        assert_eq!(watched(&files), 0);
    }

    #[test]
    fn a_file_that_has_failed_is_neither_written_nor_synced_again() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("segment");
        let segment = SyncFile::new(File::create(&path).unwrap(), path.clone());
        segment.write_all_at(b"before", 0).unwrap();
        segment.sync().unwrap();
        segment.give_up(&io::Error::from(Errno::EROFS));
        segment.give_up(&io::Error::from(Errno::ENOSPC));
        for _ in 0..2 {
            let written = segment.write_all_at(b"after", 6).unwrap_err();
            assert_eq!(written.raw_os_error(), Some(Errno::EROFS as i32), "the first one is the cause");
            let Err(LogError::Sync { source, .. }) = segment.sync() else { panic!("it was synced") };
            assert_eq!(source.raw_os_error(), Some(Errno::EROFS as i32));
        }
        assert_eq!(std::fs::read(path).unwrap(), b"before");
    }
}

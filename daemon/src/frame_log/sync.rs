//! fdatasync off the data path: one thread, once a second, every file that was written to.
//!
//! An error of fdatasync is final: the kernel may have dropped what it could not write, and a
//! second call would say that all is well. So it is reported once, and the relay ends.

use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::sync::atomic::{
    AtomicBool,
    Ordering::{Acquire, Relaxed},
    fence,
};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::LogError;
use crate::fatal::FatalSender;

/// How long a frame may be on its way to the disk: what a power cut can lose.
const INTERVAL: Duration = Duration::from_secs(1);

/// A file that the thread looks after while somebody else writes it.
#[derive(Debug)]
pub struct SyncFile {
    /// The file.
    pub file: File,
    /// Where it is.
    pub path: PathBuf,
    dirty: AtomicBool,
}

impl SyncFile {
    /// A file that was just begun.
    pub fn new(file: File, path: PathBuf) -> Arc<SyncFile> {
        Arc::new(SyncFile { file, path, dirty: AtomicBool::new(true) })
    }

    /// It was written to.
    pub fn touch(&self) {
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

    fn sync(&self) -> io::Result<()> {
        if self.dirty.swap(false, Relaxed) { self.file.sync_data() } else { Ok(()) }
    }
}

/// The thread, and the files it looks after.
#[derive(Debug)]
pub struct Syncer {
    files: Arc<Mutex<Vec<Arc<SyncFile>>>>,
    stop: SyncSender<()>,
    thread: JoinHandle<()>,
}

/// Adds files to the thread's care.
#[derive(Debug, Clone)]
pub struct SyncHandle {
    files: Arc<Mutex<Vec<Arc<SyncFile>>>>,
}

impl SyncHandle {
    /// From now on `file` is synced while anybody holds it, and once more after.
    pub fn watch(&self, file: Arc<SyncFile>) {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).push(file);
    }
}

impl Syncer {
    /// Starts the thread.
    pub fn start(fatal: FatalSender) -> io::Result<Syncer> {
        let files = Arc::default();
        let (stop, stopped) = sync_channel(1);
        let watched = Arc::clone(&files);
        let thread =
            thread::Builder::new().name("frame-log sync".into()).spawn(move || run(&watched, &stopped, &fatal))?;
        Ok(Syncer { files, stop, thread })
    }

    /// What writers hold.
    pub fn handle(&self) -> SyncHandle {
        SyncHandle { files: Arc::clone(&self.files) }
    }

    /// Syncs everything once more and ends the thread.
    pub fn stop(self) {
        let _ = self.stop.try_send(());
        let _ = self.thread.join();
    }
}

fn run(files: &Mutex<Vec<Arc<SyncFile>>>, stopped: &Receiver<()>, fatal: &FatalSender) {
    loop {
        let last = !matches!(stopped.recv_timeout(INTERVAL), Err(RecvTimeoutError::Timeout));
        if let Err(error) = sync_all(files) {
            fatal.send(error.into());
            return;
        }
        if last {
            return;
        }
    }
}

fn sync_all(files: &Mutex<Vec<Arc<SyncFile>>>) -> Result<(), LogError> {
    let watched = files.lock().unwrap_or_else(PoisonError::into_inner).clone();
    for file in &watched {
        file.sync().map_err(|source| LogError::Write { path: file.path.clone(), source })?;
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
    use std::sync::{Arc, Mutex, PoisonError};

    use super::{SyncFile, forget_closed, sync_all};

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
}

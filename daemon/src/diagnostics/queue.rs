//! A queue of lines and the thread that writes them.
//!
//! tracing-appender's own guard waits a second for its thread, and what a slow disk has not taken by
//! then is gone. So lines are counted on their way in and out, and the end waits for the last of them,
//! for [`FINISH`] at most.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::thread;
use std::time::{Duration, Instant};

use tracing_appender::non_blocking::{ErrorCounter, NonBlocking, NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::fmt::MakeWriter;

/// Most lines on their way.
const LINES_MAX: usize = 16 * 1024;

/// How long the end waits for what is still on its way. A service manager gives more time for a stop.
const FINISH: Duration = Duration::from_secs(5);

const LOOK: Duration = Duration::from_millis(5);

/// Lines that went in, those that came through, and those of them that could not be written.
#[derive(Debug, Default)]
struct Counts {
    given: AtomicU64,
    through: AtomicU64,
    failed: AtomicU64,
}

/// The queue.
#[derive(Debug)]
pub(super) struct Queue {
    input: NonBlocking,
    counts: Arc<Counts>,
    _guard: WorkerGuard,
}

/// What did not fit into a queue, and what could not be written.
#[derive(Debug)]
pub(super) struct Dropped {
    unfit: ErrorCounter,
    counts: Arc<Counts>,
}

impl Dropped {
    pub(super) fn lines(&self) -> u64 {
        self.unfit() + self.counts.failed.load(SeqCst)
    }

    fn unfit(&self) -> u64 {
        self.unfit.dropped_lines() as u64
    }
}

impl Queue {
    pub(super) fn start(output: impl Write + Send + 'static) -> Queue {
        let counts = Arc::<Counts>::default();
        let counted = Counted { output, counts: Arc::clone(&counts) };
        let builder = NonBlockingBuilder::default().buffered_lines_limit(LINES_MAX).lossy(true);
        let (input, guard) = builder.thread_name("diagnostics").finish(counted);
        Queue { input, counts, _guard: guard }
    }

    /// What a layer writes to.
    pub(super) fn writer(&self) -> Input {
        Input { input: self.input.clone(), counts: Arc::clone(&self.counts) }
    }

    pub(super) fn dropped(&self) -> Dropped {
        Dropped { unfit: self.input.error_counter(), counts: Arc::clone(&self.counts) }
    }

    /// Waits until all that was given is written or dropped.
    pub(super) fn finish(&mut self) {
        let deadline = Instant::now() + FINISH;
        let dropped = self.dropped();
        while self.counts.through.load(SeqCst) + dropped.unfit() < self.counts.given.load(SeqCst) {
            if Instant::now() >= deadline {
                return;
            }
            thread::sleep(LOOK);
        }
    }
}

/// Puts lines in.
pub(super) struct Input {
    input: NonBlocking,
    counts: Arc<Counts>,
}

impl<'a> MakeWriter<'a> for Input {
    type Writer = Line;

    fn make_writer(&'a self) -> Line {
        Line { input: self.input.clone(), counts: Arc::clone(&self.counts) }
    }
}

/// One line on its way in: the formatter gives it in one piece.
pub(super) struct Line {
    input: NonBlocking,
    counts: Arc<Counts>,
}

impl Write for Line {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.counts.given.fetch_add(1, SeqCst);
        self.input.write(line)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.input.flush()
    }
}

/// Counts what came through. A line that could not be written is through too: nobody will have it.
struct Counted<W> {
    output: W,
    counts: Arc<Counts>,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.write_all(line).map(|()| line.len())
    }

    fn write_all(&mut self, line: &[u8]) -> io::Result<()> {
        let written = self.output.write_all(line);
        self.counts.failed.fetch_add(u64::from(written.is_err()), SeqCst);
        self.counts.through.fetch_add(1, SeqCst);
        written
    }

    fn flush(&mut self) -> io::Result<()> {
        self.output.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, sync_channel};

    use super::*;

    /// Writes nothing before it is told to.
    struct Waits(Receiver<()>);

    impl Write for Waits {
        fn write(&mut self, line: &[u8]) -> io::Result<usize> {
            // An error: whoever told it has gone, and nothing is waited for.
            let _ = self.0.recv();
            Ok(line.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn what_does_not_fit_is_counted_and_the_rest_is_written_before_the_end() {
        let (go, waits) = sync_channel(0);
        let mut queue = Queue::start(Waits(waits));
        let input = queue.writer();
        let lines = LINES_MAX + 100;
        for _ in 0..lines {
            // The line in the thread's hands does not count, so a few more fit.
            let _ = input.make_writer().write(b"a line\n");
        }
        let dropped = queue.dropped().lines();
        assert!((90..=100).contains(&dropped), "{dropped}");
        drop(go);
        queue.finish();
        assert_eq!(queue.counts.through.load(SeqCst) + dropped, lines as u64);
    }

    #[test]
    fn what_cannot_be_written_counts_as_dropped() {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("a full disk");
        let mut queue = Queue::start(full);
        let input = queue.writer();
        for _ in 0..3 {
            input.make_writer().write_all(b"a line\n").expect("room for it");
        }
        queue.finish();
        assert_eq!(queue.dropped().lines(), 3);
    }
}

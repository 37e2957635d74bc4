//! A bar on a terminal while something takes its time.
//!
//! It goes to stderr, and only where that is a terminal. Nothing is seen of work that is soon done.

use std::cell::RefCell;
use std::io::{self, IsTerminal as _};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Work that takes less shows no bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// It needs no words, and so no language.
const TEMPLATE: &str = "{bar:30} {percent:>3} %  {bytes} / {total_bytes}  {bytes_per_sec}  -{eta}";

thread_local! {
    /// The bar that is on the screen, for whoever has to say something beside it.
    static SHOWN: RefCell<Option<ProgressBar>> = const { RefCell::new(None) };
}

/// How far a piece of work has come, by bytes. The bar goes with its value.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    began: Instant,
}

impl Progress {
    /// Nothing of `total` bytes is done.
    pub(crate) fn new(total: u64) -> Progress {
        let bar = io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::hidden());
            let style = ProgressStyle::with_template(TEMPLATE).unwrap_or_else(|_| ProgressStyle::default_bar());
            bar.with_style(style)
        });
        Progress { bar, began: Instant::now() }
    }

    /// So many bytes more are done.
    pub(crate) fn advance(&self, bytes: u64) {
        let Some(bar) = &self.bar else { return };
        bar.inc(bytes);
        if bar.is_hidden() && self.began.elapsed() >= PATIENCE {
            bar.set_draw_target(ProgressDrawTarget::stderr());
            SHOWN.set(Some(bar.clone()));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
            SHOWN.set(None);
        }
    }
}

/// Says something on the terminal with the bar out of its way.
pub(super) fn aside<T>(say: impl FnOnce() -> T) -> T {
    match SHOWN.with_borrow(Option::clone) {
        Some(bar) => bar.suspend(say),
        None => say(),
    }
}

//! Waiting for what has no event of its own: asked again and again, never longer than
//! [`PATIENCE`].

use std::thread;
use std::time::{Duration, Instant};

/// How long any single wait of a test may last. Far beyond what a loaded machine needs: whoever
/// reaches it has waited for something that will not come.
pub const PATIENCE: Duration = Duration::from_secs(60);

const PAUSE: Duration = Duration::from_millis(2);

/// Asks until there is an answer.
///
/// # Panics
///
/// After [`PATIENCE`], with `what` in the message.
pub fn until_some<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(Instant::now() < deadline, "waited {PATIENCE:?} in vain for {what}");
        thread::sleep(PAUSE);
    }
}

/// Asks until it is so.
///
/// # Panics
///
/// After [`PATIENCE`], with `what` in the message.
pub fn until(what: &str, mut ask: impl FnMut() -> bool) {
    until_some(what, || ask().then_some(()));
}

//! After the last line was sent: what still comes in is shown, for a bounded time.

use std::io;
use std::time::Duration;

use tokio::time::{Instant, timeout};

use crate::incoming::Incoming;
use crate::output::Output;

/// How long to listen when there is nothing more to say.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patience {
    /// Ends when nothing came for this long.
    quiet: Duration,
    /// Ends after this long in any case; `None` goes on while something comes.
    total: Option<Duration>,
}

impl Patience {
    /// The longest that anything may take after the last line.
    pub(super) fn limit(self) -> Duration {
        self.total.unwrap_or(self.quiet)
    }
}

/// After the end word the server is expected to close.
pub(super) const AFTER_END_WORD: Patience =
    Patience { quiet: Duration::from_secs(2), total: Some(Duration::from_secs(2)) };

/// After the end of a pipe the answers to what was sent are still wanted, all of them.
pub(super) const AFTER_END_OF_PIPE: Patience = Patience { quiet: Duration::from_secs(1), total: None };

/// After Ctrl-C or Ctrl-D the user wants out; this only lets the last line arrive: closing with
/// unread input would reset the connection and destroy what is on its way.
pub(super) const AFTER_LEAVING: Patience =
    Patience { quiet: Duration::from_millis(200), total: Some(Duration::from_secs(1)) };

/// Why lingering failed.
pub(super) enum LingerError {
    /// The connection broke.
    Connection(io::Error),
    /// What came in could not be shown.
    Output(io::Error),
}

/// Shows what comes in until the server closes or the patience is over.
pub(super) async fn linger(
    incoming: &mut Incoming,
    output: &mut Output,
    patience: Patience,
) -> Result<(), LingerError> {
    let deadline = patience.total.map(|total| Instant::now() + total);
    loop {
        let left = deadline.map_or(Duration::MAX, |deadline| deadline.saturating_duration_since(Instant::now()));
        let Ok(chunk) = timeout(patience.quiet.min(left), incoming.next()).await else { return Ok(()) };
        let Some(chunk) = chunk.map_err(LingerError::Connection)? else { return Ok(()) };
        output.show(&chunk).await.map_err(LingerError::Output)?;
    }
}

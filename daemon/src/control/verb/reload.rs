//! `reload`: read the configuration again, as with SIGHUP.

use tokio::sync::oneshot;
use tp_proto::control::{Refusal, Reloaded};

use crate::control::caller::Caller;
use crate::control::{Desk, ReloadOrder};

/// Most characters of what is wrong with a configuration that are told.
const TOLD_CHARS_MAX: usize = 4096;

/// Has the configuration read, and says what became of it.
pub async fn answer(desk: &Desk, caller: Caller) -> Result<Reloaded, Refusal> {
    let (reply, answer) = oneshot::channel();
    let order = ReloadOrder { by: caller.user(), reply };
    tracing::info!("reload by {caller}");
    desk.reloads.send(order).await.map_err(|_| Refusal::Stopping {})?;
    let reloaded = answer.await.map_err(|_| Refusal::Stopping {})?;
    // A line of a file may be as long as the file, and an answer may not.
    reloaded.map_err(|why| Refusal::Configuration { why: why.chars().take(TOLD_CHARS_MAX).collect() })
}

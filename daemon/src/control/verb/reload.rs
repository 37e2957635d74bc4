//! `reload`: read the configuration again, as with SIGHUP.

use tokio::sync::oneshot;
use tp_proto::control::{Refusal, Reloaded};

use crate::control::caller::Caller;
use crate::control::{Desk, ReloadOrder, audit};
use crate::language::here;

/// Has the configuration read, and says what became of it.
pub async fn answer(desk: &Desk, caller: Caller) -> Result<Reloaded, Refusal> {
    let (reply, answer) = oneshot::channel();
    let order = ReloadOrder { by: caller.user(), reply };
    audit::record(&here().audit_reload(&caller.said(here())));
    desk.reloads.send(order).await.map_err(|_| Refusal::Stopping {})?;
    answer.await.map_err(|_| Refusal::Stopping {})?
}

//! `reload`: read the configuration again, as with SIGHUP.

use tokio::sync::oneshot;
use tp_proto::control::{Code, Failure, Reloaded};

use crate::control::caller::Caller;
use crate::control::{Desk, ReloadOrder};

/// Has the configuration read, and says what became of it.
pub async fn answer(desk: &Desk, caller: Caller) -> Result<Reloaded, Failure> {
    let (reply, answer) = oneshot::channel();
    let order = ReloadOrder { by: caller.user(), reply };
    let stopping = || Failure { code: Code::NotNow, text: "the relay is stopping".to_owned() };
    tracing::info!("reload by {caller}");
    desk.reloads.send(order).await.map_err(|_| stopping())?;
    let reloaded = answer.await.map_err(|_| stopping())?;
    reloaded.map_err(|text| Failure { code: Code::BadConfiguration, text })
}

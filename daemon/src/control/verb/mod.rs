//! One file a verb.

mod ban;
pub mod events;
mod metrics;
mod peers;
mod rotate;
mod status;

use tp_proto::control::{Code, Failure, Happening, Level, Ok as Output, Request};

use super::Desk;
use super::caller::Caller;
use crate::events::clip;

/// Carries out a request. The verbs that only read answer at once; those that change something
/// may wait for the data path, which keeps nobody but their own session, and are recorded with
/// whoever ordered them.
pub async fn answer(request: Request, caller: Caller, desk: &Desk) -> Result<Output, Failure> {
    let ordered = (caller.level == Level::Control && !request.only_reads()).then(|| request.words());
    let result = carry_out(request, caller, desk).await;
    if let Some((verb, arguments)) = ordered {
        let failed = result.as_ref().err().map(|failure| clip(&failure.text));
        desk.census.events.record(Happening::Ordered { verb, by: caller.user(), arguments, failed });
    }
    result
}

async fn carry_out(request: Request, caller: Caller, desk: &Desk) -> Result<Output, Failure> {
    match request {
        Request::Status {} => Ok(Output::Status(status::answer(&desk.census))),
        Request::Peers { after } => Ok(Output::Peers(peers::answer(&desk.census, after))),
        Request::Rotate { room } => {
            caller.may_change("rotate")?;
            rotate::answer(desk, caller, room.as_deref()).await.map(Output::Rotated)
        }
        Request::Ban { net, seconds } => {
            caller.may_change("ban")?;
            ban::ban(desk, caller, &net, seconds).await.map(Output::Banned)
        }
        Request::Lift { net } => {
            caller.may_change("lift")?;
            ban::lift(desk, caller, &net).await.map(Output::Lifted)
        }
        Request::Bans {} => Ok(Output::Bans(ban::list(desk))),
        Request::Metrics {} => Ok(Output::Metrics(metrics::answer(desk))),
        _ => Err(Failure { code: Code::UnknownRequest, text: "this daemon does not know the request".to_owned() }),
    }
}

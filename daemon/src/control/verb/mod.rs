//! One file a verb.

mod name;
mod peers;
mod rotate;
mod status;

use tp_proto::control::{Code, Failure, Ok as Output, Request};

use super::Desk;
use super::caller::Caller;

/// Carries out a request. The verbs that only read answer at once; those that change something
/// may wait for the data path, which keeps nobody but their own session.
pub async fn answer(request: Request, caller: Caller, desk: &Desk) -> Result<Output, Failure> {
    match request {
        Request::Status {} => Ok(Output::Status(status::answer(&desk.census))),
        Request::Peers { after } => Ok(Output::Peers(peers::answer(&desk.census, after))),
        Request::Rotate { room } => {
            caller.may_change("rotate")?;
            rotate::answer(desk, caller, room.as_deref()).await.map(Output::Rotated)
        }
        Request::Name { who, name } => {
            caller.may_change("name")?;
            name::answer(desk, caller, who, name).await.map(Output::Renamed)
        }
        Request::Names {} => name::list(desk).await.map(Output::Names),
        _ => Err(Failure { code: Code::UnknownRequest, text: "this daemon does not know the request".to_owned() }),
    }
}

//! One file a verb.

mod ban;
pub mod events;
mod kick;
mod metrics;
mod mode;
mod name;
mod pause;
mod peers;
mod reload;
mod rotate;
mod say;
mod status;
mod stop;

use tp_language::refusal;
use tp_proto::control::{Happening, Level, Ok as Output, Refusal, Request};

use super::caller::Caller;
use super::{Desk, audit};
use crate::events::{about, line};
use crate::language::here;

/// Carries out a request. The verbs that only read answer at once; those that change something
/// may wait for the data path, which keeps nobody but their own session, and are recorded with
/// whoever ordered them: in the diagnostics each verb says what it did, and here it is said that it did
/// not, and why.
pub async fn answer(request: Request, caller: Caller, desk: &Desk) -> Result<Output, Refusal> {
    let ordered = (caller.level == Level::Control && !request.only_reads()).then(|| request.words());
    let result = carry_out(request, caller, desk).await;
    if let Some((verb, arguments)) = ordered {
        // Names are where they can be removed, and nowhere else.
        let refused = result.as_ref().err().cloned().map(Refusal::without_names);
        if let Some(why) = &refused {
            let why = refusal::sentence(why, here());
            audit::record(&here().audit_refused(&verb, &caller.said(here()), &why));
        }
        let failed = refused.as_ref().map(line);
        let about = refused.as_ref().and_then(about);
        desk.census.events.record(Happening::Ordered { verb, by: caller.user(), arguments, failed, about });
    }
    result
}

async fn carry_out(request: Request, caller: Caller, desk: &Desk) -> Result<Output, Refusal> {
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
        Request::Kick { peers, all } => {
            caller.may_change("kick")?;
            kick::answer(desk, caller, &peers, all).await.map(Output::Kicked)
        }
        Request::Say { text, room, peer } => {
            caller.may_change("say")?;
            say::answer(desk, caller, text, room.as_deref(), peer.as_deref()).await.map(Output::Said)
        }
        Request::Pause { room } => {
            caller.may_change("pause")?;
            pause::answer(desk, caller, room.as_deref(), true).await.map(Output::Paused)
        }
        Request::Resume { room } => {
            caller.may_change("resume")?;
            pause::answer(desk, caller, room.as_deref(), false).await.map(Output::Paused)
        }
        Request::Mode { mode, room } => {
            caller.may_change("mode")?;
            mode::answer(desk, caller, mode, room.as_deref()).await.map(Output::ModeChanged)
        }
        Request::Reload {} => {
            caller.may_change("reload")?;
            reload::answer(desk, caller).await.map(Output::Reloaded)
        }
        Request::Stop {} => {
            caller.may_change("stop")?;
            Ok(Output::Stopping(stop::answer(desk, caller)))
        }
        Request::Name { who, name } => {
            caller.may_change("name")?;
            name::answer(desk, caller, who, name).await.map(Output::Renamed)
        }
        Request::Names {} => Ok(Output::Names(name::list(desk))),
        _ => Err(unknown(request.words().0)),
    }
}

/// A request of a later version, or of none.
pub fn unknown(why: String) -> Refusal {
    Refusal::Unknown { version: env!("CARGO_PKG_VERSION").to_owned(), why }
}

//! `ban`, `lift` and `bans`: who may not come in for a time.
//!
//! A ban holds before it is in its file, so that a slow disk keeps nobody in; it is answered when it
//! is there, so that what was promised outlasts a crash.

use std::sync::Arc;
use std::time::Duration;

use ipnet::IpNet;
use tp_addresses::net::{self, holds_this_machine, net_of};
use tp_proto::control::{BAN_SECONDS_MAX, BANS_MAX, Banned, Bans, Happening, Lifted, Refusal, Unkept};

use crate::bans::{BanBook, TooMany};
use crate::control::caller::Caller;
use crate::control::{Desk, audit};
use crate::language::{here, told};

/// Refuses a net from now on, and cuts its peers.
pub async fn ban(desk: &Desk, caller: Caller, net: &str, seconds: u64) -> Result<Banned, Refusal> {
    let net = meant(net)?;
    if seconds == 0 || seconds > BAN_SECONDS_MAX {
        return Err(Refusal::BanTime { seconds, seconds_max: BAN_SECONDS_MAX });
    }
    let time = Duration::from_secs(seconds);
    let (row, again) = desk.bans.ban(net, time, &caller.user()).map_err(too_many)?;
    desk.census.events.record(Happening::Banned { net: row.net.clone(), seconds });
    let cut = desk.orders.ban(desk.bans.snapshot(), Some(net)).await?;
    audit::record(&here().audit_ban(&caller.said(here()), &row.net, &seconds.to_string(), cut));
    let unkept = save(&desk.bans).await;
    let this_machine = holds_this_machine(net, tp_addresses::of_machine());
    Ok(Banned { ban: row, cut, again, this_machine, unkept })
}

/// Ends a ban.
pub async fn lift(desk: &Desk, caller: Caller, net: &str) -> Result<Lifted, Refusal> {
    let net = meant(net)?;
    let name = net::name(net);
    let (lifted, within) = desk.bans.lift(net);
    let within = within.map(net::name);
    if !lifted {
        return Err(no_such_ban(&desk.bans, name, within));
    }
    desk.orders.ban(desk.bans.snapshot(), None).await?;
    desk.census.events.record(Happening::Lifted { net: name.clone() });
    audit::record(&here().audit_lift(&caller.said(here()), &name));
    let unkept = save(&desk.bans).await;
    Ok(Lifted { net: name, within, unkept })
}

/// All that hold.
pub fn list(desk: &Desk) -> Bans {
    Bans { bans: desk.bans.rows() }
}

/// Why the file is not as the bans are, if it is not.
async fn save(bans: &Arc<BanBook>) -> Option<Unkept> {
    let book = Arc::clone(bans);
    let saved = tokio::task::spawn_blocking(move || book.save()).await;
    let error = saved.unwrap_or_else(|error| Err(bans.unsaved(error.into()))).err()?;
    tracing::error!("{}", here().bans_unkept(&told(&error, here())));
    let (path, _, cause) = error.parts();
    Some(Unkept { path, cause })
}

/// The net that is meant. What is none is told back, and not all of what may be long.
fn meant(net: &str) -> Result<IpNet, Refusal> {
    net_of(net).map_err(|_| Refusal::NotANet { net: net.chars().take(60).collect() })
}

fn too_many(_: TooMany) -> Refusal {
    Refusal::TooManyBans { most: BANS_MAX as u64 }
}

fn no_such_ban(bans: &BanBook, net: String, within: Option<String>) -> Refusal {
    match within {
        Some(within) => Refusal::BanWithin { net, within },
        None => Refusal::NoBan { net, bans: bans.rows().into_iter().map(|row| row.net).collect() },
    }
}

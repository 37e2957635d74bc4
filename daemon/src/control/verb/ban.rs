//! `ban`, `lift` and `bans`: who may not come in for a time.
//!
//! A ban holds before it is in its file, so that a slow disk keeps nobody in; it is answered when it
//! is there, so that what was promised outlasts a crash.

use std::sync::Arc;
use std::time::Duration;

use tp_proto::control::{BAN_SECONDS_MAX, Banned, Bans, Code, Failure, Happening, Lifted};

use crate::bans::{BanBook, holds_this_machine, net_of};
use crate::control::Desk;
use crate::control::caller::Caller;
use crate::language::{english, here, told};

/// Refuses a net from now on, and cuts its peers.
pub async fn ban(desk: &Desk, caller: Caller, net: &str, seconds: u64) -> Result<Banned, Failure> {
    let net = net_of(net).map_err(|error| bad_value(error.to_string()))?;
    if seconds == 0 || seconds > BAN_SECONDS_MAX {
        let days = BAN_SECONDS_MAX / 86_400;
        return Err(bad_value(format!(
            "a ban lasts 1 s to {days} days, not {seconds} s: who is never to come in belongs in limits.deny"
        )));
    }
    let time = Duration::from_secs(seconds);
    let (row, again) = desk.bans.ban(net, time, &caller.user()).map_err(|error| not_now(error.to_string()))?;
    desk.census.events.record(Happening::Banned { net: row.net.clone(), seconds });
    let cut = desk.orders.ban(desk.bans.snapshot(), Some(net)).await.map_err(|error| not_now(error.to_string()))?;
    tracing::info!("ban by {caller}: {} is refused for {seconds} s, {cut} clients of it are cut", row.net);
    let unkept = save(&desk.bans).await;
    Ok(Banned { ban: row, cut, again, this_machine: holds_this_machine(net), unkept })
}

/// Ends a ban.
pub async fn lift(desk: &Desk, caller: Caller, net: &str) -> Result<Lifted, Failure> {
    let net = net_of(net).map_err(|error| bad_value(error.to_string()))?;
    let name = crate::bans::name(net);
    let (lifted, within) = desk.bans.lift(net);
    let within = within.map(crate::bans::name);
    if !lifted {
        return Err(no_such_ban(&desk.bans, &name, within.as_deref()));
    }
    desk.orders.ban(desk.bans.snapshot(), None).await.map_err(|error| not_now(error.to_string()))?;
    desk.census.events.record(Happening::Lifted { net: name.clone() });
    tracing::info!("lift by {caller}: {name} is not banned any more");
    let unkept = save(&desk.bans).await;
    Ok(Lifted { net: name, within, unkept })
}

/// All that hold.
pub fn list(desk: &Desk) -> Bans {
    Bans { bans: desk.bans.rows() }
}

/// Why the file is not as the bans are, if it is not.
async fn save(bans: &Arc<BanBook>) -> Option<String> {
    let book = Arc::clone(bans);
    let saved = tokio::task::spawn_blocking(move || book.save()).await;
    let say = |words| match &saved {
        Ok(saved) => saved.as_ref().err().map(|error| told(error, words)),
        Err(error) => Some(error.to_string()),
    };
    tracing::error!("{}", here().bans_unkept(&say(here())?));
    say(english())
}

fn no_such_ban(bans: &BanBook, name: &str, within: Option<&str>) -> Failure {
    const NAMED_MAX: usize = 8;
    let rows = bans.rows();
    let there: Vec<&str> = rows.iter().take(NAMED_MAX).map(|row| row.net.as_str()).collect();
    let more = if rows.len() > NAMED_MAX { ", ..." } else { "" };
    let text = match within {
        Some(within) => format!("{name} is not banned by itself, it lies in {within}: lift that"),
        None if rows.is_empty() => format!("{name} is not banned: there are no bans"),
        None => format!("{name} is not banned: the bans are {}{more}", there.join(", ")),
    };
    Failure { code: Code::NoSuchBan, text }
}

fn bad_value(text: String) -> Failure {
    Failure { code: Code::BadValue, text }
}

fn not_now(text: String) -> Failure {
    Failure { code: Code::NotNow, text }
}

//! `events`: what happened, page by page, and to those who follow what happens.
//!
//! A follower may read as slowly as it likes: its session waits for it, the ring does not. It has one
//! of [`FOLLOWERS_MAX`] places, so that the other sessions stay free for questions, and half an
//! hour to take a page; who has gone is noticed at once.

use std::io;
use std::time::Duration;

use tokio::net::UnixStream;
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tp_proto::control::codec::CodecError;
use tp_proto::control::{Events, FOLLOW_BEAT, Item, Ok as Output, Refusal, Reply};

use crate::control::{Desk, session};
use crate::events::EventLog;

/// Most sessions that follow at once.
pub const FOLLOWERS_MAX: usize = 8;

/// How long a follower may take for a page.
const PATIENCE: Duration = Duration::from_secs(30 * 60);

/// Why a client is not told any more.
type Told = Result<Option<Reply>, CodecError>;

/// Tells the last events, and with `follow` all that come until the client leaves. Gives the reply
/// that ends the answer, `None` when the client has left.
pub async fn tell(stream: &mut UnixStream, desk: &Desk, last: u64, follow: bool) -> Told {
    let events = &desk.census.events;
    let count = events.count();
    // More than there ever were, or more than are kept, are no loss: they were not there to be asked for.
    let kept = tp_proto::control::EVENTS_KEPT as u64;
    let from = count.saturating_sub(last.min(kept));
    if follow { tell_on(stream, desk, from).await } else { tell_until(stream, events, from, count).await }
}

async fn tell_until(stream: &mut UnixStream, events: &EventLog, mut told: u64, count: u64) -> Told {
    loop {
        let page = events.page(told);
        told += page.missed + page.events.len() as u64;
        if told >= count || page.events.is_empty() {
            return Ok(Some(Reply::Ok(Output::Events(page))));
        }
        session::send(stream, &progress(page)).await?;
    }
}

async fn tell_on(stream: &mut UnixStream, desk: &Desk, mut told: u64) -> Told {
    let Ok(_place) = desk.followers.try_acquire() else {
        return Ok(Some(session::refused(Refusal::Followers { most: FOLLOWERS_MAX as u64 })));
    };
    let mut grew = desk.census.events.watch();
    loop {
        grew.mark_unchanged();
        let page = desk.census.events.page(told);
        told += page.missed + page.events.len() as u64;
        let is_last = page.events.is_empty();
        session::send_within(stream, &progress(page), PATIENCE).await?;
        if is_last && has_left(stream, grew.changed()).await? {
            return Ok(None);
        }
    }
}

/// Waits until something happened, or for a beat. Whether the client has left; it has nothing to say.
async fn has_left<T>(stream: &UnixStream, happened: impl Future<Output = T>) -> Result<bool, CodecError> {
    tokio::select! {
        _ = timeout(FOLLOW_BEAT, happened) => Ok(false),
        readable = stream.readable() => {
            readable?;
            match stream.try_read(&mut [0; 1]) {
                Ok(0) => Ok(true),
                Ok(_) => Err(io::Error::new(io::ErrorKind::InvalidData, "a follower asked for something else").into()),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(false),
                Err(error) => Err(error.into()),
            }
        }
    }
}

fn progress(page: Events) -> Reply {
    Reply::Progress { text: String::new(), item: Some(Item::Events(page)) }
}

/// The places of those who follow.
pub fn places() -> Semaphore {
    Semaphore::new(FOLLOWERS_MAX)
}

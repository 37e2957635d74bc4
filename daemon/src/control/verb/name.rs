//! `name` and `names`: what people call a peer or an address.

use std::collections::BTreeMap;
use std::sync::Arc;

use tp_language::refusal;
use tp_names::{Book, NameError, address};
use tp_proto::control::naming::{Holder, NAMES_MAX, NameRow, Names, Renamed};
use tp_proto::control::{PeerRow, Refusal};

use crate::control::caller::Caller;
use crate::control::{Desk, audit, who};
use crate::language::{Language, here};
use crate::names::{Change, ChangeError};
use crate::socket::canonical;
use crate::state_file::StateFileError;

/// Gives a name, or takes one away. What the answer says holds for every frame from then on.
pub async fn answer(desk: &Desk, caller: Caller, word: String, name: Option<String>) -> Result<Renamed, Refusal> {
    let wanted = name.clone();
    let find = move |peers: &[PeerRow], book: &mut Book| {
        let holder = who::holder(&word, peers, book)?;
        let before = match &wanted {
            Some(name) => book.give(holder, name).map_err(refused)?,
            None => Some(book.take(&holder).ok_or_else(|| has_none(holder, peers, book))?),
        };
        Ok((holder, before))
    };
    let Change { result: (holder, before), before: old, now } = change(desk, find).await?;
    relabel(desk, &old, &now).await?;
    let name = now.get(&holder).map(str::to_owned);
    // Not which: whoever removes the file of the names has removed them, and diagnostics are kept elsewhere.
    let say = if name.is_some() { Language::audit_named } else { Language::audit_unnamed };
    audit::record(&say(here(), &caller.said(here()), &refusal::holder(&holder, here())));
    let peers = everybody(desk);
    let other = |peer: &&PeerRow| called(&old, peer) != called(&now, peer);
    Ok(Renamed { holder, name, before, peers: peers.iter().filter(other).count() as u64 })
}

/// All names that hold. Whoever may only read changes nothing by it: what somebody edited in the file is
/// taken up by a change or a reload.
pub fn list(desk: &Desk) -> Names {
    let peers = everybody(desk);
    let mut now = Book::clone(&desk.census.names.get());
    now.see_off(|number, end| desk.census.is_there(number, end));
    let mut bearers: BTreeMap<&str, u64> = BTreeMap::new();
    for name in peers.iter().filter_map(|peer| called(&now, peer)) {
        *bearers.entry(name).or_default() += 1;
    }
    let bears = |name: &str| bearers.get(name).copied().unwrap_or_default();
    let row = |(holder, name): (&Holder, &str)| NameRow { holder: *holder, name: name.to_owned(), peers: bears(name) };
    Names { names: now.iter().map(row).collect() }
}

/// Changes the names on a thread that may wait for a disk.
async fn change<T: Send + 'static>(
    desk: &Desk,
    change: impl FnOnce(&[PeerRow], &mut Book) -> Result<T, Refusal> + Send + 'static,
) -> Result<Change<T>, Refusal> {
    let (names, census, peers) = (Arc::clone(&desk.names), Arc::clone(&desk.census), everybody(desk));
    let is_there = move |number, end| census.is_there(number, end);
    let changing = move || names.change(is_there, |book| change(&peers, book));
    let changed = tokio::task::spawn_blocking(changing).await.map_err(|_| Refusal::Fault {})?;
    changed.map_err(|error| match error {
        ChangeError::Refused(why) => why,
        ChangeError::File(error) => unusable(&error),
    })
}

/// Has rooms that label frames with names use those that hold now.
async fn relabel(desk: &Desk, before: &Book, now: &Book) -> Result<(), Refusal> {
    if before == now {
        return Ok(());
    }
    desk.orders.relabel().await
}

fn everybody(desk: &Desk) -> Vec<PeerRow> {
    desk.census.peers_after(0, usize::MAX)
}

fn called<'a>(book: &'a Book, peer: &PeerRow) -> Option<&'a str> {
    book.of(peer.number, peer.peer)
}

fn has_none(holder: Holder, peers: &[PeerRow], book: &Book) -> Refusal {
    let (by_address, ip) = match holder {
        Holder::Peer { peer, .. } => (book.get(&address(peer.ip())).map(str::to_owned), peer.ip()),
        Holder::Address(ip) => (None, ip),
    };
    Refusal::NoName { holder, by_address, connected: peers.iter().any(|peer| canonical(peer.peer).ip() == ip) }
}

fn refused(error: NameError) -> Refusal {
    match error {
        NameError::Bad(error) => Refusal::BadName(error),
        NameError::Taken { name, by } => Refusal::NameTaken { name, by },
        NameError::Full => Refusal::TooManyNames { most: NAMES_MAX as u64 },
    }
}

fn unusable(error: &StateFileError) -> Refusal {
    let (path, trouble, cause) = error.parts();
    Refusal::NamesFile { path, trouble, cause }
}

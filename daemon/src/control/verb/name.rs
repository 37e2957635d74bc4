//! `name` and `names`: what people call a peer or an address.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use tp_proto::control::naming::{Holder, NameRow, Names, Renamed};
use tp_proto::control::{Code, Failure, PeerRow};

use crate::control::Desk;
use crate::control::caller::Caller;
use crate::language::{english, told};
use crate::names::{Book, Change, ChangeError, NameError, address, in_words};
use crate::state_file::StateFileError;

/// Most peers that a refusal names.
const TOLD_MAX: usize = 10;

/// Gives a name, or takes one away. What the answer says holds for every frame from then on.
pub async fn answer(desk: &Desk, caller: Caller, who: String, name: Option<String>) -> Result<Renamed, Failure> {
    let wanted = name.clone();
    let find = move |peers: &[PeerRow], book: &mut Book| {
        let holder = holder(&who, peers, book)?;
        let before = match &wanted {
            Some(name) => book.give(holder, name).map_err(refused)?,
            None => Some(book.take(&holder).ok_or_else(|| has_none(&holder, peers, book))?),
        };
        Ok((holder, before))
    };
    let Change { result: (holder, before), before: old, now } = change(desk, find).await?;
    relabel(desk, &old, &now).await?;
    let name = now.get(&holder).map(str::to_owned);
    let told = name.as_ref().map_or_else(|| "nothing any more".to_owned(), |name| format!("{name:?}"));
    tracing::info!("name by {caller}: {} is called {told}", in_words(&holder));
    let peers = everybody(desk);
    let other = |peer: &&PeerRow| called(&old, peer) != called(&now, peer);
    Ok(Renamed { holder, name, before, peers: peers.iter().filter(other).count() as u64 })
}

/// All names that hold. Whoever may only read changes nothing by it: what somebody edited in the file is
/// taken up by a change or a reload.
pub fn list(desk: &Desk) -> Names {
    let (now, peers) = (desk.census.names.get(), everybody(desk));
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
    change: impl FnOnce(&[PeerRow], &mut Book) -> Result<T, Failure> + Send + 'static,
) -> Result<Change<T>, Failure> {
    let (names, census, peers) = (Arc::clone(&desk.names), Arc::clone(&desk.census), everybody(desk));
    let is_there = move |number, end| census.is_there(number, end);
    let changing = move || names.change(is_there, |book| change(&peers, book));
    let changed = tokio::task::spawn_blocking(changing).await.map_err(|_| broken())?;
    changed.map_err(|error| match error {
        ChangeError::Refused(failure) => failure,
        ChangeError::File(error) => unusable(&error),
    })
}

fn unusable(error: &StateFileError) -> Failure {
    failed(Code::NotNow, told(error, english()))
}

fn broken() -> Failure {
    failed(Code::Internal, "the names cannot be looked at".to_owned())
}

/// Has rooms that label frames with names use those that hold now.
async fn relabel(desk: &Desk, before: &Book, now: &Book) -> Result<(), Failure> {
    if before == now {
        return Ok(());
    }
    desk.orders.relabel().await.map_err(|error| failed(Code::NotNow, error.to_string()))
}

fn everybody(desk: &Desk) -> Vec<PeerRow> {
    desk.census.peers_after(0, usize::MAX)
}

fn called<'a>(book: &'a Book, peer: &PeerRow) -> Option<&'a str> {
    book.of(peer.number, peer.peer)
}

/// Whom somebody means: a number, an address with or without a port, or a name that was given.
fn holder(who: &str, peers: &[PeerRow], book: &Book) -> Result<Holder, Failure> {
    let who = who.trim();
    let bare = who.strip_prefix('[').and_then(|who| who.strip_suffix(']')).unwrap_or(who);
    if let Ok(ip) = bare.parse::<IpAddr>() {
        return Ok(address(ip));
    }
    if let Ok(number) = who.parse::<u64>() {
        return one(who, peers.iter().filter(|peer| peer.number == number), peers);
    }
    if let Ok(end) = who.parse::<SocketAddr>() {
        let is_it = |peer: &&PeerRow| (peer.peer.ip(), peer.peer.port()) == (end.ip().to_canonical(), end.port());
        return one(who, peers.iter().filter(is_it), peers);
    }
    book.holder(who).ok_or_else(|| {
        let text = format!(
            "nobody is called {who:?}; say a peer's number, its address and port, or an address: {}",
            there(peers)
        );
        failed(Code::NoSuchPeer, text)
    })
}

/// The one peer that is meant.
fn one<'a>(who: &str, mut meant: impl Iterator<Item = &'a PeerRow>, peers: &[PeerRow]) -> Result<Holder, Failure> {
    match (meant.next(), meant.next()) {
        (Some(peer), None) => Ok(Holder::Peer { number: peer.number, peer: peer.peer }),
        (None, _) => Err(failed(Code::NoSuchPeer, format!("there is no peer {who}: {}", there(peers)))),
        (Some(first), Some(second)) => {
            let numbers = [first.number, second.number].into_iter().chain(meant.map(|peer| peer.number));
            let text =
                format!("{who} is more than one peer: say which, {}", join(numbers.map(|number| number.to_string())));
            Err(failed(Code::Ambiguous, text))
        }
    }
}

/// Who is there instead.
fn there(peers: &[PeerRow]) -> String {
    if peers.is_empty() {
        return "nobody is connected".to_owned();
    }
    let each = peers.iter().map(|peer| format!("{} ({})", peer.number, peer.peer));
    format!("connected are {}", join(each))
}

fn join(words: impl Iterator<Item = String>) -> String {
    let mut words: Vec<String> = words.take(TOLD_MAX + 1).collect();
    if words.len() > TOLD_MAX {
        words[TOLD_MAX] = "...".to_owned();
    }
    words.join(", ")
}

fn has_none(holder: &Holder, peers: &[PeerRow], book: &Book) -> Failure {
    let by_address = match holder {
        Holder::Peer { peer, .. } => book.get(&address(peer.ip())).map(|name| (peer.ip(), name)),
        Holder::Address(_) => None,
    };
    let text = match by_address {
        Some((ip, name)) => {
            format!("{} has no name of its own: {name:?} is the name of its address {ip}", in_words(holder))
        }
        None if matches!(holder, Holder::Address(ip) if !peers.iter().any(|peer| peer.peer.ip() == *ip)) => {
            format!("{} has no name, and nobody is connected from there", in_words(holder))
        }
        None => format!("{} has no name", in_words(holder)),
    };
    failed(Code::BadValue, text)
}

fn refused(error: NameError) -> Failure {
    failed(Code::BadValue, error.to_string())
}

fn failed(code: Code, text: String) -> Failure {
    Failure { code, text }
}

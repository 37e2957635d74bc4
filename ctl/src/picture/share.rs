//! Which clients of a room a picture or a table names, and what the others come to together.

use std::net::SocketAddr;

use super::label::person;
use crate::language::Language;
use crate::scene::{Load, Person, Scene};

/// A client, or all the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Share {
    /// Name or number, or how many they are.
    pub(super) label: String,
    pub(super) address: Option<SocketAddr>,
    /// What it sent.
    pub(super) sent: Load,
    /// What was for it.
    pub(super) got: Load,
    /// It is there at the end.
    pub(super) is_open: bool,
}

/// At most `most` shares: the busiest by number, and if there are more, all others as the last.
pub(super) fn shares(scene: &Scene, language: &Language, most: usize) -> Vec<Share> {
    let mut own = scene.roster.busiest();
    let folded = scene.roster.folded;
    let fit = own.len() as u64 + folded.peers <= most as u64;
    let others = if fit { Vec::new() } else { own.split_off(own.len().min(most - 1)) };
    own.sort_unstable_by_key(|person| person.conn);
    let mut shares: Vec<Share> = own.into_iter().map(|person| share(person, scene, language)).collect();
    if !fit {
        let count = others.len() as u64 + folded.peers;
        let sent = others.iter().fold(folded.sent, |sum, person| sum.and(person.sent));
        let got = others.iter().fold(folded.got, |sum, person| sum.and(scene.roster.got(person)));
        let is_open = others.iter().any(|person| person.is_open());
        shares.push(Share { label: language.and_others(count), address: None, sent, got, is_open });
    }
    shares
}

fn share(who: &Person, scene: &Scene, language: &Language) -> Share {
    Share {
        label: person(who, language),
        address: Some(who.address),
        sent: who.sent,
        got: scene.roster.got(who),
        is_open: who.is_open(),
    }
}

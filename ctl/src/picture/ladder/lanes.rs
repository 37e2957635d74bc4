//! Who has a lane, and where it stands.

use std::collections::HashMap;
use std::net::SocketAddr;

use super::super::label;
use crate::language::Language;
use crate::scene::{Person, Scene};

/// Who a lane is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Owner {
    /// The server.
    Server,
    /// The client with this number.
    Client(u64),
    /// So many clients together.
    Crowd(u64),
}

/// A lane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lane {
    /// Who it is of.
    pub(crate) owner: Owner,
    /// What peers chose to be called; `None` where they chose nothing.
    pub(crate) name: Option<String>,
    /// The client's end of its connection.
    pub(crate) address: Option<SocketAddr>,
}

impl Lane {
    /// Who it is of, written out.
    pub(super) fn label(&self, language: &Language) -> String {
        match (self.owner, &self.name) {
            (_, Some(name)) => name.clone(),
            (Owner::Server, None) => language.server(),
            (Owner::Client(conn), None) => language.peer(&conn.to_string()),
            (Owner::Crowd(peers), None) => language.and_others(peers),
        }
    }

    /// The same, as short as it can be said without a name: `12`, `+23`.
    pub(super) fn sign(&self, language: &Language) -> String {
        match self.owner {
            Owner::Server => language.server(),
            Owner::Client(conn) => conn.to_string(),
            Owner::Crowd(peers) => format!("+{}", language.number(peers)),
        }
    }
}

/// The lanes of clients, by number; those left of the server come first.
#[derive(Debug, Clone)]
pub(crate) struct Lanes {
    pub(crate) clients: Vec<Lane>,
    /// The server's lane.
    pub(crate) server: Lane,
    by_conn: HashMap<u64, usize>,
    /// How many share the last lane, and how many clients there are.
    shared: Option<(u64, u64)>,
}

impl Lanes {
    pub(super) fn new(scene: &Scene, lanes_max: usize) -> Lanes {
        let busiest = scene.roster.busiest();
        let folded = scene.roster.folded.peers;
        let all = busiest.len() as u64 + folded;
        let fit = all <= lanes_max as u64;
        let mut own = busiest;
        own.truncate(if fit { lanes_max } else { lanes_max - 1 });
        own.sort_unstable_by_key(|person| person.conn);
        let shared = (!fit).then(|| (all - own.len() as u64, all));
        let mut clients = named(&own);
        let by_conn = own.iter().enumerate().map(|(at, person)| (person.conn, at)).collect();
        clients.extend(shared.map(|(together, _)| Lane { owner: Owner::Crowd(together), name: None, address: None }));
        let server = Lane { owner: Owner::Server, name: None, address: scene.roster.server() };
        Lanes { clients, server, by_conn, shared }
    }

    /// How many of them stand left of the server.
    pub(super) fn left(&self) -> usize {
        self.clients.len().div_ceil(2)
    }

    /// The lane of a peer; `None` for one that has no part in any.
    pub(super) fn of(&self, conn: u64) -> Option<usize> {
        self.by_conn.get(&conn).copied().or_else(|| self.shared.map(|_| self.clients.len() - 1))
    }

    /// How many share the last lane, and how many clients there are in all.
    pub(super) fn shared(&self) -> Option<(u64, u64)> {
        self.shared
    }

    /// Whether several share this lane.
    pub(super) fn is_shared(&self, lane: usize) -> bool {
        self.shared.is_some() && lane + 1 == self.clients.len()
    }
}

/// A lane each; where two have one name, with their numbers.
fn named(own: &[&Person]) -> Vec<Lane> {
    let names: Vec<Option<String>> = own.iter().map(|person| label::name(person)).collect();
    let lane = |(person, name): (&&Person, &Option<String>)| {
        let is_twin = names.iter().filter(|other| *other == name).count() > 1;
        let name = name.as_ref().map(|name| if is_twin { format!("{name} ({})", person.conn) } else { name.clone() });
        Lane { owner: Owner::Client(person.conn), name, address: Some(person.address) }
    };
    own.iter().zip(&names).map(lane).collect()
}

//! The scenarios: what the clients do in one run.

mod burst;
mod case;
mod chat;
mod idle;
mod pair;
mod sample;
mod step;
mod stream;

pub use self::case::{Case, Scenario, cases};
pub use self::sample::Sample;

use crate::load::{Invitation, LoadError};
use crate::server::{Contestant, Server};

/// Why a run gave no sample.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The server could not be started or measured.
    #[error("the server: {0}")]
    Server(#[from] std::io::Error),
    /// The load ended early.
    #[error(transparent)]
    Load(#[from] LoadError),
}

/// One run of one case by one server, from its start to its end.
pub fn run(case: &Case, contestant: Contestant) -> Result<Sample, RunError> {
    let server = Server::start(contestant)?;
    let meter = server.meter()?;
    let invitation = Invitation {
        address: server.address,
        dialect: contestant.dialect(),
        clients: case.clients,
        at_once: contestant.backlog(),
        all_send: case.scenario.all_send(),
        size: case.size,
        time: case.time,
    };
    match case.scenario {
        Scenario::Step => step::run(case, &invitation, &meter),
        Scenario::Stream | Scenario::Bulk => stream::run(case, &invitation, &meter, None),
        Scenario::Slow => stream::run(case, &invitation, &meter, Some(case.clients - 1)),
        Scenario::Burst => burst::run(case, &invitation, &meter),
        Scenario::Chat => chat::run(case, &invitation, &meter),
        Scenario::Pair => pair::run(case, &invitation, &meter),
        Scenario::Idle => idle::run(&invitation, &meter),
    }
}

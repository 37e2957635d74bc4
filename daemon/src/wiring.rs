//! Puts the parts together in the one order that is safe: nothing is made or changed before
//! everything that can refuse has agreed.

use std::io;
use std::sync::Arc;

use nix::sys::resource::{Resource, getrlimit};

use crate::census::{Census, LogFacts, RoomFacts};
use crate::clock::{self, Clock};
use crate::config::Config;
use crate::control::{Control, SocketError};
use crate::exit::Exit;
use crate::fatal::FatalSender;
use crate::frame_log::{LogError, PeerNumbers, Recovered, Retention, Services, Start, Store, Syncer};
use crate::gate::GateRules;
use crate::listeners::{self, Bound, PassedError};
use crate::relay::{Relay, RoomSetup};
use crate::room::{EndWord, Room};
use crate::runtime_dir::{self, RuntimeDirError};
use crate::service::{Inherited, InheritedError};
use crate::socket::BindError;

/// Descriptors that are not for clients.
const SPARE_DESCRIPTORS: u64 = 64;

/// Why the relay could not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The runtime directory.
    #[error(transparent)]
    RuntimeDir(#[from] RuntimeDirError),
    /// A control socket.
    #[error(transparent)]
    Control(#[from] SocketError),
    /// What the service manager passed.
    #[error(transparent)]
    Inherited(#[from] InheritedError),
    /// A listener that it passed.
    #[error(transparent)]
    Passed(#[from] PassedError),
    /// A port.
    #[error(transparent)]
    Bind(#[from] BindError),
    /// The frame log.
    #[error(transparent)]
    Log(#[from] LogError),
    /// The system refused a thread, a runtime or the like.
    #[error("the system refused what the relay needs to start")]
    System(#[from] io::Error),
}

impl StartError {
    /// How the process ends of it: a disk that fails is the same before READY=1 and after.
    pub fn exit(&self) -> Exit {
        match self {
            StartError::Log(error) if error.is_disk_failure() => Exit::LogFailed,
            // Another attempt would end the same way: somebody has to change the unit.
            StartError::Inherited(_) | StartError::Passed(_) => Exit::Usage,
            _ => Exit::Failed,
        }
    }
}

/// Everything that runs.
#[derive(Debug)]
pub struct Running {
    /// The data path.
    pub relay: Relay,
    /// What brings the frame log to disk.
    pub syncer: Syncer,
    /// What removes its oldest segments.
    pub retention: Retention,
    /// The control sockets.
    pub control: Control,
    /// What is known of it all.
    pub census: Arc<Census>,
    /// The frame log's lock.
    pub store: Store,
}

/// Starts everything but the control sessions, which want the control runtime. Whether to give up
/// is asked of `stop` wherever there is something to wait for.
pub fn start(
    config: &Config,
    inherited: Inherited,
    fatal: FatalSender,
    stop: &dyn Fn() -> bool,
) -> Result<Running, StartError> {
    let clock = Clock::begin();
    let plans = listeners::plan(config, inherited.listeners)?;
    runtime_dir::prepare(&config.runtime_dir)?;
    let bound = plans.into_iter().map(|plan| plan.listen(stop)).collect::<Result<Vec<_>, StartError>>()?;
    for connection in inherited.connections {
        tracing::warn!("a connection was passed that is not known, and is closed: {:?}", connection.name);
    }
    let mut store = Store::open(&config.frames_dir, config.frame_log.clone())?;
    let control = Control::bind(&config.runtime_dir)?;
    let facts = Arc::new(LogFacts::new(config.frames_dir.clone()));
    let recovered = recover(&bound, &mut store, &facts)?;
    let (syncer, retention) = store.start_services(&facts, fatal.clone())?;
    let services = Services { sync: syncer.handle(), retention: retention.handle(), facts };
    let (census, setups) = open_rooms(config, bound, recovered, &store, &services, clock)?;
    store.check_the_rest()?;
    let relay = Relay::start(setups, Arc::clone(&census), gate(config), clock, fatal)?;
    Ok(Running { relay, syncer, retention, control, census, store })
}

/// What earlier runs left: of each room, and the number of the next peer of all.
struct History {
    rooms: Vec<Recovered>,
    next_conn: u64,
}

/// Recovers every room before any is opened: peer numbers go on from the highest of all, those of
/// rooms that are not configured any more included.
fn recover(bound: &[Bound], store: &mut Store, facts: &LogFacts) -> Result<History, LogError> {
    let ports: Vec<u16> = bound.iter().map(|room| room.port).collect();
    let elsewhere = store.peer_numbers_elsewhere(&ports)?;
    let rooms = ports.iter().map(|&port| store.recover(port)).collect::<Result<Vec<_>, _>>()?;
    let next_conn = PeerNumbers::next_of_all(rooms.iter().map(|room| room.peers).chain(elsewhere));
    store.count(facts)?;
    Ok(History { rooms, next_conn })
}

fn open_rooms(
    config: &Config,
    bound: Vec<Bound>,
    history: History,
    store: &Store,
    services: &Services,
    clock: Clock,
) -> Result<(Arc<Census>, Vec<RoomSetup>), StartError> {
    let next_conn = history.next_conn;
    let mut setups = Vec::new();
    for (bound, recovered) in bound.into_iter().zip(history.rooms) {
        let start = Start { next: recovered.next, next_conn, now: clock.now() };
        let log = store.begin(bound.port, bound.mode, start, services.clone())?;
        let end_word = EndWord::new(&config.end_word);
        let room = Room::new(bound.mode, end_word, config.limits, recovered.next);
        let facts = RoomFacts::new(bound.port, bound.mode, bound.addresses, recovered.next - 1);
        setups.push(RoomSetup { listeners: bound.listeners, room, log, facts: Arc::new(facts) });
    }
    let rooms = setups.iter().map(|setup| Arc::clone(&setup.facts)).collect();
    let census = Census::new(clock::unix_ns(), rooms, Arc::clone(&services.facts), next_conn);
    Ok((Arc::new(census), setups))
}

/// The configured rules, with no more clients than the descriptors of this process allow.
fn gate(config: &Config) -> GateRules {
    let wanted = config.gate.clients_max;
    let (descriptors, _) = getrlimit(Resource::RLIMIT_NOFILE).unwrap_or((u64::MAX, u64::MAX));
    // With very few descriptors, half of them still leaves enough for the relay's own.
    let allowed = descriptors.saturating_sub(SPARE_DESCRIPTORS).max(descriptors / 2);
    let allowed = usize::try_from(allowed).unwrap_or(usize::MAX);
    if allowed < wanted {
        tracing::warn!(
            "only {allowed} clients at once and not {wanted}: this process may open {descriptors} files (raise it with ulimit -n)"
        );
    }
    GateRules { clients_max: allowed.min(wanted), ..config.gate.clone() }
}

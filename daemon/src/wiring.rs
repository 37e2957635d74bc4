//! Puts the parts together in the one order that is safe: nothing is made or changed before
//! everything that can refuse has agreed.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use nix::sys::resource::{Resource, getrlimit};
use tp_proto::control::PeerState;

use crate::bans::BanBook;
use crate::census::{Census, LogFacts, PeerFacts, RoomFacts};
use crate::clock::{self, Clock};
use crate::config::Config;
use crate::control::{Control, SocketError, UNKNOWN_USER};
use crate::exit::Exit;
use crate::fatal::FatalSender;
use crate::fd_store::Channel;
use crate::frame_log::{LogError, PeerNumbers, Recovered, Retention, Services, Standing, Start, Store, Syncer};
use crate::gate::{Gate, GateRules};
use crate::language::{Language, Said, english, here};
use crate::listeners::{self, Bound, PassedError};
use crate::names::Keeper;
use crate::relay::{Kept, Relay, RoomSetup, Seated, Tuning, data_threads};
use crate::resume::{self, Arrival, Fresh, Leaver, Returned, Terms};
use crate::room::{EndWord, Room};
use crate::runtime_dir::{self, RuntimeDirError};
use crate::service::{Inherited, InheritedError, watchdog};
use crate::socket::BindError;

/// How often the log's thread looks what there is to do where nobody watches it.
const IDLE_BEAT: Duration = Duration::from_secs(1);

/// Descriptors that are not for clients, with one data thread.
const SPARE_DESCRIPTORS: u64 = 64;

/// Those of a further data thread: its runtime's four, and its way to the service manager.
const THREAD_DESCRIPTORS: u64 = 5;

/// Why the relay could not start.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.said(english()))]
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
    System(#[from] io::Error),
}

impl Said for StartError {
    fn said(&self, words: &Language) -> String {
        match self {
            StartError::RuntimeDir(error) => error.said(words),
            StartError::Control(error) => error.said(words),
            StartError::Inherited(error) => error.said(words),
            StartError::Passed(error) => error.said(words),
            StartError::Bind(error) => error.said(words),
            StartError::Log(error) => error.said(words),
            StartError::System(_) => words.start_refused(),
        }
    }
}

impl StartError {
    /// How the process ends of it: a disk that fails is the same before READY=1 and after.
    pub fn exit(&self) -> Exit {
        match self {
            StartError::Log(error) if error.is_disk_failure() => Exit::LogFailed,
            // Somebody wanted it so.
            StartError::Bind(BindError::Interrupted { .. }) => Exit::Ok,
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
    /// What people call peers and addresses.
    pub names: Arc<Keeper>,
    /// Who is refused for a time.
    pub bans: BanBook,
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
    let connections = inherited.connections.into_iter().map(|passed| (passed.name, passed.descriptor));
    let mut returned = Returned::sort(connections);
    let channel = Channel::find(!returned.is_empty());
    let mut store = Store::open(&config.frames_dir, config.frame_log.clone())?;
    let control = Control::bind(&config.runtime_dir)?;
    let facts = Arc::new(LogFacts::new(config.frames_dir.clone(), config.names_file.clone()));
    let history = recover(&bound, &mut store, &mut returned, &facts)?;
    let beat = watchdog::beat();
    let (syncer, retention) = store.start_services(&facts, beat.unwrap_or(IDLE_BEAT), fatal.clone())?;
    let services = Services { sync: syncer.handle(), retention: retention.handle(), facts };
    let Opened { census, setups, mut leavers } =
        open_rooms(config, bound, history, &mut returned, &store, &services, clock)?;
    let is_there = |number, peer| census.is_there(number, peer);
    let names = Arc::new(Keeper::begin(config.names_file.clone(), Arc::clone(&census.names), is_there));
    store.check_the_rest()?;
    leavers.extend(returned.into_leavers());
    let kept = Kept { channel, leavers };
    let bans = BanBook::open(&config.state_dir, clock);
    let snapshot = bans.snapshot();
    let mut gate = Gate::new(gate(config, setups.len()));
    gate.set_bans(snapshot.bans, snapshot.version);
    let relay = Relay::start(setups, kept, Arc::clone(&census), gate, beat, clock, fatal)?;
    Ok(Running { relay, syncer, retention, control, census, names, bans, store })
}

/// What earlier runs left: of each room, and the clients that were accepted and not put on record any more.
struct History {
    rooms: Vec<Recovered>,
    fresh: Vec<Fresh>,
    /// No record has this number or a higher one.
    unrecorded: u64,
    /// The number of the next peer of all, behind everybody whose connection is there.
    next_conn: u64,
}

/// Recovers every room before any is opened: peer numbers go on from the highest of all, those of
/// rooms that are not configured any more included.
fn recover(bound: &[Bound], store: &mut Store, returned: &mut Returned, facts: &LogFacts) -> Result<History, LogError> {
    let ports: Vec<u16> = bound.iter().map(|room| room.port).collect();
    let elsewhere = store.peer_numbers_elsewhere(&ports)?;
    let stay = returned.numbers();
    let rooms = ports.iter().map(|&port| store.recover(port, &stay)).collect::<Result<Vec<_>, _>>()?;
    let unrecorded = PeerNumbers::next_of_all(rooms.iter().map(|room| room.peers).chain(elsewhere));
    let of_room = |room: &Recovered| if room.peers.unread == 0 { room.peers.next } else { unrecorded };
    let fresh = returned.fresh(&ports.iter().copied().zip(rooms.iter().map(of_room)).collect(), unrecorded);
    let next_conn = resume::behind_all(&stay, unrecorded);
    store.count(facts)?;
    Ok(History { rooms, fresh, unrecorded, next_conn })
}

/// The rooms, ready to be run.
struct Opened {
    census: Arc<Census>,
    setups: Vec<RoomSetup>,
    leavers: Vec<Leaver>,
}

fn open_rooms(
    config: &Config,
    bound: Vec<Bound>,
    history: History,
    returned: &mut Returned,
    store: &Store,
    services: &Services,
    clock: Clock,
) -> Result<Opened, StartError> {
    tell_of_absent_rooms(config, &bound);
    let mut fresh = history.fresh;
    let mut setups = Vec::new();
    let mut leavers = Vec::new();
    for (bound, recovered) in bound.into_iter().zip(history.rooms) {
        let (port, next) = (bound.port, recovered.next);
        let standing = Standing::after(recovered.last.as_ref(), bound.mode);
        tell_standing(port, &standing);
        let (mode, is_paused) = (standing.mode, standing.paused.is_some());
        let (decoration, end_word) = (config.decorations.of(port), EndWord::new(&config.end_word));
        let terms = Terms { port, mode, decoration, end_word, limits: config.limits };
        let mut taken = resume::take_up(&terms, recovered, returned, store, clock.now())?;
        let ours: Vec<Fresh> = fresh.extract_if(.., |client| client.port == port).collect();
        // Should this run end before these are on record, they are on none for the next one too.
        let next_conn = ours.iter().map(|client| client.conn).fold(history.unrecorded, u64::min);
        let start = Start { next, next_conn, present: &taken.present, now: clock.now() };
        let mut log = store.begin(port, standing, start, services.clone())?;
        taken.tell(&mut log, clock.now());
        let facts = Arc::new(RoomFacts::new(port, mode, bound.addresses, next - 1).passed(bound.is_passed));
        facts.set_paused(is_paused);
        facts.set_end_word(terms.end_word);
        let seated = taken.arrivals.into_iter().map(|arrival| seated(arrival, &taken.room, &facts)).collect();
        leavers.append(&mut taken.leavers);
        setups.push(RoomSetup { listeners: bound.listeners, room: taken.room, log, facts, seated, fresh: ours });
    }
    let rooms = setups.iter().map(|setup| Arc::clone(&setup.facts)).collect();
    let census = Census::new(clock::unix_ns(), rooms, Arc::clone(&services.facts), history.next_conn);
    setups.iter().flat_map(|setup| &setup.seated).for_each(|seated| census.add(Arc::clone(&seated.facts)));
    Ok(Opened { census: Arc::new(census), setups, leavers })
}

/// What holds in a room by somebody's order, and not by the configuration.
fn tell_standing(port: u16, standing: &Standing) {
    let Standing { mode, configured, paused } = standing;
    if mode != configured {
        let (mode, configured) = (mode.to_string(), configured.to_string());
        tracing::warn!("{}", here().mode_stays(&port.to_string(), &mode, &configured));
    }
    if let Some(by) = paused {
        let by = if by == UNKNOWN_USER { here().user_unknown() } else { by.clone() };
        tracing::warn!("{}", here().pause_stays(&port.to_string(), &by));
    }
}

/// A section about a room that there is not is mistaken for nothing.
fn tell_of_absent_rooms(config: &Config, bound: &[Bound]) {
    for port in config.decorations.rooms.keys().filter(|port| bound.iter().all(|room| room.port != **port)) {
        tracing::warn!("{}", here().no_such_room(&port.to_string()));
    }
}

/// What the control side sees of a peer that goes on: what it saw before.
fn seated(arrival: Arrival, room: &Room, facts: &Arc<RoomFacts>) -> Seated {
    let Arrival { slot, stream, conn, peer, local, since } = arrival;
    let before = room.member(slot).map(|member| member.counts).unwrap_or_default();
    let facts = Arc::new(PeerFacts::new(conn, Arc::clone(facts), peer, local, since).resumed(before));
    if let Some(member) = room.member(slot) {
        // When it last said or took something is on no record.
        facts.set(&member.counts, room.backlog(slot), PeerState::Open, 0);
    }
    Seated { slot, stream, facts }
}

/// What a configuration that was read again changes of the data path of so many rooms.
pub fn tuning(config: &Config, rooms: usize, by: &str) -> Tuning {
    Tuning {
        gate: gate(config, rooms),
        end_word: EndWord::new(&config.end_word),
        limits: config.limits,
        frame_log: config.frame_log.clone(),
        by: by.to_owned(),
    }
}

/// The configured rules, with no more clients than the descriptors of this process allow.
fn gate(config: &Config, rooms: usize) -> GateRules {
    let wanted = config.gate.clients_max;
    let (descriptors, _) = getrlimit(Resource::RLIMIT_NOFILE).unwrap_or((u64::MAX, u64::MAX));
    let spare = SPARE_DESCRIPTORS + THREAD_DESCRIPTORS * (data_threads(rooms) as u64 - 1);
    // With very few descriptors, half of them still leaves enough for the relay's own.
    let allowed = descriptors.saturating_sub(spare).max(descriptors / 2);
    let allowed = usize::try_from(allowed).unwrap_or(usize::MAX);
    if allowed < wanted {
        let (wanted, descriptors) = (wanted.to_string(), descriptors.to_string());
        tracing::warn!("{}", here().fewer_clients(allowed as u64, &wanted, &descriptors));
    }
    GateRules { clients_max: allowed.min(wanted), ..config.gate.clone() }
}

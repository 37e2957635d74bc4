//! Why a request was not carried out: as data, from which whoever asked makes a sentence in the
//! user's language, and as an English sentence for whoever cannot.
//!
//! Each variant has one [`Code`]. A program that does not know a variant takes the code and the text
//! of its [`Failure`](super::Failure). Bounds: of many things the first [`FEW_MAX`] are named; what a request said
//! comes back as it was said, so it stays under the length of a request.

use serde::{Deserialize, Serialize};

mod parts;

pub(super) use self::parts::if_known;
pub use self::parts::{Cause, Done, FEW_MAX, Few, FileTrouble, Misread, PeerHere};
use super::Code;
use super::naming::{BadName, Holder};

/// Why a request was not carried out. New variants may come, and new fields in those that are there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Refusal {
    /// No request of this daemon.
    #[error("this daemon ({version}) does not know the request: {why}")]
    Unknown {
        /// The daemon's version.
        version: String,
        /// What is wrong with it, for who wrote it.
        why: String,
    },
    /// It did not come in time.
    #[error("the request was not whole within {seconds} s")]
    Late {
        /// How long the daemon waited.
        seconds: u64,
    },
    /// The client stopped in the middle of it.
    #[error("the request ended before it was whole")]
    CutShort {},
    /// It is no message.
    #[error("{why}: a message is its length, four bytes, and one CBOR item of that length")]
    NoMessage {
        /// What is wrong with it, for who wrote it.
        why: String,
    },
    /// A verb that changes something, on a socket that only reads.
    #[error("{verb} changes something, and this socket only reads: use {socket} beside it")]
    ReadOnly {
        /// The verb.
        verb: String,
        /// File name of the socket for all verbs.
        socket: String,
    },
    /// There is no place for another session.
    #[error("all control sessions are taken: try again in a moment")]
    Sessions {},
    /// There is no place for another follower of events.
    #[error("{most} follow the events already: end one of them")]
    Followers {
        /// How many may.
        most: u64,
    },
    /// The daemon is at fault.
    #[error("the request could not be carried out")]
    Fault {},
    /// It is about to end.
    #[error("the relay is stopping")]
    Stopping {},
    /// A room that there is not.
    #[error("there is no room {room:?}: the rooms are {rooms}")]
    NoRoom {
        /// What it was called.
        room: String,
        /// Those that there are.
        rooms: Few<String>,
    },
    /// One room is wanted, and nobody said which.
    #[error("there are several rooms: name one with --room, of {rooms}")]
    WhichRoom {
        /// Those that there are.
        rooms: Few<String>,
    },
    /// A peer that there is not.
    #[error("there is no peer {who:?}: {}", there(peers))]
    NoPeer {
        /// What it was called.
        who: String,
        /// Those that there are.
        peers: Few<PeerHere>,
    },
    /// Several are meant.
    #[error(
        "{who:?} means {} peers, {peers}: {}", peers.count(),
        if *all { "name one of them, or all of them with --all" } else { "name one of them by its number" }
    )]
    WhichPeer {
        /// What they were called.
        who: String,
        /// They can be meant together.
        all: bool,
        /// All of them.
        peers: Few<PeerHere>,
    },
    /// Nobody is named.
    #[error("nobody is named who is to be kicked")]
    NobodyNamed {},
    /// Whoever was meant was there a moment ago.
    #[error("whoever was meant has left by itself meanwhile")]
    HasLeft {},
    /// There is nobody to talk to.
    #[error("nobody is in room {room}")]
    NobodyThere {
        /// The room.
        room: String,
    },
    /// Too much to say, or nothing.
    #[error("a text of {bytes} bytes: it has 1 to {bytes_max}")]
    SayLength {
        /// Its length.
        bytes: u64,
        /// The bound.
        bytes_max: u64,
    },
    /// The disk is full.
    #[error("room {room}: the frame log has no space")]
    NoSpace {
        /// The room.
        room: String,
    },
    /// There is no next segment.
    #[error("room {room}: the next segment cannot be begun yet: {cause}")]
    NoSegment {
        /// The room.
        room: String,
        /// Why not.
        cause: Cause,
    },
    /// What was read holds a mistake.
    #[error("{why}")]
    Configuration {
        /// Which, and where.
        why: String,
        /// The same as data. `None` where the daemon is older, or newer and says what is not known here.
        #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "if_known")]
        misread: Option<Misread>,
    },
    /// A text that is no address and no net.
    #[error("{net:?} is no address and no net: 192.168.1.20, 192.168.1.0/24 and 2001:db8::/32 are")]
    NotANet {
        /// The text.
        net: String,
    },
    /// A time that no ban lasts.
    #[error(
        "a ban lasts 1 s to {} days, not {seconds} s: who is never to come in belongs in limits.deny",
        seconds_max / 86_400
    )]
    BanTime {
        /// The time.
        seconds: u64,
        /// The bound.
        seconds_max: u64,
    },
    /// One ban more than there may be.
    #[error("there are {most} bans already: lift one, or ban the net that several are in")]
    TooManyBans {
        /// How many there may be.
        most: u64,
    },
    /// A net that is not banned.
    #[error("{net} is not banned: {}", banned(bans))]
    NoBan {
        /// The net.
        net: String,
        /// Those that are.
        bans: Few<String>,
    },
    /// A net that is banned as a part of another one.
    #[error("{net} is not banned by itself, it lies in {within}: lift that")]
    BanWithin {
        /// The net.
        net: String,
        /// The other one.
        within: String,
    },
    /// What cannot be a name.
    #[error(transparent)]
    BadName(BadName),
    /// Somebody else has the name.
    #[error("{name:?} is {by} already: take it away there first, or find another name")]
    NameTaken {
        /// The name.
        name: String,
        /// Who has it.
        by: Holder,
    },
    /// One name more than there may be.
    #[error("there are {most} names already: take one away first")]
    TooManyNames {
        /// How many there may be.
        most: u64,
    },
    /// There is no name to take away.
    #[error("{holder}{}", nameless(holder, by_address.as_deref(), *connected))]
    NoName {
        /// Whose it would be.
        holder: Holder,
        /// The name of a peer's address, where that has one.
        by_address: Option<String>,
        /// Somebody is there from the address.
        connected: bool,
    },
    /// The file of the names cannot be used.
    #[error("{}", unusable(path, *trouble, cause))]
    NamesFile {
        /// The file.
        path: String,
        /// What was tried.
        trouble: FileTrouble,
        /// What came of it.
        cause: Cause,
    },
    /// A part was done before the rest could not be.
    #[error("{why} (done before: {done})")]
    Partly {
        /// The part.
        done: Done,
        /// Why not the rest.
        why: Box<Refusal>,
    },
}

impl Refusal {
    /// The same for a record: without the names of those who are told of. What the order itself names stays.
    #[must_use]
    pub fn without_names(mut self) -> Refusal {
        match &mut self {
            Refusal::NoPeer { peers, .. } | Refusal::WhichPeer { peers, .. } => forget_names(peers),
            Refusal::NoName { by_address, .. } => *by_address = None,
            Refusal::Partly { done, why } => {
                if let Done::Peers(peers) = done {
                    forget_names(peers);
                }
                let told = std::mem::replace(&mut **why, Refusal::Stopping {});
                **why = told.without_names();
            }
            _ => {}
        }
        self
    }

    /// The stable name of its kind.
    pub fn code(&self) -> Code {
        match self {
            Refusal::Unknown { .. } => Code::UnknownRequest,
            Refusal::Late { .. } | Refusal::CutShort {} | Refusal::NoMessage { .. } => Code::BadMessage,
            Refusal::ReadOnly { .. } => Code::NotAllowed,
            Refusal::Sessions {} | Refusal::Followers { .. } => Code::Busy,
            Refusal::Fault {} => Code::Internal,
            Refusal::NoRoom { .. } => Code::NoSuchRoom,
            Refusal::NoPeer { .. } | Refusal::HasLeft {} => Code::NoSuchPeer,
            Refusal::WhichRoom { .. } | Refusal::WhichPeer { .. } => Code::Ambiguous,
            Refusal::Configuration { .. } => Code::BadConfiguration,
            Refusal::NoBan { .. } | Refusal::BanWithin { .. } => Code::NoSuchBan,
            Refusal::NobodyNamed {}
            | Refusal::SayLength { .. }
            | Refusal::NotANet { .. }
            | Refusal::BanTime { .. }
            | Refusal::BadName(_)
            | Refusal::NameTaken { .. }
            | Refusal::TooManyNames { .. }
            | Refusal::NoName { .. } => Code::BadValue,
            Refusal::Stopping {}
            | Refusal::NobodyThere { .. }
            | Refusal::NoSpace { .. }
            | Refusal::NoSegment { .. }
            | Refusal::TooManyBans { .. }
            | Refusal::NamesFile { .. } => Code::NotNow,
            Refusal::Partly { why, .. } => why.code(),
        }
    }

    /// This, where a part was done before.
    pub fn after(self, done: Done) -> Refusal {
        if done.is_nothing() { self } else { Refusal::Partly { done, why: Box::new(self) } }
    }
}

fn forget_names(peers: &mut Few<PeerHere>) {
    peers.first.iter_mut().for_each(|peer| peer.name.clear());
}

fn there(peers: &Few<PeerHere>) -> String {
    if peers.is_empty() { "nobody is connected".to_owned() } else { format!("connected are {peers}") }
}

fn nameless(holder: &Holder, by_address: Option<&str>, connected: bool) -> String {
    match (holder, by_address) {
        (Holder::Peer { peer, .. }, Some(name)) => {
            format!(" has no name of its own: {name:?} is the name of its address {}", peer.ip().to_canonical())
        }
        (Holder::Address(_), _) if !connected => " has no name, and nobody is connected from there".to_owned(),
        _ => " has no name".to_owned(),
    }
}

fn banned(bans: &Few<String>) -> String {
    if bans.is_empty() { "there are no bans".to_owned() } else { format!("the bans are {bans}") }
}

fn unusable(path: &str, trouble: FileTrouble, cause: &Cause) -> String {
    match trouble {
        FileTrouble::Read => format!("cannot read the names in {path}: {cause}"),
        FileTrouble::Write => format!("cannot write the names to {path}: {cause}"),
        FileTrouble::Foreign => {
            format!("{path} does not hold names as they are kept ({cause}): mend it, or remove it")
        }
    }
}

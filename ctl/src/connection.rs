//! A session with the daemon: connect, take its hello, ask.
//!
//! Owns the socket. Bounds: a reply is at most [`REPLY_BYTES_MAX`], every wait has a limit, and an
//! answer is given up after [`PROGRESS_MAX`] messages that are none.

use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tp_addresses::Place;
use tp_proto::control::codec::{self, CodecError};
use tp_proto::control::{
    CONTROL_SOCKET, Code, Failure, Hello, Item, Ok as Output, PROTOCOL_VERSION, PeerRow, REPLY_BYTES_MAX,
    REQUEST_BYTES_MAX, Reply, Request, STATUS_SOCKET, Status,
};
use tp_proto::places;

use crate::args::Args;
use crate::exit_code::ExitCode;
use crate::language::here;
use crate::refusal::refused;

/// How long a daemon may take for one message of an answer that somebody waits for.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long it may take when the answer only saves a guess.
const IMPATIENCE: Duration = Duration::from_millis(300);
/// Most `Progress` messages before an answer.
const PROGRESS_MAX: usize = 10_000;
/// The groups that may use [`STATUS_SOCKET`] and [`CONTROL_SOCKET`] of the system daemon.
const GROUP: &str = "tp-relais";
const ADMIN_GROUP: &str = "tp-relais-admin";

/// Why the daemon's answer is not there.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConnectionError {
    /// Nobody listens in any of these directories.
    #[error("{}", here().no_daemon(tried))]
    NoDaemon {
        /// The sockets that were tried.
        tried: String,
    },
    /// Somebody listens and this user may not connect.
    #[error("{}", here().may_not_use(&shown(path), &way_in(group.as_deref())))]
    NotAllowed {
        /// The socket.
        path: PathBuf,
        /// The group that may; `None` where it is another user's own.
        group: Option<String>,
    },
    /// The socket could not be connected to, for a reason of its own.
    #[error("{}", here().cannot_connect(&shown(path)))]
    Connect {
        /// The socket.
        path: PathBuf,
        /// What the kernel said.
        source: io::Error,
    },
    /// The daemon is there and the session broke.
    #[error("{}", here().broken_session(&shown(path)))]
    Broken {
        /// The socket.
        path: PathBuf,
        /// What went wrong.
        source: CodecError,
    },
    /// It speaks another protocol.
    #[error("{}", here().other_protocol(version, &protocol.to_string(), &PROTOCOL_VERSION.to_string()))]
    Protocol {
        /// The daemon's version.
        version: String,
        /// The protocol it speaks.
        protocol: u32,
    },
    /// It answered, and the answer is no.
    #[error("{}", refused(.0))]
    Refused(Failure),
    /// It was there, and has gone while it was listened to.
    #[error("{}", here().daemon_gone(&shown(path)))]
    Gone {
        /// The socket.
        path: PathBuf,
    },
    /// It answered something else than it was asked.
    #[error("{}", here().wrong_answer())]
    WrongAnswer,
}

impl ConnectionError {
    /// What the process returns for it.
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            ConnectionError::NoDaemon { .. } | ConnectionError::Gone { .. } => ExitCode::NoDaemon,
            ConnectionError::NotAllowed { .. } => ExitCode::NotAllowed,
            ConnectionError::Refused(failure) if failure.code == Code::NotAllowed => ExitCode::NotAllowed,
            _ => ExitCode::Failed,
        }
    }
}

/// An open session.
#[derive(Debug)]
pub(crate) struct Connection {
    stream: UnixStream,
    path: PathBuf,
}

impl Connection {
    /// Connects to the daemon that the arguments mean and takes its hello.
    pub(crate) fn open(args: &Args) -> Result<Connection, ConnectionError> {
        Connection::open_within(args, PATIENCE)
    }

    /// [`open`](Self::open), for a verb that changes something.
    pub(crate) fn open_control(args: &Args) -> Result<Connection, ConnectionError> {
        Connection::over(connect_first(&runtime_dirs(args), CONTROL_SOCKET)?, PATIENCE)
    }

    fn open_within(args: &Args, patience: Duration) -> Result<Connection, ConnectionError> {
        Connection::over(connect_first(&runtime_dirs(args), STATUS_SOCKET)?, patience)
    }

    fn over((stream, path): (UnixStream, PathBuf), patience: Duration) -> Result<Connection, ConnectionError> {
        let mut connection = Connection { stream, path };
        connection.limit(patience)?;
        let hello: Hello = connection.read()?;
        if hello.protocol == PROTOCOL_VERSION {
            Ok(connection)
        } else {
            Err(ConnectionError::Protocol { version: hello.version, protocol: hello.protocol })
        }
    }

    /// Asks, and waits for the answer.
    pub(crate) fn ask(&mut self, request: &Request) -> Result<Output, ConnectionError> {
        self.send(request)?;
        for _ in 0..PROGRESS_MAX {
            match self.read()? {
                Reply::Progress { .. } => {}
                Reply::Ok(output) => return Ok(output),
                Reply::Error(failure) => return Err(ConnectionError::Refused(failure)),
            }
        }
        Err(ConnectionError::WrongAnswer)
    }

    /// Asks, and hands over the parts of an answer as they come: of one that never ends, until the
    /// daemon has gone or `take` fails. A part comes at least every five seconds.
    pub(crate) fn ask_in_parts<E: From<ConnectionError>>(
        &mut self,
        request: &Request,
        mut take: impl FnMut(Item) -> Result<(), E>,
    ) -> Result<Output, E> {
        self.send(request)?;
        loop {
            let reply = self.read().map_err(|error| match error {
                ConnectionError::Broken { path, source: CodecError::Closed } => ConnectionError::Gone { path },
                other => other,
            })?;
            match reply {
                Reply::Progress { item: Some(item), .. } => take(item)?,
                Reply::Progress { item: None, .. } => {}
                Reply::Ok(output) => return Ok(output),
                Reply::Error(failure) => return Err(ConnectionError::Refused(failure).into()),
            }
        }
    }

    /// How the daemon is. A daemon that was handed its port may not see the machine's network: what to type
    /// is looked up here then.
    pub(crate) fn status(&mut self) -> Result<Status, ConnectionError> {
        match self.ask(&Request::Status {})? {
            Output::Status(mut status) => {
                if status.addresses.iter().any(|address| address.ip().is_unspecified()) {
                    status.addresses = tp_addresses::to_type(status.addresses.into_iter().map(Place::seen));
                }
                Ok(status)
            }
            _ => Err(ConnectionError::WrongAnswer),
        }
    }

    /// Who is there, every page. A daemon whose pages do not go forward is not asked for ever.
    pub(crate) fn peers(&mut self) -> Result<Vec<PeerRow>, ConnectionError> {
        let mut peers = Vec::new();
        let mut after = 0;
        loop {
            let Output::Peers(page) = self.ask(&Request::Peers { after })? else {
                return Err(ConnectionError::WrongAnswer);
            };
            peers.extend(page.peers);
            match page.next {
                None => return Ok(peers),
                Some(next) if next > after => after = next,
                Some(_) => return Err(ConnectionError::WrongAnswer),
            }
        }
    }

    fn send(&mut self, request: &Request) -> Result<(), ConnectionError> {
        match codec::write(&mut self.stream, request, REQUEST_BYTES_MAX) {
            // A server that has no session left says so before it closes: what it said is still there.
            Ok(()) | Err(CodecError::Io(_)) => Ok(()),
            Err(source) => Err(self.broken(source)),
        }
    }

    fn limit(&self, patience: Duration) -> Result<(), ConnectionError> {
        self.stream
            .set_read_timeout(Some(patience))
            .and_then(|()| self.stream.set_write_timeout(Some(patience)))
            .map_err(|source| ConnectionError::Connect { path: self.path.clone(), source })
    }

    fn read<T: serde::de::DeserializeOwned>(&mut self) -> Result<T, ConnectionError> {
        codec::read(&mut self.stream, REPLY_BYTES_MAX).map_err(|source| self.broken(source))
    }

    fn broken(&self, source: CodecError) -> ConnectionError {
        ConnectionError::Broken { path: self.path.clone(), source }
    }
}

/// How the daemon is, if one answers at once.
pub(crate) fn status_at_once(args: &Args) -> Option<Status> {
    Connection::open_within(args, IMPATIENCE).ok()?.status().ok()
}

fn runtime_dirs(args: &Args) -> Vec<PathBuf> {
    match &args.runtime_dir {
        Some(dir) => vec![dir.clone()],
        None => places::runtime_dirs().to_vec(),
    }
}

/// The first socket that answers. One that is there and may not be used counts more in the error
/// than one that is not there.
fn connect_first(dirs: &[PathBuf], socket: &str) -> Result<(UnixStream, PathBuf), ConnectionError> {
    let mut refused = None;
    for dir in dirs {
        match connect(dir, socket) {
            Ok(found) => return Ok(found),
            Err((path, error)) if is_absence(&error) => drop((path, error)),
            Err((path, error)) => refused = refused.or(Some(refusal(path, error))),
        }
    }
    let tried = || dirs.iter().map(|dir| dir.join(socket).display().to_string()).collect::<Vec<_>>();
    Err(refused.unwrap_or_else(|| ConnectionError::NoDaemon { tried: tried().join(", ") }))
}

/// An administrator may be in the group of the control socket alone, which answers the status
/// socket's verbs too.
fn connect(dir: &Path, socket: &str) -> Result<(UnixStream, PathBuf), (PathBuf, io::Error)> {
    let path = dir.join(socket);
    match UnixStream::connect(&path) {
        Ok(stream) => Ok((stream, path)),
        Err(error) if socket == STATUS_SOCKET && error.kind() == io::ErrorKind::PermissionDenied => {
            let control = dir.join(CONTROL_SOCKET);
            UnixStream::connect(&control).map(|stream| (stream, control)).map_err(|_| (path, error))
        }
        Err(error) => Err((path, error)),
    }
}

/// No socket, or one that a dead daemon has left.
fn is_absence(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionRefused, NotADirectory, NotFound};
    matches!(error.kind(), NotFound | ConnectionRefused | NotADirectory)
}

fn refusal(path: PathBuf, source: io::Error) -> ConnectionError {
    if source.kind() == io::ErrorKind::PermissionDenied {
        let usual = if path.ends_with(CONTROL_SOCKET) { ADMIN_GROUP } else { GROUP };
        let group = if path.starts_with(places::SYSTEM_RUNTIME_DIR) {
            Some(usual.to_owned())
        } else {
            // The directory may hide the socket.
            group_of(&path).or_else(|| group_of(path.parent()?))
        };
        ConnectionError::NotAllowed { path, group }
    } else {
        ConnectionError::Connect { path, source }
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

fn way_in(group: Option<&str>) -> String {
    match group {
        Some(group) => here().way_in_by_group(group),
        None => here().way_in_of_another(),
    }
}

/// Name of the group that may use a socket, where this user may ask and a group is meant.
fn group_of(path: &Path) -> Option<String> {
    let file = std::fs::metadata(path).ok()?;
    let gid = (file.mode() & 0o060 != 0).then(|| file.gid()).filter(|gid| *gid != 0)?;
    let group = nix::unistd::Group::from_gid(nix::unistd::Gid::from_raw(gid)).ok().flatten();
    Some(group.map_or_else(|| gid.to_string(), |group| group.name))
}

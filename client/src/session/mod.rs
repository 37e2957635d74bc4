//! One session with a server: on a terminal, in a pipe, or for one answer.
//!
//! Owns what the three have in common: how a session may end, and how long it listens after that.

mod interactive;
mod lines;
mod linger;
mod once;
mod piped;
mod reconnect;

use std::io::{self, IsTerminal as _};
use std::net::SocketAddr;
use std::time::Duration;

use thiserror::Error;
use tokio::time::Instant;

use crate::args::Args;
use crate::connect::{ConnectError, Connection, connect};
use crate::exit::say;
use crate::language::{language, why};
use crate::terminal::InputLine;
use lines::Lines;

/// A server that closes sooner than this, and without a byte, did not want the connection.
const AT_ONCE: Duration = Duration::from_millis(500);

/// Why a session failed, and what to try.
#[derive(Debug, Error)]
pub(crate) enum SessionError {
    #[error(transparent)]
    Connect(#[from] ConnectError),
    #[error("{}", language().closed_at_once(&peer.to_string()))]
    ClosedAtOnce { peer: SocketAddr },
    #[error("{}", language().cut(&peer.to_string(), &why(source)))]
    Cut { peer: SocketAddr, source: io::Error },
    #[error("{}", language().unanswered(&peer.to_string()))]
    Unanswered { peer: SocketAddr },
    #[error("{}", language().no_answer(&peer.to_string(), &language().tenths(*seconds)))]
    NoAnswer { peer: SocketAddr, seconds: f64 },
    #[error("{}", language().no_output(&why(.0)))]
    Output(#[source] io::Error),
    #[error("{}", language().no_input(&why(.0)))]
    Input(#[source] io::Error),
    #[error("{}", language().no_terminal(&why(.0)))]
    Terminal(#[source] io::Error),
    #[error("{}", language().no_start(&why(.0)))]
    Start(#[source] io::Error),
}

/// Which side ended a session in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ended {
    ByServer,
    ByUser,
}

/// Where a session stands with its server, for the sentence at its end.
#[derive(Clone, Copy, Debug)]
struct Standing {
    peer: SocketAddr,
    since: Instant,
}

impl Standing {
    fn of(connection: &Connection) -> Self {
        Standing { peer: connection.peer, since: connection.since }
    }

    /// What it means that the server closed its side after `received` bytes.
    fn closed(&self, received: u64) -> Result<Ended, SessionError> {
        if self.is_unwanted(received) {
            Err(SessionError::ClosedAtOnce { peer: self.peer })
        } else {
            Ok(Ended::ByServer)
        }
    }

    /// What it means that reading or writing failed with `source` after `received` bytes.
    fn cut(&self, received: u64, source: io::Error) -> SessionError {
        let reset = matches!(
            source.kind(),
            io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted | io::ErrorKind::BrokenPipe
        );
        if reset && self.is_unwanted(received) {
            SessionError::ClosedAtOnce { peer: self.peer }
        } else {
            SessionError::Cut { peer: self.peer, source }
        }
    }

    fn is_unwanted(&self, received: u64) -> bool {
        received == 0 && self.since.elapsed() < AT_ONCE
    }
}

/// Runs the session that `args` ask for, from the connection to its end.
pub(crate) fn run(args: Args) -> Result<(), SessionError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(SessionError::Start)?;
    let result = runtime.block_on(converse(args));
    // A name server that does not answer must not keep the program from ending.
    runtime.shutdown_background();
    result
}

async fn converse(args: Args) -> Result<(), SessionError> {
    let mut input = Input::new(&args);
    let first = connect(&args.target, args.timeout).await?;
    let ended = talk(&args, first, &mut input).await;
    if args.reconnect { reconnect::go_on(&args, ended, &mut input).await } else { ended.map(say_end) }
}

/// What the user says, in one session after the other.
#[derive(Debug)]
enum Input {
    /// One message; the answer is printed.
    Once,
    /// Typed on a terminal.
    Typed(Box<InputLine>),
    /// From a pipe or a file, read from the first connection on.
    Piped(Option<Lines>),
}

impl Input {
    fn new(args: &Args) -> Self {
        if args.once.is_some() {
            Input::Once
        } else if io::stdin().is_terminal() && io::stdout().is_terminal() {
            Input::Typed(Box::default())
        } else {
            Input::Piped(None)
        }
    }
}

/// One session, from the connection to its end.
async fn talk(args: &Args, connection: Connection, input: &mut Input) -> Result<Ended, SessionError> {
    say(language().connected(&connection.peer.to_string(), &connection.local.to_string()));
    match input {
        Input::Once => {
            let message = args.once.as_deref().unwrap_or_default();
            once::run(connection, message.as_encoded_bytes(), args.timeout).await
        }
        Input::Typed(line) => interactive::run(connection, &args.end_word, line).await,
        Input::Piped(lines) => piped::run(connection, &args.end_word, lines.get_or_insert_with(lines::of_stdin)).await,
    }
}

/// Says who ended a session; its user knows when it was he.
fn say_end(ended: Ended) {
    if ended == Ended::ByServer {
        say(language().server_closed());
    }
}

//! One session with a server: on a terminal, in a pipe, or for one answer.
//!
//! Owns what the three have in common: how a session may end, and how long it listens after that.

mod interactive;
mod lines;
mod linger;
mod once;
mod piped;

use std::io::{self, IsTerminal as _};
use std::net::SocketAddr;
use std::time::Duration;

use thiserror::Error;
use tokio::time::Instant;

use crate::args::Args;
use crate::connect::{ConnectError, Connection, connect};
use crate::exit::say;

/// A server that closes sooner than this, and without a byte, did not want the connection.
const AT_ONCE: Duration = Duration::from_millis(500);

/// Why a session failed, and what to try.
#[derive(Debug, Error)]
pub(crate) enum SessionError {
    #[error(transparent)]
    Connect(#[from] ConnectError),
    #[error(
        "{peer} accepted the connection and closed it at once: it may be full, or not admit this address; try again later, or ask who runs it"
    )]
    ClosedAtOnce { peer: SocketAddr },
    #[error(
        "the connection to {peer} was cut ({source}), so the last lines may not have arrived: check the network and the server, then connect again"
    )]
    Cut { peer: SocketAddr, source: io::Error },
    #[error(
        "{peer} closed the connection without an answer: it may relay to others and not answer, or expect another message"
    )]
    Unanswered { peer: SocketAddr },
    #[error(
        "no answer from {peer} within {seconds} s: it may relay to others and not answer; else give it longer with --timeout"
    )]
    NoAnswer { peer: SocketAddr, seconds: f64 },
    #[error("cannot write to standard output: {0}")]
    Output(#[source] io::Error),
    #[error("cannot read standard input: {0}")]
    Input(#[source] io::Error),
    #[error("cannot use the terminal: {0}; with input or output in a pipe the terminal is not needed")]
    Terminal(#[source] io::Error),
    #[error("cannot start: {0}")]
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
    let connection = connect(&args.target, args.timeout).await?;
    say(format_args!("connected to {} from {}", connection.peer, connection.local));
    let ended = if let Some(message) = &args.once {
        once::run(connection, message.as_encoded_bytes(), args.timeout).await?
    } else if io::stdin().is_terminal() && io::stdout().is_terminal() {
        interactive::run(connection, &args.end_word).await?
    } else {
        piped::run(connection, &args.end_word).await?
    };
    if ended == Ended::ByServer {
        say("the server closed the connection");
    }
    Ok(())
}

//! One session: Hello, then requests and their replies.

use std::io::{self, Write as _};
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use serde::de::IgnoredAny;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::UnixStream;
use tokio::time::timeout;
use tp_proto::control::codec::{self, CodecError, PREFIX_BYTES};
use tp_proto::control::{
    Failure, Hello, Level, Ok as Output, PROTOCOL_VERSION, REPLY_BYTES_MAX, REQUEST_BYTES_MAX, Refusal, Reply, Request,
};

use super::caller::Caller;
use super::{Desk, verb};

/// Rest after a failed accept.
pub const BACK_OFF: Duration = Duration::from_millis(100);

const REQUEST_TIME: Duration = Duration::from_secs(5);
const REPLY_TIME: Duration = Duration::from_secs(5);
const IDLE: Duration = Duration::from_secs(30);

/// How often a client that waits for an answer is told that it is being worked on.
const PROGRESS: Duration = Duration::from_secs(1);

/// Serves one client until it leaves, breaks the framing or says nothing for too long.
pub async fn serve(mut stream: UnixStream, level: Level, desk: Arc<Desk>) {
    if let Err(error) = talk(&mut stream, level, &desk).await {
        tracing::debug!("a control session ended: {error}");
    }
}

/// Tells a client that there is no seat for it, and leaves it.
///
/// What is said is far shorter than the buffer of a new socket: it is written at once or, to a
/// client that has gone already, not at all.
pub fn refuse(stream: UnixStream, level: Level) {
    let refused = refusal(level).and_then(|bytes| {
        let mut stream = stream.into_std()?;
        Ok(stream.write_all(&bytes)?)
    });
    if let Err(error) = refused {
        tracing::debug!("a control session was refused without a word: {error}");
    }
}

fn refusal(level: Level) -> Result<Vec<u8>, CodecError> {
    let error = refused(Refusal::Sessions {});
    Ok([codec::encode(&hello(level), REPLY_BYTES_MAX)?, codec::encode(&error, REPLY_BYTES_MAX)?].concat())
}

fn hello(level: Level) -> Hello {
    Hello { protocol: PROTOCOL_VERSION, version: env!("CARGO_PKG_VERSION").to_owned(), level }
}

async fn talk(stream: &mut UnixStream, level: Level, desk: &Arc<Desk>) -> Result<(), CodecError> {
    send(stream, &hello(level)).await?;
    let caller = Caller::of(stream, level)?;
    loop {
        let body = match receive(stream).await {
            Ok(Some(body)) => body,
            Ok(None) => return Ok(()),
            Err(error) => {
                // It is told, if it still listens, and what it sent is what the session ended of.
                let _ = send(stream, &refused(bad_message(&error))).await;
                return Err(error);
            }
        };
        let reply = match codec::decode::<Request>(&body) {
            Ok(Request::Events { last, follow }) => match verb::events::tell(stream, desk, last, follow).await? {
                Some(reply) => {
                    send(stream, &reply).await?;
                    continue;
                }
                None => return Ok(()),
            },
            Ok(request) => carry_out(request, stream, caller, desk).await?,
            Err(error) => Err(misunderstood(&body, &error)),
        };
        let stops = matches!(reply, Ok(Output::Stopping(_)));
        let sent = send(stream, &reply.map_or_else(refused, Reply::Ok)).await;
        // Whoever asked has its answer, or has left.
        if stops {
            desk.stop();
        }
        sent?;
    }
}

/// Carries out a request, and lets the client know while that takes long. A client that has left
/// is noticed then; what it asked for is done all the same.
async fn carry_out(
    request: Request,
    stream: &mut UnixStream,
    caller: Caller,
    desk: &Arc<Desk>,
) -> Result<Result<Output, Refusal>, CodecError> {
    let desk = Arc::clone(desk);
    // A task of its own: what has been begun is brought to its end, and put on record.
    let mut answer = tokio::spawn(async move { verb::answer(request, caller, &desk).await });
    loop {
        if let Ok(answer) = timeout(PROGRESS, &mut answer).await {
            return Ok(answer.unwrap_or(Err(Refusal::Fault {})));
        }
        let text = "the daemon is waiting for its disk".to_owned();
        send(stream, &Reply::Progress { text, item: None }).await?;
    }
}

/// A message that is one CBOR item and no request, or that is not even one item.
fn misunderstood(body: &[u8], error: &CodecError) -> Refusal {
    if let Err(error) = codec::decode::<IgnoredAny>(body) {
        return bad_message(&error);
    }
    verb::unknown(error.to_string())
}

fn bad_message(error: &CodecError) -> Refusal {
    match error {
        CodecError::Io(error) if error.kind() == io::ErrorKind::TimedOut => {
            Refusal::Late { seconds: REQUEST_TIME.as_secs() }
        }
        // The end of what the client sends, or of the connection.
        CodecError::Io(_) => Refusal::CutShort {},
        error => Refusal::NoMessage { why: error.to_string() },
    }
}

/// The body of the next message; `None` when the client left between two, or said nothing for too
/// long.
async fn receive(stream: &mut UnixStream) -> Result<Option<Vec<u8>>, CodecError> {
    let mut prefix = [0; PREFIX_BYTES];
    if timeout(IDLE, stream.readable()).await.is_err() {
        return Ok(None);
    }
    let whole = async {
        match stream.read(&mut prefix).await? {
            0 => return Ok(None),
            count => stream.read_exact(&mut prefix[count..]).await?,
        };
        let mut body = vec![0; codec::body_len(prefix, REQUEST_BYTES_MAX)?];
        stream.read_exact(&mut body).await?;
        Ok(Some(body))
    };
    timeout(REQUEST_TIME, whole).await.unwrap_or_else(|_| Err(timed_out()))
}

/// The reply that says no.
pub fn refused(why: Refusal) -> Reply {
    Reply::Error(Failure::from(why))
}

/// Sends a message to a client that takes it soon.
pub async fn send(stream: &mut UnixStream, message: &impl Serialize) -> Result<(), CodecError> {
    send_within(stream, message, REPLY_TIME).await
}

/// Sends a message to a client that takes it within this time.
pub async fn send_within(
    stream: &mut UnixStream,
    message: &impl Serialize,
    patience: Duration,
) -> Result<(), CodecError> {
    let bytes = codec::encode(message, REPLY_BYTES_MAX)?;
    match timeout(patience, stream.write_all(&bytes)).await {
        Ok(result) => Ok(result?),
        Err(_) => Err(timed_out()),
    }
}

fn timed_out() -> CodecError {
    io::Error::from(io::ErrorKind::TimedOut).into()
}

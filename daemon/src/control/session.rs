//! One session: Hello, then requests and their replies.

use std::io;
use std::time::Duration;

use serde::Serialize;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::UnixStream;
use tokio::time::timeout;
use tp_proto::control::codec::{self, CodecError, PREFIX_BYTES};
use tp_proto::control::{
    Code, Failure, Hello, Level, PROTOCOL_VERSION, REPLY_BYTES_MAX, REQUEST_BYTES_MAX, Reply, Request,
};

use super::verb;
use crate::census::Census;

/// Rest after a failed accept.
pub const BACK_OFF: Duration = Duration::from_millis(100);

const REQUEST_TIME: Duration = Duration::from_secs(5);
const REPLY_TIME: Duration = Duration::from_secs(5);
const IDLE: Duration = Duration::from_secs(30);

/// Serves one client until it leaves, breaks the framing or says nothing for too long.
pub async fn serve(mut stream: UnixStream, level: Level, census: &Census) {
    if let Err(error) = talk(&mut stream, level, census).await {
        tracing::debug!("a control session ended: {error}");
    }
}

/// Tells a client that there is no seat for it.
pub async fn refuse(mut stream: UnixStream) {
    let text = "all control sessions are taken: try again in a moment".to_owned();
    let _ = send(&mut stream, &Reply::Error(Failure { code: Code::Busy, text })).await;
}

async fn talk(stream: &mut UnixStream, level: Level, census: &Census) -> Result<(), CodecError> {
    let version = env!("CARGO_PKG_VERSION").to_owned();
    send(stream, &Hello { protocol: PROTOCOL_VERSION, version, level }).await?;
    while let Some(body) = receive(stream).await? {
        let reply = match codec::decode::<Request>(&body) {
            Ok(request) => verb::answer(request, census),
            Err(error) => Err(unknown(&error)),
        };
        send(stream, &reply.map_or_else(Reply::Error, Reply::Ok)).await?;
    }
    Ok(())
}

fn unknown(error: &CodecError) -> Failure {
    let text = format!("this daemon ({}) does not know the request: {error}", env!("CARGO_PKG_VERSION"));
    Failure { code: Code::UnknownRequest, text }
}

/// The body of the next message; `None` when the client left between two.
async fn receive(stream: &mut UnixStream) -> Result<Option<Vec<u8>>, CodecError> {
    let mut prefix = [0; PREFIX_BYTES];
    if timeout(IDLE, stream.readable()).await.is_err() {
        return Err(timed_out());
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

async fn send(stream: &mut UnixStream, message: &impl Serialize) -> Result<(), CodecError> {
    let bytes = codec::encode(message, REPLY_BYTES_MAX)?;
    match timeout(REPLY_TIME, stream.write_all(&bytes)).await {
        Ok(result) => Ok(result?),
        Err(_) => Err(timed_out()),
    }
}

fn timed_out() -> CodecError {
    io::Error::from(io::ErrorKind::TimedOut).into()
}

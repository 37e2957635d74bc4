//! What a relay says of itself, over its status socket.

use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::Duration;

use tp_proto::control::codec::{self, CodecError};
use tp_proto::control::{
    Hello, Ok as Answer, PeerRow, REPLY_BYTES_MAX, REQUEST_BYTES_MAX, Reply, Request, STATUS_SOCKET, Status,
};

const PATIENCE: Duration = Duration::from_secs(20);

/// Asks for the status.
pub(super) fn status(runtime_dir: &Path) -> Result<Status, CodecError> {
    match Session::open(runtime_dir)?.ask(&Request::Status {})? {
        Answer::Status(status) => Ok(status),
        other => panic!("asked for the status, got {other:?}"),
    }
}

/// Asks for all pages of peers.
pub(super) fn peers(runtime_dir: &Path) -> Result<Vec<PeerRow>, CodecError> {
    let mut session = Session::open(runtime_dir)?;
    let mut rows = Vec::new();
    let mut after = Some(0);
    while let Some(number) = after {
        let Answer::Peers(page) = session.ask(&Request::Peers { after: number })? else {
            panic!("asked for peers, got something else");
        };
        rows.extend(page.peers);
        after = page.next;
    }
    Ok(rows)
}

struct Session(UnixStream);

impl Session {
    fn open(runtime_dir: &Path) -> Result<Session, CodecError> {
        let mut stream = UnixStream::connect(runtime_dir.join(STATUS_SOCKET))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        let _: Hello = codec::read(&mut stream, REPLY_BYTES_MAX)?;
        Ok(Session(stream))
    }

    fn ask(&mut self, request: &Request) -> Result<Answer, CodecError> {
        codec::write(&mut self.0, request, REQUEST_BYTES_MAX)?;
        loop {
            match codec::read(&mut self.0, REPLY_BYTES_MAX)? {
                Reply::Progress { .. } => {}
                Reply::Ok(answer) => return Ok(answer),
                Reply::Error(failure) => panic!("{request:?} was refused: {failure}"),
            }
        }
    }
}

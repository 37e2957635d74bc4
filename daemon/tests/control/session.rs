//! A session whose client says what it likes.

use std::io::{self, Read as _, Write as _};
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::path::Path;

use tp_proto::control::codec::{self, CodecError};
use tp_proto::control::{
    Code, Hello, Level, Ok as Answer, REPLY_BYTES_MAX, REQUEST_BYTES_MAX, Reply, Request, STATUS_SOCKET,
};
use tp_testkit::{Relay, wait};

/// A connection that has had its hello.
pub(crate) struct Session(UnixStream);

impl Session {
    /// Connects to the status socket in `runtime_dir`.
    pub(crate) fn open(runtime_dir: &Path) -> Session {
        let mut stream = UnixStream::connect(runtime_dir.join(STATUS_SOCKET)).expect("the relay listens");
        stream.set_read_timeout(Some(wait::PATIENCE)).expect("our own socket");
        let hello: Hello = codec::read(&mut stream, REPLY_BYTES_MAX).expect("the server speaks first");
        assert_eq!(hello.level, Level::Status);
        Session(stream)
    }

    /// Sends bytes, to a server that may have closed.
    pub(crate) fn send(&mut self, bytes: &[u8]) {
        let _ = self.0.write_all(bytes);
    }

    /// Says that nothing more will come.
    pub(crate) fn end_input(&self) {
        self.0.shutdown(Shutdown::Write).expect("our own socket");
    }

    /// Asks for the status, of a server that may have closed.
    pub(crate) fn ask(&mut self) {
        self.send(&codec::encode(&Request::Status {}, REQUEST_BYTES_MAX).expect("a short request"));
    }

    /// The next reply: `Ok` for a status, or why not.
    pub(crate) fn reply(&mut self) -> Result<(), Code> {
        match codec::read(&mut self.0, REPLY_BYTES_MAX) {
            Ok(Reply::Ok(Answer::Status(_))) => Ok(()),
            Ok(Reply::Error(failure)) => {
                assert!(!failure.text.is_empty());
                Err(failure.code)
            }
            other => panic!("neither a status nor a refusal: {other:?}"),
        }
    }

    /// Whether the session goes on: a status is asked for and comes.
    pub(crate) fn answers(&mut self) -> bool {
        self.ask();
        match codec::read::<Reply>(&mut self.0, REPLY_BYTES_MAX) {
            Ok(Reply::Ok(_)) => true,
            Ok(other) => panic!("neither a status nor the end: {other:?}"),
            Err(CodecError::Closed | CodecError::Io(_)) => false,
            Err(error) => panic!("no message: {error}"),
        }
    }

    /// Waits until the server has closed.
    pub(crate) fn wait_for_end(&mut self) {
        match self.0.read(&mut [0]) {
            Ok(0) => {}
            // It left without having read all that was sent.
            Err(error) if error.kind() == io::ErrorKind::ConnectionReset => {}
            other => panic!("not the end: {other:?}"),
        }
    }
}

/// Waits until there is a seat, as there is soon after somebody has left.
pub(crate) fn wait_for_a_seat(relay: &Relay) {
    wait::until("a seat", || {
        let mut session = Session::open(&relay.runtime_dir());
        session.ask();
        session.reply().is_ok()
    });
}

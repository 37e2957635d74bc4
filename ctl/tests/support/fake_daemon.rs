//! A thread with a socket that gives canned answers.

use std::fs;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::thread;

use tp_proto::control::codec::{self, CodecError};
use tp_proto::control::{
    Code, Failure, Hello, Level, PROTOCOL_VERSION, REPLY_BYTES_MAX, REQUEST_BYTES_MAX, Reply, Request,
};

/// A daemon's socket. The thread ends with the test's process.
pub(crate) struct FakeDaemon {
    dir: PathBuf,
}

impl FakeDaemon {
    /// Listens in `dir` and gives each request the answer of `answer`.
    pub(crate) fn start(dir: &Path, answer: impl Fn(Request) -> Reply + Send + 'static) -> FakeDaemon {
        FakeDaemon::start_as(dir, PROTOCOL_VERSION, answer)
    }

    /// As a daemon of another protocol.
    pub(crate) fn start_as(
        dir: &Path,
        protocol: u32,
        answer: impl Fn(Request) -> Reply + Send + 'static,
    ) -> FakeDaemon {
        let hello = Hello { protocol, version: "9.8.7".into(), level: Level::Status };
        FakeDaemon::listen(dir, "status.sock", hello, answer)
    }

    /// As a daemon of which only the control socket can be reached.
    pub(crate) fn start_control(dir: &Path, answer: impl Fn(Request) -> Reply + Send + 'static) -> FakeDaemon {
        let hello = Hello { protocol: PROTOCOL_VERSION, version: "9.8.7".into(), level: Level::Control };
        FakeDaemon::listen(dir, "control.sock", hello, answer)
    }

    fn listen(
        dir: &Path,
        socket: &str,
        hello: Hello,
        answer: impl Fn(Request) -> Reply + Send + 'static,
    ) -> FakeDaemon {
        fs::create_dir_all(dir).unwrap();
        let listener = UnixListener::bind(dir.join(socket)).unwrap();
        thread::spawn(move || {
            for stream in listener.incoming() {
                serve(stream.unwrap(), &hello, &answer);
            }
        });
        FakeDaemon { dir: dir.to_owned() }
    }

    /// As a daemon that has no seat left: it says so, and closes before it was asked anything.
    pub(crate) fn start_full(dir: &Path) -> FakeDaemon {
        fs::create_dir_all(dir).unwrap();
        let listener = UnixListener::bind(dir.join("status.sock")).unwrap();
        let hello = Hello { protocol: PROTOCOL_VERSION, version: "9.8.7".into(), level: Level::Status };
        let text = "all control sessions are taken: try again in a moment".to_owned();
        let busy = Reply::Error(Failure { code: Code::Busy, text, about: None });
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                codec::write(&mut stream, &hello, REPLY_BYTES_MAX).unwrap();
                codec::write(&mut stream, &busy, REPLY_BYTES_MAX).unwrap();
            }
        });
        FakeDaemon { dir: dir.to_owned() }
    }

    /// The option that names it.
    pub(crate) fn option(&self) -> String {
        format!("--runtime-dir={}", self.dir.display())
    }
}

fn serve(mut stream: UnixStream, hello: &Hello, answer: &impl Fn(Request) -> Reply) {
    codec::write(&mut stream, hello, REPLY_BYTES_MAX).unwrap();
    loop {
        match codec::read(&mut stream, REQUEST_BYTES_MAX) {
            Ok(request) => codec::write(&mut stream, &answer(request), REPLY_BYTES_MAX).unwrap(),
            Err(CodecError::Closed) => return,
            Err(error) => panic!("not a request: {error}"),
        }
    }
}

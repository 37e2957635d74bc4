//! A session, and verbs that change something asked over it.

use std::os::unix::net::UnixStream;

use tp_proto::control::codec;
use tp_proto::control::{
    CONTROL_SOCKET, Code, Failure, Hello, Level, Ok as Answer, REPLY_BYTES_MAX, REQUEST_BYTES_MAX, Reply, Request,
    STATUS_SOCKET,
};
use tp_testkit::{Relay, wait};

/// A session on the socket for verbs that only read, or on the one for all of them.
pub fn session(relay: &Relay, level: Level) -> UnixStream {
    let socket = if level == Level::Control { CONTROL_SOCKET } else { STATUS_SOCKET };
    let mut stream = UnixStream::connect(relay.runtime_dir().join(socket)).expect("the relay listens");
    stream.set_read_timeout(Some(wait::PATIENCE)).expect("our own socket");
    let hello: Hello = codec::read(&mut stream, REPLY_BYTES_MAX).expect("the server speaks first");
    assert_eq!(hello.level, level);
    stream
}

/// Asks, and gives the answer behind all progress.
pub fn ask(stream: &mut UnixStream, request: &Request) -> Result<Answer, Failure> {
    // A server that has no seat says so and closes before it is asked: what it said is still there.
    let _ = codec::write(stream, request, REQUEST_BYTES_MAX);
    loop {
        match codec::read(stream, REPLY_BYTES_MAX).expect("the server answers") {
            Reply::Progress { .. } => {}
            Reply::Ok(answer) => return Ok(answer),
            Reply::Error(failure) => return Err(failure),
        }
    }
}

/// Has a relay do something on a session of its own.
pub fn order(relay: &Relay, request: &Request) -> Result<Answer, Failure> {
    ask(&mut session(relay, Level::Control), request)
}

/// Has a relay refuse something, for this reason, with a sentence that has all of these in it.
pub fn refused(relay: &Relay, request: &Request, code: Code, words: &[&str]) {
    let failure = order(relay, request).expect_err("it is refused");
    assert_eq!(failure.code, code, "{request:?}: {failure}");
    assert!(!failure.text.contains(|c: char| c.is_control()), "{failure}");
    words.iter().for_each(|word| assert!(failure.text.contains(word), "{word:?} is not in {failure}"));
}

/// Waits until the diagnostics say `count` times who did something, and gives these lines.
pub fn audited(relay: &Relay, verb: &str, count: usize) -> Vec<String> {
    let mark = format!("{verb} by uid {}", nix::unistd::getuid());
    wait::until_some(&format!("{count} lines with {mark:?}"), || {
        let lines: Vec<String> =
            relay.stderr().lines().filter(|line| line.contains(&mark)).map(str::to_owned).collect();
        assert!(lines.len() <= count, "{lines:?}");
        (lines.len() == count).then_some(lines)
    })
}

//! What the client's tests share: the real program with its pipes, and one connection of a server.
//!
//! Every wait here has a limit and is for an event: bytes, an end of file, an end of a process.

use std::io::{BufRead as _, BufReader, ErrorKind, Read, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, ChildStdin, ChildStdout, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// Longest wait for any one event, long enough for a busy machine.
pub(crate) const WAIT: Duration = Duration::from_secs(30);

/// The real program, speaking English.
pub(crate) fn client() -> Command {
    client_in("C.UTF-8")
}

/// The real program in this locale.
pub(crate) fn client_in(locale: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tp-client"));
    command.env("LC_ALL", locale).env_remove("LANGUAGE");
    command
}

/// A server that listens on a free port of the loopback.
pub(crate) fn listen() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

/// The next connection.
pub(crate) fn accept(listener: &TcpListener) -> TcpStream {
    listener.set_nonblocking(true).unwrap();
    let deadline = Instant::now() + WAIT;
    let stream = loop {
        match listener.accept() {
            Ok((stream, _)) => break stream,
            Err(error) if error.kind() == ErrorKind::WouldBlock && Instant::now() < deadline => pause(),
            Err(error) => panic!("no client came: {error}"),
        }
    };
    stream.set_nonblocking(false).unwrap();
    stream.set_read_timeout(Some(WAIT)).unwrap();
    stream
}

/// Reads exactly as many bytes as `expected` has and compares them.
pub(crate) fn expect_bytes(reader: &mut impl Read, expected: &[u8]) {
    let mut read = vec![0; expected.len()];
    reader.read_exact(&mut read).unwrap();
    assert_eq!(String::from_utf8_lossy(&read), String::from_utf8_lossy(expected));
}

/// Expects the end of the file, with nothing before it.
pub(crate) fn expect_end(reader: &mut impl Read) {
    let mut rest = Vec::new();
    reader.read_to_end(&mut rest).unwrap();
    assert_eq!(String::from_utf8_lossy(&rest), "");
}

/// The client with pipes on all sides; killed when the test is over.
pub(crate) struct Piped(Option<Child>);

impl Piped {
    /// Starts the client against `address`.
    pub(crate) fn start(address: SocketAddr, arguments: &[&str]) -> Self {
        Piped::spawn(client().arg(address.to_string()).args(arguments))
    }

    /// Starts it as `command` says.
    pub(crate) fn spawn(command: &mut Command) -> Self {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        Piped(Some(command.spawn().unwrap()))
    }

    /// Writes to its standard input.
    pub(crate) fn write(&mut self, bytes: &[u8]) {
        self.child().stdin.as_mut().unwrap().write_all(bytes).unwrap();
    }

    /// Ends its standard input.
    pub(crate) fn end_input(&mut self) {
        self.child().stdin = None;
    }

    /// Nobody reads its standard output any more.
    pub(crate) fn close_output(&mut self) {
        self.child().stdout = None;
    }

    /// Its standard input and output, for threads of the test.
    pub(crate) fn take_pipes(&mut self) -> (ChildStdin, ChildStdout) {
        let child = self.child();
        (child.stdin.take().unwrap(), child.stdout.take().unwrap())
    }

    /// Expects these bytes on its standard output.
    pub(crate) fn expect_output(&mut self, expected: &[u8]) {
        expect_bytes(self.child().stdout.as_mut().unwrap(), expected);
    }

    /// What it says on stderr, up to these words; it is ended then.
    pub(crate) fn stderr_until(mut self, words: &str) -> String {
        let mut said = String::new();
        let mut reader = BufReader::new(self.child().stderr.take().unwrap());
        while !said.contains(words) {
            assert_ne!(reader.read_line(&mut said).unwrap(), 0, "{words:?} is not in {said:?}");
        }
        said
    }

    /// Waits for its end; its standard input stays open until then.
    pub(crate) fn end(mut self) -> Output {
        let deadline = Instant::now() + WAIT;
        while self.child().try_wait().unwrap().is_none() {
            assert!(Instant::now() < deadline, "the client does not end");
            pause();
        }
        self.0.take().unwrap().wait_with_output().unwrap()
    }

    fn child(&mut self) -> &mut Child {
        self.0.as_mut().unwrap()
    }
}

impl Drop for Piped {
    fn drop(&mut self) {
        if let Some(mut child) = self.0.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Checks the exit code and that stderr holds `sentence`; on failure both are shown.
pub(crate) fn check_end(output: &Output, code: i32, sentence: &str) {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{stderr}");
    assert!(stderr.contains(sentence), "{sentence:?} is not in {stderr:?}");
}

/// Between two looks at something that cannot be awaited.
pub(crate) fn pause() {
    std::thread::sleep(Duration::from_millis(10));
}

//! Clients: they send seeded streams in chunks of random length, and a thread of their own reads
//! what comes, or they do not read at all.

mod reader;

use std::io::{self, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::{Duration, SystemTime};

use socket2::{Domain, SockRef, Socket, Type};
use tp_proto::control::PeerRow;

use crate::checker::Account;
use crate::stream::{self, Digest, Stream};
use reader::Reader;
pub use reader::{End, Pace};

/// The longest chunk that a client sends at once.
pub const CHUNK_BYTES_MAX: usize = 64 * 1024;

/// A connection to a relay.
#[derive(Debug)]
pub struct Client {
    stream: TcpStream,
    /// The client's own end.
    addr: SocketAddr,
    server: SocketAddr,
    /// When it began to connect, nanoseconds since the Unix epoch.
    since: u64,
    sent: Stream,
    reader: Option<Reader>,
    whole: bool,
    /// A write has failed. The kernel tells an error once: the reader may then see an end of file
    /// where the connection was reset, and what was on its way is gone.
    broken: bool,
}

impl Client {
    /// Connects, and reads what comes as fast as it can.
    ///
    /// # Panics
    ///
    /// When nobody listens there.
    pub fn connect(to: SocketAddr) -> Client {
        let mut client = Client::connect_silent(to);
        client.start_reading(Pace::Fast);
        client
    }

    /// Connects and reads nothing.
    ///
    /// # Panics
    ///
    /// When nobody listens there.
    pub fn connect_silent(to: SocketAddr) -> Client {
        let since = unix_ns();
        let stream = TcpStream::connect(to).unwrap_or_else(|error| panic!("cannot connect to {to}: {error}"));
        Client::over(stream, to, since)
    }

    /// Connects with a receive buffer of about so many bytes, and reads nothing: a backlog for it
    /// soon lies with the relay and not in the kernel.
    ///
    /// # Panics
    ///
    /// When nobody listens there.
    pub fn connect_narrow(to: SocketAddr, buffer_bytes: usize) -> Client {
        let since = unix_ns();
        let socket = Socket::new(Domain::for_address(to), Type::STREAM, None).expect("a socket");
        socket.set_recv_buffer_size(buffer_bytes).expect("a small receive buffer");
        socket.connect(&to.into()).unwrap_or_else(|error| panic!("cannot connect to {to}: {error}"));
        Client::over(socket.into(), to, since)
    }

    fn over(stream: TcpStream, server: SocketAddr, since: u64) -> Client {
        stream.set_nodelay(true).expect("TCP_NODELAY on our own socket");
        let addr = stream.local_addr().expect("a connected socket has an address");
        Client {
            stream,
            addr,
            server,
            since,
            sent: Stream::Literal(Vec::new()),
            reader: None,
            whole: false,
            broken: false,
        }
    }

    /// The client's own end of the connection.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// Whether a row of `peers` is this client's. Its own end alone does not tell: the kernel gives one port to
    /// several connections as long as they lead to different places.
    pub fn has_row(&self, row: &PeerRow) -> bool {
        row.peer == self.addr && row.local.port() == self.server.port()
    }

    /// From here on a thread reads what comes.
    pub fn start_reading(&mut self, pace: Pace) {
        let stream = self.stream.try_clone().expect("a second handle of our own socket");
        self.reader = Some(Reader::start(stream, pace));
    }

    /// Sends bytes as one piece.
    ///
    /// # Panics
    ///
    /// When the relay does not take them, or after [`send_seeded`](Self::send_seeded).
    pub fn send(&mut self, bytes: &[u8]) {
        self.stream.write_all(bytes).unwrap_or_else(|error| panic!("{} cannot send: {error}", self.addr));
        let Stream::Literal(sent) = &mut self.sent else { panic!("a client sends one kind of stream") };
        sent.extend_from_slice(bytes);
    }

    /// Sends the next `bytes` of a seed's stream, in chunks whose lengths come from the seed too.
    /// Gives the error when the connection breaks; what the kernel had taken by then counts as sent.
    pub fn send_seeded(&mut self, seed: u64, bytes: u64) -> io::Result<()> {
        self.send_chunks(seed, bytes, CHUNK_BYTES_MAX)
    }

    /// [`send_seeded`](Self::send_seeded) in chunks of at most so many bytes.
    pub fn send_chunks(&mut self, seed: u64, bytes: u64, chunk_bytes_max: usize) -> io::Result<()> {
        let from = match &self.sent {
            Stream::Seeded { seed: before, bytes } if *before == seed => *bytes,
            Stream::Literal(nothing) if nothing.is_empty() => 0,
            _ => panic!("a client sends one kind of stream"),
        };
        let end = from + bytes;
        let mut at = from;
        let mut buffer = vec![0; chunk_bytes_max];
        for length in stream::chunk_lengths(seed ^ from, chunk_bytes_max) {
            let chunk = &mut buffer[..length.min((end - at) as usize)];
            stream::fill(seed, at, chunk);
            let (taken, result) = write_counted(&mut self.stream, chunk);
            at += taken;
            self.sent = Stream::Seeded { seed, bytes: at };
            self.broken |= result.is_err();
            result?;
            if at == end {
                break;
            }
        }
        Ok(())
    }

    /// How many bytes the kernel has taken from it.
    pub fn sent_bytes(&self) -> u64 {
        self.sent.bytes()
    }

    /// Waits until it has received so many bytes in all.
    ///
    /// # Panics
    ///
    /// When its connection or [`PATIENCE`](crate::wait::PATIENCE) ends before that.
    pub fn wait_for_bytes(&self, bytes: u64) {
        let reader = self.reading();
        let state = reader.wait(|state| state.digest.bytes() >= bytes);
        let got = state.digest.bytes();
        assert!(got >= bytes, "{} received {got} of {bytes} bytes, then {:?}", self.addr, state.end);
    }

    /// Waits until the relay has closed the connection.
    ///
    /// # Panics
    ///
    /// When it stays open longer than [`PATIENCE`](crate::wait::PATIENCE).
    pub fn wait_for_end(&self) -> End {
        self.reading().wait(|_| false).end.unwrap_or_else(|| panic!("{} was never closed", self.addr))
    }

    /// How many bytes it has received so far, `None` when it does not read.
    pub fn received_bytes(&self) -> Option<u64> {
        self.reader.as_ref().map(|reader| reader.state().digest.bytes())
    }

    /// What it has received so far, up to 64 KiB of it.
    pub fn received(&self) -> Vec<u8> {
        self.reading().state().kept.clone()
    }

    /// Ends its sending side; it still reads.
    pub fn shutdown_write(&self) {
        // Fails only when the relay has already ended the connection.
        let _ = self.stream.shutdown(Shutdown::Write);
    }

    /// Breaks the connection with a reset (RFC 9293, section 3.10.5), as a program that dies does.
    pub fn reset(self) -> Account {
        let _ = SockRef::from(&self.stream).set_linger(Some(Duration::ZERO));
        // The reader's handle keeps the socket open: the reset leaves with the last of them.
        let _ = self.stream.shutdown(Shutdown::Read);
        self.into_account().cut()
    }

    /// From here on the checker holds the relay to all of it: every byte sent is in the log, every
    /// byte that was for it was received.
    pub fn expect_whole(&mut self) {
        self.whole = true;
    }

    /// Waits for the relay to end the connection, and expects to have had everything.
    ///
    /// # Panics
    ///
    /// When the relay does not end the connection, or breaks it.
    pub fn finish(mut self) -> Account {
        let end = self.wait_for_end();
        assert_eq!(end, End::Orderly, "{} was cut off", self.addr);
        self.expect_whole();
        self.into_account()
    }

    /// Closes the connection. The relay cannot tell this from a client that only ends its sending
    /// side, so more may be on its way to it for a while.
    pub fn leave(self) -> Account {
        let _ = self.stream.shutdown(Shutdown::Both);
        self.into_account().cut()
    }

    /// Waits for the connection's end and gives what the checker needs.
    pub fn into_account(mut self) -> Account {
        if let Some(reader) = &mut self.reader {
            reader.join();
        }
        self.account()
    }

    /// What the checker needs, as far as it has come.
    pub fn account(&self) -> Account {
        let (received, end) = self.reader.as_ref().map_or((Digest::default(), None), Reader::so_far);
        Account {
            addr: self.addr,
            since: self.since,
            sent: Some(self.sent.clone()),
            received: Some(received),
            whole: self.whole,
            read_to_end: end == Some(End::Orderly) && !self.broken,
        }
    }

    fn reading(&self) -> &Reader {
        self.reader.as_ref().expect("a client that reads")
    }
}

/// The present time in nanoseconds since the Unix epoch.
pub fn unix_ns() -> u64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("a clock after 1970");
    since.as_nanos() as u64
}

/// Writes a chunk; gives how much of it the kernel took, also when it then failed.
fn write_counted(stream: &mut TcpStream, mut chunk: &[u8]) -> (u64, io::Result<()>) {
    let mut taken = 0;
    while !chunk.is_empty() {
        match stream.write(chunk) {
            Ok(count) => {
                taken += count as u64;
                chunk = &chunk[count..];
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return (taken, Err(error)),
        }
    }
    (taken, Ok(()))
}

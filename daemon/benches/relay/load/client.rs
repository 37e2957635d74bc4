//! One client of the crowd.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use socket2::SockRef;

pub struct Client {
    pub stream: TcpStream,
    /// The beginning of a message whose end has not come.
    pub rest: Vec<u8>,
    /// What the kernel would not take yet.
    unsent: Vec<u8>,
    /// The number of its next message.
    pub number: u32,
    /// The next number to come from each sender; what comes must be that.
    pub due: Vec<u32>,
    /// The last probe that it has seen.
    pub probe: Option<u32>,
}

impl Client {
    /// Connects; the connection ends with a reset, so that no address is used up by thousands of
    /// connections that wait.
    pub fn connect(address: SocketAddr, within: Duration, senders: usize) -> io::Result<Client> {
        let stream = TcpStream::connect_timeout(&address, within)?;
        stream.set_nodelay(true)?;
        stream.set_nonblocking(true)?;
        SockRef::from(&stream).set_linger(Some(Duration::ZERO))?;
        Ok(Client { stream, rest: Vec::new(), unsent: Vec::new(), number: 0, due: vec![0; senders], probe: None })
    }

    /// Sends this, behind what waits; true when something still waits.
    pub fn send(&mut self, bytes: &[u8]) -> io::Result<bool> {
        let mut sent = 0;
        if self.unsent.is_empty() {
            sent = written((&self.stream).write(bytes))?;
        }
        self.unsent.extend_from_slice(&bytes[sent..]);
        Ok(!self.unsent.is_empty())
    }

    /// Sends what waits; true when something still does.
    pub fn flush(&mut self) -> io::Result<bool> {
        let sent = written((&self.stream).write(&self.unsent))?;
        self.unsent.drain(..sent);
        Ok(!self.unsent.is_empty())
    }

    /// One read; nothing when there is nothing.
    pub fn read(&self, into: &mut [u8]) -> io::Result<Option<usize>> {
        match (&self.stream).read(into) {
            Ok(0) => Err(ErrorKind::UnexpectedEof.into()),
            Ok(count) => Ok(Some(count)),
            Err(error) if error.kind() == ErrorKind::WouldBlock => Ok(None),
            Err(error) => Err(error),
        }
    }
}

fn written(result: io::Result<usize>) -> io::Result<usize> {
    match result {
        Err(error) if error.kind() == ErrorKind::WouldBlock => Ok(0),
        other => other,
    }
}

//! Who is at the other end of a session, and what that socket lets them do.

use std::fmt;
use std::io;

use tokio::net::UnixStream;
use tp_proto::control::{CONTROL_SOCKET, Code, Failure, Level};

/// A client, as the kernel knows it (SO_PEERCRED, unix(7)).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caller {
    /// Its user.
    pub uid: u32,
    /// Its process, where that can be told.
    pub pid: Option<i32>,
    /// What the socket that it came in on may do.
    pub level: Level,
}

impl Caller {
    /// Whoever connected.
    pub fn of(stream: &UnixStream, level: Level) -> io::Result<Caller> {
        let credentials = stream.peer_cred()?;
        Ok(Caller { uid: credentials.uid(), pid: credentials.pid(), level })
    }

    /// Refuses `verb`, which changes something, on a socket that only reads.
    pub fn may_change(&self, verb: &str) -> Result<(), Failure> {
        if self.level == Level::Control {
            return Ok(());
        }
        let text = format!("{verb} changes something, and this socket only reads: use {CONTROL_SOCKET} beside it");
        Err(Failure { code: Code::NotAllowed, text })
    }
}

impl fmt::Display for Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.pid {
            Some(pid) => write!(f, "uid {} pid {pid}", self.uid),
            None => write!(f, "uid {}", self.uid),
        }
    }
}

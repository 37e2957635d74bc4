//! Who is at the other end of a session, and what that socket lets them do.

use std::fs;
use std::io;
use std::sync::OnceLock;

use tokio::net::UnixStream;
use tp_proto::control::{CONTROL_SOCKET, Level, Refusal};

use crate::language::Language;

/// On record as the user of an order, where the kernel does not tell whose it was.
pub const UNKNOWN_USER: &str = "uid unknown";

/// A client, as the kernel knows it (SO_PEERCRED, unix(7)).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caller {
    /// Its user; `None` where the kernel does not tell (a service with `PrivateUsers=` is told the
    /// same number for everybody but root and itself, user_namespaces(7)).
    pub uid: Option<u32>,
    /// Its process, where that can be told.
    pub pid: Option<i32>,
    /// What the socket that it came in on may do.
    pub level: Level,
}

impl Caller {
    /// Whoever connected.
    pub fn of(stream: &UnixStream, level: Level) -> io::Result<Caller> {
        let credentials = stream.peer_cred()?;
        let uid = Some(credentials.uid()).filter(|uid| Some(*uid) != nobody());
        Ok(Caller { uid, pid: credentials.pid(), level })
    }

    /// Its user, for a record of what it did.
    pub fn user(&self) -> String {
        self.uid.map_or_else(|| UNKNOWN_USER.to_owned(), |uid| format!("uid {uid}"))
    }

    /// The same in words, with its process.
    pub fn said(&self, words: &Language) -> String {
        let user = self.uid.map_or_else(|| words.user_unknown(), |_| self.user());
        self.pid.map_or_else(|| user.clone(), |pid| format!("{user} pid {pid}"))
    }

    /// Refuses `verb`, which changes something, on a socket that only reads.
    pub fn may_change(&self, verb: &str) -> Result<(), Refusal> {
        if self.level == Level::Control {
            return Ok(());
        }
        Err(Refusal::ReadOnly { verb: verb.to_owned(), socket: CONTROL_SOCKET.to_owned() })
    }
}

/// The user that stands for all whom this process's user namespace does not know; `None` where it
/// knows everybody.
fn nobody() -> Option<u32> {
    static NOBODY: OnceLock<Option<u32>> = OnceLock::new();
    *NOBODY.get_or_init(|| {
        let map = fs::read_to_string("/proc/self/uid_map").unwrap_or_default();
        let whole = map.split_whitespace().eq(["0", "0", "4294967295"]);
        let overflow = || fs::read_to_string("/proc/sys/kernel/overflowuid").ok()?.trim().parse().ok();
        // The kernel's own value, where it cannot be read.
        (!whole).then(|| overflow().unwrap_or(65_534))
    })
}

//! The way to the service manager: one datagram a change, with its descriptor.

use std::env;
use std::io::{self, ErrorKind, IoSlice, Read as _};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, BorrowedFd};
use std::os::linux::net::SocketAddrExt as _;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::net::{SocketAddr, UnixDatagram, UnixStream};
use std::time::Duration;

use rustix::net::{SendAncillaryBuffer, SendAncillaryMessage, SendFlags, sendmsg};

/// How long a manager may take to say whether it keeps descriptors.
const PATIENCE: Duration = Duration::from_millis(250);

/// The name of the descriptor by which that is found out.
const PROBE: &str = "tp-relais-probe";

/// A socket that is connected to a service manager that keeps descriptors.
#[derive(Debug)]
pub struct Channel(pub(super) UnixDatagram);

impl Channel {
    /// The way to the manager's store, if there is one. It is known to be there when it has `kept`
    /// something; otherwise `$FDSTORE` says so (systemd from version 254 on sets it), or the manager
    /// is asked.
    pub fn find(kept: bool) -> Option<Channel> {
        let channel = Channel::connect(&env::var_os("NOTIFY_SOCKET")?).ok()?;
        let keeps = match env::var("FDSTORE") {
            _ if kept => true,
            Ok(places) => places.parse::<u64>().is_ok_and(|places| places > 0),
            Err(_) => channel.ask().unwrap_or(false),
        };
        keeps.then_some(channel)
    }

    fn connect(name: &std::ffi::OsStr) -> io::Result<Channel> {
        let address = match name.as_bytes() {
            [b'@', name @ ..] => SocketAddr::from_abstract_name(name)?,
            [b'/', ..] => SocketAddr::from_pathname(name)?,
            _ => return Err(ErrorKind::InvalidInput.into()),
        };
        let socket = UnixDatagram::unbound()?;
        socket.connect_addr(&address)?;
        socket.set_nonblocking(true)?;
        Ok(Channel(socket))
    }

    /// Gives the manager one end of a pair to keep. If it does not, the other end sees that end
    /// close, at the latest when the message behind it was dealt with (`BARRIER=1`, sd_notify(3)).
    fn ask(&self) -> io::Result<bool> {
        let (witness, given) = UnixStream::pair()?;
        let (mut answer, barrier) = UnixStream::pair()?;
        witness.set_nonblocking(true)?;
        answer.set_read_timeout(Some(PATIENCE))?;
        // Should this process end before it says so, the manager closes it by itself.
        send(&self.0, &format!("FDSTORE=1\nFDNAME={PROBE}"), Some(given.as_fd()))?;
        drop(given);
        send(&self.0, "BARRIER=1", Some(barrier.as_fd()))?;
        drop(barrier);
        let answered = answer.read(&mut [0]).is_ok();
        // One that knows no barriers has at least read all that it was told.
        let heard = answered || tp_kernel::unacknowledged(&self.0)? == 0;
        let kept = matches!((&witness).read(&mut [0]), Err(error) if error.kind() == ErrorKind::WouldBlock);
        release(&self.0, PROBE)?;
        Ok(heard && kept)
    }

    /// The same socket for another thread: what one thread says comes in its order.
    pub fn try_clone(&self) -> io::Result<Channel> {
        self.0.try_clone().map(Channel)
    }

    /// The socket, which never blocks.
    pub fn into_socket(self) -> UnixDatagram {
        self.0
    }
}

/// Has a descriptor kept under a name, also when its other end has hung up: what that had to say
/// may still be in it.
pub fn keep(socket: impl AsFd, name: &str, descriptor: BorrowedFd<'_>) -> io::Result<()> {
    send(socket, &format!("FDSTORE=1\nFDNAME={name}\nFDPOLL=0"), Some(descriptor))
}

/// Has what is kept under a name closed.
pub fn release(socket: impl AsFd, name: &str) -> io::Result<()> {
    send(socket, &format!("FDSTOREREMOVE=1\nFDNAME={name}"), None)
}

fn send(socket: impl AsFd, text: &str, descriptor: Option<BorrowedFd<'_>>) -> io::Result<()> {
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(1))];
    let mut control = SendAncillaryBuffer::new(&mut space);
    let descriptors = descriptor.as_slice();
    if !descriptors.is_empty() && !control.push(SendAncillaryMessage::ScmRights(descriptors)) {
        return Err(ErrorKind::InvalidInput.into());
    }
    let flags = SendFlags::NOSIGNAL | SendFlags::DONTWAIT;
    sendmsg(socket, &[IoSlice::new(text.as_bytes())], &mut control, flags)?;
    Ok(())
}

//! A listening Unix socket with a file that is only ours to remove.

use std::fs;
use std::io;
use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _, PermissionsExt as _};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};

use nix::sys::stat::{Mode, umask};
use nix::unistd::Group;
use socket2::{Domain, SockAddr, Socket, Type};
use tp_proto::control::Level;

use crate::language::{Language, Said, english, here};

/// The group whose members may use every verb of a system daemon.
const ADMIN_GROUP: &str = "tp-relais-admin";

/// A folder of the runtime directory that hands its group to what is made in it (the setgid bit,
/// inode(7)). In a sandbox that neither chown(2) nor any group but the daemon's own gets into, the
/// service manager makes it, and the control socket gets the administrators' group by birth.
const ADMIN_FOLDER: &str = "admin";

const OWNER_AND_GROUP: u32 = 0o660;
const GROUP_ENTERS: u32 = 0o010;
const HANDS_ITS_GROUP_ON: u32 = 0o2000;

/// A socket that cannot be had.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.said(english()))]
pub enum SocketError {
    /// A daemon answers there.
    Alive(PathBuf),
    /// Something else has the name.
    Foreign(PathBuf),
    /// The kernel refused.
    Bind {
        /// The socket.
        path: PathBuf,
        /// What the kernel said.
        source: io::Error,
    },
}

impl Said for SocketError {
    fn said(&self, words: &Language) -> String {
        match self {
            SocketError::Alive(path) => words.socket_alive(&path.to_string_lossy()),
            SocketError::Foreign(path) => words.socket_foreign(&path.to_string_lossy()),
            SocketError::Bind { path, .. } => words.socket_unmade(&path.to_string_lossy()),
        }
    }
}

/// A bound socket.
#[derive(Debug)]
pub struct ControlSocket {
    listener: UnixListener,
    file: SocketFile,
}

/// Removes the socket's file at the end, if it is still the one we made.
#[derive(Debug)]
pub struct SocketFile {
    path: PathBuf,
    inode: u64,
}

impl ControlSocket {
    /// Binds `path`. A socket that nobody answers on is replaced, anything else is left alone.
    pub fn bind(path: &Path, level: Level) -> Result<ControlSocket, SocketError> {
        remove_stale(path)?;
        let failed = |source| SocketError::Bind { path: path.to_owned(), source };
        let Some(birthplace) = birthplace(path, level) else {
            let (listener, file) = bind_closed(path).map_err(failed)?;
            open_to_group(path, level).map_err(failed)?;
            return Ok(ControlSocket { listener, file });
        };
        remove_stale(&birthplace)?;
        let (listener, mut file) = bind_closed(&birthplace).map_err(failed)?;
        fs::set_permissions(&birthplace, fs::Permissions::from_mode(OWNER_AND_GROUP)).map_err(failed)?;
        fs::rename(&birthplace, path).map_err(failed)?;
        file.path = path.to_owned();
        Ok(ControlSocket { listener, file })
    }

    /// The listener, and the care for its file.
    pub fn into_parts(self) -> (UnixListener, SocketFile) {
        (self.listener, self.file)
    }
}

impl Drop for SocketFile {
    fn drop(&mut self) {
        if fs::symlink_metadata(&self.path).is_ok_and(|metadata| metadata.ino() == self.inode) {
            // It goes with the runtime directory otherwise.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Ours alone when the file appears, to be opened to those it is for: there is no moment when anybody
/// else can connect. It goes when anything fails from there on.
fn bind_closed(path: &Path) -> io::Result<(UnixListener, SocketFile)> {
    let before = umask(Mode::from_bits_truncate(0o177));
    let bound = UnixListener::bind(path);
    umask(before);
    let listener = bound?;
    let inode = fs::symlink_metadata(path)?.ino();
    let file = SocketFile { path: path.to_owned(), inode };
    listener.set_nonblocking(true)?;
    Ok((listener, file))
}

/// Where the control socket is made to get the administrators' group, if the manager has provided
/// for that.
fn birthplace(path: &Path, level: Level) -> Option<PathBuf> {
    let folder = path.parent()?.join(ADMIN_FOLDER);
    let metadata = fs::symlink_metadata(&folder).ok().filter(|_| level == Level::Control)?;
    let hands_on = metadata.is_dir() && metadata.mode() & HANDS_ITS_GROUP_ON != 0;
    hands_on.then(|| folder.join(path.file_name().unwrap_or_default()))
}

/// Lets the right group connect: the daemon's own to the status socket, the administrators' to the
/// other one. Where there are no administrators and the group can enter the directory, that one
/// stays the owner's.
fn open_to_group(path: &Path, level: Level) -> io::Result<()> {
    if level == Level::Control && !is_private(path)? {
        let Some(group) = Group::from_name(ADMIN_GROUP)? else { return Ok(()) };
        if let Err(error) = std::os::unix::fs::chown(path, None, Some(group.gid.as_raw())) {
            let (path, why) = (path.to_string_lossy(), here().kernel(&error));
            tracing::warn!("{}", here().socket_not_for_group(&path, ADMIN_GROUP, &why));
            return Ok(());
        }
    }
    fs::set_permissions(path, fs::Permissions::from_mode(OWNER_AND_GROUP))
}

/// Whether nobody but its owner enters the directory of `path`.
fn is_private(path: &Path) -> io::Result<bool> {
    let directory = path.parent().unwrap_or(Path::new("."));
    Ok(fs::metadata(directory)?.mode() & GROUP_ENTERS == 0)
}

fn remove_stale(path: &Path) -> Result<(), SocketError> {
    let failed = |source| SocketError::Bind { path: path.to_owned(), source };
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(failed(error)),
        Ok(metadata) if !metadata.file_type().is_socket() => return Err(SocketError::Foreign(path.to_owned())),
        Ok(_) => {}
    }
    match probe(path) {
        Ok(()) => Err(SocketError::Alive(path.to_owned())),
        // Its queue is full: it is busy, or halted, and there.
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => Err(SocketError::Alive(path.to_owned())),
        Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => {
            tracing::info!("{}", here().socket_replaced(&path.to_string_lossy()));
            fs::remove_file(path).map_err(failed)
        }
        Err(error) => Err(failed(error)),
    }
}

/// Connects without ever waiting: connect(2) to a Unix socket waits while the other's queue is full.
fn probe(path: &Path) -> io::Result<()> {
    let socket = Socket::new(Domain::UNIX, Type::STREAM, None)?;
    socket.set_nonblocking(true)?;
    socket.connect(&SockAddr::unix(path)?)
}

//! What people call the peers of a frame log.
//!
//! The log has no names: the daemon keeps them in a file of its own, which anybody may edit or remove.
//! It is looked for where a daemon has it, beside the folder of its frames, and read anew when it has
//! changed. One that cannot be read is told of once; nobody has a name by it then.

use std::fs::{self, Metadata};
use std::io::{self, Read as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tp_language::mistake;
use tp_names::{BYTES_MAX, Book, Contents};
use tp_proto::control::refusal::{Cause, FileTrouble};
use tp_proto::frame_log::{Open, TablePeer};
use tp_proto::places;

use super::file;
use crate::language::here;
use crate::output;

/// A folder of frames has rooms in it, and these have segments: whoever names one of those means the
/// names beside the folder.
const DEPTH: usize = 3;

/// The file, and what it held when it was read last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct NamesFile {
    path: Option<PathBuf>,
    stamp: Option<Stamp>,
    book: Arc<Book>,
}

/// What differs once a file is another, or has been written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    inode: u64,
    bytes: u64,
    changed: (i64, i64),
}

impl NamesFile {
    /// The file for the log, room or segment at `path`.
    pub(super) fn of(path: &Path) -> NamesFile {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let frames = path.ancestors().take(DEPTH).find(|folder| folder.ends_with(places::FRAMES));
        let mut files = frames.and_then(Path::parent).into_iter().flat_map(places::names_files);
        let path = files.find(|file| file.is_file());
        // One that comes later is where a daemon of this user's makes it.
        let beside = || frames.and_then(Path::parent).and_then(|dir| places::names_files(dir).next());
        let mut names = NamesFile { path: path.or_else(beside), ..NamesFile::default() };
        names.read_anew();
        names
    }

    /// Gives somebody the name that people use, where the log has none.
    pub(super) fn call(&self, open: &mut Open) {
        if open.name.is_none() {
            open.name = self.book.of(open.conn, open.peer.0).map(str::to_owned);
        }
    }

    /// Those of `peers` who are called otherwise than by the book `before`, with what they are called now.
    pub(super) fn others<'a>(
        &self,
        before: &Book,
        peers: impl Iterator<Item = &'a TablePeer>,
    ) -> Vec<(u64, Option<String>)> {
        let other = |peer: &TablePeer| {
            let [before, now] = [before, &self.book].map(|book| book.of(peer.conn, peer.peer.0));
            // A name that is the log's own stays.
            (before != now && peer.name.as_deref() == before).then(|| (peer.conn, now.map(str::to_owned)))
        };
        peers.filter_map(other).collect()
    }

    /// Reads the file again if it is not as it was. Gives the names before.
    pub(super) fn read_anew(&mut self) -> Option<Arc<Book>> {
        let path = self.path.as_deref()?;
        let stamp = fs::metadata(path).ok().as_ref().map(Stamp::of);
        if stamp == self.stamp {
            return None;
        }
        self.stamp = stamp;
        let book = stamp.map_or(Ok(Book::default()), |_| read(path)).unwrap_or_else(|(trouble, cause)| {
            let path = path.to_string_lossy();
            output::complain(&tp_language::refusal::names_file(&path, trouble, &cause, &here()));
            Book::default()
        });
        Some(std::mem::replace(&mut self.book, Arc::new(book)))
    }
}

impl Stamp {
    fn of(there: &Metadata) -> Stamp {
        Stamp { inode: there.ino(), bytes: there.size(), changed: (there.ctime(), there.ctime_nsec()) }
    }
}

/// What the file holds, or why it cannot be used.
fn read(path: &Path) -> Result<Book, (FileTrouble, Cause)> {
    let mut bytes = Vec::new();
    let read = file::open(path).and_then(|file| file.take(BYTES_MAX + 1).read_to_end(&mut bytes));
    match read {
        // It was removed meanwhile.
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Book::default()),
        Err(error) => Err((FileTrouble::Read, (&error).into())),
        Ok(_) => book(&bytes).map_err(|text| (FileTrouble::Foreign, Cause { text, errno: None })),
    }
}

fn book(bytes: &[u8]) -> Result<Book, String> {
    if bytes.len() as u64 > BYTES_MAX {
        return Err(format!("it is longer than {BYTES_MAX} bytes"));
    }
    let contents: Contents = toml::from_str(mistake::text(bytes)?).map_err(|error| error.to_string())?;
    contents.book()
}

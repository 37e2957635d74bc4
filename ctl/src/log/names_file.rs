//! What people call the peers of a frame log.
//!
//! The log has no names: the daemon keeps them in a file of its own, which anybody may edit or remove. It
//! is where the daemon says, or else where daemons have it, and read anew when it has changed. One that
//! cannot be read is told of once; nobody has a name by it then.

use std::cell::RefCell;
use std::fs::{self, Metadata};
use std::io::{self, Read as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use tp_language::{mistake, refusal};
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

/// The names of a log, for all who read it.
#[derive(Debug, Clone)]
pub(crate) struct Names(Rc<RefCell<NamesFile>>);

/// The file, and what it held when it was read last.
#[derive(Debug)]
struct NamesFile {
    /// Where it may be: the first that is there counts.
    places: Vec<PathBuf>,
    stamp: Option<Stamp>,
    book: Rc<Book>,
}

/// What differs once a file is another, or has been written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    device: u64,
    inode: u64,
    bytes: u64,
    changed: (i64, i64),
}

impl Names {
    /// Those of the log, room or segment at `path`, where no daemon says where they are.
    pub(super) fn beside(path: &Path) -> Names {
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let frames = path.ancestors().take(DEPTH).find(|folder| folder.ends_with(places::FRAMES));
        Names::of(frames.and_then(Path::parent).into_iter().flat_map(places::names_files).collect())
    }

    /// Those in the file at `path`.
    pub(super) fn at(path: PathBuf) -> Names {
        Names::of(vec![path])
    }

    fn of(places: Vec<PathBuf>) -> Names {
        Names(Rc::new(RefCell::new(NamesFile { places, stamp: None, book: Rc::default() })))
    }

    /// As they are now.
    pub(super) fn book(&self) -> Rc<Book> {
        self.0.borrow_mut().look()
    }
}

impl NamesFile {
    fn look(&mut self) -> Rc<Book> {
        let there = self.places.iter().find_map(|path| Some((path, Stamp::of(&fs::metadata(path).ok()?))));
        let stamp = there.map(|(_, stamp)| stamp);
        if stamp != self.stamp {
            self.stamp = stamp;
            self.book = Rc::new(there.map_or_else(Book::default, |(path, _)| read_or_complain(path)));
        }
        Rc::clone(&self.book)
    }
}

impl Stamp {
    fn of(there: &Metadata) -> Stamp {
        let changed = (there.ctime(), there.ctime_nsec());
        Stamp { device: there.dev(), inode: there.ino(), bytes: there.size(), changed }
    }
}

/// Gives somebody the name that people use, where the log has none.
pub(super) fn call(open: &mut Open, book: &Book) {
    if open.name.is_none() {
        open.name = book.of(open.conn, open.peer.0).map(str::to_owned);
    }
}

/// Those of `peers` who are called otherwise than they were, with what they are called now.
pub(super) fn others<'a>(
    before: &Book,
    now: &Book,
    peers: impl Iterator<Item = &'a TablePeer>,
) -> Vec<(u64, Option<String>)> {
    let other = |peer: &TablePeer| {
        let [before, now] = [before, now].map(|book| book.of(peer.conn, peer.peer.0));
        // Another name is the log's own.
        (before != now && peer.name.as_deref() == before).then(|| (peer.conn, now.map(str::to_owned)))
    };
    peers.filter_map(other).collect()
}

fn read_or_complain(path: &Path) -> Book {
    read(path).unwrap_or_else(|(trouble, cause)| {
        output::complain(&refusal::names_file(&path.to_string_lossy(), trouble, &cause, &here()));
        Book::default()
    })
}

/// What the file holds, or why it cannot be used.
fn read(path: &Path) -> Result<Book, (FileTrouble, Cause)> {
    let mut bytes = Vec::new();
    let read = file::open(path).and_then(|file| file.take(BYTES_MAX + 1).read_to_end(&mut bytes));
    match read {
        // It was removed meanwhile.
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Book::default()),
        Err(error) => Err((FileTrouble::Read, (&error).into())),
        Ok(_) => book(&bytes)
            .map_err(|reason| (FileTrouble::Foreign, Cause { text: mistake::in_short(&reason), errno: None })),
    }
}

fn book(bytes: &[u8]) -> Result<Book, String> {
    if bytes.len() as u64 > BYTES_MAX {
        return Err(format!("it is longer than {BYTES_MAX} bytes"));
    }
    let contents: Contents = toml::from_str(mistake::text(bytes)?).map_err(|error| error.to_string())?;
    contents.book()
}

//! A file of the state directory: TOML that a person can read, edit and remove.
//!
//! It is read up to a bound, from a file and through no link, and written as a whole beside its place
//! and then put there, on disk before anybody hears of it: whoever looks sees the old one or the new
//! one, after a kill too. One that somebody else wrote is never written over by [`read`]'s user before it
//! was understood; what is to happen to it is for that user to say ([`set_aside`]).

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use nix::fcntl::OFlag;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tp_language::mistake;
use tp_proto::control::refusal::{Cause, FileTrouble};

use crate::language::{Language, Said, english};

/// Members of the group may read it.
const FILE_MODE: u32 = 0o640;
const DIRECTORY_MODE: u32 = 0o750;

/// A file that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.said(english()))]
pub enum StateFileError {
    /// It could not be read.
    Read {
        /// The file.
        path: PathBuf,
        /// What the kernel said.
        source: io::Error,
    },
    /// It could not be written.
    Write {
        /// The file.
        path: PathBuf,
        /// What the kernel said.
        source: io::Error,
    },
    /// It holds something else.
    Foreign {
        /// The file.
        path: PathBuf,
        /// What is wrong, in one line.
        reason: String,
    },
}

impl Said for StateFileError {
    fn said(&self, words: &Language) -> String {
        match self {
            StateFileError::Read { path, .. } => words.state_unread(&path.to_string_lossy()),
            StateFileError::Write { path, .. } => words.state_unwritten(&path.to_string_lossy()),
            StateFileError::Foreign { path, reason } => {
                words.state_foreign(&path.to_string_lossy(), &words.spell(mistake::said(reason, words.lang())))
            }
        }
    }
}

impl StateFileError {
    /// What it is about, for whoever says it in another language.
    pub fn parts(&self) -> (String, FileTrouble, Cause) {
        let (path, trouble, cause) = match self {
            StateFileError::Read { path, source } => (path, FileTrouble::Read, source.into()),
            StateFileError::Write { path, source } => (path, FileTrouble::Write, source.into()),
            StateFileError::Foreign { path, reason } => {
                (path, FileTrouble::Foreign, Cause { text: reason.clone(), errno: None })
            }
        };
        (path.display().to_string(), trouble, cause)
    }

    /// A file of which `reason`, on however many lines, says why it is none of ours.
    pub fn foreign(path: &Path, reason: &str) -> StateFileError {
        StateFileError::Foreign { path: path.to_owned(), reason: mistake::in_short(reason) }
    }
}

/// What the file at `path` holds, if there is one.
///
/// # Errors
///
/// The kernel refuses, or it is no file of up to `bytes_max` bytes with such contents.
pub fn read<C: DeserializeOwned>(path: &Path, bytes_max: u64) -> Result<Option<C>, StateFileError> {
    let failed = |source| StateFileError::Read { path: path.to_owned(), source };
    let foreign = |reason: &str| StateFileError::foreign(path, reason);
    // Opening a pipe would wait for its other end, and a link may lead anywhere.
    let flags = OFlag::O_NOFOLLOW | OFlag::O_NONBLOCK | OFlag::O_CLOEXEC;
    let file = match OpenOptions::new().read(true).custom_flags(flags.bits()).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) if error.raw_os_error() == Some(nix::libc::ELOOP) => return Err(foreign("it is a link")),
        Err(source) => return Err(failed(source)),
    };
    if !file.metadata().map_err(failed)?.is_file() {
        return Err(foreign("it is no file"));
    }
    let mut bytes = Vec::new();
    file.take(bytes_max + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > bytes_max {
        return Err(foreign(&format!("it is longer than {bytes_max} bytes")));
    }
    let text = mistake::text(&bytes).map_err(|reason| foreign(&reason))?;
    toml::from_str(text).map(Some).map_err(|error| foreign(&error.to_string()))
}

/// Puts `contents` into `path`, behind the comment `head`: all of it or, if that fails, what was there
/// before. It waits for the disk.
///
/// # Errors
///
/// The kernel refuses.
pub fn write(path: &Path, head: &str, contents: &impl Serialize) -> Result<(), StateFileError> {
    let failed = |source| StateFileError::Write { path: path.to_owned(), source };
    let directory = path.parent().unwrap_or(Path::new("."));
    DirBuilder::new().recursive(true).mode(DIRECTORY_MODE).create(directory).map_err(failed)?;
    let new = path.with_extension("toml.new");
    let text = toml::to_string(contents).map(|toml| format!("{head}\n{toml}")).map_err(io::Error::other);
    let put = text.and_then(|text| put(&new, &text)).and_then(|()| fs::rename(&new, path));
    if let Err(source) = put {
        let _ = fs::remove_file(&new);
        return Err(failed(source));
    }
    File::open(directory).and_then(|directory| directory.sync_all()).map_err(failed)
}

/// Leaves a file to whoever looks at it, under another name. Gives that.
///
/// # Errors
///
/// The kernel refuses: the next [`write()`] writes over it.
pub fn set_aside(path: &Path) -> io::Result<PathBuf> {
    let aside = path.with_extension("toml.bad");
    fs::rename(path, &aside).map(|()| aside)
}

fn put(new: &Path, text: &str) -> io::Result<()> {
    // What an attempt left that was broken off; a new file is nobody's link.
    match fs::remove_file(new) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = OpenOptions::new().write(true).create_new(true).mode(FILE_MODE).open(new)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{MetadataExt as _, symlink};

    use toml::Table;

    use tp_language::Lang;

    use super::*;
    use crate::language::of;

    const BYTES_MAX: u64 = 100;

    fn table(text: &str) -> Table {
        text.parse().expect("TOML")
    }

    #[test]
    fn a_file_is_there_as_a_whole_and_for_its_group_alone() {
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join("state").join("x.toml");
        assert_eq!(read::<Table>(&path, BYTES_MAX).expect("there is none yet"), None);
        for text in ["a = 1\n", "b = \"é\"\n"] {
            // What a kill left, longer than what comes.
            fs::create_dir_all(directory.path().join("state")).expect("a folder");
            fs::write(path.with_extension("toml.new"), "half".repeat(20)).expect("a file");
            write(&path, "# head", &table(text)).expect("a file");
            assert_eq!(fs::read_to_string(&path).expect("the file"), format!("# head\n{text}"));
            assert_eq!(read(&path, BYTES_MAX).expect("the same"), Some(table(text)));
        }
        assert_eq!(fs::metadata(&path).expect("a file").mode() & 0o7137, 0, "nobody else reads or writes it");
        assert_eq!(fs::read_dir(directory.path().join("state")).expect("a folder").count(), 1);
    }

    #[test]
    fn a_file_that_is_no_text_is_told_in_french_too() {
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join("x.toml");
        fs::write(&path, b"a = 'caf\xe9'").expect("a file");
        let error = read::<Table>(&path, BYTES_MAX).expect_err("no text");
        let french = error.said(of(Lang::Fr)).replace('\u{a0}', " ");
        let place = "erreur TOML, ligne 1, colonne 9 : ceci n'est pas de l'UTF-8 : enregistrez le fichier en UTF-8";
        assert!(french.replace('’', "'").contains(place), "{french}");
    }

    #[test]
    fn what_is_no_such_file_is_told_in_one_line_and_left_alone() {
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join("x.toml");
        let long = format!("#{}", "x".repeat(100)).into_bytes();
        for (bytes, why) in
            [(&b"a = [\n\x1b"[..], "TOML"), (b"\xff", "save the file as UTF-8"), (&long, "longer than 100 bytes")]
        {
            fs::write(&path, bytes).expect("a file");
            let error = read::<Table>(&path, BYTES_MAX).expect_err("not ours").to_string();
            assert!(error.contains(why) && !error.contains(['\n', '\x1b']), "{error:?}");
            assert_eq!(fs::read(&path).expect("the file"), bytes);
        }
        fs::write(&path, &long[..100]).expect("a file");
        assert_eq!(read(&path, BYTES_MAX).expect("exactly as long as may be"), Some(Table::new()));
        let aside = set_aside(&path).expect("it is ours");
        assert_eq!((fs::read(&aside).expect("the file"), path.exists()), (long[..100].to_vec(), false));
        symlink(&aside, &path).expect("a link");
        assert!(read::<Table>(&path, BYTES_MAX).expect_err("a link").to_string().contains("it is a link"));
        assert!(read::<Table>(directory.path(), BYTES_MAX).expect_err("a folder").to_string().contains("no file"));
    }
}

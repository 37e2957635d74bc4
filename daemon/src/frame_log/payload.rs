//! What of a payload goes into the frame log, and the key of its hash.
//!
//! A short payload could be found from a plain hash by trial; so the hash is keyed, and the key lies
//! beside the log, for its owner alone. Equal payloads have equal hashes for as long as the key is
//! the same: two frames can be compared, and whoever has the key can check what was sent.

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use hmac::{Hmac, KeyInit as _, Mac as _};
use nix::fcntl::OFlag;
use sha2::Sha256;
use tp_proto::frame_log::Kept;

use super::{LogError, PayloadMode, directory, system};
use crate::language::{Language, Phrase, here};

/// File name of the key, beside the folder of the rooms.
const KEY_FILE: &str = "payload.key";

/// Bytes of a key that is made here, and the fewest of one that is found: as many as the hash has
/// (RFC 2104, section 3).
const KEY_BYTES: usize = 32;

/// Most bytes of a key.
const KEY_BYTES_MAX: u64 = 1024;

const KEY_MODE: u32 = 0o600;
const OTHERS: u32 = 0o077;

/// A hash as it is logged.
pub type Hash = [u8; 32];

/// What of each payload is kept.
#[derive(Clone)]
pub enum Keeping {
    /// All of it.
    Full,
    /// The first so many bytes.
    Head(usize),
    /// HMAC-SHA-256 (RFC 2104) under the key that this one was begun with.
    Hash(Box<Hmac<Sha256>>),
    /// Nothing but its length.
    Size,
}

impl Keeping {
    /// What a mode asks for. The key is read, or made where there is none, beside `frames`.
    pub fn begin(mode: PayloadMode, frames: &Path) -> Result<Keeping, LogError> {
        Ok(match mode {
            PayloadMode::Full => Keeping::Full,
            PayloadMode::Head(bytes) => Keeping::Head(bytes),
            PayloadMode::Hash => Keeping::Hash(Box::new(keyed(&key(&frames.with_file_name(KEY_FILE))?))),
            PayloadMode::Size => Keeping::Size,
        })
    }

    /// What is kept of `data`; a hash is put into `space`.
    pub fn of<'a>(&self, data: &'a [u8], space: &'a mut Hash) -> Kept<'a> {
        match self {
            Keeping::Full => Kept::Data(data),
            Keeping::Head(bytes) => Kept::Data(&data[..data.len().min(*bytes)]),
            Keeping::Hash(keyed) => {
                *space = keyed.as_ref().clone().chain_update(data).finalize().into_bytes().into();
                Kept::Hash(space)
            }
            Keeping::Size => Kept::Nothing,
        }
    }
}

/// Says nothing of the key.
impl fmt::Debug for Keeping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Keeping::Full => "Full",
            Keeping::Head(_) => "Head",
            Keeping::Hash(_) => "Hash",
            Keeping::Size => "Size",
        })
    }
}

fn keyed(key: &[u8]) -> Hmac<Sha256> {
    Hmac::new_from_slice(key).expect("HMAC takes a key of any length")
}

/// The key in `path`.
fn key(path: &Path) -> Result<Vec<u8>, LogError> {
    // Opening a pipe would wait for its other end, and a link may lead anywhere.
    let flags = OFlag::O_NOFOLLOW | OFlag::O_NONBLOCK | OFlag::O_CLOEXEC;
    match OpenOptions::new().read(true).custom_flags(flags.bits()).open(path) {
        Ok(file) => read_key(file, path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => make_key(path),
        Err(error) if error.raw_os_error() == Some(nix::libc::ELOOP) => Err(refused(path, Language::key_is_link)),
        Err(source) => Err(LogError::Key { path: path.to_owned(), source }),
    }
}

fn read_key(file: File, path: &Path) -> Result<Vec<u8>, LogError> {
    let failed = |source| LogError::Key { path: path.to_owned(), source };
    let metadata = file.metadata().map_err(failed)?;
    if !metadata.is_file() {
        return Err(refused(path, Language::key_is_no_file));
    }
    if metadata.mode() & OTHERS != 0 {
        return Err(refused(path, Language::key_is_open));
    }
    let mut key = Vec::new();
    file.take(KEY_BYTES_MAX + 1).read_to_end(&mut key).map_err(failed)?;
    if key.len() < KEY_BYTES {
        return Err(refused(path, Language::key_is_short));
    }
    if key.len() as u64 > KEY_BYTES_MAX {
        return Err(refused(path, Language::key_is_long));
    }
    Ok(key)
}

fn make_key(path: &Path) -> Result<Vec<u8>, LogError> {
    let failed = |source| LogError::Key { path: path.to_owned(), source };
    let mut key = vec![0; KEY_BYTES];
    system::random(&mut key)?;
    let mut file = OpenOptions::new().write(true).create_new(true).mode(KEY_MODE).open(path).map_err(failed)?;
    if let Err(error) = file.write_all(&key).and_then(|()| file.sync_all()) {
        // Half a key would be refused at the next start.
        let _ = std::fs::remove_file(path);
        return Err(failed(error));
    }
    if let Some(directory) = path.parent() {
        directory::sync(directory)?;
    }
    tracing::info!("{}", here().key_made(&path.to_string_lossy()));
    Ok(key)
}

fn refused(path: &Path, why: Phrase) -> LogError {
    LogError::BadKey { path: PathBuf::from(path), why }
}

#[cfg(test)]
mod tests {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn the_hash_is_that_of_rfc_4231() {
        let keeping = Keeping::Hash(Box::new(keyed(&[0x0b; 20])));
        let mut space = Hash::default();
        let Kept::Hash(hash) = keeping.of(b"Hi There", &mut space) else { panic!("no hash") };
        assert_eq!(hex(hash), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    }

    #[test]
    fn a_key_is_made_once_for_its_owner_alone_and_read_ever_after() {
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join(KEY_FILE);
        let made = key(&path).expect("a new key");
        assert_eq!(made.len(), KEY_BYTES);
        assert_eq!(fs::metadata(&path).expect("a file").mode() & 0o7777, 0o600);
        assert_eq!(key(&path).expect("the same key"), made);
        assert_ne!(key(&directory.path().join("other")).expect("another key"), made);
    }

    #[test]
    fn a_key_that_is_not_secret_or_no_key_is_refused_with_a_sentence() {
        let directory = tempfile::tempdir().expect("a directory");
        let check = |name: &str, mode: u32, bytes: usize, word: &str| {
            let path = directory.path().join(name);
            fs::write(&path, vec![7; bytes]).expect("a file");
            fs::set_permissions(&path, Permissions::from_mode(mode)).expect("our own file");
            let error = key(&path).expect_err("no key for us").to_string();
            assert!(error.contains(word) && error.contains(name), "{error}");
        };
        check("group", 0o640, 32, "by others");
        check("world", 0o604, 32, "by others");
        check("short", 0o600, 31, "shorter");
        check("long", 0o600, 1025, "longer");
        let link = directory.path().join("link");
        key(&directory.path().join("real")).expect("a key");
        symlink(directory.path().join("real"), &link).expect("a link");
        assert!(key(&link).expect_err("a link").to_string().contains("link"));
        assert!(key(directory.path()).expect_err("a folder").to_string().contains("is no file"));
    }
}

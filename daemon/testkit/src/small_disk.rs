//! A disk of a few MiB: a tmpfs in a mount namespace of its own, which nobody else sees.
//!
//! A process that waits for the end of its input holds the namespace; with it everything is gone.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::program::Program;
use crate::skip;

/// What mounts it and then holds it.
const HOLD: &str = "mount -t tmpfs -o size=$1 tmpfs $2 && echo mounted && exec cat";

/// The disk.
#[derive(Debug)]
pub struct SmallDisk {
    holder: Program,
    /// Where it is mounted, for those inside.
    inside: TempDir,
}

impl SmallDisk {
    /// Makes one of so many bytes; says that the test is left out where that is not possible.
    ///
    /// # Panics
    ///
    /// When it cannot be mounted all the same.
    pub fn new(bytes: u64) -> Option<SmallDisk> {
        for program in ["unshare", "nsenter", "mount"] {
            skip::need_program(program)?;
        }
        if !skip::need_root("mount a file system") {
            return None;
        }
        let inside = tempfile::Builder::new().prefix("tp-relais-disk-").tempdir().expect("a temporary directory");
        let mut hold = Command::new("unshare");
        hold.args(["--mount", "--propagation", "private", "sh", "-c", HOLD, "sh"]);
        let holder = Program::start(hold.arg(bytes.to_string()).arg(inside.path()));
        holder.wait_for("mounted");
        Some(SmallDisk { holder, inside })
    }

    /// The words that run what follows where the disk is seen.
    pub fn prefix(&self) -> Vec<String> {
        vec!["nsenter".to_owned(), format!("--mount=/proc/{}/ns/mnt", self.holder.pid())]
    }

    /// Where it is mounted, for those inside.
    pub fn path(&self) -> &Path {
        self.inside.path()
    }

    /// Where a path of those inside is for everybody else.
    pub fn seen(&self, inside: &Path) -> PathBuf {
        PathBuf::from(format!("/proc/{}/root", self.holder.pid())).join(inside.strip_prefix("/").unwrap_or(inside))
    }

    /// How many hundredths of it are free.
    ///
    /// # Panics
    ///
    /// When nobody says.
    pub fn free_percent(&self) -> u64 {
        let space = rustix::fs::statvfs(self.seen(self.path())).expect("a mounted disk");
        space.f_bavail * 100 / space.f_blocks
    }

    /// Fills so many bytes of it with a file of this name; they are free again when the returned value is dropped.
    ///
    /// # Panics
    ///
    /// When there are not so many.
    pub fn fill(&self, name: impl AsRef<Path>, bytes: usize) -> Ballast {
        let path = self.seen(&self.path().join(name));
        let mut file = File::create(&path).expect("a file on the small disk");
        file.write_all(&vec![0x55; bytes]).expect("space for ballast");
        Ballast(path)
    }
}

/// What takes space on a small disk.
#[derive(Debug)]
pub struct Ballast(PathBuf);

impl Drop for Ballast {
    fn drop(&mut self) {
        // It goes with the disk otherwise.
        let _ = std::fs::remove_file(&self.0);
    }
}

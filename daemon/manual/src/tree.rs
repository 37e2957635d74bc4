//! Files of the workspace: read, compared, and written where that is asked for.

use std::fs;
use std::path::{Path, PathBuf};

use crate::WRITE_VARIABLE;

fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).expect("daemon/manual lies in the workspace").to_owned()
}

/// A file of the workspace, whatever line ends it was checked out with.
pub(crate) fn read(file: &str) -> String {
    let path = root().join(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.replace("\r\n", "\n")
}

/// Compares a file with what it should be, or makes it so.
pub(crate) fn check(file: &str, wanted: &str) {
    let path = root().join(file);
    if std::env::var_os(WRITE_VARIABLE).is_some() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder of the workspace");
        fs::write(&path, wanted).expect("a file of the workspace");
        return;
    }
    let found = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(found == wanted, "{file} is not what the program says: run {WRITE_VARIABLE}=1 cargo test, and read it");
}

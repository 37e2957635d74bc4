//! The one way to leave a test out, so that a run can be searched for what it did not try.

use std::env;
use std::io::Write as _;
use std::path::PathBuf;

/// Set to `1` where everything that the tests need is installed: a skip is a failure there.
pub const MAY_NOT_SKIP_VARIABLE: &str = "TP_RELAIS_TESTS_MAY_NOT_SKIP";

/// Says that a test is left out, and why. The caller returns.
///
/// # Panics
///
/// When [`MAY_NOT_SKIP_VARIABLE`] is `1`.
pub fn skip(why: &str) {
    let may_not = env::var_os(MAY_NOT_SKIP_VARIABLE).is_some_and(|value| value == "1");
    assert!(!may_not, "skipped: {why} (and {MAY_NOT_SKIP_VARIABLE} forbids it)");
    // Not by `println!`: the test runner keeps what a passing test prints to itself.
    let _ = writeln!(std::io::stderr(), "skipped: {why}");
}

/// Where a program of this machine lies; says that the test is left out when it does not.
pub fn need_program(name: &str) -> Option<PathBuf> {
    let found = find_program(name);
    if found.is_none() {
        skip(&format!("no {name} on this machine"));
    }
    found
}

/// Whether the tests run as root; says that the test is left out when not.
pub fn need_root(what_for: &str) -> bool {
    let root = nix::unistd::geteuid().is_root();
    if !root {
        skip(&format!("only root can {what_for}"));
    }
    root
}

/// Where a program of this machine lies, by `PATH` and then where root's programs are.
pub fn find_program(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let dirs = env::split_paths(&path).chain(["/usr/sbin", "/sbin"].map(PathBuf::from));
    dirs.map(|dir| dir.join(name)).find(|file| file.is_file())
}

//! A throw-away machine with a real systemd, and the package that is installed there.
//!
//! Both come from outside: a program that boots one and runs a command in it, called with
//! `--timeout SECONDS -- COMMAND`, and packages, which `.ci/run` makes.

use std::env;
use std::process::Command;

use crate::skip::{need_root, skip};

/// Names the program.
const RUNNER_VARIABLE: &str = "TP_RELAIS_WITH_SYSTEMD";
/// Names the package.
const PACKAGE_VARIABLE: &str = "TP_RELAIS_PACKAGE";
/// Names a later version of it.
const UPGRADE_VARIABLE: &str = "TP_RELAIS_PACKAGE_UPGRADE";

/// Boots a system as soon as it is told what to run there, for so many seconds at most. Says that the
/// test is left out where nobody may, or a package is missing.
pub fn need_systemd(seconds_max: u32) -> Option<Command> {
    let runner = need(RUNNER_VARIABLE, "program that boots a systemd")?;
    need(PACKAGE_VARIABLE, "package of the relay")?;
    need(UPGRADE_VARIABLE, "later package of the relay")?;
    need_root("boot a systemd").then(|| {
        let mut command = Command::new(runner);
        command.args(["--timeout", &seconds_max.to_string(), "--"]);
        command
    })
}

fn need(variable: &str, what: &str) -> Option<String> {
    let value = env::var(variable).ok();
    if value.is_none() {
        skip(&format!("{variable} names no {what}"));
    }
    value
}

/// The file of the package.
///
/// # Panics
///
/// Where [`need_systemd`] has none.
pub fn package() -> String {
    env::var(PACKAGE_VARIABLE).expect("a plain path of a package")
}

/// The file of its later version.
///
/// # Panics
///
/// Where [`need_systemd`] has none.
pub fn later_package() -> String {
    env::var(UPGRADE_VARIABLE).expect("a plain path of a package")
}

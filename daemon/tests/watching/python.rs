//! Python's `prometheus_client`, where it is there.

use std::env;
use std::ffi::OsString;
use std::process::Command;

use tp_testkit::{program, skip};

/// The Python to use, where the one on the path has not what is needed.
const PYTHON_VARIABLE: &str = "TP_RELAIS_PYTHON";

/// A Python that has prometheus_client; says that the test is left out where there is none.
pub(crate) fn with_prometheus_client() -> Option<OsString> {
    let given = env::var_os(PYTHON_VARIABLE).filter(|python| !python.is_empty());
    let python = given.or_else(|| skip::find_program("python3").map(OsString::from));
    let has = |python: &OsString| {
        program::run(Command::new(python).args(["-c", "import prometheus_client.openmetrics.parser"])).code == Some(0)
    };
    let found = python.filter(has);
    if found.is_none() {
        skip::skip(&format!("no python3 with prometheus_client (name one in {PYTHON_VARIABLE})"));
    }
    found
}

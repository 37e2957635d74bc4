//! A Python with the libraries of others that read what we write.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use crate::{program, skip};

/// The Python to use, where the one on the path has not what is needed.
const PYTHON_VARIABLE: &str = "TP_RELAIS_PYTHON";

/// A Python that has this module; says that the test is left out where there is none.
pub fn need_module(module: &str) -> Option<PathBuf> {
    let given = env::var_os(PYTHON_VARIABLE).filter(|python| !python.is_empty()).map(PathBuf::from);
    let has_it =
        |python: &PathBuf| program::run(Command::new(python).args(["-c", &format!("import {module}")])).code == Some(0);
    let found = given.or_else(|| skip::find_program("python3")).filter(has_it);
    if found.is_none() {
        skip::skip(&format!("no python3 with {module} (name one in {PYTHON_VARIABLE})"));
    }
    found
}

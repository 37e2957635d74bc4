//! What the tests share.

mod fake_daemon;
mod log;
mod run;

pub(crate) use fake_daemon::FakeDaemon;
pub(crate) use log::{LogWriter, T0, to};
pub(crate) use run::{Ran, command, run};

//! What the tests share.

mod fake_daemon;
mod follower;
mod log;
mod run;
mod terminal;

pub(crate) use fake_daemon::FakeDaemon;
pub(crate) use follower::Follower;
pub(crate) use log::{LogWriter, T0, rotated, to};
pub(crate) use run::{PATIENCE, Ran, command, run, run_as_nobody, run_as_nobody_in, run_to_end};
pub(crate) use terminal::{run_on_screen, run_on_terminal, run_on_terminal_in};

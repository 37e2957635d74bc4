//! README's commands, as written: each one in it is run by a test in here, which notes what it ran and
//! fails where one was not; and its links, in the tree and in the package.
//!
//! `cargo run --release --bin NAME` is run as the program of that name beside this test, with
//! directories of its own; the service is installed in a booted systemd where a runner for one is given;
//! what takes a build of its own `.ci/run` runs.

mod builds;
mod commands;
mod home;
mod links;
mod room;
mod service;
mod session;

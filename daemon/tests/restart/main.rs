//! FAULTS row 26 and what belongs to it: a restart, planned or by SIGKILL, that nobody notices.
//!
//! A service manager of the test's own keeps the connections. The good end of each test is that nobody
//! was disconnected and that every byte arrived once, in both directions, by the log of all runs.

mod common;
mod decorated;
mod instants;
mod load;
mod moments;
mod orders;
mod unplaced;

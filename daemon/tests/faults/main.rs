//! The faults of the table in `README.md` beside this folder that no other test brings about.

mod control_flood;
mod escapes;
mod figures;
mod hostile;
mod matrix;
mod memory;
mod proxy;
mod resets;
mod slow_line;
mod stopped;
mod trickle;
mod vanished;

//! The relay daemon. `ARCHITECTURE.md` beside this crate is the map.

pub mod bans;
pub mod census;
pub mod clock;
pub mod config;
pub mod control;
pub mod diagnostics;
pub mod events;
pub mod fatal;
pub mod fd_store;
pub mod frame_log;
pub mod gate;
pub mod language;
pub mod listeners;
pub mod names;
pub mod relay;
pub mod repeats;
pub mod resume;
pub mod room;
pub mod runtime_dir;
pub mod service;
pub mod socket;
pub mod source;
pub mod state_file;

mod exit;
mod run;
mod troubles;
mod wiring;

pub use exit::Exit;
pub use run::run;

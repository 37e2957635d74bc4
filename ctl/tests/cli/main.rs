//! The real `tp-ctl` against logs that the tests write with the contract's own encoder, and
//! against a daemon that is a thread with canned answers.
#![expect(clippy::unwrap_used, reason = "a test that cannot set its scene has failed")]

#[path = "../support/mod.rs"]
mod support;

mod around;
mod bad_input;
mod banner;
mod capture;
mod capture_words;
mod change;
mod daemon;
mod diagram;
mod diagram_files;
mod diagram_logs;
mod doctor;
mod doctor_looks;
mod events;
mod events_looks;
mod export;
mod filter;
mod follow;
mod forms;
mod french;
mod orders;
mod paths;
mod peers;
mod peers_closed;
mod peers_hints;
mod peers_rows;
mod peers_watch;
mod report;
mod report_hostile;
mod rotate;
mod tail;
mod trace;
mod usage_french;
mod verify;
mod verify_holes;
mod verify_live;
mod views;

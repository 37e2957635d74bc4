//! `tp-client`: a plain chat client for a TCP relay.
//!
//! It sends what is typed or piped in, as it stands, and shows what comes in. It adds no delimiter,
//! keeps no file, and what a peer sent reaches a terminal only through [`tp_proto::text::visible`].
//! Memory is bounded: one 64 KiB chunk each way, 64 lines waiting to be sent, 100 lines of history.

mod args;
mod connect;
mod doctor;
mod end_word;
mod exit;
mod incoming;
mod label;
mod language;
mod output;
mod session;
mod stop;
mod target;
mod terminal;

use std::process::ExitCode;

fn main() -> ExitCode {
    match args::parse() {
        Ok(args) if args.doctor => doctor::run(&args).into(),
        Ok(args) => exit::of_session(session::run(args)).into(),
        Err(exit) => exit.into(),
    }
}

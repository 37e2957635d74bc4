//! Runs the program with a terminal as its stdout.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::process::Stdio;

use nix::pty::{Winsize, openpty};

use super::run::{Ran, command};

/// Runs it on a terminal of so many columns; gives what reaches the terminal as stdout.
pub(crate) fn run_on_terminal(columns: u16, home: &Path, args: &[&str]) -> Ran {
    run_on_terminal_in("C", columns, home, args)
}

/// The same in this locale.
pub(crate) fn run_on_terminal_in(locale: &str, columns: u16, home: &Path, args: &[&str]) -> Ran {
    run_on_screen(locale, (columns, 24), home, args)
}

/// The same on one of so many columns and rows.
pub(crate) fn run_on_screen(locale: &str, (columns, rows): (u16, u16), home: &Path, args: &[&str]) -> Ran {
    let size = Winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 };
    let terminal = openpty(&size, None).expect("a terminal");
    let mut command = command(home, args);
    command.env("LC_ALL", locale).stdin(Stdio::null()).stdout(terminal.slave).stderr(Stdio::piped());
    let child = command.spawn().expect("the program");
    // The command holds an end of the terminal, too: what is read here ends with the last of them.
    drop(command);
    let mut screen = Vec::new();
    let mut master = File::from(terminal.master);
    let mut chunk = [0; 4096];
    while let Ok(count @ 1..) = master.read(&mut chunk) {
        screen.extend_from_slice(&chunk[..count]);
    }
    let output = child.wait_with_output().expect("the program's end");
    // A terminal puts a carriage return before each line feed.
    let stdout = String::from_utf8(screen).expect("text").replace("\r\n", "\n");
    Ran { stdout, ..Ran::new(output) }
}

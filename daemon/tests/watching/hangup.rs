//! The full screen on a terminal that goes away while nobody sends its reader a signal: it is not the
//! terminal of its session.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{Read as _, Write as _};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::process::Child;

use rustix::fs::OFlags;
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};
use tp_testkit::{Relay, wait};

/// What leaves the reader of keys in the middle: the beginning of a key, and more keys than it takes at once.
const KEYS: [&[u8]; 2] = [b"\x1b[", &[b't'; 2000]];

#[test]
fn it_ends_with_a_terminal_that_goes_while_keys_are_read() {
    let relay = Relay::start();
    for keys in KEYS {
        let (mut top, mut screen) = top(&relay);
        let mut shown = Vec::new();
        let mut chunk = [0; 4096];
        while !String::from_utf8_lossy(&shown).contains("onnected") {
            let count = screen.read(&mut chunk).expect("a screen");
            shown.extend_from_slice(&chunk[..count]);
        }
        screen.write_all(keys).expect("keys are taken");
        drop(screen);
        wait::until("tp-ctl to end", || top.0.try_wait().expect("our child").is_some());
    }
}

/// A tp-ctl that does not outlive its test.
struct Top(Child);

impl Drop for Top {
    fn drop(&mut self) {
        // Both fail only when it has ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The full screen, and the other side of its terminal, which no other child of ours holds.
fn top(relay: &Relay) -> (Top, File) {
    let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).expect("a terminal");
    grantpt(&master).expect("a terminal of ours");
    unlockpt(&master).expect("a terminal of ours");
    tcsetwinsize(&master, Winsize { ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0 }).expect("a size");
    let name = ptsname(&master, Vec::new()).expect("a name");
    let no_signals_for_us = i32::try_from(OFlags::NOCTTY.bits()).expect("a flag of open(2)");
    let end = || {
        let mut options = File::options();
        options.read(true).write(true).custom_flags(no_signals_for_us);
        options.open(OsStr::from_bytes(name.as_bytes())).expect("its end")
    };
    let mut command = relay.tp_ctl_command(&["top"]);
    command.env("TERM", "xterm").stdin(end()).stdout(end()).stderr(end());
    (Top(command.spawn().expect("tp-ctl")), File::from(master))
}

//! The full screen on a terminal that goes away while nobody sends its reader a signal: it is not the
//! terminal of its session.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::process::Child;

use nix::pty::{Winsize, openpty};
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

/// The full screen, and the other side of its terminal.
fn top(relay: &Relay) -> (Top, File) {
    let size = Winsize { ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0 };
    let terminal = openpty(&size, None).expect("a terminal");
    let end = || terminal.slave.try_clone().expect("a descriptor");
    let mut command = relay.tp_ctl_command(&["top"]);
    command.env("TERM", "xterm").stdin(end()).stdout(end()).stderr(end());
    let top = command.spawn().expect("tp-ctl");
    (Top(top), File::from(terminal.master))
}

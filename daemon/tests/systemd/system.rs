//! A booted system with the package in it, seen from within.

use std::env;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::Command;
use std::time::Duration;

use socket2::SockRef;
use tp_testkit::program::{self, Ended};
use tp_testkit::systemd::{later_package, need_systemd, package};
use tp_testkit::wait;

/// Tells a test that it runs in the booted system.
const INSIDE_VARIABLE: &str = "TP_RELAIS_INSIDE_SYSTEMD";

/// The unit that binds by itself.
pub(crate) const SERVICE: &str = "tp-relais.service";

/// The booted system.
pub(crate) struct System(());

/// Boots a system, and runs the test of this name in it: `body`, with the package installed.
pub(crate) fn boot(test: &str, body: impl FnOnce(&System)) {
    if env::var_os(INSIDE_VARIABLE).is_some() {
        let system = System(());
        // Its index of man pages takes seconds, and no test reads it.
        let _ = std::fs::remove_file("/var/lib/man-db/auto-update");
        system.ok(&format!("dpkg -i {}", package()));
        return body(&system);
    }
    let Some(mut command) = need_systemd(120) else { return };
    let itself = env::current_exe().expect("a test knows its own file");
    command.arg(itself).args(["--exact", test, "--nocapture"]);
    let ended = Ended::from(command.env(INSIDE_VARIABLE, "1").output().expect("the runner starts"));
    assert_eq!(ended.code, Some(0), "{test}\n{}\n{}", ended.stdout, ended.stderr);
    assert!(ended.stdout.contains("1 passed"), "no test is called {test}: {}", ended.stdout);
}

impl System {
    /// Runs a line of shell.
    pub(crate) fn run(&self, line: &str) -> Ended {
        program::run(Command::new("sh").args(["-c", line]))
    }

    /// Runs a line of shell that has to succeed, and gives what it printed.
    pub(crate) fn ok(&self, line: &str) -> String {
        let ended = self.run(line);
        assert_eq!(ended.code, Some(0), "{line}: {}{}{}", ended.stdout, ended.stderr, self.journal());
        ended.stdout
    }

    /// Runs a line of shell as a user of the system.
    pub(crate) fn run_as(&self, user: &str, line: &str) -> Ended {
        let mut command = Command::new("setpriv");
        command.args(["--reuid", user, "--regid", user, "--init-groups", "sh", "-c", line]);
        program::run(command.env("HOME", "/nonexistent").env_remove("XDG_RUNTIME_DIR"))
    }

    /// Brings the later version of the package in.
    pub(crate) fn upgrade(&self) {
        self.ok(&format!("dpkg -i {}", later_package()));
    }

    /// One property of a unit.
    pub(crate) fn property(&self, unit: &str, name: &str) -> String {
        self.ok(&format!("systemctl show --value -p {name} {unit}")).trim().to_owned()
    }

    /// Waits until a unit runs as another process than `before`.
    pub(crate) fn wait_for_another_process(&self, unit: &str, before: &str) {
        wait::until(&format!("{unit} as another process than {before}"), || {
            self.property(unit, "ActiveState") == "active" && self.property(unit, "MainPID") != before
        });
    }

    /// Chats through the relay: what one client says, another hears. Gives how many frames the log has.
    pub(crate) fn chat(&self, text: &str) -> u64 {
        let before = self.peers();
        let (mut speaker, mut listener) = (connect(), connect());
        wait::until("two peers more", || self.peers() == before + 2);
        speaker.write_all(text.as_bytes()).expect("the relay reads");
        let mut heard = vec![0; text.len()];
        listener.read_exact(&mut heard).expect("the relay sends");
        assert_eq!(heard, text.as_bytes());
        for client in [speaker, listener] {
            // Gone at once: after an orderly end it might still want to hear something.
            SockRef::from(&client).set_linger(Some(Duration::ZERO)).expect("a socket option");
        }
        wait::until("both gone", || self.peers() == before);
        self.json("tp-ctl status --json")["rooms"][0]["frames"].as_u64().expect("a number of frames")
    }

    /// How many clients the relay tells of.
    pub(crate) fn peers(&self) -> usize {
        self.json("tp-ctl peers --json")["peers"].as_array().expect("a list").len()
    }

    /// What a query answers.
    pub(crate) fn json(&self, line: &str) -> serde_json::Value {
        serde_json::from_str(&self.ok(line)).expect("JSON")
    }

    /// The end of the journal, for a test's last words.
    pub(crate) fn journal(&self) -> String {
        self.run("journalctl --no-pager -q -n 60").stdout
    }
}

/// A client of the relay.
pub(crate) fn connect() -> TcpStream {
    let client = TcpStream::connect("127.0.0.1:12345").expect("nobody refuses a connection");
    client.set_read_timeout(Some(Duration::from_secs(30))).expect("a timeout");
    client
}

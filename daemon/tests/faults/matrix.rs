//! Row 19: who may say what to which socket, and what is written down of it.
//!
//! The relay runs as a user of its own, in a directory like the service's (0750, its group's), on a
//! system that has both groups: in a mount namespace with a group file of the test's own.

use std::fs;
use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::Command;

use tp_proto::control::codec::{self, PREFIX_BYTES};
use tp_proto::control::{CONTROL_SOCKET, Code, REQUEST_BYTES_MAX, Reply, Request, STATUS_SOCKET};
use tp_proto::frame_log::Mode;
use tp_testkit::program::{self, workspace_program};
use tp_testkit::{Relay, skip};

/// The daemon's user and group, and the administrators' group: numbers that nobody has.
const DAEMON: u32 = 64_217;
const GROUP: u32 = 64_218;
const ADMINS: u32 = 64_219;
const SOMEBODY: u32 = 64_220;

const WHOLE_SYSTEM: &str =
    r#"mount --bind "$1" /etc/group && chmod 666 "$NOTIFY_SOCKET" && shift && exec setpriv "$@""#;

/// One that every user may start: the first in root's PATH may lie in root's own home.
const PYTHON: &str = "/usr/bin/python3";

/// Somebody who calls.
struct Caller {
    what: &'static str,
    uid: u32,
    groups: &'static [u32],
    /// Whether the kernel lets them in at the status socket, and at the control socket.
    enters: [bool; 2],
}

const CALLERS: [Caller; 6] = [
    Caller { what: "root", uid: 0, groups: &[], enters: [true, true] },
    Caller { what: "the daemon's own user", uid: DAEMON, groups: &[GROUP, ADMINS], enters: [true, true] },
    Caller { what: "a member", uid: SOMEBODY, groups: &[GROUP], enters: [true, false] },
    Caller { what: "an administrator", uid: SOMEBODY + 1, groups: &[GROUP, ADMINS], enters: [true, true] },
    // The directory is the group's: who is no member does not even see the sockets.
    Caller { what: "an administrator who is no member", uid: SOMEBODY + 2, groups: &[ADMINS], enters: [false, false] },
    Caller { what: "a stranger", uid: SOMEBODY + 3, groups: &[], enters: [false, false] },
];

/// Every verb, and whether it changes something.
fn verbs() -> Vec<(Request, bool)> {
    let who = || "192.0.2.1".to_owned();
    let only_read = [
        Request::Status {},
        Request::Peers { after: 0 },
        Request::Names {},
        Request::Bans {},
        Request::Events { last: 1, follow: false },
        Request::Metrics {},
    ];
    let change = [
        Request::Rotate { room: None },
        Request::Name { who: who(), name: Some("poste-1".to_owned()) },
        Request::Kick { peers: vec!["999999".to_owned()], all: false },
        Request::Say { text: "silence".to_owned(), room: None, peer: None },
        Request::Pause { room: None },
        Request::Resume { room: None },
        Request::Mode { mode: Mode::All, room: None },
        Request::Ban { net: who(), seconds: 60 },
        Request::Lift { net: who() },
        Request::Reload {},
    ];
    assert!(only_read.iter().all(Request::only_reads) && !change.iter().any(Request::only_reads));
    only_read.map(|verb| (verb, false)).into_iter().chain(change.map(|verb| (verb, true))).collect()
}

/// What came of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// The kernel refused the connection.
    Denied,
    /// The daemon refused the verb.
    NotAllowed,
    Done,
}

impl Caller {
    fn outcome(&self, socket: usize, changes: bool) -> Outcome {
        match (self.enters[socket], socket, changes) {
            (false, ..) => Outcome::Denied,
            (true, 0, true) => Outcome::NotAllowed,
            (true, ..) => Outcome::Done,
        }
    }

    /// A program that runs as this caller.
    fn command(&self, program: &Path) -> Command {
        let mut command = Command::new("setpriv");
        let gid = self.groups.first().copied().unwrap_or(self.uid);
        command.args([format!("--reuid={}", self.uid), format!("--regid={gid}")]);
        let list: Vec<String> = self.groups.iter().map(u32::to_string).collect();
        let groups = if list.is_empty() { "--clear-groups".to_owned() } else { format!("--groups={}", list.join(",")) };
        command.arg(groups).arg(program);
        command
    }
}

/// The service's surroundings.
struct System {
    relay: Relay,
    python: PathBuf,
    tp_ctl: PathBuf,
    say: PathBuf,
}

impl System {
    fn start() -> Option<System> {
        if !skip::need_root("run programs as others") {
            return None;
        }
        let python = PathBuf::from(PYTHON);
        if !python.is_file() {
            skip::skip(&format!("no {PYTHON} on this machine"));
            return None;
        }
        skip::need_program("setpriv").and(skip::need_program("unshare"))?;
        let setup = Relay::setup().listen("127.0.0.1:0");
        let home = setup.home().to_owned();
        open_to_all(&home);
        let copy = |file: PathBuf| {
            let to = home.join(file.file_name().expect("a file"));
            fs::copy(&file, &to).expect("a copy that everybody can read");
            open_to_all(&to);
            to
        };
        let [relay, tp_ctl] = ["tp-relais", "tp-ctl"].map(|name| copy(workspace_program(name)));
        let say = copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients/say_to_socket.py"));
        for dir in [setup.runtime_dir(), setup.log_dir()] {
            fs::DirBuilder::new().mode(0o750).create(&dir).expect("a directory");
            chown(&dir, Some(DAEMON), Some(GROUP)).expect("root gives it away");
        }
        let groups = group_file(&home);
        let ids = [format!("--reuid={DAEMON}"), format!("--regid={GROUP}"), format!("--groups={GROUP},{ADMINS}")];
        let words = ["unshare", "--mount", "sh", "-c", WHOLE_SYSTEM, "sh", &groups].map(str::to_owned);
        let relay = setup.program_at(relay).prefix(words.into_iter().chain(ids)).start();
        Some(System { relay, python, tp_ctl, say })
    }

    /// What comes of a request that a caller makes on a socket.
    fn ask(&self, caller: &Caller, socket: &str, request: &Request) -> Outcome {
        let message = codec::encode(request, REQUEST_BYTES_MAX).expect("a short request");
        let hex: String = message[PREFIX_BYTES..].iter().map(|byte| format!("{byte:02x}")).collect();
        let mut command = caller.command(&self.python);
        let ended = program::run(command.arg(&self.say).arg(self.relay.runtime_dir().join(socket)).arg(hex));
        let said = ended.stdout.trim();
        if said == "denied" {
            return Outcome::Denied;
        }
        let bytes: Option<Vec<u8>> =
            (0..said.len()).step_by(2).map(|at| u8::from_str_radix(said.get(at..at + 2)?, 16).ok()).collect();
        match codec::decode(&bytes.unwrap_or_default()) {
            Ok(Reply::Ok(_)) => Outcome::Done,
            // It may; only nobody is there.
            Ok(Reply::Error(failure)) if matches!(failure.code, Code::NoSuchPeer | Code::NotNow) => Outcome::Done,
            Ok(Reply::Error(failure)) if failure.code == Code::NotAllowed => Outcome::NotAllowed,
            other => panic!("{}, {socket}, {request:?}: {other:?}, {ended:?}", caller.what),
        }
    }

    /// Lines of the diagnostics that say who had `verb` carried out.
    fn audit(&self, verb: &str, uid: u32) -> usize {
        let begin = format!("{verb} by uid {uid} pid ");
        self.relay.stderr().lines().filter(|line| line.contains(&begin)).count()
    }
}

fn open_to_all(path: &Path) {
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("a file of our own");
}

/// This machine's groups, and the two of the service under numbers of our own.
fn group_file(home: &Path) -> String {
    let here = fs::read_to_string("/etc/group").expect("the groups of this machine");
    let ours = |line: &&str| line.starts_with("tp-relais:") || line.starts_with("tp-relais-admin:");
    let mut groups: Vec<String> = here.lines().filter(|line| !ours(line)).map(str::to_owned).collect();
    groups.push(format!("tp-relais:x:{GROUP}:"));
    groups.push(format!("tp-relais-admin:x:{ADMINS}:"));
    let file = home.join("group");
    fs::write(&file, groups.join("\n") + "\n").expect("a file");
    file.to_str().expect("a plain path").to_owned()
}

#[test]
fn each_caller_may_say_on_each_socket_what_the_matrix_says_and_no_more() {
    let Some(system) = System::start() else { return };
    for caller in &CALLERS {
        for (socket, name) in [STATUS_SOCKET, CONTROL_SOCKET].into_iter().enumerate() {
            for (request, changes) in verbs() {
                let outcome = system.ask(caller, name, &request);
                assert_eq!(outcome, caller.outcome(socket, changes), "{}, {name}, {request:?}", caller.what);
            }
        }
        // One line for each time that something was changed, none for what was refused.
        let changed = usize::from(caller.outcome(1, true) == Outcome::Done);
        assert_eq!(system.audit("rotate", caller.uid), changed, "{}: {}", caller.what, system.relay.stderr());
    }
}

#[test]
fn tp_ctl_says_by_its_exit_code_who_is_not_allowed() {
    const OK: Option<i32> = Some(0);
    const NOT_ALLOWED: Option<i32> = Some(4);
    let Some(system) = System::start() else { return };
    for caller in &CALLERS {
        for (verb, enters) in [("status", caller.enters[0]), ("peers", caller.enters[0]), ("rotate", caller.enters[1])]
        {
            let mut command = caller.command(&system.tp_ctl);
            command.arg("--runtime-dir").arg(system.relay.runtime_dir()).arg(verb).env("LC_ALL", "C.UTF-8");
            let ended = program::run(&mut command);
            assert_eq!(ended.code, if enters { OK } else { NOT_ALLOWED }, "{}, {verb}: {ended:?}", caller.what);
            assert!(enters || ended.stderr.contains("join the group"), "{}, {verb}: {ended:?}", caller.what);
        }
    }
}

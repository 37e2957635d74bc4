//! README's commands, as written: each one in it is run by a test of this file, which notes what it ran
//! and fails where one was not; and its links, in the tree and in the package.
//!
//! `cargo run --release --bin NAME` is run as the program of that name beside this test, with
//! directories of its own; `cargo test` is what runs this; the service is installed in a booted
//! systemd where a runner for one is given, with the package that `.ci/run` has made as README does.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::net::TcpListener;
use std::path::{Component, Path, PathBuf};
use std::process::Command;

use tp_testkit::guide;
use tp_testkit::pane::Pane;
use tp_testkit::program::{self, Program, workspace_program};
use tp_testkit::skip::{need_root, skip};
use tp_testkit::{Client, Relay};

/// Names a program that boots a throw-away systemd and runs a command in it.
const RUNNER_VARIABLE: &str = "TP_RELAIS_WITH_SYSTEMD";
/// Names the package.
const PACKAGE_VARIABLE: &str = "TP_RELAIS_PACKAGE";

const RELAY: &str = "cargo run --release --bin tp-relais";
const RELAY_WITH_MODES: &str =
    "cargo run --release --bin tp-relais -- --listen 12345 --listen 12346=echo --listen 12347=ack";
const CLIENT: &str = "cargo run --release --bin tp-client";
const PEERS: &str = "cargo run --release --bin tp-ctl -- peers";
const TAIL: &str = "cargo run --release --bin tp-ctl -- tail";
const VERIFY: &str = "cargo run --release --bin tp-ctl -- verify";
const FOLLOW: &str = "cargo run --release --bin tp-ctl -- tail -f";
const WATCH: &str = "cargo run --release --bin tp-ctl -- peers --watch";
const EXPLAINED: &str = "cargo run --release --bin tp-ctl -- peers -v --hints";
const CLOSED: &str = "cargo run --release --bin tp-ctl -- peers --closed";
const BANNER: &str = "cargo run --release --bin tp-ctl -- banner";
const DOCTOR: &str = "cargo run --release --bin tp-ctl -- doctor 127.0.0.1";
const CLIENTS_DOCTOR: &str = "cargo run --release --bin tp-client -- --doctor 127.0.0.1:12345";
const TOP: &str = "cargo run --release --bin tp-ctl -- top";
const EVENTS: &str = "cargo run --release --bin tp-ctl -- events -f";
const BAN: &str = "cargo run --release --bin tp-ctl -- ban 192.168.1.66";
const METRICS: &str = "cargo run --release --bin tp-ctl -- metrics";
const TRACE: &str = "cargo run --release --bin tp-ctl -- trace 1";
const DIAGRAM: &str = "cargo run --release --bin tp-ctl -- diagram";
const REPORT: &str = "cargo run --release --bin tp-ctl -- report --html lesson.html";
const EXPORT: &str = "cargo run --release --bin tp-ctl -- export --pcapng lesson.pcapng";
const ROTATE: &str = "cargo run --release --bin tp-ctl -- rotate";
const NAME: &str = "cargo run --release --bin tp-ctl -- name 192.168.1.20 poste-3";
const NAMES: &str = "cargo run --release --bin tp-ctl -- name";
const SAY: &str = "cargo run --release --bin tp-ctl -- say silence";
const PAUSE: &str = "cargo run --release --bin tp-ctl -- pause";
const RESUME: &str = "cargo run --release --bin tp-ctl -- resume";
const MODE: &str = "cargo run --release --bin tp-ctl -- mode echo";
const KICK: &str = "cargo run --release --bin tp-ctl -- kick 3";
const TEST: &str = "cargo test";
const PACKAGER: &str = "cargo install --locked cargo-deb";
const PACKAGE: &str = "cargo deb -p tp-relais";
const PACKAGE_FILE: &str = "target/debian/tp-relais_*.deb";

/// README's commands: the lines behind `$ ` in its console blocks.
fn commands() -> Vec<String> {
    guide::commands("README.md")
}

/// Those that install the service.
fn service_commands() -> Vec<String> {
    let all = commands();
    let first = all.iter().position(|command| command == PACKAGE).expect("the service's section");
    all[first + 1..].to_vec()
}

/// A user of README, and what this one has run.
struct Home(guide::Home, RefCell<BTreeSet<String>>);

impl Home {
    fn new() -> Home {
        Home(guide::Home::new(), RefCell::default())
    }

    /// A command of README, run by this user.
    fn command(&self, readme: &str) -> Command {
        self.1.borrow_mut().insert(readme.to_owned());
        assert!(commands().iter().any(|command| command == readme), "README no longer says {readme:?}");
        let words = readme.strip_prefix("cargo run --release --bin ").expect("a program of the project");
        let mut words = words.split_whitespace().filter(|&word| word != "--");
        let mut command = Command::new(workspace_program(words.next().expect("a program's name")));
        command.args(words);
        self.0.own(command)
    }

    fn output(&self, readme: &str) -> String {
        let ended = program::run(&mut self.command(readme));
        assert_eq!(ended.code, Some(0), "{readme}: {}{}", ended.stdout, ended.stderr);
        ended.stdout
    }
}

/// The lesson's ports are the machine's, not the test's: somebody may have a relay there.
fn ports_are_free() -> bool {
    let free = (12345..=12347).all(|port| TcpListener::bind(("0.0.0.0", port)).is_ok());
    if !free {
        skip("a program of this machine uses a port from 12345 to 12347");
    }
    free
}

fn terminate(relay: Program) {
    let pid = nix::unistd::Pid::from_raw(i32::try_from(relay.pid()).expect("a process number"));
    nix::sys::signal::kill(pid, nix::sys::signal::Signal::SIGTERM).expect("the relay runs");
    assert_eq!(relay.finish().code, Some(0));
}

#[test]
fn a_session_of_the_readme_goes_as_written() {
    if !ports_are_free() {
        return;
    }
    let home = Home::new();
    let relay = Program::start(&mut home.command(RELAY));
    relay.wait_for("127.0.0.1:12345");
    relay.wait_for("frame log:");
    let mut anne = Program::start(&mut home.command(CLIENT));
    let mut bob = Program::start(&mut home.command(CLIENT));
    tp_testkit::wait::until("two clients", || home.output(PEERS).matches("12345").count() >= 2);
    anne.type_line("bonjour");
    bob.wait_for("bonjour");
    bob.type_line("salut");
    anne.wait_for("salut");
    assert!(home.output(TAIL).contains("bonjour"), "{}", home.output(TAIL));
    // That the kernel took the last copies is on record some milliseconds after they arrived.
    let proof = "2 received, 2 copies, 0 orphans, 0 lost: OK";
    tp_testkit::wait::until(proof, || home.output(VERIFY).contains(proof));
    looks_at_the_frame_log(&home);
    looks_at_the_room(&home, &mut anne);
    anne.type_line("fin");
    assert_eq!(anne.finish().code, Some(0));
    bob.wait_for("fin");
    bob.end_input();
    assert_eq!(bob.finish().code, Some(0));
    tp_testkit::wait::until("both to have left", || home.output(CLOSED).matches("12345").count() >= 2);
    acts_on_a_room(&home);
    // Behind the third client: whoever looks whether a client may connect is one.
    for doctor in [DOCTOR, CLIENTS_DOCTOR] {
        assert!(home.output(doctor).contains("12345"), "{doctor}");
    }
    terminate(relay);

    let relay = Program::start(&mut home.command(RELAY_WITH_MODES));
    relay.wait_for("room 12347 (ack)");
    relay.wait_for("frame log:");
    let status = program::run(home.command(PEERS).args(["--json"]));
    assert_eq!(status.code, Some(0));
    terminate(relay);
    has_tried_all_but_the_service(&home);
}

/// `cargo test` runs this; `.ci/run` makes the package; the rest is for the test of the service.
fn has_tried_all_but_the_service(home: &Home) {
    let mut left = commands();
    let (service, tried) = (service_commands(), home.1.borrow());
    left.retain(|command| !tried.contains(command) && !service.contains(command));
    assert_eq!(left, [TEST, PACKAGER, PACKAGE], "no test runs one of these");
}

/// What README says shows who is there, to a class too, and goes on showing it.
fn looks_at_the_room(home: &Home, anne: &mut Program) {
    let (tail, watch) = (Program::start(&mut home.command(FOLLOW)), Program::start(&mut home.command(WATCH)));
    let events = Program::start(&mut home.command(EVENTS));
    watch.wait_for("12345");
    events.wait_for("is ready");
    anne.type_line("encore");
    tail.wait_for("encore");
    let explained = home.output(EXPLAINED);
    assert!(explained.len() > home.output(PEERS).len() && explained.contains("12345"), "{explained}");
    assert!(home.output(BANNER).contains("12345"));
    assert!(home.output(BAN).contains("192.168.1.66"));
    events.wait_for("192.168.1.66");
    assert!(home.output(METRICS).trim_end().ends_with("# EOF"));
    if let Some(pane) = Pane::start(&home.command(TOP)) {
        tp_testkit::wait::until("two clients on the screen", || pane.screen().contains("2 clients"));
        pane.press("q");
        assert_eq!(pane.wait_for_exit(), 0);
    }
}

/// What README says one can do with a room and its third client.
fn acts_on_a_room(home: &Home) {
    let mut eve = Program::start(&mut home.command(CLIENT));
    let third = || home.output(PEERS).lines().any(|line| line.trim_start().starts_with("3 "));
    tp_testkit::wait::until("a third client", third);
    home.output(SAY);
    eve.wait_for("silence");
    assert!(home.output(PAUSE).contains("paused"));
    eve.type_line("is anybody there?");
    assert!(home.output(RESUME).contains("read again"));
    assert!(home.output(MODE).contains("echo"));
    eve.type_line("only me");
    eve.wait_for("only me");
    assert!(home.output(KICK).contains("peer 3"));
    eve.finish();
}

/// What README says one can make of "bonjour" and "salut".
fn looks_at_the_frame_log(home: &Home) {
    let trace = home.output(TRACE);
    assert!(trace.contains("bonjour") && trace.contains("accepted by the kernel"), "{trace}");
    let diagram = home.output(DIAGRAM);
    assert!(diagram.contains("bonjour") && diagram.contains("salut"), "{diagram}");
    home.output(REPORT);
    let page = std::fs::read_to_string(home.0.path().join("lesson.html")).expect("the page");
    assert!(page.contains("bonjour") && page.trim_end().ends_with("</html>"), "{page}");
    home.output(EXPORT);
    let capture = std::fs::read(home.0.path().join("lesson.pcapng")).expect("the capture");
    assert!(capture.windows(7).any(|bytes| bytes == b"bonjour"));
    assert!(home.output(ROTATE).contains("12345"));
    assert!(home.output(NAME).contains("192.168.1.20 is called poste-3"));
    assert!(home.output(NAMES).contains("poste-3"));
    let proof = "2 received, 2 copies, 0 orphans, 0 lost: OK";
    tp_testkit::wait::until(proof, || home.output(VERIFY).contains(proof));
}

#[test]
fn the_service_of_the_readme_installs_and_runs() {
    let Some(runner) = std::env::var_os(RUNNER_VARIABLE) else {
        return skip(&format!("{RUNNER_VARIABLE} names no program that boots a systemd"));
    };
    let Ok(package) = std::env::var(PACKAGE_VARIABLE) else {
        return skip(&format!("{PACKAGE_VARIABLE} names no package of the relay"));
    };
    if !need_root("boot a systemd") {
        return;
    }
    // Root needs no sudo.
    let commands = service_commands();
    let (by_itself, activated) = commands.split_at(2);
    let run = |commands: &[String]| commands.join("; ").replace("sudo ", "").replace(PACKAGE_FILE, &package);
    let script = format!(
        "set -e; rm -f /var/lib/man-db/auto-update; {}; \
         systemctl is-active tp-relais; printf bonjour | tp-client; tp-ctl status; \
         {}; printf 'et encore' | tp-client; \
         tp-ctl verify; systemctl is-active tp-relais-activated; ls -l /var/log/tp-relais/frames/12345",
        run(by_itself),
        run(activated)
    );
    let ended = program::run(
        Command::new(runner).args(["--timeout", "60", "--", "bash", "-c", &script]).current_dir(guide::root()),
    );
    assert_eq!(ended.code, Some(0), "{}\n{}", ended.stdout, ended.stderr);
    assert_eq!(ended.stdout.lines().filter(|&line| line == "active").count(), 2, "{}", ended.stdout);
    assert!(ended.stdout.contains("2 received, 0 copies, 0 orphans, 0 lost: OK"), "{}", ended.stdout);
    assert!(ended.stdout.contains("tp-relais tp-relais"), "{}", ended.stdout);
}

#[test]
fn the_room_of_the_readme_is_labelled_and_no_other_configuration_is_there() {
    let [configuration] = &guide::blocks("README.md", "toml")[..] else { panic!("one is tried here") };
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let room = format!("[room.{}]", listener.local_addr().expect("bound").port());
    assert!(configuration.contains("[room.12346]"), "{configuration}");
    let configuration = configuration.replace("[room.12346]", &room);
    let relay = Relay::setup().pass_listener("others", listener).config(&configuration).start();
    let (mut one, two) = (Client::connect(relay.addr()), Client::connect(relay.addr()));
    relay.wait_for_peers(2);
    let name = relay.tp_ctl(&["name", "127.0.0.1", "poste-3"]);
    assert_eq!(name.code, Some(0), "{}", name.stderr);
    one.send(b"bonjour");
    two.wait_for_bytes(17);
    assert_eq!(two.received(), b"[poste-3] bonjour");
}

/// Where a relative link in a file leads, from the same folder as the file's own path begins in.
fn links(file: &str) -> Vec<PathBuf> {
    let text = guide::text(file);
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let folder = Path::new(file).parent().expect("a file");
    let relative = targets.filter(|target| !target.contains("://") && !target.starts_with('#'));
    relative.map(|target| plain(&folder.join(target))).collect()
}

/// A path without `..` in it.
fn plain(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut plain, part| {
        if part == Component::ParentDir {
            assert!(plain.pop(), "{} leads out", path.display());
        } else {
            plain.push(part);
        }
        plain
    })
}

/// What of the tree the package has for readers, by where it then lies in its folder of documentation.
fn documents() -> BTreeSet<PathBuf> {
    let manifest: toml::Table = guide::text("daemon/Cargo.toml").parse().expect("a manifest");
    let assets = manifest["package"]["metadata"]["deb"]["assets"].as_array().expect("what the package has");
    let placed = assets.iter().filter_map(|asset| {
        let (from, to) = (asset[0].as_str()?, asset[1].as_str()?);
        let folder = to.strip_prefix("usr/share/doc/tp-relais/")?;
        Some(Path::new(folder).join(Path::new(from).file_name()?))
    });
    placed.collect()
}

#[test]
fn no_link_of_a_guide_is_dead_in_the_tree_or_in_the_package() {
    let documents = documents();
    for guide in documents.iter().filter(|file| file.extension().is_some_and(|kind| kind == "md")) {
        for link in links(guide.to_str().expect("a plain path")) {
            assert!(guide::root().join(&link).is_file(), "{}: {} is not there", guide.display(), link.display());
            assert!(documents.contains(&link), "{}: {} is not in the package", guide.display(), link.display());
        }
    }
    assert!(links("README.md").len() > 3 && !links("client/LECON.md").is_empty(), "no links are found");
}

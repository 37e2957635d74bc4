//! What README says to type.

use tp_testkit::guide;

pub(crate) const RELAY: &str = "cargo run --release --bin tp-relais";
pub(crate) const RELAY_WITH_MODES: &str =
    "cargo run --release --bin tp-relais -- --listen 12345 --listen 12346=echo --listen 12347=ack";
pub(crate) const CLIENT: &str = "cargo run --release --bin tp-client";
pub(crate) const PEERS: &str = "cargo run --release --bin tp-ctl -- peers";
pub(crate) const TAIL: &str = "cargo run --release --bin tp-ctl -- tail";
pub(crate) const VERIFY: &str = "cargo run --release --bin tp-ctl -- verify";
pub(crate) const FOLLOW: &str = "cargo run --release --bin tp-ctl -- tail -f";
pub(crate) const WATCH: &str = "cargo run --release --bin tp-ctl -- peers --watch";
pub(crate) const EXPLAINED: &str = "cargo run --release --bin tp-ctl -- peers -v --hints";
pub(crate) const CLOSED: &str = "cargo run --release --bin tp-ctl -- peers --closed";
pub(crate) const BANNER: &str = "cargo run --release --bin tp-ctl -- banner";
pub(crate) const DOCTOR: &str = "cargo run --release --bin tp-ctl -- doctor 127.0.0.1";
pub(crate) const CLIENTS_DOCTOR: &str = "cargo run --release --bin tp-client -- --doctor 127.0.0.1:12345";
pub(crate) const TOP: &str = "cargo run --release --bin tp-ctl -- top";
pub(crate) const EVENTS: &str = "cargo run --release --bin tp-ctl -- events -f";
pub(crate) const BAN: &str = "cargo run --release --bin tp-ctl -- ban 192.168.1.66";
pub(crate) const METRICS: &str = "cargo run --release --bin tp-ctl -- metrics";
pub(crate) const HELP: &str = "tp-relais --help";
pub(crate) const TRACE: &str = "cargo run --release --bin tp-ctl -- trace 1";
pub(crate) const DIAGRAM: &str = "cargo run --release --bin tp-ctl -- diagram";
pub(crate) const REPORT: &str = "cargo run --release --bin tp-ctl -- report --html lesson.html";
pub(crate) const EXPORT: &str = "cargo run --release --bin tp-ctl -- export --pcapng lesson.pcapng";
pub(crate) const ROTATE: &str = "cargo run --release --bin tp-ctl -- rotate";
pub(crate) const NAME: &str = "cargo run --release --bin tp-ctl -- name 192.168.1.20 poste-3";
pub(crate) const NAMES: &str = "cargo run --release --bin tp-ctl -- name";
pub(crate) const NAME_OF_A_PEER: &str = "tp-ctl name 3 marie";
pub(crate) const TAIL_OF_A_NAME: &str = "tp-ctl tail --name marie";
pub(crate) const RELOAD: &str = "tp-ctl reload";
pub(crate) const SAY: &str = "cargo run --release --bin tp-ctl -- say silence";
pub(crate) const PAUSE: &str = "cargo run --release --bin tp-ctl -- pause";
pub(crate) const RESUME: &str = "cargo run --release --bin tp-ctl -- resume";
pub(crate) const MODE: &str = "cargo run --release --bin tp-ctl -- mode echo";
pub(crate) const KICK: &str = "cargo run --release --bin tp-ctl -- kick 3";
pub(crate) const CBOR: &str = "python3 -m cbor2.tool --sequence";
pub(crate) const PACKAGE_FILE: &str = "target/debian/tp-relais_*.deb";

/// What takes a build of its own, and is run by `.ci/run`.
pub(crate) const BUILDS: [&str; 7] = [
    "cargo test",
    "cargo install --locked cargo-deb",
    "cargo deb -p tp-relais",
    "cargo install --locked --path daemon",
    "cargo install --locked --path ctl",
    "cargo install --locked --path client",
    "cargo bench -p tp-relais --bench relay -- --quick",
];

/// README's commands.
pub(crate) fn commands() -> Vec<String> {
    guide::commands("README.md")
}

/// Those for a machine with the service.
pub(crate) fn service_commands() -> Vec<String> {
    let mut commands = commands();
    let begins = |command: &str| ["sudo ", "systemctl ", "man "].iter().any(|program| command.starts_with(program));
    commands.retain(|command| begins(command) || command.contains("/etc/tp-relais/"));
    commands
}

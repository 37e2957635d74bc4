//! What the guide says to type.

/// The guide.
pub(crate) const GUIDE: &str = "client/LECON.md";

pub(crate) const RELAY: &str = r#"tp-relais --config lecon.toml --log-dir "classe-$(date +%F-%Hh%Mm%S)""#;
pub(crate) const BANNER: &str = "tp-ctl banner";
pub(crate) const ONCE: &str = "python3 client_once.py 127.0.0.1 12347";
pub(crate) const CONNECTED: &str = "tp-ctl peers";
pub(crate) const PEERS_ACK: &str = "tp-ctl peers --closed --room 12347";
pub(crate) const TAIL_ACK: &str = "tp-ctl tail --room 12347";
pub(crate) const TRACE_ACK: &str = "tp-ctl trace 1 --room 12347";
pub(crate) const DIAGRAM_ACK: &str = "tp-ctl diagram --room 12347";
pub(crate) const ONCE_THERE: &str = "python3 client_once.py 192.168.1.20 12347";
pub(crate) const CLIENT_THERE: &str = r#"tp-client --once "Hello, serveur !" 192.168.1.20:12347"#;
pub(crate) const PEERS_THERE: &str = "tp-ctl peers --closed --room 12347 -n 2";
pub(crate) const TAIL_THERE: &str = "tp-ctl tail --room 12347 -n 4";
pub(crate) const DIAGRAM_THERE: &str = "tp-ctl diagram --room 12347 -n 4";
pub(crate) const TRACE_THERE: &str = "tp-ctl trace 3 --room 12347";
pub(crate) const DOCTOR: &str = "tp-client --doctor 192.168.1.20:12347";
pub(crate) const TYPED: &str = r#"tp-client --once "Un été" 127.0.0.1:12347"#;
pub(crate) const TAIL_HEX: &str = "tp-ctl tail --room 12347 -n 2 --hex";
pub(crate) const PEERS_TYPED: &str = "tp-ctl peers --closed --room 12347 -n 1";
pub(crate) const TRACE_TYPED: &str = "tp-ctl trace 7 --room 12347";
pub(crate) const DIAGRAM_TYPED: &str = "tp-ctl diagram --room 12347 -n 2";
pub(crate) const PING_PONG: &str = "python3 client_lockstep.py 127.0.0.1 12346";
pub(crate) const PEERS_ECHO: &str = "tp-ctl peers --room 12346";
pub(crate) const TAIL_ECHO: &str = "tp-ctl tail --room 12346";
pub(crate) const TRACE_ECHO: &str = "tp-ctl trace 1 --room 12346";
pub(crate) const DIAGRAM_ECHO: &str = "tp-ctl diagram --room 12346";
pub(crate) const CLASS: &str = "python3 client_lockstep.py 127.0.0.1 12345";
pub(crate) const CLIENT: &str = "tp-client 127.0.0.1:12345";
pub(crate) const PEERS: &str = "tp-ctl peers --room 12345";
pub(crate) const TAIL: &str = "tp-ctl tail --room 12345";
pub(crate) const DIAGRAM: &str = "tp-ctl diagram --room 12345";
pub(crate) const TRACE: &str = "tp-ctl trace 1 --room 12345";
pub(crate) const TOP: &str = "tp-ctl top";
pub(crate) const VERIFY: &str = "tp-ctl verify";
pub(crate) const EXPORT: &str = "tp-ctl export --pcapng lecon.pcapng";
pub(crate) const CLOSED: &str = "tp-ctl peers --closed";
pub(crate) const DOCTOR_OF_THE_CLASS: &str = "tp-client --doctor 192.168.1.20:12345";
pub(crate) const HINTS: &str = "tp-ctl peers --hints";
pub(crate) const HINTS_CLOSED: &str = "tp-ctl peers --hints --closed";
/// The folder of a class, as the guide's last commands have it.
pub(crate) const FOLDER: &str = "classe-2026-09-01-08h00m00";
pub(crate) const TAIL_LATER: &str = "tp-ctl tail --log-dir classe-2026-09-01-08h00m00";
pub(crate) const DIAGRAM_LATER: &str = "tp-ctl diagram --log-dir classe-2026-09-01-08h00m00";
pub(crate) const VERIFY_LATER: &str = "tp-ctl verify --log-dir classe-2026-09-01-08h00m00";

/// What is for the machine with the package alone.
pub(crate) fn of_the_package(command: &str) -> bool {
    command.starts_with("sudo ") || command.contains("/usr/share/doc/")
}

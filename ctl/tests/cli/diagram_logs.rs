//! The logs that the pictures are drawn from, and how they are asked for.

use std::net::SocketAddr;

use tempfile::TempDir;
use tp_proto::frame_log::{Endpoint, Mode, Open, Record, To};

use crate::support::{LogWriter, Ran, T0, command, to};

/// Runs a verb on the log in `dir`, in an English UTF-8 locale.
pub(crate) fn english(dir: &TempDir, args: &[&str]) -> Ran {
    localized(dir, "en_GB.UTF-8", args)
}

/// Runs a verb on the log in `dir`, in this locale.
pub(crate) fn localized(dir: &TempDir, locale: &str, args: &[&str]) -> Ran {
    let option = format!("--log-dir={}", dir.path().display());
    let mut command = command(dir.path(), &[args, &[option.as_str()]].concat());
    Ran::new(command.env("LC_ALL", locale).output().expect("the program runs"))
}

/// A peer that has a name joins.
pub(crate) fn named(log: &mut LogWriter, conn: u64, name: &str) {
    let peer = Endpoint(SocketAddr::from(([192, 168, 100, conn as u8], 50_000 + conn as u16)));
    let local = Endpoint(SocketAddr::from(([192, 168, 100, 254], 12_345)));
    let name = Some(name.to_owned());
    log.record(&Record::Open(Open { conn, t: T0, peer, local, rx: 0, tx: 0, backlog: None, name, earlier: None }));
}

/// An empty room in `others`.
pub(crate) fn room(dir: &TempDir) -> LogWriter {
    LogWriter::new(dir.path(), 12_345, Mode::Others)
}

/// Two clients with names say four things; one leaves with the end word.
pub(crate) fn two(dir: &TempDir) {
    let mut log = room(dir);
    named(&mut log, 1, "Alice");
    named(&mut log, 2, "Bob");
    log.frame(1, To::Listed(&to(&[2])), "Hello, serveur !".as_bytes());
    log.frame(2, To::Listed(&to(&[1])), "Salut Alice, déjà là ? Regarde ton adresse et ton port.".as_bytes());
    log.frame(1, To::Listed(&to(&[2])), b"\x1b]52;c;Zm9v\x07\n");
    log.frame(1, To::Listed(&to(&[2])), b"fin");
    log.sent(4, &[]);
    log.close(1, "end-word", 58, 4, 0);
    log.frame(2, To::Listed(&[]), b"Il y a quelqu'un ?");
    log.close(2, "left", 32, 4, 0);
    log.seal();
}

/// Clients without names, who say `frames` things in turn.
pub(crate) fn class(dir: &TempDir, clients: u64, frames: u64) {
    let mut log = room(dir);
    (1..=clients).for_each(|conn| log.open(conn));
    for n in 1..=frames {
        log.frame(n % clients + 1, To::Others, format!("message {n}").as_bytes());
    }
    log.sent(frames, &[]);
    log.seal();
}

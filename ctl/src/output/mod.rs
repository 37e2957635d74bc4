//! Where what we say goes: data to stdout, the rest to stderr.

mod cause;
mod json;
mod line;
mod pause;
mod progress;
mod shown;
mod table;
mod target;
mod time;
mod wrapped;

use std::cell::Cell;
use std::error::Error;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write as _};
use std::net::SocketAddr;
use std::os::fd::AsFd;

use tp_proto::text;

use crate::language::here;

pub(crate) use cause::record as record_error;
pub(crate) use json::print_json;
pub(crate) use line::fit;
pub(crate) use pause::{check_reader, pause};
pub(crate) use progress::Progress;
pub(crate) use shown::{by, gap_reason, gate_reason, shown};
pub(crate) use table::{Align, Table, WIDE};
pub(crate) use target::{Target, TargetError, save};
pub(crate) use time::{full, millis, millis_of_day, nanos, now, short};
pub(crate) use tp_language::ascii;
pub(crate) use wrapped::{broken, wrapped};

/// Version of every JSON schema of DESIGN section 9.
pub(crate) const SCHEMA: u32 = 1;

/// Standard output, buffered. Whoever writes flushes when what it has to say is complete.
pub(crate) type Out = BufWriter<StdoutLock<'static>>;

/// Opens standard output.
pub(crate) fn stdout() -> Out {
    BufWriter::with_capacity(64 * 1024, io::stdout().lock())
}

/// Columns of the terminal that stdout is, `None` when it is none.
pub(crate) fn terminal_width() -> Option<usize> {
    width_of(&io::stdout())
}

/// Rows of the terminal that stdout is, `None` when it is none or does not say.
pub(crate) fn terminal_rows() -> Option<usize> {
    let out = io::stdout();
    let size = out.is_terminal().then(|| terminal_size::terminal_size_of(&out)).flatten();
    size.map(|(_, height)| height.0.into()).filter(|&rows: &usize| rows > 0)
}

fn width_of(output: &(impl IsTerminal + AsFd)) -> Option<usize> {
    output.is_terminal().then(|| terminal_size::terminal_size_of(output)).flatten().map(|(width, _)| width.0.into())
}

thread_local! {
    /// Whether this thread has nothing to say on stderr.
    static HUSHED: Cell<bool> = const { Cell::new(false) };
}

/// From now on this thread says nothing on stderr: the screen is somebody else's.
pub(crate) fn hush() {
    HUSHED.set(true);
}

/// Says on stderr what is wrong, on one line whatever it quotes. That nobody reads it cannot be said
/// anywhere.
pub(crate) fn complain(what: &str) {
    if HUSHED.get() {
        return;
    }
    let what = format!("tp-ctl: {}", text::harmless(what));
    let lines = wrapped(&what, width_of(&io::stderr()).unwrap_or(usize::MAX));
    let _ = progress::aside(|| writeln!(io::stderr(), "{}", lines.join("\n")));
}

/// An error with all that caused it, in one sentence.
pub(crate) fn chain(error: &(dyn Error + 'static)) -> String {
    let mut text = cause::said(error);
    let mut source = error.source();
    while let Some(cause) = source {
        text = here().because(&text, &cause::said(cause));
        source = cause.source();
    }
    text
}

/// An address as people write it: an IPv4 client of a socket that serves both is shown as IPv4.
pub(crate) fn canonical(address: SocketAddr) -> SocketAddr {
    SocketAddr::new(address.ip().to_canonical(), address.port())
}

#[cfg(test)]
mod tests {
    use super::canonical;

    #[test]
    fn a_mapped_address_is_shown_as_the_one_it_is() {
        assert_eq!(canonical("[::ffff:127.0.0.1]:5".parse().unwrap()).to_string(), "127.0.0.1:5");
        assert_eq!(canonical("[::1]:5".parse().unwrap()).to_string(), "[::1]:5");
    }
}

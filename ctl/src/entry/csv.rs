//! Frames as comma-separated values (RFC 4180), with a line of headings: `tail --csv` and
//! `export --csv`.

use std::io::Write;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use tp_proto::text;

use super::{Entry, Recipients};
use crate::error::Error;
use crate::output;

const HEADINGS: [&str; 12] =
    ["room", "n", "t", "src_conn", "src_ip", "src_port", "dst_ip", "dst_port", "to", "len", "text", "data"];

/// Writes frames as lines of values.
pub(crate) struct CsvForm<W: Write> {
    writer: csv::Writer<W>,
    /// The headings are written.
    begun: bool,
}

impl<W: Write> CsvForm<W> {
    /// Nothing is written yet.
    pub(crate) fn new(out: W) -> CsvForm<W> {
        CsvForm { writer: csv::Writer::from_writer(out), begun: false }
    }

    /// Writes the headings, once.
    pub(crate) fn begin(&mut self) -> Result<(), Error> {
        if !self.begun {
            self.begun = true;
            self.writer.write_record(HEADINGS)?;
        }
        Ok(())
    }

    /// Writes a frame. `to` is every recipient's `ip:port`, separated by spaces; `text` is the bytes
    /// where they are UTF-8, with what a terminal or a spreadsheet would obey made visible; `data` is
    /// the bytes in base64.
    pub(crate) fn print(&mut self, entry: &Entry) -> Result<(), Error> {
        self.begin()?;
        let ip = |ip: Option<std::net::IpAddr>| ip.map(|ip| ip.to_string()).unwrap_or_default();
        let data = entry.data.as_deref();
        self.writer.write_record([
            &*entry.room,
            &entry.n.to_string(),
            &output::nanos(entry.t),
            &entry.src.conn.to_string(),
            &ip(entry.src.ip),
            &entry.src.port.to_string(),
            &ip(entry.dst_ip),
            &entry.dst_port.to_string(),
            &recipients(&entry.to),
            &entry.len.to_string(),
            &obeyed_by_nobody(data.filter(|data| std::str::from_utf8(data).is_ok()).unwrap_or_default()),
            &data.map(|data| STANDARD.encode(data)).unwrap_or_default(),
        ])?;
        Ok(())
    }

    /// Passes on what is still in the buffer.
    pub(crate) fn flush(&mut self) -> Result<(), Error> {
        Ok(self.writer.flush()?)
    }
}

/// Text that begins like a formula is one to a spreadsheet, unless an apostrophe stands before it.
fn obeyed_by_nobody(data: &[u8]) -> String {
    let mut shown = text::visible(data);
    if shown.starts_with(['=', '+', '-', '@']) {
        shown.insert(0, '\'');
    }
    shown
}

fn recipients(to: &Recipients) -> String {
    match to {
        Recipients::Listed(listed) => listed.iter().map(|party| party.address()).collect::<Vec<_>>().join(" "),
        Recipients::Counted(_, rule) => (*rule).to_owned(),
    }
}

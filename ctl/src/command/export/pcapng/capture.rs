//! The file in the making: its section, names, interfaces and packets (pcapng,
//! draft-ietf-opsawg-pcapng).
//!
//! It knows nothing of TCP. Whatever cannot be written is kept and told in the end; nothing is
//! written after it.

use std::borrow::Cow;
use std::io::{self, BufWriter, Write};
use std::net::IpAddr;

use pcap_file::pcapng::blocks::ENHANCED_PACKET_BLOCK;
use pcap_file::pcapng::blocks::interface_description::{InterfaceDescriptionBlock, InterfaceDescriptionOption};
use pcap_file::pcapng::blocks::name_resolution::{Ipv4Record, Ipv6Record, NameResolutionBlock, Record};
use pcap_file::pcapng::blocks::section_header::{SectionHeaderBlock, SectionHeaderOption};
use pcap_file::pcapng::{PcapNgWriter, RawBlock};
use pcap_file::{DataLink, Endianness, PcapError};
use tp_proto::text;

use super::super::WRITE_BYTES;
use super::comment;
use super::packet::{self, Way};
use super::survey::Names;
use crate::error::Error;
use crate::output;

/// Most names in one block: it stays far below what readers accept.
const NAMES_PER_BLOCK: usize = 1000;
/// Most columns of a name that a peer chose.
const NAME_COLUMNS: usize = 64;
/// Most bytes that are kept of a packet: all of them.
const SNAP_BYTES: u32 = 262_144;
/// Timestamps count nanoseconds (`if_tsresol`).
const NANOSECONDS: u8 = 9;

/// The number of an interface.
pub(super) type Interface = u32;

/// A capture in the making.
pub(super) struct Capture {
    writer: PcapNgWriter<BufWriter<Box<dyn Write>>>,
    interfaces: u32,
    /// Space for a packet's block.
    body: Vec<u8>,
    failed: Option<PcapError>,
}

impl Capture {
    /// Begins with what holds for all of it.
    pub(super) fn begin(out: Box<dyn Write>, names: &Names) -> Result<Capture, Error> {
        let out = BufWriter::with_capacity(WRITE_BYTES, out);
        let section = SectionHeaderBlock {
            endianness: Endianness::Little,
            options: vec![
                SectionHeaderOption::Comment(Cow::Borrowed(comment::SECTION)),
                SectionHeaderOption::UserApplication(Cow::Borrowed(concat!("tp-ctl ", env!("CARGO_PKG_VERSION")))),
            ],
            ..SectionHeaderBlock::default()
        };
        let writer = PcapNgWriter::with_section_header(out, section).map_err(error)?;
        let mut capture = Capture { writer, interfaces: 0, body: Vec::new(), failed: None };
        capture.names(names);
        Ok(capture)
    }

    fn names(&mut self, names: &Names) {
        let shown: Vec<(IpAddr, String)> = names.unique().map(|(address, name)| (address, shown(name))).collect();
        for some in shown.chunks(NAMES_PER_BLOCK) {
            let records = some.iter().map(|(address, name)| record(*address, name)).collect();
            let block = NameResolutionBlock { records, options: Vec::new() };
            self.note(|writer| writer.write_pcapng_block(block));
        }
    }

    /// A client's interface.
    pub(super) fn interface(&mut self, name: &str, description: &str) -> Interface {
        let options = vec![
            InterfaceDescriptionOption::IfName(Cow::Borrowed(name)),
            InterfaceDescriptionOption::IfDescription(Cow::Borrowed(description)),
            InterfaceDescriptionOption::IfTsResol(NANOSECONDS),
        ];
        let block = InterfaceDescriptionBlock { linktype: DataLink::RAW, snaplen: SNAP_BYTES, options };
        self.note(|writer| writer.write_pcapng_block(block));
        self.interfaces += 1;
        self.interfaces - 1
    }

    /// A packet, at `t` nanoseconds since the Unix epoch; `write` appends its bytes.
    pub(super) fn packet(
        &mut self,
        (interface, t, way): (Interface, u64, Way),
        comment: Option<&str>,
        write: impl FnOnce(&mut Vec<u8>),
    ) {
        let mut body = std::mem::take(&mut self.body);
        packet::block(&mut body, (interface, t, way), comment, write);
        let length = 12 + body.len() as u32;
        let block = RawBlock {
            type_: ENHANCED_PACKET_BLOCK,
            initial_len: length,
            body: Cow::Borrowed(&body),
            trailer_len: length,
        };
        self.note(|writer| writer.write_raw_block(&block));
        self.body = body;
    }

    /// Whether something could not be written.
    pub(super) fn has_failed(&self) -> bool {
        self.failed.is_some()
    }

    /// Everything is there.
    pub(super) fn finish(&mut self) -> Result<(), Error> {
        match self.failed.take() {
            Some(failed) => Err(error(failed)),
            None => Ok(self.writer.get_mut().flush()?),
        }
    }

    fn note<T>(&mut self, write: impl FnOnce(&mut PcapNgWriter<BufWriter<Box<dyn Write>>>) -> Result<T, PcapError>) {
        if self.failed.is_none() {
            self.failed = write(&mut self.writer).err();
        }
    }
}

/// A name that a peer chose, as it may stand in a list of names.
pub(super) fn shown(name: &str) -> String {
    output::fit(&text::visible(name.as_bytes()), NAME_COLUMNS)
}

fn record(address: IpAddr, name: &str) -> Record<'_> {
    let names = vec![Cow::Borrowed(name)];
    match address {
        IpAddr::V4(ip) => Record::Ipv4(Ipv4Record { ip_addr: Cow::Owned(ip.octets().to_vec()), names }),
        IpAddr::V6(ip) => Record::Ipv6(Ipv6Record { ip_addr: Cow::Owned(ip.octets().to_vec()), names }),
    }
}

fn error(error: PcapError) -> Error {
    Error::Output(match error {
        PcapError::IoError(error) => error,
        other => io::Error::other(other),
    })
}

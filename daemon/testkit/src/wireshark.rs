//! What Wireshark makes of a capture, by its `tshark` and `capinfos`.
//!
//! A judge from outside: it knows nothing of who wrote the capture.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{program, skip};

/// `PI_WARN` of Wireshark's `epan/proto.h`; an error is more.
const WARNING: u64 = 0x60_0000;

/// A capture that Wireshark has looked at.
#[derive(Debug)]
pub struct Capture {
    file: PathBuf,
    /// Its packets, in their order.
    pub packets: Vec<Packet>,
}

/// A packet, as Wireshark shows it.
#[derive(Debug, Clone)]
pub struct Packet {
    /// Nanoseconds since the Unix epoch.
    pub t: u64,
    /// Its interface's name.
    pub interface: String,
    /// Its comments.
    pub comment: String,
    /// Number of its TCP stream.
    pub stream: usize,
    /// Where it comes from.
    pub from: SocketAddr,
    /// Where it goes to.
    pub to: SocketAddr,
    /// Bytes of TCP payload.
    pub len: u64,
    /// The worst that expert information says, 0 for nothing.
    severity: u64,
    /// What expert information says.
    pub expert: String,
    /// Both checksums, as numbers of `proto_checksum_vals`: 1 is good, and IPv6 has none.
    checksums: [String; 2],
}

/// A conversation, as Follow TCP Stream shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stream {
    /// The end that began.
    pub client: SocketAddr,
    /// The other.
    pub server: SocketAddr,
    /// The interface of its packets.
    pub interface: String,
    /// All that the client said.
    pub said: Vec<u8>,
    /// All that the server said.
    pub heard: Vec<u8>,
}

const FIELDS: [&str; 16] = [
    "frame.time_epoch",
    "frame.interface_name",
    "frame.comment",
    "tcp.stream",
    "ip.src",
    "ipv6.src",
    "tcp.srcport",
    "ip.dst",
    "ipv6.dst",
    "tcp.dstport",
    "tcp.len",
    "_ws.expert.severity",
    "_ws.expert.message",
    "ip.checksum.status",
    "tcp.checksum.status",
    "frame.number",
];

impl Capture {
    /// Lets Wireshark read `file`; says that the test is left out where there is none.
    ///
    /// # Panics
    ///
    /// When Wireshark cannot read it.
    pub fn read(file: &Path) -> Option<Capture> {
        skip::need_program("capinfos")?;
        let output = tshark(file, |tshark| {
            tshark.args(["-o", "ip.check_checksum:TRUE", "-o", "tcp.check_checksum:TRUE", "-n", "-T", "fields"]);
            tshark.args(["-E", "separator=/t", "-E", "occurrence=a", "-E", "aggregator=;"]);
            tshark.args(FIELDS.iter().flat_map(|field| ["-e", field]));
        })?;
        let packets = output.lines().map(packet).collect();
        Some(Capture { file: file.to_owned(), packets })
    }

    /// Holds that Wireshark has nothing to complain about: no warning, no error, no bad checksum,
    /// and a capture that `capinfos` reads to its end.
    ///
    /// # Panics
    ///
    /// With the first packets that are not so.
    pub fn assert_flawless(&self) {
        let bad = |packet: &&Packet| packet.severity >= WARNING || !packet.has_good_checksums();
        let wrong: Vec<&Packet> = self.packets.iter().filter(bad).take(5).collect();
        assert!(wrong.is_empty(), "Wireshark complains: {wrong:#?}");
        let said = program::run(Command::new("capinfos").args(["-c", "-T", "-M", "-r"]).arg(&self.file));
        assert_eq!(said.code, Some(0), "{said:?}");
        let count = self.packets.len().to_string();
        assert_eq!(said.stdout.trim().rsplit('\t').next(), Some(count.as_str()), "{said:?}");
    }

    /// Its conversations, in the order of their first packets.
    ///
    /// # Panics
    ///
    /// When tshark says what this does not understand.
    pub fn streams(&self) -> Vec<Stream> {
        let count = self.packets.iter().map(|packet| packet.stream + 1).max().unwrap_or(0);
        let followed = (0..count).map(|number| format!("follow,tcp,raw,{number}"));
        let followed = tshark(&self.file, |tshark| {
            tshark.args(["-q", "-n"]).args(followed.flat_map(|wanted| ["-z".to_owned(), wanted]));
        });
        let mut streams: Vec<Stream> = (0..count).map(|number| self.beginning(number)).collect();
        for text in followed.unwrap_or_default().split("Follow: tcp,raw\n").skip(1) {
            take_in(text, &mut streams);
        }
        streams
    }

    fn beginning(&self, number: usize) -> Stream {
        let mut packets = self.packets.iter().filter(|packet| packet.stream == number);
        let first = packets.next().expect("a stream has packets");
        assert!(packets.all(|packet| packet.interface == first.interface), "stream {number} is on several interfaces");
        let interface = first.interface.clone();
        Stream { client: first.from, server: first.to, interface, said: Vec::new(), heard: Vec::new() }
    }
}

impl Packet {
    fn has_good_checksums(&self) -> bool {
        let [ip, tcp] = &self.checksums;
        tcp == "1" && (ip == "1" || (ip.is_empty() && self.from.is_ipv6()))
    }
}

/// What tshark prints of `file`; `None` when there is no tshark.
fn tshark(file: &Path, options: impl FnOnce(&mut Command)) -> Option<String> {
    let mut command = Command::new(skip::need_program("tshark")?);
    // By what its ports are registered for, any dissector could claim the payload.
    command.arg("-r").arg(file).args(["-d", "tcp.port==1-65535,data"]);
    options(&mut command);
    let ended = program::run(&mut command);
    assert_eq!(ended.code, Some(0), "{command:?}: {}", ended.stderr);
    Some(ended.stdout)
}

fn packet(line: &str) -> Packet {
    let fields: Vec<&str> = line.split('\t').collect();
    let [t, interface, comment, stream, ip4, ip6, port, to4, to6, to_port, len, severity, expert, ip_sum, tcp_sum, _] =
        <[&str; FIELDS.len()]>::try_from(fields).unwrap_or_else(|fields| panic!("not a line of tshark: {fields:?}"));
    let end = |v4: &str, v6: &str, port: &str| {
        let ip = if v4.is_empty() { v6 } else { v4 };
        SocketAddr::new(ip.parse().expect("an address"), number(port) as u16)
    };
    let (seconds, nanoseconds) = t.split_once('.').expect("a time");
    Packet {
        t: number(seconds) * 1_000_000_000 + number(nanoseconds),
        interface: interface.to_owned(),
        comment: comment.to_owned(),
        stream: number(stream) as usize,
        from: end(ip4, ip6, port),
        to: end(to4, to6, to_port),
        len: number(len),
        severity: severity.split(';').filter(|text| !text.is_empty()).map(number).max().unwrap_or(0),
        expert: expert.to_owned(),
        checksums: [ip_sum.to_owned(), tcp_sum.to_owned()],
    }
}

fn number(text: &str) -> u64 {
    text.parse().unwrap_or_else(|_| panic!("{text:?} is no number"))
}

/// One stream as `follow,tcp,raw` prints it: two nodes, then a line in hexadecimal for each piece,
/// indented where the second node said it.
fn take_in(text: &str, streams: &mut [Stream]) {
    let mut lines = text.lines();
    let filter = lines.next().and_then(|line| line.strip_prefix("Filter: tcp.stream eq ")).expect("a filter");
    let stream = &mut streams[number(filter) as usize];
    let node = |line: Option<&str>| line.and_then(|line| line.split_once(": ")?.1.parse().ok());
    let nodes: [Option<SocketAddr>; 2] = [node(lines.next()), node(lines.next())];
    // One without payload has no nodes that mean anything.
    let pieces: Vec<&str> = lines.take_while(|line| !line.starts_with('=')).collect();
    if !pieces.is_empty() {
        assert_eq!(nodes, [Some(stream.client), Some(stream.server)]);
    }
    for piece in pieces {
        match piece.strip_prefix('\t') {
            Some(heard) => stream.heard.extend(bytes(heard)),
            None => stream.said.extend(bytes(piece)),
        }
    }
}

fn bytes(hex: &str) -> impl Iterator<Item = u8> {
    let digit = |digit: u8| (digit as char).to_digit(16).expect("a hexadecimal digit") as u8;
    hex.as_bytes().chunks_exact(2).map(move |pair| digit(pair[0]) << 4 | digit(pair[1]))
}

//! What each server wants around a message, and what it puts around one: nothing, or its protocol.

/// What a server's clients speak.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dialect {
    /// The message's bytes alone.
    Raw,
    /// Redis' RESP3, where one connection may publish and be subscribed.
    Redis,
    /// NATS' text protocol, with the echo of one's own messages off.
    Nats,
    /// MQTT 5, quality of service 0, with the echo of one's own messages off ("No Local").
    Mqtt,
}

/// What stands next in what a client received.
pub enum Next {
    /// A message behind so many bytes of head.
    Message { skip: usize },
    /// So many bytes that are none: an answer, a greeting.
    Other(usize),
    /// So many bytes that ask whether the client is there.
    Ping(usize),
    /// Not all of it is there yet.
    Partial,
    /// The server refuses something.
    Refusal,
}

/// A dialect's words around messages of one size.
pub struct Envelope {
    dialect: Dialect,
    size: usize,
    head: Vec<u8>,
    tail: &'static [u8],
    head_received: Vec<u8>,
}

/// A number in MQTT's seven bits a byte.
fn mqtt_length(mut length: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let low = u8::try_from(length % 128).expect("a remainder of 128");
        length /= 128;
        bytes.push(if length > 0 { low | 0x80 } else { low });
        if length == 0 {
            return bytes;
        }
    }
}

impl Dialect {
    /// Whether a sender that listens hears itself, and cannot be spared that.
    pub fn echoes(self) -> bool {
        self == Dialect::Redis
    }

    /// A client's first words; one that only sends does not subscribe.
    pub fn greeting(self, listens: bool) -> Vec<u8> {
        let (hello, subscribe): (&[u8], &[u8]) = match self {
            Dialect::Raw => (b"", b""),
            Dialect::Redis => (b"*2\r\n$5\r\nHELLO\r\n$1\r\n3\r\n", b"*2\r\n$9\r\nSUBSCRIBE\r\n$1\r\nc\r\n"),
            Dialect::Nats => (b"CONNECT {\"verbose\":false,\"pedantic\":false,\"echo\":false}\r\n", b"SUB c 1\r\n"),
            Dialect::Mqtt => (b"\x10\x0d\0\x04MQTT\x05\x02\0\0\0\0\0", b"\x82\x07\0\x01\0\0\x01c\x04"),
        };
        [hello, if listens { subscribe } else { b"" }].concat()
    }

    /// The answer to a ping.
    pub fn pong(self) -> &'static [u8] {
        if self == Dialect::Nats { b"PONG\r\n" } else { b"" }
    }
}

impl Envelope {
    pub fn new(dialect: Dialect, size: usize) -> Envelope {
        let (head, head_received, tail): (Vec<u8>, Vec<u8>, &[u8]) = match dialect {
            Dialect::Raw => (Vec::new(), Vec::new(), b""),
            Dialect::Redis => (
                format!("*3\r\n$7\r\nPUBLISH\r\n$1\r\nc\r\n${size}\r\n").into(),
                format!(">3\r\n$7\r\nmessage\r\n$1\r\nc\r\n${size}\r\n").into(),
                b"\r\n",
            ),
            Dialect::Nats => (format!("PUB c {size}\r\n").into(), format!("MSG c 1 {size}\r\n").into(), b"\r\n"),
            Dialect::Mqtt => {
                let head = [b"\x30", mqtt_length(size + 4).as_slice(), b"\0\x01c\0"].concat();
                (head.clone(), head, b"")
            }
        };
        Envelope { dialect, size, head, tail, head_received }
    }

    pub fn wrap(&self, to: &mut Vec<u8>, message: impl FnOnce(&mut Vec<u8>)) {
        to.extend_from_slice(&self.head);
        message(to);
        to.extend_from_slice(self.tail);
    }

    /// What a received message takes, head and tail included.
    pub fn received_bytes(&self) -> usize {
        self.head_received.len() + self.size + self.tail.len()
    }

    pub fn next(&self, input: &[u8]) -> Next {
        if input.starts_with(&self.head_received) {
            let complete = !input.is_empty() && input.len() >= self.received_bytes();
            return if complete { Next::Message { skip: self.head_received.len() } } else { Next::Partial };
        }
        if self.head_received.starts_with(input) {
            return Next::Partial;
        }
        if self.dialect == Dialect::Mqtt { Self::mqtt_packet(input) } else { Self::line(input) }
    }

    /// A short packet that is no message: the answers to CONNECT and SUBSCRIBE.
    fn mqtt_packet(input: &[u8]) -> Next {
        match input {
            [0x20, _, _, code, ..] if *code != 0 => Next::Refusal,
            [_, length, rest @ ..] if rest.len() >= usize::from(*length) => Next::Other(2 + usize::from(*length)),
            _ => Next::Partial,
        }
    }

    /// Redis and NATS answer in lines.
    fn line(input: &[u8]) -> Next {
        let Some(end) = input.windows(2).position(|two| two == b"\r\n") else { return Next::Partial };
        match &input[..end] {
            b"PING" => Next::Ping(end + 2),
            [b'-', ..] => Next::Refusal,
            _ => Next::Other(end + 2),
        }
    }
}

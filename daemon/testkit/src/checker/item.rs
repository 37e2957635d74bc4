//! An item of the log as a plain CBOR value, and its fields by name.

use std::net::{IpAddr, SocketAddr};

use ciborium::Value;

/// `{kind: body}`.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) kind: String,
    pub(super) body: Value,
    /// Its length in bytes.
    pub(super) len: usize,
}

/// What is wrong with an item, as a sentence.
pub(super) type Wrong = String;

impl Item {
    /// The item that `bytes` starts with.
    pub(super) fn read(bytes: &[u8]) -> Result<Item, Wrong> {
        let mut rest = bytes;
        let value: Value = ciborium::from_reader(&mut rest).map_err(|error| format!("no CBOR item: {error}"))?;
        let len = bytes.len() - rest.len();
        let Value::Map(mut entries) = value else { return Err("an item that is no map".to_owned()) };
        match (entries.pop(), entries.is_empty()) {
            (Some((Value::Text(kind), body)), true) => Ok(Item { kind, body, len }),
            _ => Err("a map that is not {kind: body}".to_owned()),
        }
    }

    /// A body that stands inside another item.
    pub(super) fn of(kind: &str, body: Value) -> Item {
        Item { kind: kind.to_owned(), body, len: 0 }
    }

    fn find(&self, name: &str) -> Option<&Value> {
        let key = |entry: &&(Value, Value)| entry.0.as_text() == Some(name);
        self.body.as_map()?.iter().find(key).map(|(_, value)| value)
    }

    /// A field.
    pub(super) fn field(&self, name: &str) -> Result<&Value, Wrong> {
        self.find(name).ok_or_else(|| format!("a {} without {name:?}", self.kind))
    }

    /// A field that is a number.
    pub(super) fn uint(&self, name: &str) -> Result<u64, Wrong> {
        uint(self.field(name)?).ok_or_else(|| self.other_shape(name))
    }

    /// A field that is a number, 0 when it is left out.
    pub(super) fn uint_or_zero(&self, name: &str) -> Result<u64, Wrong> {
        if self.find(name).is_none() { Ok(0) } else { self.uint(name) }
    }

    /// A field that is text.
    pub(super) fn text(&self, name: &str) -> Result<&str, Wrong> {
        self.field(name)?.as_text().ok_or_else(|| self.other_shape(name))
    }

    /// A field that is text, empty when it is left out.
    pub(super) fn text_or_empty(&self, name: &str) -> Result<&str, Wrong> {
        if self.find(name).is_none() { Ok("") } else { self.text(name) }
    }

    /// A field that is a byte string.
    pub(super) fn bytes(&self, name: &str) -> Result<&[u8], Wrong> {
        self.field(name)?.as_bytes().map(Vec::as_slice).ok_or_else(|| self.other_shape(name))
    }

    /// A field that is `[ip, port]`.
    pub(super) fn endpoint(&self, name: &str) -> Result<SocketAddr, Wrong> {
        endpoint(self.field(name)?).ok_or_else(|| self.other_shape(name))
    }

    /// A field that is `[number, number]`.
    pub(super) fn pair(&self, name: &str) -> Result<(u64, u64), Wrong> {
        pair(self.field(name)?).ok_or_else(|| self.other_shape(name))
    }

    /// A field that is a list of lists of `N` numbers; an absent one is empty.
    pub(super) fn rows<const N: usize>(&self, name: &str) -> Result<Vec<[u64; N]>, Wrong> {
        let Some(value) = self.find(name) else { return Ok(Vec::new()) };
        let rows = value.as_array().ok_or_else(|| self.other_shape(name))?;
        rows.iter().map(row).collect::<Option<_>>().ok_or_else(|| self.other_shape(name))
    }

    /// The body as `N` numbers.
    pub(super) fn numbers<const N: usize>(&self) -> Result<[u64; N], Wrong> {
        row(&self.body).ok_or_else(|| format!("a {} that is not {N} numbers", self.kind))
    }

    fn other_shape(&self, name: &str) -> Wrong {
        format!("a {} whose {name:?} is {:?}", self.kind, self.find(name))
    }
}

fn uint(value: &Value) -> Option<u64> {
    u64::try_from(value.as_integer()?).ok()
}

fn row<const N: usize>(value: &Value) -> Option<[u64; N]> {
    let numbers: Vec<u64> = value.as_array()?.iter().map(uint).collect::<Option<_>>()?;
    numbers.try_into().ok()
}

fn pair(value: &Value) -> Option<(u64, u64)> {
    row(value).map(|[first, second]: [u64; 2]| (first, second))
}

/// RFC 9164: tag 52 is IPv4, tag 54 is IPv6.
fn endpoint(value: &Value) -> Option<SocketAddr> {
    let [Value::Tag(tag, ip), port] = value.as_array()?.as_slice() else { return None };
    let ip = ip.as_bytes()?.as_slice();
    let ip = match tag {
        52 => IpAddr::from(<[u8; 4]>::try_from(ip).ok()?),
        54 => IpAddr::from(<[u8; 16]>::try_from(ip).ok()?),
        _ => return None,
    };
    Some(SocketAddr::new(ip, u16::try_from(uint(port)?).ok()?))
}

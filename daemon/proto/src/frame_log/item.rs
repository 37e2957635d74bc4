//! Where a CBOR item ends: the frame log is read item by item, and a clean end, a torn item and
//! bytes that are no CBOR are three different things.

/// How deep maps, arrays and tags may nest. The deepest record of format 1 nests six.
pub const DEPTH_MAX: usize = 16;

/// Why bytes are no whole item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ItemError {
    /// They may yet become one: the item goes on behind their end.
    #[error("an item is cut off")]
    Incomplete,
    /// They never will: RFC 8949 calls them not well-formed, or they nest deeper than
    /// [`DEPTH_MAX`].
    #[error("not a CBOR item: {0}")]
    Malformed(&'static str),
    /// A whole item, but no `{kind: body}`.
    #[error("not a record: a map with one entry under a text key is wanted")]
    NotARecord,
}

/// Length in bytes of the item that `bytes` starts with.
pub fn len(bytes: &[u8]) -> Result<usize, ItemError> {
    let mut at = 0;
    // How many items are still owed at each open level; `None` is "until a break".
    let mut owed: [Option<u64>; DEPTH_MAX] = [None; DEPTH_MAX];
    let mut depth = 0;
    loop {
        if depth > 0 && owed[depth - 1].is_none() && *bytes.get(at).ok_or(ItemError::Incomplete)? == BREAK {
            at += 1;
            depth -= 1;
        } else {
            let head = Head::read(bytes, at)?;
            at = head.end;
            match head.opens()? {
                Opens::Nothing | Opens::Items(0) => {}
                Opens::Bytes(count) => at = skip(bytes, at, count)?,
                Opens::Chunks(major) => at = skip_chunks(bytes, at, major)?,
                Opens::Items(count) => {
                    depth = push(&mut owed, depth, Some(count))?;
                    continue;
                }
                Opens::UntilBreak => {
                    depth = push(&mut owed, depth, None)?;
                    continue;
                }
            }
        }
        // One item is whole: close every level that this completes.
        loop {
            if depth == 0 {
                return Ok(at);
            }
            match &mut owed[depth - 1] {
                None => break,
                Some(1) => depth -= 1,
                Some(count) => {
                    *count -= 1;
                    break;
                }
            }
        }
    }
}

/// The kind of a record: the text key of a map with one entry.
pub fn kind(bytes: &[u8]) -> Result<&str, ItemError> {
    let map = Head::read(bytes, 0)?;
    let key = Head::read(bytes, map.end)?;
    if map.major != MAP || map.argument != Some(1) || key.major != TEXT {
        return Err(ItemError::NotARecord);
    }
    let length = key.argument.ok_or(ItemError::NotARecord)?;
    let end = skip(bytes, key.end, length)?;
    std::str::from_utf8(&bytes[key.end..end]).map_err(|_| ItemError::NotARecord)
}

const BREAK: u8 = 0xff;
const BYTES: u8 = 2;
const TEXT: u8 = 3;
const ARRAY: u8 = 4;
const MAP: u8 = 5;
const TAG: u8 = 6;
const SIMPLE: u8 = 7;

/// The head of an item: major type and argument (RFC 8949, section 3).
struct Head {
    major: u8,
    /// `None` for indefinite length.
    argument: Option<u64>,
    end: usize,
}

/// What follows a head.
enum Opens {
    Nothing,
    Bytes(u64),
    Items(u64),
    UntilBreak,
    Chunks(u8),
}

impl Head {
    fn read(bytes: &[u8], at: usize) -> Result<Head, ItemError> {
        let first = *bytes.get(at).ok_or(ItemError::Incomplete)?;
        let (major, info) = (first >> 5, first & 0x1f);
        let width = match info {
            0..=23 => 0,
            24 => 1,
            25 => 2,
            26 => 4,
            27 => 8,
            31 => {
                return Ok(Head { major, argument: None, end: at + 1 });
            }
            _ => return Err(ItemError::Malformed("a reserved length code")),
        };
        let end = at + 1 + width;
        let tail = bytes.get(at + 1..end).ok_or(ItemError::Incomplete)?;
        let argument = match width {
            0 => u64::from(info),
            _ => tail.iter().fold(0, |value, &byte| value << 8 | u64::from(byte)),
        };
        if major == SIMPLE && width == 1 && argument < 32 {
            return Err(ItemError::Malformed("a simple value in the long form"));
        }
        Ok(Head { major, argument: Some(argument), end })
    }

    fn opens(&self) -> Result<Opens, ItemError> {
        match (self.major, self.argument) {
            (BYTES | TEXT, Some(count)) => Ok(Opens::Bytes(count)),
            (BYTES | TEXT, None) => Ok(Opens::Chunks(self.major)),
            (ARRAY, Some(count)) => Ok(Opens::Items(count)),
            (MAP, Some(count)) => count
                .checked_mul(2)
                .map(Opens::Items)
                .ok_or(ItemError::Malformed("a map with more entries than can be counted")),
            (ARRAY | MAP, None) => Ok(Opens::UntilBreak),
            (TAG, Some(_)) => Ok(Opens::Items(1)),
            (SIMPLE, None) => Err(ItemError::Malformed("a break outside an open item")),
            (_, None) => Err(ItemError::Malformed("a number or tag of indefinite length")),
            (_, Some(_)) => Ok(Opens::Nothing),
        }
    }
}

fn push(owed: &mut [Option<u64>; DEPTH_MAX], depth: usize, count: Option<u64>) -> Result<usize, ItemError> {
    let level = owed.get_mut(depth).ok_or(ItemError::Malformed("nested too deep"))?;
    *level = count;
    Ok(depth + 1)
}

fn skip(bytes: &[u8], at: usize, count: u64) -> Result<usize, ItemError> {
    usize::try_from(count)
        .ok()
        .and_then(|count| at.checked_add(count))
        .filter(|&end| end <= bytes.len())
        .ok_or(ItemError::Incomplete)
}

/// The chunks of a string of indefinite length, and its break.
fn skip_chunks(bytes: &[u8], mut at: usize, major: u8) -> Result<usize, ItemError> {
    while *bytes.get(at).ok_or(ItemError::Incomplete)? != BREAK {
        let chunk = Head::read(bytes, at)?;
        let count =
            chunk.argument.filter(|_| chunk.major == major).ok_or(ItemError::Malformed("a chunk of another type"))?;
        at = skip(bytes, chunk.end, count)?;
    }
    Ok(at + 1)
}

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

/// What is left of a level that only a break ends.
const UNTIL_BREAK: u64 = u64::MAX;
/// A list of so many items outgrows any memory, and so does a longer one.
const ITEMS_MAX: u64 = u64::MAX - 1;

/// Length in bytes of the item that `bytes` starts with.
pub fn len(bytes: &[u8]) -> Result<usize, ItemError> {
    let mut at = 0;
    // Items still owed at the innermost level, and at each one around it.
    let mut left = 1;
    let mut around = [0; DEPTH_MAX];
    let mut depth = 0;
    loop {
        let first = *bytes.get(at).ok_or(ItemError::Incomplete)?;
        if first == BREAK && left == UNTIL_BREAK {
            at += 1;
            depth -= 1;
            left = around[depth];
        } else {
            let Short { width, items } = SHORT[usize::from(first)];
            let inside = if width > 0 {
                at += usize::from(width);
                u64::from(items)
            } else {
                let (end, inside) = long(bytes, at)?;
                at = end;
                inside
            };
            if inside > 0 {
                *around.get_mut(depth).ok_or(ItemError::Malformed("nested too deep"))? = left;
                depth += 1;
                left = inside;
                continue;
            }
        }
        if at > bytes.len() {
            return Err(ItemError::Incomplete);
        }
        // One item is whole: close every level that this completes.
        while left != UNTIL_BREAK {
            left -= 1;
            if left > 0 {
                break;
            }
            if depth == 0 {
                return Ok(at);
            }
            depth -= 1;
            left = around[depth];
        }
    }
}

/// What follows from a head of one byte: most of a record's are.
#[derive(Clone, Copy)]
struct Short {
    /// Bytes of the head and its string; 0 for a longer head.
    width: u8,
    /// Items inside.
    items: u8,
}

const SHORT: [Short; 256] = {
    let mut table = [Short { width: 0, items: 0 }; 256];
    let mut first = 0;
    while first < table.len() {
        let (major, info) = (first as u8 >> 5, first as u8 & 0x1f);
        if info < 24 {
            table[first] = match major {
                BYTES | TEXT => Short { width: 1 + info, items: 0 },
                ARRAY => Short { width: 1, items: info },
                MAP => Short { width: 1, items: 2 * info },
                TAG => Short { width: 1, items: 1 },
                _ => Short { width: 1, items: 0 },
            };
        }
        first += 1;
    }
    table
};

/// Where a longer head at `at` ends, its string included, and how many items are inside.
fn long(bytes: &[u8], at: usize) -> Result<(usize, u64), ItemError> {
    let head = Head::read(bytes, at)?;
    Ok(match head.opens()? {
        Opens::Items(count) => (head.end, count),
        Opens::Bytes(count) => (skip(bytes, head.end, count)?, 0),
        Opens::Chunks(major) => (skip_chunks(bytes, head.end, major)?, 0),
    })
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
    /// So many items, or as many as come before a break.
    Items(u64),
    Bytes(u64),
    Chunks(u8),
}

impl Head {
    #[inline]
    fn read(bytes: &[u8], at: usize) -> Result<Head, ItemError> {
        let first = *bytes.get(at).ok_or(ItemError::Incomplete)?;
        let (major, info) = (first >> 5, first & 0x1f);
        let tail = &bytes[at + 1..];
        let (argument, width) = match info {
            0..=23 => (Some(u64::from(info)), 0),
            24 => (tail.first().map(|&byte| u64::from(byte)), 1),
            25 => (tail.first_chunk().map(|&bytes| u64::from(u16::from_be_bytes(bytes))), 2),
            26 => (tail.first_chunk().map(|&bytes| u64::from(u32::from_be_bytes(bytes))), 4),
            27 => (tail.first_chunk().map(|&bytes| u64::from_be_bytes(bytes)), 8),
            31 => return Ok(Head { major, argument: None, end: at + 1 }),
            _ => return Err(ItemError::Malformed("a reserved length code")),
        };
        let argument = argument.ok_or(ItemError::Incomplete)?;
        if major == SIMPLE && width == 1 && argument < 32 {
            return Err(ItemError::Malformed("a simple value in the long form"));
        }
        Ok(Head { major, argument: Some(argument), end: at + 1 + width })
    }

    #[inline]
    fn opens(&self) -> Result<Opens, ItemError> {
        match (self.major, self.argument) {
            (BYTES | TEXT, Some(count)) => Ok(Opens::Bytes(count)),
            (BYTES | TEXT, None) => Ok(Opens::Chunks(self.major)),
            (ARRAY, Some(count)) => Ok(Opens::Items(count.min(ITEMS_MAX))),
            (MAP, Some(count)) => count
                .checked_mul(2)
                .map(Opens::Items)
                .ok_or(ItemError::Malformed("a map with more entries than can be counted")),
            (ARRAY | MAP, None) => Ok(Opens::Items(UNTIL_BREAK)),
            (TAG, Some(_)) => Ok(Opens::Items(1)),
            (SIMPLE, None) => Err(ItemError::Malformed("a break outside an open item")),
            (_, None) => Err(ItemError::Malformed("a number or tag of indefinite length")),
            (_, Some(_)) => Ok(Opens::Items(0)),
        }
    }
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

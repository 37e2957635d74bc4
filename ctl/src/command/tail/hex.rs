//! Bytes as `hexdump -C` shows them: offset, hexadecimal, ASCII.

use std::io::{self, Write};

/// Bytes of a row.
const ROW: usize = 16;

/// Writes the rows, with `*` for those that are equal to the one before, and the length at the end.
pub(super) fn dump(out: &mut impl Write, data: &[u8]) -> io::Result<()> {
    let mut before: Option<&[u8]> = None;
    let mut starred = false;
    for (at, row) in data.chunks(ROW).enumerate() {
        if row.len() == ROW && before == Some(row) {
            if !std::mem::replace(&mut starred, true) {
                writeln!(out, "*")?;
            }
            continue;
        }
        (before, starred) = (Some(row), false);
        writeln!(out, "{:08x}  {:<50}|{}|", at * ROW, hexadecimal(row), ascii(row))?;
    }
    if data.is_empty() { Ok(()) } else { writeln!(out, "{:08x}", data.len()) }
}

fn hexadecimal(row: &[u8]) -> String {
    let group = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x} ")).collect::<String>();
    let (left, right) = row.split_at(row.len().min(ROW / 2));
    format!("{:<25}{}", group(left), group(right))
}

fn ascii(row: &[u8]) -> String {
    row.iter().map(|&byte| if byte == b' ' || byte.is_ascii_graphic() { char::from(byte) } else { '.' }).collect()
}

#[cfg(test)]
mod tests {
    use super::dump;

    fn check(data: &[u8], expected: &str) {
        let mut out = Vec::new();
        dump(&mut out, data).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    // What hexdump of util-linux 2.38 prints for the same bytes.
    #[test]
    fn rows_are_those_of_hexdump() {
        check(b"", "");
        check(b"fin\xff", "00000000  66 69 6e ff                                       |fin.|\n00000004\n");
        check(
            "Hello, serveur ! é\n".as_bytes(),
            "00000000  48 65 6c 6c 6f 2c 20 73  65 72 76 65 75 72 20 21  |Hello, serveur !|\n\
             00000010  20 c3 a9 0a                                       | ...|\n\
             00000014\n",
        );
        check(
            &[0; 40],
            "00000000  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|\n\
             *\n\
             00000020  00 00 00 00 00 00 00 00                           |........|\n\
             00000028\n",
        );
    }
}

//! Objects for programs.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;
use tp_proto::text;

use crate::error::Error;

/// Writes one object and a line feed. What a peer sent stays inside its string, and what a terminal
/// would obey or hide is escaped (RFC 8259, section 7): the value is the same.
pub(crate) fn print_json(out: &mut impl Write, value: &impl Serialize) -> Result<(), Error> {
    value.serialize(&mut Serializer::with_formatter(&mut *out, Visible))?;
    out.write_all(b"\n")?;
    Ok(())
}

/// Compact JSON in which every character can be seen.
struct Visible;

impl Formatter for Visible {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        if fragment.bytes().all(|byte| byte.is_ascii() && byte != 0x7f) {
            return out.write_all(fragment.as_bytes());
        }
        let mut buffer = [0; 4];
        for c in fragment.chars() {
            let plain = &*c.encode_utf8(&mut buffer);
            if text::visible(plain.as_bytes()) == plain {
                out.write_all(plain.as_bytes())?;
            } else {
                c.encode_utf16(&mut [0; 2]).iter().try_for_each(|unit| write!(out, "\\u{unit:04x}"))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::print_json;

    #[test]
    fn a_terminal_obeys_nothing_of_it_and_a_program_reads_what_was_sent() {
        let text = "été 你好 \\ \" \u{1b}[2J \u{9b}31m \u{202e}\u{200b}\u{7f}\u{e0041}\n";
        let mut out = Vec::new();
        print_json(&mut out, &text).unwrap();
        let printed = String::from_utf8(out).unwrap();
        assert!(printed.contains("été 你好") && printed.contains("\\u202e") && printed.contains("\\udb40\\udc41"));
        assert!(!printed.trim_end().chars().any(|c| c.is_control() || "\u{202e}\u{200b}\u{e0041}".contains(c)));
        assert_eq!(serde_json::from_str::<String>(&printed).unwrap(), text);
    }
}

//! A client to copy: the lesson's, with the room's address and its end word in it.

use std::net::SocketAddr;

use tp_proto::control::RoomStatus;
use tp_proto::frame_log::Mode;
use unicode_width::UnicodeWidthChar as _;

use crate::rooms;

/// The client for this room, with letters beyond ASCII in it where there may be any.
pub(super) fn client(address: SocketAddr, room: &RoomStatus, unicode: bool) -> String {
    let family = if address.is_ipv6() { "socket.AF_INET6" } else { "" };
    let (ip, port) = (address.ip(), address.port());
    let begin = format!("import socket\n\nclient = socket.socket({family})\nclient.connect((\"{ip}\", {port}))\n");
    let talk = match room.mode {
        // The server answers once and closes.
        Mode::Ack => "client.send(input(\"> \").encode())\nprint(client.recv(1024).decode())\n".to_owned(),
        Mode::Others | Mode::All | Mode::Echo => talk_until(&literal(rooms::end_word(Some(room)), unicode)),
    };
    format!("{begin}{talk}client.close()\n")
}

/// Where no word ends anything an empty line does, which nobody can send: there would be no answer to it.
fn talk_until(word: &str) -> String {
    let (ask, say) = ("message = input(\"> \")", "client.send(message.encode())");
    let hear = "print(client.recv(1024).decode())";
    if word == "\"\"" {
        format!("{ask}\nwhile message != {word}:\n    {say}\n    {hear}\n    {ask}\n")
    } else {
        format!("message = \"\"\nwhile message != {word}:\n    {ask}\n    {say}\n    {hear}\n")
    }
}

/// A text as Python has it. Letters that nobody sees, that take no column or two, and signs beyond ASCII
/// are written as numbers.
fn literal(text: &str, unicode: bool) -> String {
    let is_plain = |c: char| c == ' ' || c.is_ascii_graphic() || unicode && c.is_alphanumeric() && c.width() == Some(1);
    let escaped = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        c if is_plain(c) => c.to_string(),
        '\0'..='\u{ff}' => format!("\\x{:02x}", u32::from(c)),
        '\u{100}'..='\u{ffff}' => format!("\\u{:04x}", u32::from(c)),
        c => format!("\\U{:08x}", u32::from(c)),
    };
    format!("\"{}\"", text.chars().map(escaped).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn nothing_in_a_word_ends_its_literal_or_is_obeyed_by_a_terminal() {
        for (word, unicode, ascii) in [
            ("fin", r#""fin""#, r#""fin""#),
            ("", r#""""#, r#""""#),
            (r#"a"b'c\n"#, r#""a\"b'c\\n""#, r#""a\"b'c\\n""#),
            ("été", r#""été""#, r#""\xe9t\xe9""#),
            ("fin\n\u{1b}[2J\0", r#""fin\x0a\x1b[2J\x00""#, r#""fin\x0a\x1b[2J\x00""#),
            ("Ω\u{301}\u{202e}", r#""Ω\u0301\u202e""#, r#""\u03a9\u0301\u202e""#),
            ("終👋", r#""\u7d42\U0001f44b""#, r#""\u7d42\U0001f44b""#),
            ("{0} %s", r#""{0} %s""#, r#""{0} %s""#),
        ] {
            assert_eq!((literal(word, true).as_str(), literal(word, false).as_str()), (unicode, ascii), "{word:?}");
        }
    }
}

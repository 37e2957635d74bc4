//! The client on a real terminal.

use std::io::Write as _;
use std::net::{Shutdown, TcpStream};
use std::process::Command;

use crate::common::{accept, expect_bytes, expect_end, listen};
use crate::tmux::Pane;

/// A client in a pane and its server's side of the connection.
fn session() -> Option<(Pane, TcpStream)> {
    let (listener, address) = listen();
    let pane = Pane::start(address)?;
    let server = accept(&listener);
    pane.wait_for_row(">");
    Some((pane, server))
}

#[test]
fn a_half_typed_line_survives_a_message_and_is_sent_whole() {
    let Some((pane, mut server)) = session() else { return };
    pane.type_text("bonjour à");
    pane.wait_for_row("> bonjour à");
    server.write_all("coucou de l'élève 2".as_bytes()).unwrap();
    pane.wait_for_row("< coucou de l'élève 2");
    pane.wait_for_row("> bonjour à");
    pane.type_text(" tous");
    pane.press("Enter");
    expect_bytes(&mut server, "bonjour à tous".as_bytes());
    let screen = pane.wait_for_row("> bonjour à tous");
    assert_eq!(screen.matches("bonjour").count(), 1, "{screen}");
}

#[test]
fn the_terminal_is_restored_when_the_server_closes_while_a_line_is_typed() {
    let Some((pane, mut server)) = session() else { return };
    server.write_all(b"bye").unwrap();
    pane.wait_for_row("< bye");
    pane.type_text("half a li");
    pane.wait_for_row("> half a li");
    drop(server);
    let screen = pane.expect_end(0);
    assert!(screen.contains("\n> half a li\nthe server closed the connection\nexit=0."), "{screen}");
}

#[test]
fn the_terminal_is_restored_when_the_user_leaves() {
    for key in ["C-c", "C-d"] {
        let Some((pane, mut server)) = session() else { return };
        pane.press(key);
        pane.expect_end(0);
        expect_end(&mut server);
    }
}

#[test]
fn the_terminal_is_restored_when_the_client_is_terminated() {
    for signal in ["-TERM", "-INT"] {
        let Some((pane, _server)) = session() else { return };
        assert!(Command::new("kill").args([signal, &pane.client_pid()]).status().unwrap().success());
        pane.expect_end(0);
    }
}

#[test]
fn the_end_word_ends_the_session_after_the_last_answer() {
    let Some((pane, mut server)) = session() else { return };
    pane.type_text("fin");
    pane.press("Enter");
    expect_bytes(&mut server, b"fin");
    server.write_all(b"au revoir").unwrap();
    server.shutdown(Shutdown::Write).unwrap();
    let screen = pane.expect_end(0);
    assert!(screen.contains("\n> fin\n< au revoir\nexit=0."), "{screen}");
}

#[test]
fn what_a_peer_sends_cannot_command_the_terminal() {
    let Some((pane, mut server)) = session() else { return };
    server.write_all(b"before\n").unwrap();
    pane.wait_for_row("< before");
    server.write_all("\x1b[2J\x1b]0;pwned\x07\r> forged\u{9b}2J\u{202e}".as_bytes()).unwrap();
    let screen = pane.wait_for_row("< \\x1b[2J\\x1b]0;pwned\\x07\\r> forged\\u{9b}2J\\u{202e}");
    assert!(screen.contains("\n< before\n"), "{screen}");
}

#[test]
fn a_character_split_over_two_reads_is_shown_whole() {
    let Some((pane, mut server)) = session() else { return };
    server.set_nodelay(true).unwrap();
    server.write_all(b"\xc3").unwrap();
    server.write_all(b"\xa9").unwrap();
    pane.wait_for_row("< é");
    server.write_all(b"caf\xc3").unwrap();
    pane.wait_for_row("< caf");
    pane.wait_for_row("< \\xc3");
}

#[test]
fn a_line_wider_than_the_terminal_is_sent_whole_and_shown_once() {
    let Some((pane, mut server)) = session() else { return };
    let line = format!("{}fin de ligne", "0123456789".repeat(17));
    pane.type_text(&line);
    pane.wait_for("fin de ligne");
    server.write_all(b"meanwhile").unwrap();
    pane.wait_for_row("< meanwhile");
    pane.press("Enter");
    expect_bytes(&mut server, line.as_bytes());
    let screen = pane.wait_for(&line);
    assert_eq!(screen.matches("fin de ligne").count(), 1, "{screen}");
}

#[test]
fn a_line_survives_a_window_that_becomes_narrow() {
    let Some((pane, mut server)) = session() else { return };
    server.write_all(b"above").unwrap();
    pane.wait_for_row("< above");
    pane.type_text(&"0123456789".repeat(6));
    pane.wait_for(&"0123456789".repeat(6));
    pane.resize(30);
    let screen = pane.wait_for_row("> 345678901234567890123456789");
    assert!(screen.contains("< above\n> 345"), "{screen}");
    pane.press("Enter");
    expect_bytes(&mut server, "0123456789".repeat(6).as_bytes());
}

#[test]
fn a_sender_has_a_colour_and_its_text_has_not() {
    let Some((pane, mut server)) = session() else { return };
    server.write_all(b"[poste-3] bonjour\n[10.0.0.5:4000] \x1b[31msalut\n").unwrap();
    pane.wait_for_row("< [10.0.0.5:4000] \\x1b[31msalut");
    let screen = pane.wait_for_row("< [poste-3] bonjour");
    assert!(screen.contains("< [poste-3] bonjour\n< [10.0.0.5:4000]"), "{screen}");
    let painted = pane.painted();
    for sender in ["[poste-3]", "[10.0.0.5:4000]"] {
        let before = painted.split_once(sender).expect(sender).0;
        assert!(before.ends_with('m') && before.contains("\x1b[3"), "{sender} has no colour: {painted:?}");
    }
    assert!(painted.contains("\x1b[39m bonjour"), "{painted:?}");
}

#[test]
fn a_half_typed_line_survives_a_loss() {
    let (listener, address) = listen();
    let Some(pane) = Pane::start_with(address, "--reconnect") else { return };
    let server = accept(&listener);
    pane.wait_for_row(">");
    pane.type_text("half a li");
    pane.wait_for_row("> half a li");
    // Longer than a server takes that does not want the connection.
    std::io::Write::write_all(&mut &server, b"bye").unwrap();
    pane.wait_for_row("< bye");
    drop(server);
    pane.wait_for("trying again in 1 s (Ctrl-C ends)");
    let mut server = accept(&listener);
    pane.type_text("ne");
    pane.press("Enter");
    expect_bytes(&mut server, b"half a line");
    pane.press("C-c");
    pane.expect_end(0);
}

#[test]
fn the_usual_keys_edit_the_line() {
    let Some((pane, mut server)) = session() else { return };
    pane.type_text("deux mots");
    for key in ["C-w", "C-a", "Right", "C-k", "Home", "C-u", "End"] {
        pane.press(key);
    }
    pane.type_text("ab");
    pane.press("Enter");
    expect_bytes(&mut server, b"dab");
    pane.type_text("second");
    pane.press("Enter");
    expect_bytes(&mut server, b"second");
    for key in ["Up", "Up", "Down", "Up", "Enter"] {
        pane.press(key);
    }
    expect_bytes(&mut server, b"dab");
}

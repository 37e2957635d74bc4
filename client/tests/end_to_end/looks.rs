//! What is read of the client in pipes, in both languages. Ports differ from run to run: they have
//! placeholders here.

use std::io::Write as _;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::Output;
use std::time::Duration;

use crate::common::{Piped, accept, client_in, expect_bytes, listen};

const ENGLISH: &str = "en_GB.UTF-8";
const FRENCH: &str = "fr_FR.UTF-8";

/// Holds what `read` reads in each language against what somebody looked at.
macro_rules! looks {
    ($english:literal, $french:literal, $read:expr) => {
        let read: fn(&str) -> String = $read;
        insta::assert_snapshot!($english, read(ENGLISH));
        insta::assert_snapshot!($french, read(FRENCH));
    };
}

/// What was said, where the server has this address and the client that one.
fn said(output: &Output, server: SocketAddr, own: Option<SocketAddr>) -> String {
    let [stdout, stderr] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let code = output.status.code().expect("an exit code");
    let ports = format!("{stdout}--- {code}\n{stderr}").replace(&server.to_string(), "127.0.0.1:[port]");
    let ports = ports.replace(&format!(" {}", server.port()), " [port]");
    let ports = own.map_or(ports.clone(), |own| ports.replace(&own.to_string(), "127.0.0.1:[own port]"));
    without_times(&ports)
}

/// How long an answer took, in milliseconds or, on a busy machine, in seconds.
fn without_times(text: &str) -> String {
    let words: Vec<&str> = text.split_inclusive([' ', '\u{a0}']).collect();
    let word = |at: usize| words.get(at).map_or("", |word| word.trim_end_matches([' ', '\u{a0}', ',', '.']));
    let is_time = |at: usize| matches!(word(at + 1), "ms" | "s") && at > 0 && matches!(word(at - 1), "after" | "de");
    let shown = |at: usize| match words[at] {
        _ if is_time(at) => "[time]",
        unit if at > 0 && is_time(at - 1) => unit.trim_start_matches(['m', 's']),
        word => word,
    };
    (0..words.len()).map(shown).collect()
}

/// A session in which the server does something, with these arguments.
fn session(locale: &str, arguments: &[&str], serve: impl FnOnce(TcpStream)) -> String {
    let (listener, address) = listen();
    let client = Piped::spawn(client_in(locale).arg(address.to_string()).args(arguments));
    let server = accept(&listener);
    let own = server.peer_addr().expect("its address");
    serve(server);
    said(&client.end(), address, Some(own))
}

/// A run that has no server.
fn alone(locale: &str, arguments: &[&str]) -> String {
    let output = client_in(locale).args(arguments).output().expect("the client runs");
    said(&output, SocketAddr::from(([127, 0, 0, 1], 9)), None)
}

/// A port that was free a moment ago.
fn free() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("its address")
}

#[test]
fn a_session_with_its_labels_and_its_end_is_read_easily() {
    looks!("session_english", "session_french", |locale| session(locale, &[], |mut server| {
        server.write_all("[Léa] salut\n[192.0.2.7:50000] ça va ?".as_bytes()).expect("the client reads");
    }));
}

#[test]
fn an_answer_is_read_and_its_lack_is_explained() {
    looks!("once_english", "once_french", |locale| session(locale, &["--once", "a"], |mut server| {
        expect_bytes(&mut server, b"a");
        server.write_all("OK, message reçu\n".as_bytes()).expect("the client reads");
    }));
    looks!("unanswered_english", "unanswered_french", |locale| {
        session(locale, &["--once", "a"], |mut server| expect_bytes(&mut server, b"a"))
    });
    looks!("no_answer_english", "no_answer_french", |locale| {
        let (listener, address) = listen();
        let arguments = [&address.to_string(), "--once", "a", "--timeout", "2.5"];
        let client = Piped::spawn(client_in(locale).args(arguments));
        let server = accept(&listener);
        said(&client.end(), address, Some(server.peer_addr().expect("its address")))
    });
}

#[test]
fn why_there_is_no_session_is_explained() {
    looks!("refused_english", "refused_french", |locale| {
        let address = free();
        let output = client_in(locale).arg(address.to_string()).output().expect("the client runs");
        said(&output, address, None)
    });
    looks!("closed_at_once_english", "closed_at_once_french", |locale| {
        let (listener, address) = listen();
        let client = Piped::spawn(client_in(locale).arg(address.to_string()));
        let server = accept(&listener);
        let own = server.peer_addr().expect("its address");
        drop(server);
        said(&client.end(), address, Some(own))
    });
    looks!("cut_english", "cut_french", |locale| {
        let (listener, address) = listen();
        let mut client = Piped::spawn(client_in(locale).arg(address.to_string()));
        let mut server = accept(&listener);
        let own = server.peer_addr().expect("its address");
        server.write_all(b"salut").expect("the client reads");
        client.expect_output(b"salut");
        // Closed so, a connection is reset.
        socket2::SockRef::from(&server).set_linger(Some(Duration::ZERO)).expect("a socket");
        drop(server);
        said(&client.end(), address, Some(own))
    });
    looks!("no_route_english", "no_route_french", |locale| alone(locale, &["224.0.0.1", "--timeout", "5"]));
}

#[test]
fn arguments_that_make_no_sense_are_explained() {
    looks!("usage_english", "usage_french", |locale| {
        let wrong: [&[&str]; 9] = [
            &["localhost:0"],
            &["12345"],
            &["[::1"],
            &["http://192.0.2.7:8000/x"],
            &["--once", ""],
            &["--timeout", "0"],
            &["a", "b"],
            &["--onec", "a"],
            &["--doctor", "--once", "a"],
        ];
        wrong
            .iter()
            .map(|arguments| format!("$ tp-client {}\n{}\n", arguments.join(" "), alone(locale, arguments)))
            .collect()
    });
}

#[test]
fn the_doctor_is_read_easily() {
    looks!("doctor_english", "doctor_french", |locale| {
        let (_listener, address) = listen();
        let output = client_in(locale).args([&address.to_string(), "--doctor"]).output().expect("the client runs");
        let text = said(&output, address, None).replace(&format!("{})", std::process::id()), "[pid])");
        let program = std::fs::read_to_string("/proc/self/comm").unwrap_or_default();
        text.replace(program.trim_end(), "[program]")
    });
}

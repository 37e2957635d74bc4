//! `rotate` against a daemon with canned answers.

use tempfile::TempDir;
use tp_proto::control::{Code, Failure, Ok as Output, Reply, Request, Rotated, RotatedRoom};

use crate::support::{FakeDaemon, Ran, run};

fn ask(args: &[&str], answer: impl Fn(Request) -> Reply + Send + 'static) -> Ran {
    let dir = TempDir::new().unwrap();
    let daemon = FakeDaemon::start_control(&dir.path().join("run"), answer);
    run(dir.path(), &[args, &[&daemon.option()]].concat())
}

fn rotated(room: Option<String>) -> Reply {
    let named = |name: &str| RotatedRoom { room: name.into(), segment: format!("frames-{name}.cborseq") };
    let rooms = room.map_or(vec![named("12345"), named("5\u{1b}[2J")], |room| vec![named(&room)]);
    Reply::Ok(Output::Rotated(Rotated { rooms }))
}

fn answer(request: Request) -> Reply {
    let Request::Rotate { room } = request else { panic!("{request:?}") };
    rotated(room)
}

#[test]
fn each_room_is_told_with_its_new_segment() {
    let ran = ask(&["rotate"], answer);
    let expected = "room 12345: goes on in frames-12345.cborseq\n\
        room 5\\x1b[2J: goes on in frames-5\\x1b[2J.cborseq\n";
    assert_eq!((ran.stdout.as_str(), ran.code, ran.stderr.as_str()), (expected, 0, ""));
    let ran = ask(&["rotate", "--room", "7", "--json"], answer);
    let expected = serde_json::json!({"schema": 1, "rooms": [{"room": "7", "segment": "frames-7.cborseq"}]});
    assert_eq!(ran.json(), expected);
}

#[test]
fn a_refusal_is_told_with_its_exit_code() {
    for (code, exit) in [(Code::NotAllowed, 4), (Code::NoSuchRoom, 1), (Code::NotNow, 1), (Code::Busy, 1)] {
        let ran =
            ask(&["rotate"], move |_| Reply::Error(Failure { code, text: "in its own words".into(), about: None }));
        assert_eq!((ran.code, ran.stdout.as_str()), (exit, ""), "{ran:?}");
        assert!(ran.stderr.contains("in its own words"), "{ran:?}");
    }
}

#[test]
fn the_status_socket_is_not_asked() {
    let dir = TempDir::new().unwrap();
    let daemon = FakeDaemon::start(&dir.path().join("run"), |request| panic!("{request:?}"));
    let ran = run(dir.path(), &["rotate", &daemon.option()]);
    assert_eq!((ran.code, ran.stdout.as_str()), (3, ""), "{ran:?}");
    assert!(ran.stderr.contains("control.sock"), "{ran:?}");
}

#[test]
fn wrong_words_are_a_usage_error() {
    let dir = TempDir::new().unwrap();
    for args in [&["rotate", "12345"][..], &["rotate", "--rom", "1"], &["rotat"]] {
        assert_eq!(run(dir.path(), args).code, 2, "{args:?}");
    }
}

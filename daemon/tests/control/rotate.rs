//! `rotate`, which changes something: who may, and who is not held up by it.

use std::os::unix::net::UnixStream;

use tp_proto::control::codec;
use tp_proto::control::{
    CONTROL_SOCKET, Code, Failure, Hello, Level, Ok as Answer, REPLY_BYTES_MAX, REQUEST_BYTES_MAX, Reply, Request,
    STATUS_SOCKET,
};
use tp_testkit::{Relay, wait};

/// A session on one of the two sockets.
fn session(relay: &Relay, socket: &str, level: Level) -> UnixStream {
    let mut stream = UnixStream::connect(relay.runtime_dir().join(socket)).expect("the relay listens");
    stream.set_read_timeout(Some(wait::PATIENCE)).expect("our own socket");
    let hello: Hello = codec::read(&mut stream, REPLY_BYTES_MAX).expect("the server speaks first");
    assert_eq!(hello.level, level);
    stream
}

fn ask(stream: &mut UnixStream, room: Option<&str>) -> Reply {
    let request = Request::Rotate { room: room.map(str::to_owned) };
    codec::write(stream, &request, REQUEST_BYTES_MAX).expect("the server reads");
    codec::read(stream, REPLY_BYTES_MAX).expect("the server answers")
}

fn segments(relay: &Relay) -> usize {
    std::fs::read_dir(relay.room_dir()).expect("a room's folder").count()
}

#[test]
fn the_socket_that_only_reads_refuses_it_and_the_session_goes_on() {
    let relay = Relay::start();
    let mut reads = session(&relay, STATUS_SOCKET, Level::Status);
    for room in [None, Some("nowhere")] {
        let Reply::Error(Failure { code, text, .. }) = ask(&mut reads, room) else { panic!("it was carried out") };
        assert_eq!(code, Code::NotAllowed);
        assert!(text.contains(CONTROL_SOCKET), "{text}");
    }
    codec::write(&mut reads, &Request::Status {}, REQUEST_BYTES_MAX).expect("the server reads");
    let reply: Reply = codec::read(&mut reads, REPLY_BYTES_MAX).expect("the session goes on");
    assert!(matches!(reply, Reply::Ok(Answer::Status(_))), "{reply:?}");
    assert_eq!(segments(&relay), 1);
}

#[test]
fn the_socket_for_all_verbs_carries_it_out_and_names_what_is_there() {
    let relay = Relay::start();
    let mut all = session(&relay, CONTROL_SOCKET, Level::Control);
    let room = relay.status().rooms.remove(0).room;
    for turn in 2..=3 {
        let Reply::Ok(Answer::Rotated(rotated)) = ask(&mut all, Some(&room)) else { panic!("refused") };
        assert_eq!(rotated.rooms.len(), 1);
        assert_eq!(rotated.rooms[0].room, room);
        assert!(relay.room_dir().join(&rotated.rooms[0].segment).is_file(), "{rotated:?}");
        assert_eq!(segments(&relay), turn);
    }
    for nobody in ["", "0", "1234567", &room[1..], "\u{1b}[2J"] {
        let Reply::Error(Failure { code, text, .. }) = ask(&mut all, Some(nobody)) else {
            panic!("rotated {nobody:?}")
        };
        assert_eq!(code, Code::NoSuchRoom);
        assert!(text.contains(&room) && !text.contains('\u{1b}'), "{text}");
    }
    assert_eq!(segments(&relay), 3);
}

#[test]
fn sessions_that_leave_before_the_answer_harm_nobody() {
    let relay = Relay::start();
    for _ in 0..50 {
        let mut leaves = session(&relay, CONTROL_SOCKET, Level::Control);
        codec::write(&mut leaves, &Request::Rotate { room: None }, REQUEST_BYTES_MAX).expect("the server reads");
        drop(leaves);
        // Its seat is given back a moment after it left.
        crate::session::wait_for_a_seat(&relay);
    }
    let mut stays = session(&relay, CONTROL_SOCKET, Level::Control);
    assert!(matches!(ask(&mut stays, None), Reply::Ok(Answer::Rotated(_))));
    let verified = relay.tp_ctl(&["verify"]);
    assert_eq!(verified.code, Some(0), "{verified:?}");
}

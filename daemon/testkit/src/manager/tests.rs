use std::io::IoSlice;
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::process::Command;

use rustix::net::{SendAncillaryBuffer, SendAncillaryMessage, SendFlags, SocketAddrUnix, sendmsg_addr};

use super::*;
use crate::program;

fn manager(home: &Path) -> Manager {
    Manager::start(home.join("notify"), 2)
}

fn tell(manager: &Manager, text: &str, descriptors: &[BorrowedFd<'_>]) {
    let socket = UnixDatagram::unbound().expect("a socket");
    let to = SocketAddrUnix::new(manager.path()).expect("a short path");
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(4))];
    let mut control = SendAncillaryBuffer::new(&mut space);
    if !descriptors.is_empty() {
        assert!(control.push(SendAncillaryMessage::ScmRights(descriptors)));
    }
    let sent = sendmsg_addr(&socket, &to, &[IoSlice::new(text.as_bytes())], &mut control, SendFlags::empty());
    assert_eq!(sent, Ok(text.len()));
}

#[test]
fn messages_are_heard_in_order_and_those_of_an_earlier_run_are_not_taken_for_this_one() {
    let home = tempfile::tempdir().expect("a temporary directory");
    let manager = manager(home.path());
    tell(&manager, "READY=1\nSTATUS=a = b", &[]);
    tell(&manager, "RELOADING=1\nMONOTONIC_USEC=12", &[]);
    assert_eq!(manager.wait_for_word("RELOADING", "1").get("MONOTONIC_USEC"), Some("12"));
    assert!(manager.messages()[0].says("STATUS", "a = b") && manager.messages().len() == 2);
    assert_eq!(manager.wait_for_ready(|| None::<()>), Ok(()));
    manager.next_run();
    assert!(manager.messages().is_empty());
    assert_eq!(manager.wait_for_ready(|| Some("ended")), Err("ended"));
}

#[test]
fn descriptors_are_kept_by_name_once_and_no_more_than_there_is_place_for() {
    let home = tempfile::tempdir().expect("a temporary directory");
    let manager = manager(home.path());
    let pairs: Vec<_> = (0..3).map(|_| UnixStream::pair().expect("sockets")).collect();
    let [one, two, three] = [0, 1, 2].map(|at: usize| pairs[at].0.as_fd());
    tell(&manager, "FDSTORE=1\nFDNAME=7", &[one]);
    tell(&manager, "FDSTORE=1\nFDNAME=7", &[one]);
    tell(&manager, "FDSTORE=1", &[two]);
    tell(&manager, "FDSTORE=1\nFDNAME=9", &[three]);
    tell(&manager, "STATUS=done", &[]);
    manager.wait_for_word("STATUS", "done");
    assert_eq!(manager.stored(), ["7", "stored"]);
    tell(&manager, "FDSTOREREMOVE=1\nFDNAME=stored", &[]);
    manager.wait_for_stored(&["7"]);
    // What has hung up is not worth keeping.
    drop(pairs);
    assert!(manager.handles().is_empty());
}

#[test]
fn a_service_finds_its_descriptors_from_3_on_and_its_own_number() {
    let null = || std::fs::File::open("/dev/null").expect("/dev/null").into();
    let descriptors = vec![("first".to_owned(), null()), ("second".to_owned(), null())];
    let passing = Passing { descriptors, watchdog: Some(Duration::from_secs(2)) };
    let words = passing.words();
    let script = "echo $LISTEN_FDS $LISTEN_FDNAMES $WATCHDOG_USEC; readlink /proc/$$/fd/3 /proc/$$/fd/4; \
        test $LISTEN_PID = $$ && test $WATCHDOG_PID = $$";
    let mut command = Command::new(&words[0]);
    command.args(&words[1..]).args(["sh", "-c", script]);
    passing.apply(&mut command);
    let ended = program::run(&mut command);
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(0), "2 first:second 2000000\n/dev/null\n/dev/null\n"));
}

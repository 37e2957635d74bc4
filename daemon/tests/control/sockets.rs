//! The sockets' files: who may connect, and what is not ours to remove.

use std::fs::{self, DirBuilder};
use std::os::unix::fs::{DirBuilderExt as _, FileTypeExt as _, MetadataExt as _, symlink};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};

use tp_proto::control::{CONTROL_SOCKET, STATUS_SOCKET};
use tp_testkit::Relay;
use tp_testkit::relay::Setup;

const FAILED: i32 = 1;

fn mode(path: &Path) -> u32 {
    fs::symlink_metadata(path).expect("it is there").mode() & 0o7777
}

/// A relay to be started, whose runtime directory is there already.
fn with_runtime_dir() -> Setup {
    let setup = Relay::setup().listen("127.0.0.1:0");
    DirBuilder::new().mode(0o700).create(setup.runtime_dir()).expect("a directory");
    setup
}

/// Runs a relay that has to refuse because of one of its sockets.
fn check_refused(setup: &mut Setup, socket: &Path) {
    let ended = setup.run_to_end();
    assert_eq!(ended.code, Some(FAILED), "{ended:?}");
    assert!(ended.stderr.contains(socket.to_str().expect("a plain path")), "{ended:?}");
    let left = [STATUS_SOCKET, CONTROL_SOCKET].map(|name| setup.runtime_dir().join(name));
    let strangers = left.iter().filter(|path| *path != socket && path.exists()).collect::<Vec<&PathBuf>>();
    assert!(strangers.is_empty(), "left behind: {strangers:?}");
}

#[test]
fn sockets_are_open_to_the_group_in_a_directory_of_the_owners_own() {
    let relay = Relay::start();
    assert_eq!(mode(&relay.runtime_dir()), 0o700);
    for name in [STATUS_SOCKET, CONTROL_SOCKET] {
        let path = relay.runtime_dir().join(name);
        assert!(fs::symlink_metadata(&path).expect("a socket").file_type().is_socket());
        assert_eq!(mode(&path), 0o660, "{name}");
    }
}

#[test]
fn the_sockets_are_gone_after_a_stop() {
    let mut relay = Relay::start();
    assert_eq!(relay.stop().code(), Some(0));
    assert_eq!(fs::read_dir(relay.runtime_dir()).expect("the directory stays").count(), 0);
}

#[test]
fn a_stale_socket_is_replaced() {
    let setup = with_runtime_dir();
    for name in [STATUS_SOCKET, CONTROL_SOCKET] {
        drop(UnixListener::bind(setup.runtime_dir().join(name)).expect("a socket that nobody will answer on"));
    }
    let relay = setup.start();
    assert_eq!(relay.status().pid, relay.pid());
}

#[test]
fn a_live_socket_is_left_to_its_owner() {
    for name in [STATUS_SOCKET, CONTROL_SOCKET] {
        let mut setup = with_runtime_dir();
        let socket = setup.runtime_dir().join(name);
        let owner = UnixListener::bind(&socket).expect("a socket");
        let inode = fs::symlink_metadata(&socket).expect("it is there").ino();
        check_refused(&mut setup, &socket);
        assert_eq!(fs::symlink_metadata(&socket).expect("it is still there").ino(), inode);
        drop(owner);
    }
}

#[test]
fn a_foreign_file_in_place_of_a_socket_is_left_alone() {
    for name in [STATUS_SOCKET, CONTROL_SOCKET] {
        let mut setup = with_runtime_dir();
        let file = setup.runtime_dir().join(name);
        fs::write(&file, "precious").expect("a file");
        check_refused(&mut setup, &file);
        assert_eq!(fs::read_to_string(&file).expect("still a file"), "precious");
    }
}

#[test]
fn a_link_in_place_of_a_socket_is_neither_followed_nor_removed() {
    for name in [STATUS_SOCKET, CONTROL_SOCKET] {
        let mut setup = with_runtime_dir();
        let [link, target] = [setup.runtime_dir().join(name), setup.home().join("target")];
        symlink(&target, &link).expect("a link");
        check_refused(&mut setup, &link);
        assert!(!target.exists(), "the link was followed");
        // A stale socket at its end makes it no better.
        drop(UnixListener::bind(&target).expect("a socket"));
        check_refused(&mut setup, &link);
        assert_eq!(fs::read_link(&link).expect("still a link"), target);
        assert!(target.exists(), "the link's target was removed");
    }
}

//! A ban: who is refused, who is cut, and what no restart lifts.

use std::fs;
use std::os::unix::net::UnixStream;

use tp_proto::control::codec;
use tp_proto::control::{
    Code, Failure, Hello, Ok as Answer, REPLY_BYTES_MAX, REQUEST_BYTES_MAX, Reply, Request, STATUS_SOCKET,
};
use tp_testkit::{Relay, program, wait};

use crate::{connect_from, is_closed, lines};

fn banned(relay: &Relay) -> u64 {
    relay.status().refused["banned"]
}

fn nets(relay: &Relay) -> Vec<String> {
    let list = lines(relay, &["ban", "--json"]).remove(0);
    list["bans"].as_array().expect("a list").iter().map(|ban| ban["net"].as_str().expect("a net").to_owned()).collect()
}

#[test]
fn a_banned_address_is_cut_and_refused_until_it_is_lifted_and_no_other_is() {
    let relay = Relay::start();
    let (bad, good) = (connect_from(66, relay.addr()), connect_from(67, relay.addr()));
    relay.wait_for_peers(2);
    let ended = relay.tp_ctl(&["ban", "::ffff:127.0.0.66", "--for", "1h"]);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(ended.stdout.contains("127.0.0.66 is banned for 1") && ended.stdout.contains("1 client"), "{ended:?}");
    assert!(ended.stderr.contains("this machine"), "who bans a loopback address is told what that is: {ended:?}");
    // A time is said as the list says it.
    let long = relay.tp_ctl(&["ban", "192.0.2.1", "--for", "1day 12h"]).stdout.replace('\u{a0}', " ");
    assert!(long.contains("for 1 d 12 h"), "{long}");
    assert_eq!(relay.tp_ctl(&["ban", "--lift", "192.0.2.1"]).code, Some(0));
    assert!(is_closed(bad));
    let peers = relay.wait_for_peers(1);
    assert_eq!(peers[0].peer, good.local_addr().expect("connected"));
    assert!(is_closed(connect_from(66, relay.addr())));
    wait::until("the refusal to be counted", || banned(&relay) == 1);
    assert_eq!(nets(&relay), ["127.0.0.66"]);
    let status = relay.tp_ctl(&["status"]);
    assert!(status.stdout.contains("banned"), "{status:?}");
    let log = relay.tp_ctl(&["events", "-n", "50"]);
    assert!(log.stdout.contains("is cut from room") && log.stdout.contains(": banned"), "{}", log.stdout);
    // Where the locale is not UTF-8 our own words are ASCII, and what others chose is as they chose it.
    for (arguments, chosen) in [(&["ban"][..], ""), (&["name", "127.0.0.67", "Zoé"], "Zoé"), (&["name"], "Zoé")] {
        let said = program::run(relay.tp_ctl_command(arguments).env("LC_ALL", "fr_FR")).stdout;
        assert!(said.contains(chosen) && said.replace("Zoé", "").is_ascii(), "{said}");
    }
    let lifted = relay.tp_ctl(&["ban", "--lift", "127.0.0.66"]);
    assert_eq!((lifted.code, lifted.stderr.as_str()), (Some(0), ""), "{lifted:?}");
    let _welcome = connect_from(66, relay.addr());
    relay.wait_for_peers(2);
    assert!(nets(&relay).is_empty());
    let audit = relay.stderr();
    assert!(audit.contains("ban by uid ") && audit.contains("lift by uid "), "{audit}");
}

#[test]
fn no_kill_and_no_restart_lifts_a_ban_and_its_time_does() {
    let mut relay = Relay::start();
    for (net, time) in [("127.0.0.66", "1h"), ("127.0.0.128/25", "30 days"), ("127.0.0.77", "1s")] {
        assert_eq!(relay.tp_ctl(&["ban", net, "--for", time]).code, Some(0), "{net}");
    }
    relay.kill9();
    relay.start_again();
    for host in [66, 129, 255] {
        assert!(is_closed(connect_from(host, relay.addr())), "127.0.0.{host} came in");
    }
    wait::until("the refusals to be counted", || banned(&relay) == 3);
    wait::until("a second to pass", || nets(&relay) == ["127.0.0.66", "127.0.0.128/25"]);
    let _welcome = connect_from(77, relay.addr());
    relay.wait_for_peers(1);
    assert_eq!(relay.stop().code(), Some(0));
    relay.start_again();
    assert_eq!(nets(&relay), ["127.0.0.66", "127.0.0.128/25"]);
}

#[test]
fn a_ban_that_its_file_cannot_keep_holds_and_its_reader_is_told_why_in_his_language() {
    let state = tempfile::tempdir().expect("a directory");
    let relay = Relay::setup().env("STATE_DIRECTORY", state.path()).start();
    // What nobody can put a file in place of, not even root.
    let bans = state.path().join("bans.toml");
    fs::create_dir_all(bans.join("full")).expect("a folder");
    for (arguments, held) in [(&["ban", "192.0.2.7"][..], &["192.0.2.7"][..]), (&["ban", "--lift", "192.0.2.7"], &[])] {
        let ended = program::run(relay.tp_ctl_command(arguments).env("LC_ALL", "fr_FR.UTF-8"));
        assert_eq!(ended.code, Some(0), "{ended:?}");
        assert_eq!(nets(&relay), held, "{arguments:?}");
        let said = ended.stderr.replace('\u{a0}', " ");
        let why = format!("impossible d’écrire {} : est un répertoire", bans.display());
        assert!(said.contains("attention : ") && said.contains(&why) && !said.contains("os error"), "{said}");
    }
    // Programs read English, whoever starts them.
    let json = ["ban", "192.0.2.7", "--json"];
    let ended = program::run(relay.tp_ctl_command(&json).env("LC_ALL", "fr_FR.UTF-8"));
    let banned: serde_json::Value = serde_json::from_str(&ended.stdout).expect("JSON");
    let why = format!("cannot write {}: Is a directory (os error 21)", bans.display());
    assert_eq!(banned["unkept"], why, "{ended:?}");
}

#[test]
fn what_cannot_be_banned_or_lifted_is_one_sentence_with_what_there_is() {
    let relay = Relay::start();
    for (arguments, code, said) in [
        (&["ban", "poste-3"][..], 2, "192.168.1.20"),
        (&["ban", "192.0.2.1/40"], 2, "192.168.1.20"),
        (&["ban", "192.0.2.1", "--for", "31days"], 2, "30 days"),
        (&["ban", "--for", "1h"], 2, "ADDRESS"),
        (&["ban", "192.0.2.1", "--lift", "192.0.2.1"], 2, "--lift"),
        (&["ban", "--lift", "192.0.2.1"], 1, "there are no bans"),
    ] {
        let ended = relay.tp_ctl(arguments);
        assert_eq!((ended.code, ended.stdout.as_str()), (Some(code), ""), "{arguments:?}: {ended:?}");
        assert!(ended.stderr.contains(said), "{arguments:?}: {ended:?}");
    }
    assert_eq!(relay.tp_ctl(&["ban", "192.0.2.1/24"]).code, Some(0));
    let ended = relay.tp_ctl(&["ban", "--lift", "192.0.2.7"]);
    assert_eq!(ended.code, Some(1));
    assert!(ended.stderr.contains("it lies in 192.0.2.0/24"), "{ended:?}");
}

#[test]
fn the_socket_that_only_reads_lists_bans_and_changes_none() {
    let relay = Relay::start();
    let mut reads = UnixStream::connect(relay.runtime_dir().join(STATUS_SOCKET)).expect("the relay listens");
    let _: Hello = codec::read(&mut reads, REPLY_BYTES_MAX).expect("the server speaks first");
    let mut ask = |request: Request| -> Reply {
        codec::write(&mut reads, &request, REQUEST_BYTES_MAX).expect("the server reads");
        codec::read(&mut reads, REPLY_BYTES_MAX).expect("the server answers")
    };
    for request in [Request::Ban { net: "127.0.0.1".into(), seconds: 9 }, Request::Lift { net: "127.0.0.1".into() }] {
        let Reply::Error(Failure { code, .. }) = ask(request) else { panic!("it was carried out") };
        assert_eq!(code, Code::NotAllowed);
    }
    let Reply::Ok(Answer::Bans(bans)) = ask(Request::Bans {}) else { panic!("no list") };
    assert!(bans.bans.is_empty());
}

#[test]
fn a_daemon_is_not_believed_to_check_what_tp_ctl_checks() {
    let relay = Relay::start();
    let socket = relay.runtime_dir().join(tp_proto::control::CONTROL_SOCKET);
    let mut control = UnixStream::connect(socket).expect("the relay listens");
    let _: Hello = codec::read(&mut control, REPLY_BYTES_MAX).expect("the server speaks first");
    for (net, seconds) in [("", 9), ("\u{1b}[2J", 9), ("192.0.2.1", 0), ("192.0.2.1", u64::MAX)] {
        let request = Request::Ban { net: net.into(), seconds };
        codec::write(&mut control, &request, REQUEST_BYTES_MAX).expect("the server reads");
        let reply: Reply = codec::read(&mut control, REPLY_BYTES_MAX).expect("the server answers");
        let Reply::Error(Failure { code, text, .. }) = reply else { panic!("banned {net:?} for {seconds} s") };
        assert_eq!(code, Code::BadValue);
        assert!(!text.contains('\u{1b}'), "{text}");
    }
    assert!(nets(&relay).is_empty());
}

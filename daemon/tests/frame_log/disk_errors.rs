//! A disk that fails: the relay ends with 74 at once, tries nothing twice, and starts again clean.

use std::thread;

use tp_testkit::program::Program;
use tp_testkit::relay::Setup;
use tp_testkit::{Check, Client, Relay, skip, wait};

use crate::log::{MIB, frame_log, segments};

const LOG_FAILED: i32 = 74;

/// A relay whose system call fails with EIO from the `when`th time on, a thread's own count.
fn failing(call: &str, when: &str, lines: &str) -> Option<Setup> {
    let strace = skip::need_program("strace")?;
    let strace = strace.to_str().expect("a plain path").to_owned();
    let (trace, inject) = (format!("trace={call}"), format!("inject={call}:error=EIO:when={when}"));
    let words = [&strace, "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null", "-e", &trace, "-e", &inject];
    let config = frame_log(lines);
    Some(Relay::setup().listen("127.0.0.1:0=others").config(&config).prefix(words))
}

/// Two clients talk until the relay dies; the next one goes on, and the log has all that anybody
/// received.
fn check_ends_and_goes_on(setup: Setup) {
    let mut relay = setup.start();
    let mut clients: Vec<Client> = (0..3).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(3);
    thread::scope(|scope| {
        for (at, client) in clients[..2].iter_mut().enumerate() {
            // Ends with the broken connection; what was sent until then is counted.
            scope.spawn(move || drop(client.send_chunks(at as u64, 1 << 40, 4096)));
        }
        assert_eq!(relay.wait_for_exit().code(), Some(LOG_FAILED), "{}", relay.stderr());
    });
    let complaint = relay.stderr();
    assert!(complaint.contains("check the disk") && complaint.contains("frames"), "{complaint}");
    assert!(!complaint.contains("panicked"), "{complaint}");
    let accounts: Vec<_> = clients.into_iter().map(Client::into_account).collect();
    let listen = format!("{}=others", relay.addr());
    let mut next = Relay::setup().listen(&listen).log_dir_at(relay.log_dir()).start();
    let mut client = Client::connect(next.addr());
    next.wait_for_peers(1);
    client.send(b"on again");
    next.wait_until_quiet(std::slice::from_ref(&client));
    assert_eq!(next.stop().code(), Some(0));
    Check::room(next.room_dir()).accounts(accounts).account(client.finish()).assert_ok();
}

#[test]
fn an_error_of_a_write_ends_the_relay_and_loses_nothing_that_was_relayed() {
    for when in ["20", "200"] {
        let Some(setup) = failing("pwrite64", when, "") else { return };
        check_ends_and_goes_on(setup);
    }
}

#[test]
fn an_error_of_fdatasync_ends_the_relay_in_intervals_and_always() {
    for (sync, when) in [("20ms", "3"), ("always", "50")] {
        let Some(setup) = failing("fdatasync", when, &format!("sync = \"{sync}\"")) else { return };
        check_ends_and_goes_on(setup);
    }
}

#[test]
fn an_error_of_fdatasync_at_the_stop_is_no_good_end() {
    let Some(setup) = failing("fdatasync", "1+", "sync = \"1h\"") else { return };
    let mut relay = setup.start();
    assert_eq!(relay.stop().code(), Some(LOG_FAILED), "{}", relay.stderr());
}

#[test]
fn an_error_before_ready_is_the_same_error() {
    for call in ["pwrite64", "fsync"] {
        let Some(mut setup) = failing(call, "1+", "") else { return };
        let ended = setup.run_to_end();
        assert_eq!(ended.code, Some(LOG_FAILED), "{call}: {ended:?}");
    }
}

#[test]
fn an_error_while_a_segment_is_begun_ends_the_relay() {
    let Some(strace) = skip::need_program("strace") else { return };
    for call in ["fsync", "pwrite64"] {
        let mut relay = Relay::start_mode("all");
        let mut client = Client::connect(relay.addr());
        client.send(b"before");
        client.wait_for_bytes(6);
        relay.wait_until_quiet(std::slice::from_ref(&client));
        let mut attach = std::process::Command::new(&strace);
        let (trace, inject) = (format!("trace={call}"), format!("inject={call}:error=EIO"));
        attach.args(["-f", "-o", "/dev/null", "-e", &trace, "-e", &inject, "-p", &relay.pid().to_string()]);
        let tracer = Program::start(&mut attach);
        wait::until("every thread to be traced", || is_traced(relay.pid()));
        assert_ne!(relay.tp_ctl(&["rotate"]).code, Some(0), "{call} failed and all is well");
        assert_eq!(relay.wait_for_exit().code(), Some(LOG_FAILED), "{call}: {}", relay.stderr());
        drop(tracer);
        relay.start_again();
        assert_eq!(relay.stop().code(), Some(0));
        Check::room(relay.room_dir()).account(client.into_account()).assert_ok();
    }
}

/// Whether all threads of a process have a tracer (proc_pid_status(5)).
fn is_traced(pid: u32) -> bool {
    let tasks = std::fs::read_dir(format!("/proc/{pid}/task")).expect("a running relay");
    let status = |task: std::fs::DirEntry| std::fs::read_to_string(task.path().join("status")).unwrap_or_default();
    tasks.filter_map(Result::ok).map(status).all(|status| !status.contains("TracerPid:\t0"))
}

#[test]
fn nothing_is_brought_to_disk_that_was_not_asked_for() {
    let Some(strace) = skip::need_program("strace") else { return };
    for (sync, expected) in [("never", 0..=0), ("1h", 1..=9), ("always", 21..=99)] {
        let home = tempfile::tempdir().expect("a directory");
        let trace = home.path().join("trace");
        let words = [strace.as_path().as_os_str(), "-f".as_ref(), "--seccomp-bpf".as_ref(), "-e".as_ref()];
        let words = words.into_iter().chain(["trace=fsync,fdatasync".as_ref(), "-o".as_ref(), trace.as_os_str()]);
        let config = frame_log(&format!("sync = \"{sync}\""));
        let mut relay = Relay::setup().listen("127.0.0.1:0=all").config(&config).prefix(words).start();
        let mut client = Client::connect(relay.addr());
        for turn in 1..=20 {
            client.send(b"a frame");
            client.wait_for_bytes(7 * turn);
        }
        relay.stop_and_check(vec![client], Vec::new());
        assert_eq!(segments(&relay.room_dir()).len(), 1);
        let calls = std::fs::read_to_string(&trace).expect("a trace");
        let count = calls.lines().filter(|line| line.contains("sync(")).count();
        assert!(expected.contains(&count), "{sync}: {count} calls:\n{calls}");
    }
}

#[test]
fn always_means_on_disk_before_anybody_gets_it() {
    let Some(strace) = skip::need_program("strace") else { return };
    let home = tempfile::tempdir().expect("a directory");
    let trace = home.path().join("trace");
    let calls = "trace=fdatasync,pwrite64,write,writev,sendto,sendmsg";
    let words = [strace.as_path().as_os_str(), "-f".as_ref(), "-y".as_ref(), "-s".as_ref(), "9999".as_ref()];
    let words = words.into_iter().chain(["-e".as_ref(), calls.as_ref(), "-o".as_ref(), trace.as_os_str()]);
    let config = frame_log("sync = \"always\"");
    let mut relay = Relay::setup().listen("127.0.0.1:0=all").config(&config).prefix(words).start();
    let mut client = Client::connect(relay.addr());
    client.send(b"marked frame");
    client.wait_for_bytes(12);
    relay.stop_and_check(vec![client], Vec::new());
    let trace = std::fs::read_to_string(&trace).expect("a trace");
    let place = |is: &dyn Fn(&str) -> bool| trace.lines().position(is).unwrap_or_else(|| panic!("not in {trace}"));
    let written = place(&|line| line.contains("marked frame") && line.contains(".cborseq>"));
    let sent = place(&|line| line.contains("marked frame") && !line.contains(".cborseq>"));
    let between = trace.lines().take(sent).skip(written).any(|line| line.contains("fdatasync("));
    assert!(between, "sent before it was on disk:\n{trace}");
}

/// More than a round, so that the last one has something to lose.
#[test]
fn a_write_that_fails_in_a_flood_leaves_a_log_without_a_torn_end() {
    let Some(setup) = failing("pwrite64", "12", "segment-bytes = 1048576") else { return };
    let mut relay = setup.start();
    let mut clients: Vec<Client> = (0..2).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(2);
    let _ = clients[0].send_seeded(1, 64 * MIB);
    assert_eq!(relay.wait_for_exit().code(), Some(LOG_FAILED));
    let accounts: Vec<_> = clients.into_iter().map(Client::into_account).collect();
    let report = Check::room(relay.room_dir()).running().accounts(accounts).assert_ok();
    assert!(report.frames > 0);
}

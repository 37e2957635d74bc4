//! Row 1: a reader that stops under a flood: its process is halted, or its receive buffer is as small
//! as the kernel makes one.

use std::net::SocketAddr;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tp_testkit::program::{Program, workspace_program};
use tp_testkit::{Account, Check, Client, Relay};

use crate::figures::{memory_kib, standstill};

const FLOOD: u64 = 256 * 1024 * 1024;
const READERS: usize = 3;

/// What the daemon may grow by: the hard limit of a backlog, and 8 MiB for all else.
const GROWTH_KIB_MAX: u64 = 16 * 1024;
const CUT_MAX: Duration = Duration::from_secs(12);
const LOST_MAX: Duration = Duration::from_millis(500);

/// Floods a room beside a reader that stands still, and looks what that costs.
fn flood_beside(mut relay: Relay, stopped: SocketAddr, account: impl FnOnce() -> Account) {
    let mut clients: Vec<Client> = (0..=READERS).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(READERS + 2);
    let before = memory_kib(relay.pid(), "VmRSS");
    let (sender, readers) = clients.split_first_mut().expect("a sender");
    let (cut, lost) = thread::scope(|scope| {
        let began = Instant::now();
        scope.spawn(|| sender.send_seeded(1, FLOOD).expect("the sender is not cut"));
        let lost = scope.spawn(|| standstill(&readers[0], FLOOD));
        relay.wait_for_leave(stopped);
        (began.elapsed(), lost.join().expect("a time"))
    });
    readers.iter().for_each(|reader| reader.wait_for_bytes(FLOOD));
    let growth = memory_kib(relay.pid(), "VmHWM") - before;
    println!("cut after {cut:?}, the room stood still for {lost:?}, grown by {growth} KiB at most");
    relay.wait_until_quiet(&clients);
    assert_eq!(relay.stop().code(), Some(0));
    let accounts = clients.into_iter().map(Client::finish).chain([account()]);
    let report = Check::room(relay.room_dir()).accounts(accounts).assert_ok();
    assert_eq!(report.why(stopped), "slow");
    assert!(cut <= CUT_MAX, "cut after {cut:?}");
    assert!(lost <= LOST_MAX, "the room stood still for {lost:?}");
    assert!(growth <= GROWTH_KIB_MAX, "grown by {growth} KiB");
}

#[test]
fn a_reader_whose_process_is_halted_is_cut_and_costs_the_others_next_to_nothing() {
    let relay = Relay::start();
    let mut command = Command::new(workspace_program("tp-client"));
    let reader = Program::start(command.arg(relay.addr().to_string()));
    let stopped = relay.wait_for_peers(1).remove(0).peer;
    let pid = Pid::from_raw(reader.pid().try_into().expect("a process number"));
    kill(pid, Signal::SIGSTOP).expect("our own child");
    // What it received nobody can say: it never wrote it down.
    let account = || Account { addr: stopped, since: 0, sent: None, received: None, whole: false, read_to_end: false };
    flood_beside(relay, stopped, account);
}

#[test]
fn a_reader_with_the_smallest_buffer_that_reads_nothing_is_cut_and_costs_next_to_nothing() {
    let relay = Relay::start();
    let reader = Client::connect_narrow(relay.addr(), 1);
    flood_beside(relay, reader.addr(), || reader.into_account());
}

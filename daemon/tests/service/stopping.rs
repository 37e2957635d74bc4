//! FAULTS row 17: SIGTERM under load, twice, and while the relay starts.

use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tp_testkit::traffic::{End, Pace};
use tp_testkit::{Check, Client, Relay, port, wait};

const READERS: usize = 40;
const MIB: u64 = 1024 * 1024;

/// From SIGTERM to the end, with clients that take what is theirs; then with a second one.
const STOP_MAX: Duration = Duration::from_secs(7);
const STOP_AT_ONCE_MAX: Duration = Duration::from_secs(1);

fn with_backlog(relay: &Relay) -> usize {
    relay.peers().iter().filter(|peer| peer.backlog_bytes > 0).count()
}

#[test]
fn a_stop_under_load_gives_every_live_reader_all_that_is_its() {
    let mut relay = Relay::start();
    let mut readers: Vec<Client> = (0..READERS).map(|_| Client::connect_narrow(relay.addr(), 16 * 1024)).collect();
    readers.iter_mut().for_each(|reader| reader.start_reading(Pace::BytesPerSecond(2 * MIB)));
    let mut sender = Client::connect_silent(relay.addr());
    relay.wait_for_peers(READERS + 1);
    // It is cut off in the middle of its speech.
    let sending = thread::spawn(move || {
        let _ = sender.send_seeded(17, 256 * MIB);
        sender
    });
    wait::until("a backlog for every reader", || with_backlog(&relay) == READERS);
    let began = Instant::now();
    relay.signal(Signal::SIGTERM);
    assert_eq!(relay.wait_for_exit().code(), Some(0));
    let took = began.elapsed();
    let sender = sending.join().expect("no panic");
    let mut accounts: Vec<_> = readers.into_iter().map(Client::finish).collect();
    accounts.push(sender.into_account().cut());
    Check::room(relay.room_dir()).accounts(accounts).assert_ok();
    println!("{READERS} readers with a backlog: stopped in {took:?}");
    assert!(took <= STOP_MAX, "{took:?}");
}

#[test]
fn a_second_signal_ends_a_stop_that_waits_for_stalled_readers() {
    let mut relay = Relay::start();
    let readers: Vec<Client> = (0..4).map(|_| Client::connect_narrow(relay.addr(), 16 * 1024)).collect();
    let mut sender = Client::connect_silent(relay.addr());
    relay.wait_for_peers(5);
    // More than the kernel takes for them, and less than costs them their place.
    sender.send_seeded(17, 6 * MIB).expect("nobody is cut");
    wait::until("a backlog for every reader", || with_backlog(&relay) == 4);
    relay.signal(Signal::SIGTERM);
    relay.manager().wait_for_word("STOPPING", "1");
    let began = Instant::now();
    relay.signal(Signal::SIGTERM);
    assert_eq!(relay.wait_for_exit().code(), Some(0));
    let took = began.elapsed();
    println!("stopped at once in {took:?}");
    assert!(took <= STOP_AT_ONCE_MAX, "{took:?}");
    // What it left is a log that the next run goes on with.
    relay.start_again();
    let mut client = Client::connect(relay.addr());
    client.send(b"fin");
    assert_eq!(client.wait_for_end(), End::Orderly);
    drop(readers);
}

#[test]
fn a_signal_while_the_relay_starts_ends_it_in_order() {
    let mut setup = Relay::setup().listen(&port::in_time_wait().to_string());
    let starting = setup.begin();
    wait::until("the start to wait for its port", || starting.complained().contains("TIME_WAIT"));
    let began = Instant::now();
    kill(Pid::from_raw(starting.pid() as i32), Signal::SIGTERM).expect("our own child");
    let ended = starting.finish();
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(began.elapsed() <= STOP_MAX, "{:?}", began.elapsed());
    assert!(!setup.log_dir().exists(), "something was begun");
}

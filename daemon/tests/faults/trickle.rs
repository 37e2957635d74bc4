//! Row 6: one byte at a time, as a reader and as a hundred writers.

use std::io::Read as _;
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

use socket2::{Domain, Socket, Type};
use tp_testkit::measure::{one_of_three, within};
use tp_testkit::{Check, Client, Relay};

use crate::figures::{pair, quantile, round_trips};

const P99_MAX: Duration = Duration::from_millis(5);
const CUT_MAX: Duration = Duration::from_secs(25);
const PAUSE: Duration = Duration::from_millis(2);

/// Reads a byte each millisecond, into the smallest buffer that the kernel makes, to the end.
fn sip(mut stream: &TcpStream) {
    while stream.read(&mut [0]).is_ok_and(|count| count == 1) {
        thread::sleep(Duration::from_millis(1));
    }
}

fn narrow(to: SocketAddr) -> TcpStream {
    let socket = Socket::new(Domain::for_address(to), Type::STREAM, None).expect("a socket");
    socket.set_recv_buffer_size(1).expect("a small receive buffer");
    socket.connect(&to.into()).expect("the relay listens");
    socket.into()
}

/// When a reader that takes a byte at a time is cut; what round trips of others in its room took, which
/// are all that it is given, some 4 MiB/s; and what the same round trips took meanwhile through another
/// relay, where it is not.
fn beside_a_sipping_reader() -> (Duration, [Vec<Duration>; 2]) {
    const LEN: usize = 8 * 1024;
    let [mut relay, mut elsewhere] = [(); 2].map(|()| Relay::start());
    let [healthy, unharmed] = [&relay, &elsewhere].map(|relay| Client::connect(relay.addr()));
    let sipping = narrow(relay.addr());
    let gone = sipping.local_addr().expect("a connected socket");
    let mut pairs = [&relay, &elsewhere].map(|relay| pair(relay.addr()));
    relay.wait_for_peers(4);
    elsewhere.wait_for_peers(3);
    let (wanted, began) = (AtomicBool::new(true), Instant::now());
    let (cut, times) = thread::scope(|scope| {
        scope.spawn(|| sip(&sipping));
        let wanted = &wanted;
        let times = pairs.each_mut().map(|pair| scope.spawn(|| round_trips(pair, LEN, PAUSE, || wanted.load(Relaxed))));
        relay.wait_for_leave(gone);
        let cut = began.elapsed();
        wanted.store(false, Relaxed);
        let _ = sipping.shutdown(std::net::Shutdown::Both);
        (cut, times.map(|times| times.join().expect("times")))
    });
    drop(pairs);
    [&relay, &elsewhere].into_iter().for_each(|relay| drop(relay.wait_for_peers(1)));
    assert_eq!([&mut relay, &mut elsewhere].map(|relay| relay.stop().code()), [Some(0); 2]);
    let report = Check::room(relay.room_dir()).accounts([healthy.finish()]).assert_ok();
    Check::room(elsewhere.room_dir()).accounts([unharmed.finish()]).assert_ok();
    assert!(["slow", "stalled"].contains(&report.why(gone)), "{}", report.why(gone));
    (cut, times)
}

/// On a machine that is busy with other things, its disk above all, the figure says nothing of the
/// relay: there the same round trips at the same time through another relay are the measure.
#[test]
fn a_reader_of_one_byte_at_a_time_is_cut_and_nobody_waits_for_it() {
    one_of_three(|| {
        let (cut, mut times) = beside_a_sipping_reader();
        let [p99, elsewhere] = times.each_mut().map(|times| quantile(times, 0.99));
        let counts = times.map(|times| times.len());
        let figures =
            format!("cut after {cut:?}; round trips of others: p99 {p99:?}, {elsewhere:?} without it; {counts:?}");
        within(cut <= CUT_MAX && (p99 <= P99_MAX || p99 <= elsewhere * 2), figures)
    });
}

const WRITERS: usize = 100;
const WATCHED: Duration = Duration::from_secs(5);

/// A hundred writers, each of a byte every second, for as long as it is wanted.
fn write_bytes(writers: &mut [Client], wanted: &AtomicBool) {
    while wanted.load(Relaxed) {
        for writer in &mut *writers {
            writer.send(b"a");
            thread::sleep(Duration::from_millis(10));
        }
    }
}

/// What round trips take beside a hundred writers, who are in the same room or with another relay
/// altogether.
fn beside_a_hundred_writers(same: bool) -> Vec<Duration> {
    const LEN: usize = 4;
    let relays = [(); 2].map(|()| Relay::start());
    let written_to = &relays[usize::from(!same)];
    let mut others = pair(relays[0].addr());
    let mut writers: Vec<Client> = (0..WRITERS).map(|_| Client::connect(written_to.addr())).collect();
    writers.iter().for_each(|writer| drop(written_to.wait_for_peer(writer.addr())));
    // As many are in the room in both cases: what they cost by being there is not what is measured.
    let silent: Vec<Client> = (0..if same { 0 } else { WRITERS }).map(|_| Client::connect(relays[0].addr())).collect();
    silent.iter().for_each(|client| drop(relays[0].wait_for_peer(client.addr())));
    let wanted = AtomicBool::new(true);
    let times = thread::scope(|scope| {
        scope.spawn(|| write_bytes(&mut writers, &wanted));
        let began = Instant::now();
        let times = round_trips(&mut others, LEN, PAUSE, || began.elapsed() < WATCHED);
        wanted.store(false, Relaxed);
        times
    });
    drop((others, silent));
    let sent: u64 = writers.iter().map(Client::sent_bytes).sum();
    let there_and_back = if same { 2 * times.len() as u64 } else { 0 };
    let [one, other] = relays;
    let written_to = if same { one } else { other };
    written_to.wait_for_peers(WRITERS);
    let report = written_to.finish(writers, Vec::new());
    assert_eq!(report.bytes, sent + LEN as u64 * there_and_back);
    let frames = report.frames - there_and_back;
    assert!(frames > sent / 2, "{frames} frames of {sent} bytes: they did not come one by one");
    times
}

/// On a machine that is busy with other things the figure says nothing of the relay: there the same
/// round trips must not take longer than twice what they take while the writers are with another
/// relay, on the same processors, and as many others are silent in the room.
#[test]
fn a_hundred_writers_of_one_byte_at_a_time_slow_nobody_down() {
    one_of_three(|| {
        let [p99, elsewhere] = [true, false].map(|same| quantile(&mut beside_a_hundred_writers(same), 0.99));
        let figures = format!("round trips of others: p99 {p99:?}, {elsewhere:?} with the writers elsewhere");
        within(p99 <= P99_MAX || p99 <= elsewhere * 2, figures)
    });
}

//! Logged before sent: no byte leaves for a peer before the write(2) of its record returned.

use std::fs;
use std::path::Path;

use tp_testkit::{Client, Relay, skip};

const FRAMES: usize = 40;

fn marker(turn: usize) -> String {
    format!("marked frame {turn:04}")
}

/// A relay whose writes are all traced into a file.
fn traced(trace: &Path, strace: &Path) -> Relay {
    let calls = "trace=write,pwrite64,writev,pwritev,pwritev2,sendto,sendmsg,sendmmsg";
    let words = [strace.to_str().expect("a plain path"), "-f", "-y", "-s", "100000", "-e", calls, "-o"];
    let trace = trace.to_str().expect("a plain path");
    Relay::setup().listen("127.0.0.1:0=others").prefix(words.into_iter().chain([trace])).start()
}

/// Line numbers of the writes that carry `marker`: to the frame log, and to sockets.
fn places(trace: &str, marker: &str) -> (Vec<usize>, Vec<usize>) {
    let writes = trace.lines().enumerate().filter(|(_, line)| line.contains(marker));
    let (to_log, to_sockets): (Vec<_>, Vec<_>) = writes.partition(|(_, line)| line.contains(".cborseq>"));
    assert!(to_sockets.iter().all(|(_, line)| line.contains("<TCP") || line.contains("<socket:")), "{to_sockets:?}");
    let numbers = |lines: Vec<(usize, &str)>| lines.into_iter().map(|(number, _)| number).collect();
    (numbers(to_log), numbers(to_sockets))
}

#[test]
fn no_byte_leaves_before_its_record_is_written() {
    let Some(strace) = skip::need_program("strace") else { return };
    let home = tempfile::tempdir().expect("a directory");
    let trace_file = home.path().join("trace");
    let relay = traced(&trace_file, &strace);
    let mut clients: Vec<Client> = (0..4).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(4);
    for turn in 0..FRAMES {
        // All at once, so that rounds of several frames are among them.
        clients[turn % 4].send(marker(turn).as_bytes());
    }
    let bytes = marker(0).len() as u64;
    clients.iter().for_each(|client| client.wait_for_bytes(bytes * (FRAMES as u64 * 3 / 4)));
    relay.finish(clients, Vec::new());

    let trace = fs::read_to_string(&trace_file).expect("a trace");
    for turn in 0..FRAMES {
        let (to_log, to_sockets) = places(&trace, &marker(turn));
        assert_eq!(to_log.len(), 1, "frame {turn} is written to the log once");
        assert_eq!(to_sockets.len(), 3, "frame {turn} is sent to three peers");
        assert!(to_log[0] < to_sockets[0], "frame {turn} left at line {to_sockets:?}, was logged at {to_log:?}");
        let returned = trace.lines().nth(to_log[0]).expect("a line of the trace");
        // A call that another thread's interrupted has its result on a later line of its own.
        let returned = !returned.contains("<unfinished") || returns_before(&trace, to_log[0], to_sockets[0]);
        assert!(returned, "frame {turn} left while its record was being written");
    }
}

/// Whether the call on line `call` has its result on a line before `line`.
fn returns_before(trace: &str, call: usize, line: usize) -> bool {
    let thread = |line: &str| line.split_whitespace().next().map(str::to_owned);
    let caller = trace.lines().nth(call).and_then(thread);
    trace.lines().take(line).skip(call + 1).any(|line| line.contains("resumed>") && thread(line) == caller)
}

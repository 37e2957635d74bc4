//! A client that stalls, is cut and connects again, and again.

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

use tp_testkit::measure::{one_of_three, within};
use tp_testkit::{Client, Relay};

/// The credit of four stalled clients is used up by then.
const SETTLING: Duration = Duration::from_secs(5);
const BASELINE: Duration = Duration::from_secs(5);
const WATCHED: Duration = Duration::from_secs(25);

const CHUNK: u64 = 1024 * 1024;
/// A chunk each 50 ms: 20 MiB/s, which any machine can do while it does other things.
const PACE: Duration = Duration::from_millis(50);

/// A sender and a reader who take turns: a chunk goes out when the last one has arrived.
struct Flow {
    sender: Client,
    reader: Client,
    sent: u64,
}

impl Flow {
    fn chunk(&mut self) {
        self.sender.send_seeded(1, CHUNK).expect("the sender is not cut");
        self.sent += CHUNK;
        self.reader.wait_for_bytes(self.sent);
    }

    /// Bytes a second at [`PACE`], for so long. What was missed is not made up for.
    fn measure(&mut self, time: Duration) -> f64 {
        let (began, before) = (Instant::now(), self.sent);
        while began.elapsed() < time {
            let next = Instant::now() + PACE;
            self.chunk();
            thread::sleep(next.saturating_duration_since(Instant::now()));
        }
        (self.sent - before) as f64 / began.elapsed().as_secs_f64()
    }
}

#[test]
fn a_stalled_reader_that_comes_again_and_again_costs_the_room_nothing_any_more() {
    one_of_three(|| {
        let relay = Relay::start();
        let (sender, reader) = (Client::connect(relay.addr()), Client::connect(relay.addr()));
        relay.wait_for_peers(2);
        let mut flow = Flow { sender, reader, sent: 0 };
        let baseline = flow.measure(BASELINE);
        let done = AtomicBool::new(false);
        let (attacked, came) = thread::scope(|scope| {
            let again = scope.spawn(|| {
                let mut came = 0;
                while !done.load(Relaxed) {
                    let stalled = Client::connect_narrow(relay.addr(), 16 * 1024);
                    relay.wait_for_peer(stalled.addr());
                    relay.wait_for_leave(stalled.addr());
                    came += 1;
                }
                came
            });
            flow.measure(SETTLING);
            let attacked = flow.measure(WATCHED);
            done.store(true, Relaxed);
            // The last one is cut when the next frames come.
            while !again.is_finished() {
                flow.chunk();
            }
            (attacked, again.join().expect("a count"))
        });
        let part = 100.0 * attacked / baseline;
        within(came > 8 && part >= 95.0, format!("{came} stalled clients, the room had {part:.1} % of its baseline"))
    });
}

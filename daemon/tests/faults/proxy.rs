//! Row 22: a line that delays, splits, merges, stalls and resets.
//!
//! `TP_RELAIS_TEST_SEEDS=1000` tries so many seeds and not a hundred, `TP_RELAIS_TEST_SEED=N` only
//! the one that failed.

use std::env;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;

use tp_testkit::proxy::Plan;
use tp_testkit::stream::mix;
use tp_testkit::{Account, Check, Client, Proxy, Relay, wait};

const SEEDS: u64 = 100;
/// So many seeds are tried side by side: most of the time of each is a wait.
const AT_ONCE: u64 = 4;
const SENDERS: usize = 2;
const CLIENTS: usize = 4;
const BYTES: u64 = 128 * 1024;

/// What a stall of a few hundred milliseconds goes beyond.
const SMALL_BACKLOG: &str = "[limits]\nbacklog-bytes = 65536\n";

/// What all seeds together have seen, so that the test cannot pass without a fault.
#[derive(Default)]
struct Seen {
    bytes: AtomicU64,
    reset: AtomicU64,
    cut: AtomicU64,
    whole: AtomicU64,
}

fn given(name: &str) -> Option<u64> {
    env::var(name).ok().map(|value| value.parse().unwrap_or_else(|_| panic!("{name}={value} is no number")))
}

fn seeds() -> Range<u64> {
    match given("TP_RELAIS_TEST_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..given("TP_RELAIS_TEST_SEEDS").unwrap_or(SEEDS),
    }
}

/// A client behind the proxy.
struct Behind {
    client: Client,
    up: Plan,
    down: Plan,
    account: fn(Account) -> Account,
    seen_at: std::net::SocketAddr,
}

impl Behind {
    fn connect(proxy: &Proxy) -> Behind {
        let client = Client::connect(proxy.addr());
        let through = proxy.through(client.addr());
        let account = if through.up.reset_after.or(through.down.reset_after).is_some() {
            |account: Account| account.cut()
        } else {
            |account: Account| account
        };
        Behind { client, up: through.up, down: through.down, account, seen_at: through.seen_at }
    }

    fn resets(&self) -> bool {
        self.up.reset_after.or(self.down.reset_after).is_some()
    }

    /// As the relay knows it.
    fn into_account(self) -> Account {
        let account = (self.account)(self.client.into_account());
        Account { addr: self.seen_at, ..account }
    }
}

/// Whether the relay has read all that these sent, or has parted with them.
fn has_all(relay: &Relay, behind: &[Behind]) -> bool {
    let rows = relay.peers();
    behind.iter().all(|behind| {
        let row = rows.iter().find(|row| row.peer == behind.seen_at);
        row.is_none_or(|row| row.backlog_bytes == 0 && (behind.resets() || row.rx_bytes == behind.client.sent_bytes()))
    })
}

fn run(seed: u64, seen: &Seen) {
    let mut relay = Relay::setup().listen("127.0.0.1:0").config(SMALL_BACKLOG).start();
    let proxy = Proxy::start(relay.addr(), seed);
    let direct = Client::connect(relay.addr());
    let mut behind: Vec<Behind> = (0..CLIENTS).map(|_| Behind::connect(&proxy)).collect();
    thread::scope(|scope| {
        for (at, sender) in behind[..SENDERS].iter_mut().enumerate() {
            // Ends early with a broken line; what was sent until then is counted.
            scope.spawn(move || drop(sender.client.send_seeded(mix(seed, at as u64), BYTES)));
        }
    });
    wait::until("the line to be empty", || has_all(&relay, &behind));
    assert_eq!(relay.stop().code(), Some(0), "{}", relay.stderr());
    seen.reset.fetch_add(behind.iter().filter(|behind| behind.resets()).count() as u64, Relaxed);
    let accounts = behind.into_iter().map(Behind::into_account).chain([direct.into_account()]);
    let report = Check::room(relay.room_dir()).accounts(accounts).assert_ok();
    assert_eq!(report.peers.len(), CLIENTS + 1);
    seen.bytes.fetch_add(report.bytes, Relaxed);
    let cut = report.peers.iter().filter(|peer| peer.close.as_ref().is_some_and(|close| close.undelivered > 0));
    seen.cut.fetch_add(cut.count() as u64, Relaxed);
    let whole = report.peers.iter().filter(|peer| report.why(peer.addr) == "shutdown");
    seen.whole.fetch_add(whole.count() as u64, Relaxed);
}

#[test]
fn whatever_a_line_does_everybody_has_what_the_log_says() {
    let (seeds, seen) = (seeds(), Seen::default());
    let next = AtomicU64::new(seeds.start);
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some(seed) = Some(next.fetch_add(1, Relaxed)).filter(|seed| seeds.contains(seed)) {
                    println!("TP_RELAIS_TEST_SEED={seed}");
                    let ran = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run(seed, &seen)));
                    ran.unwrap_or_else(|_| panic!("failed: TP_RELAIS_TEST_SEED={seed} tries it again"));
                }
            });
        }
    });
    let [bytes, reset, cut, whole] =
        [&seen.bytes, &seen.reset, &seen.cut, &seen.whole].map(|count| count.load(Relaxed));
    println!("{bytes} bytes; {reset} lines reset, {cut} peers with something undelivered, {whole} that stayed");
    if seeds.end - seeds.start >= SEEDS {
        assert!(reset > 0 && cut > 0 && whole > 0, "the line was never faulty: {reset}, {cut}, {whole}");
        assert!(bytes > SEEDS * BYTES / 2, "hardly anything passed: {bytes} bytes");
    }
}

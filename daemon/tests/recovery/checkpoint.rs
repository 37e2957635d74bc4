//! A long segment is taken up from its last checkpoint, and its front is checked while the relay
//! runs.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use tp_testkit::stream::mix;
use tp_testkit::traffic::Pace;
use tp_testkit::{Account, Check, Client, Relay, wait};

use crate::history::segments;

/// Far more than there is to be sent before the relay is killed.
const BYTES_MAX: u64 = 1 << 40;

fn seed() -> u64 {
    let drawn = || SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("a clock after 1970").as_nanos();
    let given = std::env::var("TP_RELAIS_TEST_SEED").ok().and_then(|seed| seed.parse().ok());
    given.unwrap_or_else(|| drawn() as u64)
}

fn bytes_of(file: &Path) -> u64 {
    fs::metadata(file).expect("a segment").len()
}

/// Writers fill a segment over several checkpoints, somebody joins and leaves meanwhile, one does
/// not read: then the relay is killed, at an instant that the seed says.
fn killed_behind_checkpoints(relay: &mut Relay, seed: u64) -> Vec<Account> {
    let mut clients: Vec<Client> = (0..4).map(|_| Client::connect(relay.addr())).collect();
    let mut narrow = Client::connect_narrow(relay.addr(), 4096);
    relay.wait_for_peers(5);
    let segment = segments(&relay.room_dir()).pop().expect("a segment");
    let mut accounts = Vec::new();
    std::thread::scope(|scope| {
        for (at, writer) in clients.iter_mut().take(2).enumerate() {
            // Ends with the broken connection; what was sent until then is counted.
            scope.spawn(move || drop(writer.send_chunks(mix(seed, at as u64), BYTES_MAX, 3000)));
        }
        for checkpoint in 1..=3 {
            let guest = Client::connect(relay.addr());
            wait::until("the segment to grow", || bytes_of(&segment) > checkpoint * (3 << 19));
            accounts.push(guest.leave());
        }
        std::thread::sleep(Duration::from_micros(mix(seed, 99) % 50_000));
        relay.kill9();
    });
    narrow.start_reading(Pace::Fast);
    accounts.extend(clients.into_iter().map(Client::into_account));
    accounts.push(narrow.into_account().cut());
    accounts
}

#[test]
fn what_was_received_behind_a_checkpoint_survives_sigkill() {
    let seed = seed();
    println!("TP_RELAIS_TEST_SEED={seed}");
    let mut relay = Relay::start();
    let mut accounts = Vec::new();
    for round in 0..3 {
        accounts.extend(killed_behind_checkpoints(&mut relay, mix(seed, round)));
        relay.start_again();
    }
    let verified = relay.tp_ctl(&["verify"]);
    assert!([Some(0), Some(1)].contains(&verified.code), "tp-ctl cannot open the log: {verified:?}");
    assert_eq!(relay.stop().code(), Some(0));
    let report = Check::room(relay.room_dir()).accounts(accounts).assert_ok();
    let notes = |event: &str| report.notes.iter().filter(|note| *note == event).count();
    assert_eq!(notes("recovered"), 3, "{report}");
    assert!(notes("present") >= 9, "{} checkpoints: {report}", notes("present"));
}

/// A relay that was killed with more in its segment than a start looks at.
fn killed_with_a_long_segment() -> Relay {
    let mut relay = Relay::start();
    let mut clients: Vec<Client> = (0..2).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(2);
    clients[0].send_seeded(7, 10 << 20).expect("nobody is cut");
    clients[1].wait_for_bytes(10 << 20);
    relay.wait_until_quiet(&clients);
    relay.kill9();
    relay
}

/// A bit of the only segment's byte is flipped, so far from its end; the relay is started again.
/// Gives the file as it was found, and what the start made of it.
fn started_over_damage(relay: &mut Relay, from_end: usize) -> (Vec<u8>, Vec<u8>) {
    let segment = segments(&relay.room_dir()).remove(0);
    let mut found = fs::read(&segment).expect("a segment");
    let place = found.len() - from_end;
    found[place] ^= 0x20;
    fs::write(&segment, &found).expect("a damaged segment");
    relay.start_again();
    (found, fs::read(&segment).expect("a segment"))
}

fn wait_for_complaint(relay: &Relay) {
    let segment = segments(&relay.room_dir()).remove(0);
    let name = segment.file_name().expect("a name").to_string_lossy().into_owned();
    wait::until("a word of the damage", || {
        let complaint = relay.stderr();
        complaint.lines().any(|line| line.contains("damaged at offset") && line.contains(&name))
    });
}

#[test]
fn damage_in_the_front_of_a_long_segment_is_told_and_left_as_it_is() {
    let mut relay = killed_with_a_long_segment();
    let (found, started) = started_over_damage(&mut relay, 9 << 20);
    assert!(started.starts_with(&found), "what was sealed was written over");
    wait_for_complaint(&relay);
    let segment = segments(&relay.room_dir()).remove(0);
    assert!(fs::read(&segment).expect("a segment") == started, "the check has changed the file");
    let verified = relay.tp_ctl(&["verify"]);
    assert_ne!(verified.code, Some(0), "tp-ctl calls a damaged log OK: {verified:?}");
    assert_eq!(relay.stop().code(), Some(0));
    assert!(fs::read(&segment).expect("a segment") == started, "the file was changed");
}

#[test]
fn damage_in_what_a_start_looks_at_leaves_a_long_segment_to_the_byte() {
    let mut relay = killed_with_a_long_segment();
    let (found, started) = started_over_damage(&mut relay, 3 << 20);
    assert!(found == started, "the damaged file was written to");
    wait_for_complaint(&relay);
    assert_eq!(relay.stop().code(), Some(0));
}

#[test]
fn a_sound_long_segment_is_checked_without_a_word() {
    let mut relay = killed_with_a_long_segment();
    let segment = segments(&relay.room_dir()).remove(0);
    relay.start_again();
    assert_eq!(relay.stop().code(), Some(0), "{}", relay.stderr());
    let complaint = relay.stderr();
    assert!(!complaint.contains("damaged") && complaint.contains("did not end in order"), "{complaint}");
    // The next start finds it ended, and the segment of the run between behind it.
    let ended = fs::read(&segment).expect("a segment");
    relay.start_again();
    assert_eq!(relay.stop().code(), Some(0));
    assert!(fs::read(&segment).expect("a segment") == ended);
    Check::room(relay.room_dir()).assert_ok();
}

//! A short history to start from, and what a later run makes of it.

use std::fs;
use std::path::{Path, PathBuf};

use tp_testkit::{Account, Check, Client, Relay, Report};

/// A relay that was killed after five frames between two clients, every copy of them delivered.
pub(crate) fn killed_after_five_frames() -> (Relay, Vec<Account>) {
    let mut relay = Relay::start();
    let accounts = five_frames(&relay);
    relay.kill9();
    (relay, accounts)
}

/// Five frames of one client, each received by another.
pub(crate) fn five_frames(relay: &Relay) -> Vec<Account> {
    let mut clients: Vec<Client> = (0..2).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(2);
    for turn in 1..=5 {
        clients[0].send(format!("frame {turn}").as_bytes());
        clients[1].wait_for_bytes(7 * turn);
    }
    relay.wait_until_quiet(&clients);
    clients.iter().map(Client::account).collect()
}

/// The segments of a room, in order.
pub(crate) fn segments(dir: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = listing(dir);
    files.retain(|path| path.extension().is_some_and(|extension| extension == "cborseq"));
    files
}

/// Everything that lies in a directory, by name.
pub(crate) fn listing(dir: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(dir).expect("a room's folder").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files
}

/// Starts the relay again, has it relay five frames more, stops it and checks the whole history.
pub(crate) fn goes_on(relay: &mut Relay, mut accounts: Vec<Account>) -> Report {
    relay.start_again();
    accounts.extend(five_frames(relay));
    assert_eq!(relay.stop().code(), Some(0), "{}", relay.stderr());
    Check::room(relay.room_dir()).accounts(accounts).assert_ok()
}

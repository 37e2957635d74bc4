//! A relay whose connections are kept, and the end of its tests.

use tp_testkit::relay::Setup;
use tp_testkit::{Check, Client, Relay, Report};

/// Places in the manager's store.
pub const STORED_MAX: usize = 512;

/// How a run ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// SIGTERM, as `systemctl restart` sends it.
    Planned,
    /// SIGKILL.
    Kill,
}

/// A relay with one room in mode `others` and a manager that keeps its connections.
pub fn setup() -> Setup {
    Relay::setup().fd_store(STORED_MAX)
}

/// A relay with one room in mode `others` and this configuration.
pub fn setup_with(config: &str) -> Setup {
    setup().config(config).listen("127.0.0.1:0")
}

/// A relay with one room in this mode.
pub fn start_mode(mode: &str) -> Relay {
    setup().listen(&format!("127.0.0.1:0={mode}")).start()
}

/// One run ends and the next one begins.
pub fn restart(relay: &mut Relay, end: End) {
    match end {
        End::Planned => assert_eq!(relay.stop().code(), Some(0), "{}", relay.stderr()),
        End::Kill => relay.kill9(),
    }
    relay.start_again();
}

/// As many clients as it takes, all of them peers.
pub fn connect(relay: &Relay, count: usize) -> Vec<Client> {
    let clients: Vec<Client> = (0..count).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(count);
    clients
}

/// Waits until all is quiet, ends the relay for good, and holds the log of all runs against what the
/// clients know: nobody was disconnected before, every byte arrived.
pub fn finish(relay: Relay, clients: Vec<Client>) -> Report {
    finish_rooms(relay, vec![clients]).swap_remove(0)
}

/// [`finish`] for the clients of several rooms.
pub fn finish_rooms(mut relay: Relay, rooms: Vec<Vec<Client>>) -> Vec<Report> {
    let rows: Vec<_> = rooms.iter().map(|clients| relay.wait_until_quiet(clients)).collect();
    let status = relay.status().rooms;
    for (clients, rows) in rooms.iter().zip(&rows) {
        assert_eq!(rows.len(), clients.len(), "somebody was disconnected: {}", relay.stderr());
    }
    assert_eq!(relay.stop().code(), Some(0), "{}", relay.stderr());
    // A stop for good: the manager closes what it keeps, and the next start finds nobody.
    relay.manager().forget_stored();
    let accounts: Vec<Vec<_>> =
        rooms.into_iter().map(|clients| clients.into_iter().map(Client::finish).collect()).collect();
    relay.start_again();
    let verified = relay.tp_ctl(&["verify"]);
    assert_eq!(verified.code, Some(0), "{verified:?}");
    assert_eq!(relay.stop().code(), Some(0), "{}", relay.stderr());
    let checks = accounts.into_iter().zip(rows).zip(status).enumerate();
    checks
        .map(|(room, ((accounts, rows), status))| {
            Check::room(relay.room_dir_of(room)).accounts(accounts).counters(&rows, &status).assert_ok()
        })
        .collect()
}

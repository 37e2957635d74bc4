//! The service that is handed its port: no client is refused, whatever happens to it.

use std::io::{self, Read as _, Write as _};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::thread;

use tp_testkit::wait;

use crate::system::{System, boot, connect};

const ACTIVATED: &str = "tp-relais-activated.service";

/// Where each client gets its own words back.
fn listen(system: &System) {
    let edit = "printf '[Socket]\\nFileDescriptorName=echo\\n'";
    system.ok(&format!(
        "mkdir -p /etc/systemd/system/tp-relais.socket.d && {edit} > /etc/systemd/system/tp-relais.socket.d/mode.conf"
    ));
    system.ok("systemctl daemon-reload && systemctl disable --now tp-relais.service");
    system.ok("systemctl enable --now tp-relais.socket");
}

/// Connects, which must succeed, and asks for the answer, which only a relay that dies may withhold.
fn answer() -> io::Result<[u8; 5]> {
    let mut client = connect();
    client.write_all(b"salut")?;
    let mut answer = [0; 5];
    client.read_exact(&mut answer)?;
    Ok(answer)
}

fn is_answered() {
    assert_eq!(&answer().expect("the relay answers"), b"salut");
}

/// Restarts it in every way that there is, while one client after the other comes.
fn disturb(system: &System, answered: &AtomicUsize) {
    let disturbances: [&dyn Fn(); 4] = [
        &|| drop(system.ok(&format!("systemctl restart {ACTIVATED}"))),
        &|| drop(system.ok(&format!("systemctl kill -s KILL {ACTIVATED}"))),
        &|| drop(system.ok(&format!("systemctl stop {ACTIVATED}"))),
        &|| system.upgrade(),
    ];
    for disturbance in disturbances {
        let before = answered.load(Relaxed);
        wait::until("clients that are served", || answered.load(Relaxed) > before + 5);
        disturbance();
    }
    let before = answered.load(Relaxed);
    wait::until("clients that are served again", || answered.load(Relaxed) > before + 5);
}

#[test]
fn the_first_client_starts_the_relay() {
    boot("activated::the_first_client_starts_the_relay", |system| {
        listen(system);
        assert_eq!(system.property(ACTIVATED, "ActiveState"), "inactive");
        is_answered();
        // A client may have its answer before the manager has read that the relay is ready.
        wait::until("an active relay", || system.property(ACTIVATED, "ActiveState") == "active");
        let room = system.json("tp-ctl status --json")["rooms"][0].clone();
        assert_eq!((room["mode"].as_str(), room["frames"].as_u64()), (Some("echo"), Some(1)), "{room}");
    });
}

#[test]
fn no_connect_is_refused_while_the_relay_restarts() {
    boot("activated::no_connect_is_refused_while_the_relay_restarts", |system| {
        listen(system);
        let (answered, done) = (AtomicUsize::new(0), AtomicBool::new(false));
        thread::scope(|scope| {
            let clients = scope.spawn(|| {
                while !done.load(Relaxed) {
                    if let Ok(answer) = answer() {
                        assert_eq!(&answer, b"salut");
                        answered.fetch_add(1, Relaxed);
                    }
                }
            });
            disturb(system, &answered);
            done.store(true, Relaxed);
            clients.join().expect("no connect is refused");
        });
    });
}

#[test]
fn the_two_units_take_the_port_over_from_each_other() {
    boot("activated::the_two_units_take_the_port_over_from_each_other", |system| {
        listen(system);
        is_answered();
        system.ok("systemctl start tp-relais.service");
        assert_eq!(system.property(ACTIVATED, "ActiveState"), "inactive");
        assert_eq!(system.chat("bonjour"), 2);
        system.ok("systemctl start tp-relais.socket");
        assert_eq!(system.property("tp-relais.service", "ActiveState"), "inactive");
        is_answered();
    });
}

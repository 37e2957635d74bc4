//! Clients of the installed service: whether they notice what happens to it.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use tp_testkit::wait;

use crate::system::{SERVICE, System, boot, connect};

/// Says something, which the other hears on the connection that it always had.
fn goes_on(speaker: &mut TcpStream, listener: &mut TcpStream, text: &str) {
    speaker.write_all(text.as_bytes()).expect("the connection is there");
    let mut heard = vec![0; text.len()];
    listener.read_exact(&mut heard).expect("the connection is there");
    assert_eq!(heard, text.as_bytes());
}

fn disturb(system: &System, how: impl FnOnce()) {
    let pid = system.property(SERVICE, "MainPID");
    how();
    system.wait_for_another_process(SERVICE, &pid);
}

#[test]
fn clients_stay_over_a_restart_a_kill_and_an_upgrade() {
    boot("survival::clients_stay_over_a_restart_a_kill_and_an_upgrade", |system| {
        let (mut anne, mut bob) = (connect(), connect());
        wait::until("two peers", || system.peers() == 2);
        goes_on(&mut anne, &mut bob, "un");
        disturb(system, || drop(system.ok(&format!("systemctl restart {SERVICE}"))));
        goes_on(&mut bob, &mut anne, "deux");
        disturb(system, || drop(system.ok(&format!("systemctl kill -s KILL {SERVICE}"))));
        goes_on(&mut anne, &mut bob, "trois");
        disturb(system, || system.upgrade());
        goes_on(&mut bob, &mut anne, "quatre");
        assert_eq!(system.peers(), 2);
        wait::until("every copy accounted for", || {
            let room = system.json("tp-ctl verify --json")["rooms"][0].clone();
            room["frames"] == 4 && room["sent"] == 4 && room["lost"] == 0
        });
    });
}

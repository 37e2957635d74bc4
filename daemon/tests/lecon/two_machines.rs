//! The second step, between two machines.

use tp_testkit::netns::{Machines, SERVER};
use tp_testkit::skip::need_program;
use tp_testkit::{guide, wait};

use crate::class::Class;
use crate::commands::{
    CLIENT_THERE, DIAGRAM_THERE, DOCTOR, GUIDE, ONCE_THERE, PEERS_THERE, TAIL_THERE, TRACE_THIRD, TWO_MACHINES,
};

#[test]
fn the_second_step_goes_as_written_on_two_machines() {
    let Some(_) = need_program("python3") else { return };
    let Some(machines) = Machines::new() else { return };
    let class = Class::new(machines.server_prefix());
    let there = |line: &str| class.there(&machines, line);
    let before = there(DOCTOR);
    assert_eq!(before.code, Some(1));
    assert!(before.stdout.contains("no program of it listens on port 12347"), "{}", before.stdout);
    let refused = there(CLIENT_THERE);
    assert_eq!(refused.code, Some(1), "{}", refused.stderr);
    assert!(refused.stderr.contains("ask whoever runs that machine to start one; more with"), "{}", refused.stderr);
    assert!(refused.stderr.contains(&format!("`tp-client --doctor {SERVER}:12347`")), "{}", refused.stderr);
    let _relay = class.relay();
    let once = there(ONCE_THERE);
    assert_eq!(once.code, Some(0), "{}{}", once.stdout, once.stderr);
    assert!(once.stdout.contains("Adresse du client : ('10.77.0.2'"), "{}", once.stdout);
    let client = there(CLIENT_THERE);
    assert_eq!(client.code, Some(0), "{}{}", client.stdout, client.stderr);
    assert!(client.stdout.starts_with("OK, message reçu depuis l'adresse 10.77.0.2:"), "{}", client.stdout);
    wait::until("both to have left", || class.output(PEERS_THERE).matches("10.77.0.2").count() == 2);
    class.shows(&[TAIL_THERE, DIAGRAM_THERE, TRACE_THIRD], &["Hello, serveur !", "10.77.0.2"]);
    let after = there(DOCTOR);
    assert_eq!(after.code, Some(0), "{}", after.stdout);
    class.has_tried(guide::commands_of(GUIDE, TWO_MACHINES));
}

//! The lesson with a pupil at another machine.

use tp_testkit::netns::{Machines, SERVER};
use tp_testkit::skip::need_program;

use crate::class::Class;
use crate::commands::{CLIENT_THERE, DOCTOR};
use crate::steps::{play, read_later};
use crate::wireshark::in_wireshark;

#[test]
fn the_lesson_goes_as_written_on_two_machines() {
    let Some(_) = need_program("python3") else { return };
    let Some(machines) = Machines::new() else { return };
    let class = Class::on_two_machines(&machines);
    nobody_listens(&class);
    let relay = play(&class);
    in_wireshark(&class);
    read_later(&class, relay);
    class.has_tried_the_guide();
}

/// What the pupil is told before the teacher has a relay.
fn nobody_listens(class: &Class) {
    let before = class.there(DOCTOR);
    assert_eq!(before.code, Some(1));
    assert!(before.stdout.contains("no program of it listens on port 12347"), "{}", before.stdout);
    let refused = class.there(CLIENT_THERE);
    assert_eq!(refused.code, Some(1), "{}", refused.stderr);
    assert!(refused.stderr.contains("ask whoever runs that machine to start one; more with"), "{}", refused.stderr);
    assert!(refused.stderr.contains(&format!("`tp-client --doctor {SERVER}:12347`")), "{}", refused.stderr);
}

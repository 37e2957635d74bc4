//! The lesson where one machine is all there is.

use std::net::TcpListener;

use tp_testkit::netns::Machines;
use tp_testkit::skip::{need_program, skip};

use crate::class::Class;
use crate::steps::{play, read_later};
use crate::wireshark::in_wireshark;

/// The lesson's ports are the machine's, not the test's: somebody may have a relay there.
fn ports_are_free() -> bool {
    let free = (12345..=12348).all(|port| TcpListener::bind(("0.0.0.0", port)).is_ok());
    if !free {
        skip("a program of this machine uses a port from 12345 to 12348");
    }
    free
}

/// On a machine of its own no other test has these ports.
fn one_machine() -> Option<(Option<Machines>, Vec<String>)> {
    need_program("python3")?;
    match Machines::new() {
        Some(machines) => {
            let prefix = machines.server_prefix();
            Some((Some(machines), prefix))
        }
        None => ports_are_free().then(|| (None, Vec::new())),
    }
}

#[test]
fn the_lesson_goes_as_written_on_one_machine() {
    let Some((_machines, prefix)) = one_machine() else { return };
    let class = Class::on_one_machine(prefix);
    play(&class);
    // The numbers that the guide names are right for the next class as well.
    let relay = play(&class);
    in_wireshark(&class);
    read_later(&class, relay);
    class.has_tried_the_guide();
}

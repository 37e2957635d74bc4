//! The lesson's guide, `client/LECON.md`: its commands as written, and each of its answers that a program
//! can give. Whoever plays the guide notes what was run, and fails where a command was not.
//!
//! The address of the teacher's machine is the one thing that is put in its place; the folder of a class gets
//! the name that the guide has.

mod class;
mod commands;
mod one_machine;
mod service;
mod steps;
mod two_machines;
mod wireshark;

use tp_testkit::guide;

use commands::GUIDE;

#[test]
fn the_configuration_of_the_lesson_is_one_of_the_guides_ports() {
    let configuration = guide::text("systemd/lecon.toml");
    for (port, mode) in [(12347, "ack"), (12346, "echo"), (12345, "others"), (12348, "all")] {
        assert!(configuration.contains(&format!("\"{port}={mode}\"")), "{port}");
        assert!(guide::text(GUIDE).contains(&format!("| {port} | `{mode}` |")), "{port}");
    }
}

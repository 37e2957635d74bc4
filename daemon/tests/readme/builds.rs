//! What takes a build of its own.

use tp_testkit::guide;

use crate::commands::BUILDS;

#[test]
fn what_takes_a_build_of_its_own_is_run_by_the_ci() {
    let script = guide::text(".ci/run");
    for command in BUILDS {
        let run = format!("readme '{command}'");
        let runs = |line: &str| line.ends_with(&run) && !line.trim_start().starts_with('#');
        assert!(script.lines().any(runs), "{command}");
    }
}

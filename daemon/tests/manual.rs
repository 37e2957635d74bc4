//! Whether the man page and the completions of tp-relais say what its options are.

use clap::CommandFactory as _;

#[test]
fn every_option_of_the_daemon_stands_in_its_manual_and_completions() {
    tp_manual::check_program(tp_relais::config::Args::command());
    tp_language::usage::check::<tp_relais::config::Args>();
}

//! What every refusal of the relay has in common.

use tp_testkit::relay::Setup;

/// Usage: options or configuration cannot be used.
pub(crate) const USAGE: i32 = 2;
/// It could not start.
pub(crate) const FAILED: i32 = 1;

/// Runs a relay that is to refuse, and checks that it says why on stderr, in words of its own.
pub(crate) fn check_refused(setup: &mut Setup, code: i32, words: &[&str]) {
    let ended = setup.run_to_end();
    assert_eq!(ended.code, Some(code), "{ended:?}");
    for word in words {
        assert!(ended.stderr.contains(word), "no {word:?} in: {}", ended.stderr);
    }
    assert!(!ended.stderr.contains("panicked"), "{}", ended.stderr);
    assert!(ended.stderr.lines().count() <= 12, "a wall of text: {}", ended.stderr);
}

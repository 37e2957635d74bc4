//! The client builds on Windows and macOS: nothing it depends on is for Unix alone.

use std::process::Command;

/// Crates that do not build, or do nothing, outside Unix.
const UNIX_ONLY: [&str; 5] = ["nix", "rustix", "libsystemd", "sd-notify", "signal-hook"];

#[test]
fn no_unix_only_crate_is_built_for_windows() {
    // The client waits for keys and signals by crates that have a Windows of their own.
    check("x86_64-pc-windows-msvc", &UNIX_ONLY);
}

#[test]
fn no_crate_of_linux_alone_is_built_for_a_mac() {
    check("aarch64-apple-darwin", &["nix", "libsystemd", "sd-notify"]);
}

fn check(target: &str, forbidden: &[&str]) {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--locked", "--package", "tp-client", "--edges", "normal"])
        .args(["--target", target, "--prefix", "none", "--format", "{p}"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo tells its tree");
    let tree_text = String::from_utf8(tree.stdout).expect("cargo tells its tree");
    if !tree.status.success() {
        // Crates for other systems alone are not fetched on a machine that never built for them.
        eprintln!("skipped: {}", String::from_utf8_lossy(&tree.stderr));
        return;
    }
    assert!(["crossterm", "tp-doctor", "tp-language"].iter().all(|part| tree_text.contains(part)), "{tree_text}");
    for line in tree_text.lines() {
        let name = line.split(' ').next().unwrap_or_default();
        assert!(!forbidden.contains(&name), "{line} is not for {target}");
    }
}

#[test]
fn of_our_own_crates_only_those_that_build_everywhere_are_used() {
    let manifest = include_str!("../../Cargo.toml");
    let (of_the_program, _) = manifest.split_once("[dev-dependencies]").expect("what tests alone use");
    for own in of_the_program.lines().filter(|line| line.starts_with("tp-")) {
        let name = own.split(' ').next().unwrap_or_default();
        assert!(["tp-doctor", "tp-language", "tp-proto"].contains(&name), "{own}");
    }
}

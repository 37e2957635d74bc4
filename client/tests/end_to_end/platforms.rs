//! The client builds on Windows and macOS: all that it is built of, on each system, is a crate that was
//! looked at for that. A new one is looked at, and then put here.

use std::collections::BTreeSet;
use std::process::Command;

use tp_testkit::skip;

/// Built on every system: Rust without a system in it, or with each of them.
const EVERYWHERE: &str = "anstream anstyle anstyle-parse anstyle-query bitflags bytes cfg-if ciborium ciborium-io \
    ciborium-ll clap clap_builder clap_derive clap_lex colorchoice convert_case crc32c crossterm derive_more \
    derive_more-impl displaydoc document-features fluent-bundle fluent-langneg fluent-syntax futures-core half heck \
    intl-memoizer intl_pluralrules is_terminal_polyfill litrs lock_api memchr mio parking_lot parking_lot_core \
    pin-project-lite proc-macro-hack proc-macro2 quote rustc-hash rustc_version scopeguard self_cell semver serde \
    serde_bytes serde_core serde_derive serde_spanned smallvec socket2 strsim syn sys-locale terminal_size thiserror \
    thiserror-impl tinystr tokio tokio-macros tokio-stream toml toml_datetime toml_parser toml_writer tp-client \
    tp-doctor tp-language tp-proto tui-input type-map unic-langid unic-langid-impl unic-langid-macros \
    unic-langid-macros-impl unicode-ident unicode-segmentation unicode-width utf8parse winnow zerocopy \
    zerocopy-derive";

/// Windows' own.
const WINDOWS: &str = "anstyle-wincon crossterm_winapi once_cell_polyfill winapi winapi-x86_64-pc-windows-gnu \
    windows-link windows-sys";

/// Any Unix', macOS among them.
const UNIX: &str = "errno libc log rustix signal-hook signal-hook-mio signal-hook-registry";

/// Our own crates that the program may have on any system at all, whoever wants them.
const OURS: [&str; 4] = ["tp-client", "tp-doctor", "tp-language", "tp-proto"];

#[test]
fn nothing_is_built_for_windows_that_was_not_looked_at_for_it() {
    for target in ["x86_64-pc-windows-gnu", "x86_64-pc-windows-msvc"] {
        check(target, &[EVERYWHERE, WINDOWS]);
    }
}

#[test]
fn nothing_is_built_for_a_mac_that_was_not_looked_at_for_it() {
    check("aarch64-apple-darwin", &[EVERYWHERE, UNIX]);
}

#[test]
fn of_our_own_crates_only_those_that_build_everywhere_are_used() {
    let Some(tree) = tree("all") else { return };
    let ours: BTreeSet<&str> = tree.iter().map(String::as_str).filter(|name| name.starts_with("tp-")).collect();
    assert_eq!(ours, BTreeSet::from(OURS));
}

fn check(target: &str, allowed: &[&str]) {
    let Some(tree) = tree(target) else { return };
    let allowed: BTreeSet<&str> = allowed.iter().flat_map(|names| names.split_whitespace()).collect();
    let others: Vec<&String> = tree.iter().filter(|name| !allowed.contains(name.as_str())).collect();
    assert!(others.is_empty(), "nobody has looked whether these are for {target}: {others:?}");
}

/// The names of all that the program is built of on a system, build scripts included; says that the test is
/// left out where cargo has not got them.
fn tree(target: &str) -> Option<BTreeSet<String>> {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--locked", "--package", "tp-client", "--edges", "normal,build"])
        .args(["--target", target, "--prefix", "none", "--format", "{p}"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo starts");
    let said = String::from_utf8_lossy(&tree.stderr).into_owned();
    if !tree.status.success() {
        // Crates for other systems alone are not fetched on a machine that never built for them.
        let is_not_here = said.contains("failed to download") && said.contains("--offline was specified");
        assert!(is_not_here, "cargo does not tell its tree for {target}: {said}");
        skip::skip(&format!("not all crates for {target} are here (`cargo fetch` gets them): {said}"));
        return None;
    }
    let text = String::from_utf8(tree.stdout).expect("cargo speaks UTF-8");
    let names = text.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned);
    let names: BTreeSet<String> = names.collect();
    assert!(OURS.iter().chain(&["crossterm", "tokio"]).all(|&part| names.contains(part)), "no tree: {text}");
    Some(names)
}

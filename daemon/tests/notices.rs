//! The package carries programs that other people's crates are built into: their notices go with it.
//!
//! The licences of those crates ask for it (MIT: "shall be included in all copies"). The notices are
//! collected from the crates' own files into `systemd/debian/third-party-notices.txt`; this test holds
//! that file to the lock file, and writes it anew with `TP_RELAIS_WRITE_NOTICES=1`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tp_testkit::program;

const WRITE_VARIABLE: &str = "TP_RELAIS_WRITE_NOTICES";
const NOTICES: &str = "systemd/debian/third-party-notices.txt";
const PROGRAMS: [&str; 3] = ["tp-relais", "tp-ctl", "tp-client"];
/// What the package is made for; a crate for another system is not in it.
const PLATFORM: &str = "x86_64-unknown-linux-gnu";
const HEAD: &str = "The programs of this package are built of the crates below, each under its own licence. Where a crate\n\
                    may be had under the MIT licence, it is used under that one.\n";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace")
}

fn metadata() -> Value {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["metadata", "--locked", "--format-version=1", "--filter-platform", PLATFORM]).current_dir(root());
    let ended = program::run(&mut command);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    serde_json::from_str(&ended.stdout).expect("JSON")
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("{key} of {value}"))
}

/// The crates that are linked into a program: those that it needs, and that these need, but not what
/// only tests or build scripts do.
fn built_in(metadata: &Value) -> Vec<&Value> {
    let packages = metadata["packages"].as_array().expect("packages");
    let nodes = metadata["resolve"]["nodes"].as_array().expect("nodes");
    let needs: BTreeMap<&str, &Value> = nodes.iter().map(|node| (text(node, "id"), node)).collect();
    let mut found = BTreeSet::new();
    let mut open: Vec<&str> =
        packages.iter().filter(|one| PROGRAMS.contains(&text(one, "name"))).map(|one| text(one, "id")).collect();
    while let Some(id) = open.pop() {
        if !found.insert(id) {
            continue;
        }
        let is_linked = |need: &&Value| {
            let kinds = need["dep_kinds"].as_array().expect("kinds");
            kinds.iter().any(|kind| kind["kind"].is_null())
        };
        open.extend(
            needs[id]["deps"].as_array().expect("a list").iter().filter(is_linked).map(|need| text(need, "pkg")),
        );
    }
    packages.iter().filter(|one| found.contains(text(one, "id")) && !one["source"].is_null()).collect()
}

/// What a crate's own files say of its licence.
fn notices(package: &Value) -> Vec<String> {
    let folder = Path::new(text(package, "manifest_path")).parent().expect("a folder");
    let entries = fs::read_dir(folder).expect("the crate's sources").map(|entry| entry.expect("an entry"));
    let mut files: Vec<(String, std::path::PathBuf)> = entries
        .filter(|entry| entry.path().is_file())
        .map(|entry| (entry.file_name().to_string_lossy().to_uppercase(), entry.path()))
        .filter(|(name, _)| {
            ["LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "NOTICE", "UNLICENSE"]
                .iter()
                .any(|word| name.starts_with(word))
        })
        .collect();
    files.sort();
    let may_be_mit = text(package, "license").contains("MIT");
    if may_be_mit && files.iter().any(|(name, _)| name.contains("MIT")) {
        files.retain(|(name, _)| name.contains("MIT") || name.starts_with("NOTICE") || name.starts_with("COPYRIGHT"));
    }
    let read = |path: &Path| String::from_utf8_lossy(&fs::read(path).expect("a text")).into_owned();
    files.iter().map(|(_, path)| tidy(&read(path))).collect()
}

/// Line ends and white space at line ends are nobody's wording.
fn tidy(text: &str) -> String {
    let lines: Vec<&str> = text.trim_matches(['\n', '\r', ' ', '\u{feff}']).lines().map(str::trim_end).collect();
    lines.join("\n")
}

/// Every text once, below the crates that have it.
fn collected() -> String {
    let metadata = metadata();
    let mut crates_by_text: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in built_in(&metadata) {
        let name = format!("{} {} ({})", text(package, "name"), text(package, "version"), text(package, "license"));
        let notices = notices(package);
        let authors = package["authors"].as_array().map(Vec::as_slice).unwrap_or_default();
        let authors: Vec<&str> = authors.iter().filter_map(Value::as_str).collect();
        let unsaid = format!("(The crate has no file of its licence. Its authors: {})", authors.join(", "));
        for notice in if notices.is_empty() { vec![unsaid] } else { notices } {
            crates_by_text.entry(notice).or_default().push(name.clone());
        }
    }
    let mut chapters: Vec<(Vec<String>, String)> =
        crates_by_text.into_iter().map(|(text, names)| (names, text)).collect();
    chapters.sort();
    let line = "-".repeat(80);
    let chapters = chapters.iter().map(|(names, text)| format!("\n{line}\n{}\n\n{text}\n", names.join("\n")));
    std::iter::once(HEAD.to_owned()).chain(chapters).collect()
}

#[test]
fn the_package_has_the_notice_of_every_crate_that_is_built_into_its_programs() {
    let (path, collected) = (root().join(NOTICES), collected());
    assert!(collected.matches("tokio ").count() >= 1 && collected.matches("Permission is hereby granted").count() > 10);
    if std::env::var_os(WRITE_VARIABLE).is_some() {
        fs::write(&path, &collected).expect("the notices");
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    let differs = there.lines().zip(collected.lines()).find(|(one, other)| one != other);
    assert!(
        there == collected,
        "{NOTICES} is not what the crates say ({differs:?}): {WRITE_VARIABLE}=1 cargo test --test notices writes it"
    );
}

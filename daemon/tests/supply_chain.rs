//! What is built in: licences, one version of each, from where; and no crate has `unsafe` of its own.
//!
//! The policy is `deny.toml`, which cargo-deny reads as well. Its advisories are not looked at here:
//! they need a database from the network (`cargo deny check advisories`).

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use spdx::{Expression, LicenseReq, ParseMode};
use tp_testkit::program;

/// The one crate that may have `unsafe`: it calls the kernel where no well-kept crate does.
const AUDITED: &str = "tp-kernel";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace")
}

fn policy() -> toml::Table {
    fs::read_to_string(root().join("deny.toml")).expect("deny.toml").parse().expect("TOML")
}

fn words(list: &toml::Value) -> BTreeSet<&str> {
    list.as_array().expect("a list").iter().map(|word| word.as_str().expect("a word")).collect()
}

/// What cargo knows of every package that the lock file names.
fn packages() -> Vec<Value> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["metadata", "--locked", "--format-version=1", "--all-features"]).current_dir(root());
    let ended = program::run(&mut command);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    let metadata: Value = serde_json::from_str(&ended.stdout).expect("JSON");
    metadata["packages"].as_array().expect("packages").clone()
}

fn name(package: &Value) -> String {
    let text = |key: &str| package[key].as_str().expect("text").to_owned();
    format!("{}@{}", text("name"), text("version"))
}

#[test]
fn every_license_is_one_that_deny_toml_allows() {
    let policy = policy();
    let allowed: Vec<LicenseReq> = words(&policy["licenses"]["allow"])
        .into_iter()
        .map(|id| Expression::parse(id).expect(id).requirements().next().expect(id).req.clone())
        .collect();
    let mut used = BTreeSet::new();
    for package in packages() {
        let license = package["license"].as_str().unwrap_or_else(|| panic!("{} has no license", name(&package)));
        let expression = Expression::parse_mode(license, ParseMode::LAX).expect(license);
        let chosen = expression.evaluate(|req| allowed.contains(req));
        assert!(chosen, "{}: {license} is not allowed by deny.toml", name(&package));
        used.extend(expression.requirements().map(|one| one.req.to_string()));
    }
    for license in &allowed {
        assert!(used.contains(&license.to_string()), "deny.toml allows {license}, which nobody has");
    }
}

#[test]
fn no_crate_is_built_in_twice_but_those_that_deny_toml_names_with_a_reason() {
    let policy = policy();
    let skipped = policy["bans"]["skip"].as_array().expect("a list").iter();
    let reasons = skipped.map(|skip| (skip["crate"].as_str().expect("a crate"), skip["reason"].as_str()));
    let skipped: BTreeMap<_, _> = reasons.collect();
    assert!(skipped.values().all(|reason| reason.is_some_and(|reason| !reason.is_empty())));
    let mut versions: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let packages: Vec<String> = packages().iter().map(name).collect();
    for package in &packages {
        let crate_name = package.split('@').next().expect("a name");
        if !skipped.contains_key(package.as_str()) {
            versions.entry(crate_name.to_owned()).or_default().push(package.clone());
        }
    }
    versions.retain(|_, versions| versions.len() > 1);
    assert_eq!(versions, BTreeMap::new(), "twice");
    let stale: Vec<_> = skipped.keys().filter(|skip| !packages.iter().any(|package| package == *skip)).collect();
    assert!(stale.is_empty(), "deny.toml skips what is not there: {stale:?}");
}

#[test]
fn every_crate_comes_from_the_registry_or_from_this_tree() {
    let policy = policy();
    let registries: Vec<String> =
        words(&policy["sources"]["allow-registry"]).into_iter().map(|url| format!("registry+{url}")).collect();
    for package in packages() {
        let here = package["manifest_path"].as_str().is_some_and(|path| Path::new(path).starts_with(root()));
        let from = package["source"].as_str();
        let known = from.map_or(here, |from| registries.iter().any(|registry| registry == from));
        assert!(known, "{} comes from {from:?}", name(&package));
    }
}

#[test]
fn no_crate_takes_whatever_version_of_another_there_is() {
    assert_eq!(policy()["bans"]["wildcards"].as_str(), Some("deny"));
    for package in packages().iter().filter(|package| package["source"].is_null()) {
        for needed in package["dependencies"].as_array().expect("a list") {
            let here = needed["path"].is_string();
            assert!(here || needed["req"] != "*", "{} needs any {}", name(package), needed["name"]);
        }
    }
}

#[test]
fn no_crate_but_the_audited_one_may_have_unsafe() {
    let lints: toml::Table = fs::read_to_string(root().join("Cargo.toml")).expect("a manifest").parse().expect("TOML");
    assert_eq!(lints["workspace"]["lints"]["rust"]["unsafe_code"].as_str(), Some("forbid"));
    let ours: Vec<Value> = packages().into_iter().filter(|package| package["source"].is_null()).collect();
    assert!(ours.len() >= 6, "only {} crates are ours", ours.len());
    for package in ours.iter().filter(|package| package["name"] != AUDITED) {
        let path = package["manifest_path"].as_str().expect("a path");
        let manifest: toml::Table = fs::read_to_string(path).expect(path).parse().expect(path);
        let inherits = manifest.get("lints").and_then(|lints| lints.get("workspace")?.as_bool());
        assert_eq!(inherits, Some(true), "{path} does not forbid unsafe");
    }
}

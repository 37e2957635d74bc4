//! Configuration files that cannot be used.

use std::fs;
use std::path::{Path, PathBuf};

use tp_testkit::relay::Setup;
use tp_testkit::{Client, Relay};

use crate::refusal::{USAGE, check_refused};

fn configured(text: &str) -> Setup {
    Relay::setup().config(text)
}

#[test]
fn an_unknown_key_is_told_with_line_and_column() {
    let text = "end-word = \"fin\"\n\n[frame-log]\nsegment-byts = 1\n";
    check_refused(&mut configured(text), USAGE, &["tp-relais.toml", "line 4, column 1", "segment-byts"]);
}

#[test]
fn a_value_of_another_type_is_told_with_line_and_column() {
    check_refused(&mut configured("listen = 12345\n"), USAGE, &["tp-relais.toml", "line 1, column 10"]);
}

#[test]
fn a_file_that_is_no_toml_is_told_with_line_and_column() {
    check_refused(&mut configured("end-word = \"fin\"\nlisten = [\n"), USAGE, &["tp-relais.toml", "line "]);
}

#[test]
fn a_bad_value_is_told() {
    check_refused(&mut configured("listen = [\"12345=chat\"]\n"), USAGE, &["tp-relais.toml", "chat", "others"]);
}

#[test]
fn values_that_no_relay_could_work_with_are_told_with_line_and_column() {
    for (key, value, words) in [
        ("listen", "[]", ["line 2, column", "nothing to listen on"]),
        ("limits.clients", "0", ["line 2, column", "1 is the least"]),
        ("limits.clients", "-1", ["line 2, column", "-1"]),
        ("limits.pause-bytes", "1", ["line 2, column", "16384 to 134217728"]),
        ("limits.pause-credit", "\"1ms\"", ["line 2, column", "10ms"]),
        ("limits.held-bytes", "0", ["line 2, column", "1048576 to 17179869184"]),
        ("limits.stall-timeout", "\"never\"", ["line 2, column", "100ms"]),
        ("limits.half-close-timeout", "30", ["line 2, column", "\"1 min\""]),
        ("limits.idle-timeout", "\"off\"", ["line 2, column", "\"never\" or a duration"]),
        ("diagnostics.directory", "\"diagnostics\"", ["line 2, column", "begins with"]),
        ("diagnostics.files", "0", ["line 2, column", "1 to 3650"]),
        ("limits.backlog-bytes", "0", ["line 2, column", "65536 to 134217728"]),
        ("limits.backlog-bytes", "65535", ["line 2, column", "65536 to 134217728"]),
        ("limits.backlog-bytes", "134217729", ["line 2, column", "65536 to 134217728"]),
        ("frame-log.segment-bytes", "4095", ["line 2, column", "4096 is the least"]),
        ("frame-log.segment-age", "\"1 hours and a half\"", ["line 2, column", "such as"]),
        ("frame-log.segment-age", "3600", ["line 2, column", "30 min"]),
        ("frame-log.segment-age", "\"1ms\"", ["line 2, column", "100ms"]),
        ("frame-log.sync", "\"allways\"", ["line 2, column", "\"always\", \"never\""]),
        ("frame-log.sync", "\"-1s\"", ["line 2, column", "1ms"]),
        ("frame-log.retain-bytes", "100", ["line 2, column", "4096 is the least, or 0 for no limit"]),
        ("frame-log.retain-age", "\"2 months\"", ["line 2, column", "36500 days"]),
        ("frame-log.retain-free-percent", "100", ["line 2, column", "0 to 99"]),
        ("frame-log.retain-free-bytes", "-5", ["line 2, column", "-5"]),
        ("frame-log.on-full", "\"stop\"", ["line 2, column", "\"pause\" or \"gap\""]),
        ("frame-log.payload", "\"head\"", ["line 2, column", "head:N"]),
        ("frame-log.payload", "\"head:65537\"", ["line 2, column", "65536"]),
        ("frame-log.payload", "\"none\"", ["line 2, column", "\"full\", \"hash\", \"size\""]),
        ("frame-log.segment-bytes", "1e9", ["line 2, column", "floating point"]),
        ("frame-log.segment-bytes", "99999999999999999999", ["line 2, column", "99999999999999999999"]),
    ] {
        let text = format!("end-word = \"fin\"\n{key} = {value}\n");
        let last = key.rsplit('.').next().unwrap_or(key);
        check_refused(&mut configured(&text), USAGE, &["tp-relais.toml", last, words[0], words[1]]);
    }
}

#[test]
fn a_file_that_is_no_text_is_told_with_line_and_column_and_an_endless_one_is_told() {
    let home = tempfile::tempdir().expect("a temporary directory");
    let file = home.path().join("latin1.toml");
    fs::write(&file, b"# \xe9\n").expect("a file");
    check_refused(&mut Relay::setup().arg("--config").arg(&file), USAGE, &["latin1.toml", "line 1, column 3", "UTF-8"]);
    check_refused(&mut Relay::setup().arg("--config").arg("/dev/zero"), USAGE, &["/dev/zero", "larger"]);
}

#[test]
fn places_that_exclude_each_other_are_told_with_line_and_column() {
    for (listen, word) in [
        (r#"["9", "127.0.0.1:9"]"#, "leave one of them out"),
        (r#"["9", "9"]"#, "twice"),
        (r#"["127.0.0.1:9", "[::1]:9=all"]"#, "one port is one room"),
    ] {
        let mut setup = configured(&format!("listen = {listen}\n"));
        check_refused(&mut setup, USAGE, &["tp-relais.toml", "line 1, column 10", "port 9", word]);
    }
}

#[test]
fn the_smallest_values_make_a_working_relay() {
    let text = "listen = [\"127.0.0.1:0=all\"]\nframe-log.segment-bytes = 4096\n\
        limits = { clients = 1, backlog-bytes = 65536 }\n";
    let relay = configured(text).start();
    let mut client = Client::connect(relay.addr());
    for turn in 1..=100 {
        client.send(&[b'x'; 100]);
        client.wait_for_bytes(turn * 100);
    }
    assert!(relay.status().frame_log.segments > 1, "{:?}", relay.status());
    relay.finish(vec![client], Vec::new());
}

#[test]
fn a_file_that_is_not_there_is_told() {
    let mut setup = Relay::setup().arg("--config").arg("/nonexistent/tp-relais.toml");
    check_refused(&mut setup, USAGE, &["/nonexistent/tp-relais.toml"]);
}

#[test]
fn check_starts_nothing_and_says_whether_all_is_well() {
    let mut good = configured("listen = [\"0=echo\"]\n").arg("--check");
    let ended = good.run_to_end();
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(!good.log_dir().exists() && !good.runtime_dir().exists(), "--check made directories");
    check_refused(&mut configured("lisen = []\n").arg("--check"), USAGE, &["line 1, column 1", "lisen"]);
}

#[test]
fn a_refused_configuration_leaves_the_log_as_it_was() {
    let mut relay = Relay::start();
    assert_eq!(relay.stop().code(), Some(0));
    let files = || {
        let dir = fs::read_dir(relay.room_dir()).expect("a room's folder");
        dir.map(|entry| fs::read(entry.expect("an entry").path()).expect("a segment")).collect::<Vec<_>>()
    };
    let before = files();
    check_refused(&mut configured("nonsense = 1\n").log_dir_at(relay.log_dir()), USAGE, &["nonsense"]);
    assert_eq!(files(), before);
}

/// The directory of a system-wide configuration, as a service manager names it.
fn system_wide(text: &str) -> (Setup, PathBuf) {
    let setup = Relay::setup();
    let directory = setup.home().join("etc");
    fs::create_dir(&directory).expect("a directory");
    fs::write(directory.join("tp-relais.toml"), text).expect("a configuration file");
    let setup = setup.env("CONFIGURATION_DIRECTORY", &directory);
    (setup, directory)
}

#[test]
fn under_a_service_manager_the_system_wide_file_is_read() {
    let (mut setup, directory) = system_wide("nonsense = 1\n");
    let file = directory.join("tp-relais.toml");
    check_refused(&mut setup, USAGE, &[file.to_str().expect("a plain path"), "line 1, column 1", "nonsense"]);
    fs::remove_file(file).expect("our own file");
    assert_eq!(setup.arg("--check").run_to_end().code, Some(0), "no file there is no fault");
}

#[test]
fn a_named_file_wins_over_the_system_wide_one() {
    let (setup, _) = system_wide("nonsense = 1\n");
    assert_eq!(setup.config("end-word = \"\"\n").arg("--check").run_to_end().code, Some(0));
}

#[test]
fn without_a_service_manager_no_file_is_read() {
    let (setup, _) = system_wide("nonsense = 1\n");
    let mut by_hand = setup.env("CONFIGURATION_DIRECTORY", "").env("RUNTIME_DIRECTORY", "").arg("--check");
    assert_eq!(by_hand.run_to_end().code, Some(0));
}

/// The example of `systemd/`.
fn example() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the daemon lies in the workspace");
    fs::read_to_string(root.join("systemd/tp-relais.toml")).expect("the example")
}

#[test]
fn the_example_passes_as_shipped_and_with_every_key_uncommented() {
    let is_key = |line: &str| line.starts_with('#') && !line.starts_with("# ") && line.len() > 1;
    let shipped = example();
    let uncomment = |line| if is_key(line) { &line[1..] } else { line };
    let uncommented = shipped.lines().map(uncomment).collect::<Vec<_>>().join("\n");
    assert_eq!(shipped.lines().filter(|line| is_key(line)).count(), 34, "{shipped}");
    for text in [shipped, uncommented] {
        let ended = configured(&text).arg("--check").run_to_end();
        assert_eq!(ended.code, Some(0), "{ended:?}");
    }
}

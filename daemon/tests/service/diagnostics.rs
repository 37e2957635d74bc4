//! Diagnostics for the journal and in files.

use std::fs::{self, File};
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use tp_testkit::Relay;

use crate::reload;

#[test]
fn for_the_journal_every_line_has_its_priority_and_no_time() {
    let setup = Relay::setup().listen("127.0.0.1:0").arg("--end-word=fin");
    // The file that standard error is going to be.
    let file = File::create(setup.home().join("stderr-1")).and_then(|file| file.metadata()).expect("a file");
    let mut relay = setup.config("").env("JOURNAL_STREAM", format!("{}:{}", file.dev(), file.ino())).start();
    fs::write(relay.home().join("tp-relais.toml"), "end-word = 1").expect("the configuration");
    reload::reload(&relay);
    relay.stop();
    let said = relay.stderr();
    assert!(said.contains("<6>stopping: "), "{said}");
    let error: Vec<&str> = said.lines().filter(|line| line.starts_with("<3>")).collect();
    assert!(error.len() > 1, "a sentence of many lines is one entry a line: {said}");
    assert!(said.lines().all(|line| line.starts_with('<')), "{said}");
    assert!(!said.contains('\u{1b}'), "{said}");
}

#[test]
fn somebody_elses_journal_gets_no_priorities() {
    let mut relay = Relay::setup().listen("127.0.0.1:0").env("JOURNAL_STREAM", "1:1").start();
    relay.stop();
    assert!(relay.stderr().contains(" INFO stopping: "), "{}", relay.stderr());
}

fn files(directory: &Path) -> Vec<String> {
    let entries = fs::read_dir(directory).expect("the directory").map(|entry| entry.expect("an entry").file_name());
    entries.map(|name| name.into_string().expect("a plain name")).collect()
}

#[test]
fn a_file_a_day_holds_every_line_and_no_more_files_than_configured() {
    let setup = Relay::setup().listen("127.0.0.1:0");
    let directory = setup.home().join("diagnostics");
    fs::create_dir(&directory).expect("a directory");
    for day in 1..=5 {
        File::create(directory.join(format!("tp-relais.2020-01-0{day}.log"))).expect("an old file");
    }
    let text = format!("[diagnostics]\ndirectory = {directory:?}\nfiles = 3\n");
    let mut relay = setup.config(&text).start();
    for _ in 0..50 {
        reload::reload(&relay);
    }
    assert_eq!(relay.status().dropped_lines, 0);
    assert!(relay.tp_ctl(&["status", "--json"]).stdout.contains("\"dropped_lines\":0"));
    relay.stop();
    let names = files(&directory);
    assert!(names.len() <= 3, "{names:?}");
    let newest = names.iter().max().expect("today's file");
    let said = fs::read_to_string(directory.join(newest)).expect("today's file");
    let reloads = |text: &str| text.lines().filter(|line| line.contains("is reloaded")).count();
    assert_eq!((reloads(&said), reloads(&relay.stderr())), (50, 50));
    assert!(said.lines().last().is_some_and(|line| line.contains("stopping: ")), "{said}");
}

#[test]
fn a_directory_that_cannot_be_is_told() {
    let file = tempfile::NamedTempFile::new().expect("a file");
    let text = format!("listen = [\"127.0.0.1:0\"]\n[diagnostics]\ndirectory = \"{}/inside\"\n", file.path().display());
    let mut setup = Relay::setup().config(&text);
    let ended = setup.run_to_end();
    assert_eq!(ended.code, Some(2), "{ended:?}");
    assert!(ended.stderr.contains("diagnostics.directory"), "{ended:?}");
    assert!(!setup.log_dir().exists(), "something was begun");
}

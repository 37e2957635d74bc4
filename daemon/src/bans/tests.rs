use std::fs;

use tp_addresses::net::net_of;

use super::*;

const MINUTE: Duration = Duration::from_secs(60);

fn net(text: &str) -> IpNet {
    net_of(text).expect("a net")
}

fn nets(book: &BanBook) -> Vec<String> {
    book.rows().into_iter().map(|row| row.net).collect()
}

#[test]
fn a_ban_outlasts_the_process_that_kept_it_and_not_its_time() {
    let dir = tempfile::tempdir().expect("a directory");
    let book = BanBook::open(dir.path(), Clock::begin());
    book.ban(net("192.0.2.7"), MINUTE, "uid 1").expect("there is space");
    book.ban(net("2001:db8::1"), Duration::from_nanos(1), "uid 1").expect("there is space");
    book.save().expect("it is written");
    let later = BanBook::open(dir.path(), Clock::begin());
    let rows = later.rows();
    assert_eq!((rows.len(), rows[0].net.as_str(), rows[0].by.as_str()), (1, "192.0.2.7", "uid 1"));
    assert!((50_000..=60_000).contains(&rows[0].left_ms), "{rows:?}");
    assert_eq!(later.snapshot().bans.len(), 1);
}

#[test]
fn a_file_that_is_damaged_is_set_aside_and_not_obeyed() {
    let row = |until: &str| format!("[[ban]]\nnet = \"192.0.2.7\"\nuntil = \"{until}\"\n");
    for (what, text) in [
        ("no TOML", "[[".to_owned()),
        ("an unknown key", "forever = true".to_owned()),
        ("no net", "[[ban]]\nnet = \"poste\"\nuntil = \"2100-01-01T00:00:00Z\"\n".to_owned()),
        ("no time", row("tomorrow")),
        ("too long", "#".repeat(300 * 1024)),
    ] {
        let dir = tempfile::tempdir().expect("a directory");
        fs::write(dir.path().join(file::NAME), &text).expect("a file");
        let book = BanBook::open(dir.path(), Clock::begin());
        assert!(nets(&book).is_empty(), "{what}");
        assert_eq!(fs::read_to_string(dir.path().join("bans.toml.bad")).expect(what), text);
    }
    let dir = tempfile::tempdir().expect("a directory");
    fs::write(dir.path().join(file::NAME), row("9999-01-01T00:00:00Z")).expect("a file");
    assert_eq!(nets(&BanBook::open(dir.path(), Clock::begin())), ["192.0.2.7"], "whatever a person wrote there");
}

#[test]
fn bans_are_bounded_replaced_and_lifted_by_their_net() {
    let dir = tempfile::tempdir().expect("a directory");
    let book = BanBook::open(dir.path(), Clock::begin());
    for host in 0..BANS_MAX {
        book.ban(net(&format!("10.0.{}.{}", host / 256, host % 256)), MINUTE * 2, "uid 1").expect("there is space");
    }
    assert_eq!(book.ban(net("192.0.2.7"), MINUTE, "uid 1"), Err(TooMany));
    let (row, again) = book.ban(net("10.0.0.7"), MINUTE, "uid 2").expect("it takes no more space");
    assert!(again && row.by == "uid 2");
    assert_eq!(nets(&book)[0], "10.0.0.7", "it ends first");
    let version = book.snapshot().version;
    assert_eq!(book.lift(net("10.0.0.7")), (true, None));
    assert_eq!(book.lift(net("10.0.0.7")), (false, None));
    assert!(book.snapshot().version > version);
    book.ban(net("10.0.0.0/8"), MINUTE, "uid 1").expect("there is space");
    assert_eq!(book.lift(net("10.0.0.8")), (true, Some(net("10.0.0.0/8"))));
}

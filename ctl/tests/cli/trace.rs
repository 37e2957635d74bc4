//! `trace`: one frame's whole life.

use std::fs;

use nix::sys::stat::Mode as Permissions;
use nix::unistd::mkfifo;
use serde_json::{Value, json};
use tempfile::TempDir;
use tp_proto::frame_log::{Behind, Gap, Kept, Mode, Record, To};

use crate::support::{LogWriter, Ran, command, rotated, run, to};

fn trace(dir: &TempDir, arguments: &[&str]) -> Ran {
    trace_in("C.UTF-8", dir, arguments)
}

fn trace_in(locale: &str, dir: &TempDir, arguments: &[&str]) -> Ran {
    let option = format!("--log-dir={}", dir.path().display());
    Ran::new(command(dir.path(), &[&["trace", &option], arguments].concat()).env("LC_ALL", locale).output().unwrap())
}

/// A room of three peers, in which `write` happens.
fn room(write: impl FnOnce(&mut LogWriter)) -> TempDir {
    let dir = TempDir::new().unwrap();
    let mut log = LogWriter::new(dir.path(), 12345, Mode::Others);
    (1..=3).for_each(|conn| log.open(conn));
    write(&mut log);
    log.seal();
    dir
}

/// What became of the copy of frame `n` for `conn`: state, reason, milliseconds, bytes taken,
/// missing, and backlog.
fn fate(dir: &TempDir, n: u64, conn: u64) -> Value {
    let ran = trace(dir, &[&n.to_string(), "--json"]);
    let copies = ran.json()["copies"].as_array().unwrap().clone();
    let copy = copies.into_iter().find(|copy| copy["conn"] == conn).unwrap_or_else(|| panic!("{ran:?}"));
    let ms = copy["after_ns"].as_u64().map(|ns| ns / 1_000_000);
    json!([copy["state"], copy["why"], ms, copy["taken_bytes"], copy["missing_bytes"], copy["backlog_bytes"]])
}

#[test]
fn a_frame_is_told_as_a_person_reads_it() {
    let dir = TempDir::new().unwrap();
    let mut log = LogWriter::new(dir.path(), 12345, Mode::Others);
    log.open_named(1, "zoé");
    log.open_named(2, "ali\x1b[2J");
    log.open(3);
    log.frame(1, To::Listed(&to(&[2, 3])), "Hello, serveur ! é\n".as_bytes());
    log.wait(2);
    log.sent(1, &[Behind(3, 0, 4)]);
    log.close(3, "slow", 4, 0, 16);
    log.seal();
    let ran = trace(&dir, &["1"]);
    let expected = "\
frame 1 of room 12345
received  2026-01-02T04:04:05.004+01:00
from      peer 1, zoé, 10.0.0.1:50001
on        10.0.0.254:12345
length    20 bytes
text      Hello, serveur ! é\\n
for       2 clients

NO  CLIENT          NAME        STATE
 2  10.0.0.2:50002  ali\\x1b[2J  accepted by the kernel within 3 ms
 3  10.0.0.3:50003              never accepted: the client was cut for being slow (slow) after 4 ms; 4 of its 20 bytes went, 16 missing
";
    assert_eq!((ran.stdout.as_str(), ran.code, ran.stderr.as_str()), (expected, 0, ""));
    for word in ["read", "delivered"] {
        assert!(!ran.stdout.contains(word));
    }
}

#[test]
fn json_has_every_field() {
    let dir = room(|log| {
        log.frame(1, To::Others, b"salut");
        log.sent(1, &[]);
    });
    let copy = |conn: u64| {
        json!({
            "conn": conn, "name": null, "ip": format!("10.0.0.{conn}"), "port": 50_000 + conn, "state": "accepted",
            "after_ns": 1_000_000, "why": null, "taken_bytes": 5, "missing_bytes": 0, "backlog_bytes": null,
        })
    };
    let expected = json!({
        "schema": 1, "room": "12345", "n": 1, "t": "2026-01-02T04:04:05.004000000+01:00",
        "src": {"conn": 1, "name": null, "ip": "10.0.0.1", "port": 50001},
        "dst": {"ip": "10.0.0.254", "port": 12345},
        "len": 5, "text": "salut", "data": "c2FsdXQ=", "hash": null, "to": "others",
        "copies": [copy(2), copy(3)],
    });
    assert_eq!(trace(&dir, &["1", "--json"]).json(), expected);
}

#[test]
fn the_first_record_that_covers_a_copy_says_how_long_it_waited_at_most() {
    let dir = room(|log| {
        log.frame(1, To::Listed(&to(&[2, 3])), b"un"); // .004
        log.frame(2, To::Listed(&to(&[1, 3])), b"deux");
        log.sent(1, &[]); // .006
        log.seal();
        log.sent(2, &[Behind(3, 1, 2)]); // .008
        log.sent(2, &[Behind(3, 2, 6)]); // .009: it has all, and is on the list
        log.sent(2, &[]);
    });
    assert_eq!(fate(&dir, 1, 2), json!(["accepted", null, 2, 2, 0, null]));
    assert_eq!(fate(&dir, 2, 1), json!(["accepted", null, 3, 4, 0, null]));
    assert_eq!(fate(&dir, 2, 3), json!(["accepted", null, 4, 4, 0, null]));
}

#[test]
fn a_copy_that_waits_says_how_much_waits_and_how_long_so_far() {
    let dir = room(|log| {
        log.frame(1, To::Listed(&to(&[2, 3])), b"bonjour"); // .004
        log.frame(1, To::Others, b"encore");
        log.sent(2, &[Behind(2, 0, 3), Behind(3, 0, 0)]); // .006
    });
    assert_eq!(fate(&dir, 1, 2), json!(["waiting", null, 2, 3, 4, 10]));
    assert_eq!(fate(&dir, 2, 2), json!(["waiting", null, 1, 0, 6, 10]));
    let ran = trace(&dir, &["1"]);
    assert!(ran.stdout.contains("still waiting after 2 ms; 3 of its 7 bytes went, 4 missing; backlog 10 bytes"));
    assert!(ran.stdout.contains("still waiting after 2 ms; none of its 7 bytes went; backlog 13 bytes"), "{ran:?}");
    assert_eq!(ran.code, 0);
}

#[test]
fn why_a_copy_never_went_is_what_its_close_says() {
    for (why, words) in [
        ("left", "the client left first (left)"),
        ("reset", "the client reset its connection (reset)"),
        ("stalled", "took nothing (stalled)"),
        ("a reason of\x1b later", "the connection ended (a reason of\\x1b later)"),
    ] {
        let dir = room(|log| {
            log.frame(1, To::Listed(&to(&[2, 3])), b"bonjour");
            log.frame(3, To::Listed(&to(&[2])), b"encore");
            log.close(2, why, 7, 1, 6);
        });
        assert_eq!(fate(&dir, 1, 2), json!(["accepted", null, 2, 7, 0, null]));
        assert_eq!(fate(&dir, 2, 2), json!(["never", why, 1, 0, 6, 6]));
        let text = trace(&dir, &["2"]).stdout;
        assert!(text.contains(words) && text.contains("none of its 6 bytes went"), "{text}");
    }
}

#[test]
fn what_a_crash_leaves_open_is_not_known() {
    let dir = room(|log| {
        log.frame(1, To::Listed(&to(&[2, 3])), b"bonjour");
        log.sent(1, &[Behind(2, 0, 3)]);
        (1..=3).for_each(|conn| log.close(conn, "restart", 0, u64::from(conn == 3), 7));
        log.rotate("recovered", &[]);
        log.open(4);
    });
    assert_eq!(fate(&dir, 1, 2), json!(["unknown", "restart", null, null, null, null]));
    assert_eq!(fate(&dir, 1, 3), json!(["accepted", null, 1, 7, 0, null]));
    assert!(trace(&dir, &["1"]).stdout.contains("not known: the server ended without a word"));
}

#[test]
fn the_servers_own_words_and_a_frame_for_nobody_are_told() {
    let dir = room(|log| {
        log.frame(1, To::Listed(&[]), b"ping");
        log.frame(0, To::Listed(&to(&[1])), b"OK");
        log.sent(2, &[]);
    });
    let ran = trace(&dir, &["1"]);
    assert!(ran.stdout.contains("nobody else was there to get it") && ran.code == 0, "{ran:?}");
    let ran = trace(&dir, &["2"]);
    assert!(ran.stdout.contains("from      the server itself"), "{ran:?}");
    assert!(ran.stdout.contains("10.0.0.1:50001") && ran.stdout.contains("accepted by the kernel"), "{ran:?}");
    assert_eq!(trace(&dir, &["2", "--json"]).json()["src"]["conn"], 0);
}

#[test]
fn a_crowd_is_told_together_unless_all_are_asked_for() {
    let dir = TempDir::new().unwrap();
    let mut log = LogWriter::new(dir.path(), 12345, Mode::Others);
    (1..=301).for_each(|conn| log.open(conn));
    log.frame(1, To::Others, b"bonjour"); // 1
    log.sent(1, &[Behind(7, 0, 3), Behind(8, 0, 0), Behind(200, 0, 0)]); // 1 ms after
    log.close(7, "slow", 3, 0, 4); // 2 ms
    log.close(8, "slow", 0, 0, 7); // 3 ms
    log.close(200, "left", 0, 0, 7); // 4 ms
    log.seal();
    let ran = trace(&dir, &["1"]);
    let table = ran.stdout.split_once("\n\n").unwrap().1;
    let expected = "\
CLIENTS  NUMBERS                         STATE
    297  2 to 6, 9 to 199, 201 to 301    accepted by the kernel within 1 ms
      2  7, 8                            never accepted: the client was cut for being slow (slow) after 2 ms to 3 ms; 0 to 3 of its 7 bytes went, 4 to 7 missing
      1  200                             never accepted: the client left first (left) after 4 ms; none of its 7 bytes went
";
    let squeezed =
        |text: &str| text.lines().map(|l| l.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>();
    assert_eq!(squeezed(table), squeezed(expected));
    assert!(ran.stdout.contains("for       300 clients"));
    assert_eq!(trace(&dir, &["1", "--all"]).stdout.split_once("\n\n").unwrap().1.lines().count(), 301);
    assert_eq!(trace(&dir, &["1", "--json"]).json()["copies"].as_array().unwrap().len(), 300);
}

#[test]
fn a_long_text_is_cut_and_what_is_not_kept_is_said() {
    let dir = room(|log| {
        log.frame(1, To::Listed(&[]), &[b'x'; 5000]);
        log.frame_of(1, To::Listed(&[]), 900, Kept::Hash(&[0xab; 4]));
        log.frame_of(1, To::Listed(&[]), 900, Kept::Data(b"head"));
    });
    let text = trace(&dir, &["1"]).stdout;
    assert!(text.lines().all(|line| line.chars().count() < 500) && text.contains("xxx…\n"), "{text}");
    let ascii = trace_in("C", &dir, &["1"]).stdout;
    assert!(ascii.contains("xxx...\n") && ascii.is_ascii(), "{ascii}");
    assert_eq!(trace(&dir, &["2", "--json"]).json()["hash"], "abababab");
    assert!(trace(&dir, &["2"]).stdout.contains("(not kept)"));
    assert!(trace(&dir, &["3"]).stdout.contains("head…\n"));
}

#[test]
fn a_life_goes_on_over_rotation() {
    let dir = room(|log| {
        log.frame(1, To::Listed(&to(&[2, 3])), b"bonjour");
        log.rotate("size", &[(1, 0), (2, 0), (3, 0)]);
        log.wait(10);
        log.sent(1, &[Behind(3, 0, 2)]);
        log.rotate("size", &[(1, 0), (3, 2)]);
        log.wait(10);
        log.close(3, "stalled", 2, 0, 5);
    });
    assert_eq!(fate(&dir, 1, 2)[0], "accepted");
    let never = fate(&dir, 1, 3);
    assert_eq!((&never[0], &never[3], &never[4]), (&"never".into(), &2.into(), &5.into()), "{never}");
}

#[test]
fn who_is_not_named_any_more_has_gone_and_nobody_knows_how() {
    let dir = room(|log| {
        log.frame(1, To::Listed(&to(&[2, 3])), b"bonjour");
        log.seal();
        log.begin();
        log.open(3);
        log.sent(1, &[]);
    });
    assert_eq!(fate(&dir, 1, 2), json!(["unknown", "vanished", null, null, null, null]));
    assert_eq!(fate(&dir, 1, 3)[0], "accepted");
}

#[test]
fn after_damage_only_what_is_said_of_a_client_by_name_counts() {
    let dir = TempDir::new().unwrap();
    let mut log = LogWriter::new(dir.path(), 12345, Mode::Others);
    (1..=4).for_each(|conn| log.open(conn));
    log.frame(1, To::Listed(&to(&[2, 3, 4])), b"bonjour");
    log.seal();
    let place = log.offset() as usize + 10;
    log.close(2, "left", 0, 0, 7);
    log.seal();
    log.sent(1, &[Behind(4, 1, 7)]);
    log.close(3, "left", 7, 1, 0);
    log.seal();
    let mut bytes = fs::read(log.path()).unwrap();
    bytes[place] ^= 1;
    fs::write(log.path(), bytes).unwrap();
    assert_eq!(fate(&dir, 1, 2), json!(["unknown", "damage", null, null, null, null]));
    assert_eq!((&fate(&dir, 1, 3)[0], &fate(&dir, 1, 4)[0]), (&"accepted".into(), &"accepted".into()));
    let ran = trace(&dir, &["1"]);
    assert!(ran.code == 1 && ran.stderr.contains("offset"), "{ran:?}");
}

#[test]
fn a_segment_by_itself_says_what_it_can() {
    let dir = TempDir::new().unwrap();
    let log = rotated(dir.path(), 12345, 2);
    let second = log.path();
    let first = second.with_file_name("frames-00000000000000000001.cborseq");
    let at = |path: &std::path::Path, n: &str| run(dir.path(), &["trace", n, path.to_str().unwrap()]);
    assert!(at(&first, "10").stdout.contains("what is there of the log ends before it says so"));
    assert!(at(&second, "11").stdout.contains("still waiting"));
    for (path, n, words) in [(&first, "11", "it ends before frame 11"), (&second, "10", "begins with frame 11")] {
        let ran = at(path, n);
        assert!(ran.code == 1 && ran.stdout.is_empty() && ran.stderr.contains(words), "{ran:?}");
    }
}

#[test]
fn no_segment_is_read_that_need_not_be() {
    let dir = TempDir::new().unwrap();
    let mut log = LogWriter::new(dir.path(), 12345, Mode::Others);
    (1..=2).for_each(|conn| log.open(conn));
    let mut paths = Vec::new();
    for n in 1..=4 {
        log.frame(1, To::Listed(&to(&[2])), b"bonjour");
        log.sent(n, &[]);
        log.seal();
        paths.push(log.path());
        log.rotate("size", &[(1, 0), (2, 7 * n)]);
    }
    for other in [0, 1, 3] {
        fs::remove_file(&paths[other]).unwrap();
        mkfifo(&paths[other], Permissions::S_IRWXU).unwrap();
    }
    let ran = trace(&dir, &["3"]);
    assert!(ran.code == 0 && ran.stderr.is_empty() && ran.stdout.contains("frame 3 of room"), "{ran:?}");
}

#[test]
fn a_frame_that_is_not_there_is_told_with_what_is() {
    let dir = TempDir::new().unwrap();
    let mut log = LogWriter::from(dir.path(), 12345, Mode::Others, 13);
    log.open(1);
    log.frame(1, To::Listed(&[]), b"x"); // 13
    log.record(&Record::Gap(Gap { n: 14, count: 4, bytes: 50, t0: 0, t1: 1_000_000, why: "no space".into() }));
    log.next += 4;
    log.frame(1, To::Listed(&[]), b"x"); // 18
    log.next += 2;
    log.frame(1, To::Listed(&[]), b"x"); // 21
    log.seal();
    for (n, words) in [
        ("12", "what is there begins with frame 13"),
        ("16", "relayed but not logged; so were frames 14 to 17, 50 bytes, between 1970-01-01T01:00:00.000"),
        ("20", "frames 19 to 20 are missing"),
        ("22", "no frame 22 in room 12345 yet: the last one is 21"),
    ] {
        let ran = trace(&dir, &[n]);
        assert_eq!((ran.code, ran.stdout.as_str()), (1, ""), "{ran:?}");
        assert!(ran.stderr.contains(words) && ran.stderr.contains(&format!("frame {n}")), "{ran:?}");
    }
    for n in ["13", "18", "21"] {
        assert_eq!(trace(&dir, &[n]).code, 0);
    }
    let empty = room(|_| {});
    assert!(trace(&empty, &["1"]).stderr.contains("there is no frame 1 in room 12345: none yet"));
}

#[test]
fn a_frame_in_what_is_damaged_cannot_be_told_of() {
    let dir = TempDir::new().unwrap();
    let log = rotated(dir.path(), 12345, 2);
    let first = log.path().with_file_name("frames-00000000000000000001.cborseq");
    let mut bytes = fs::read(&first).unwrap();
    let place = bytes.windows(7).position(|bytes| bytes == b"12345/5").unwrap();
    bytes[place] ^= 1;
    fs::write(&first, bytes).unwrap();
    let ran = trace(&dir, &["5"]);
    assert!(ran.code == 1 && ran.stderr.contains("frame 5 of room 12345 is where the log cannot be read"), "{ran:?}");
    assert!(ran.stderr.contains("offset") && ran.stderr.contains(first.to_str().unwrap()), "{ran:?}");
}

#[test]
fn a_number_of_several_rooms_wants_a_room() {
    let dir = TempDir::new().unwrap();
    rotated(dir.path(), 12345, 1);
    rotated(dir.path(), 5000, 2);
    let ran = trace(&dir, &["7"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""), "{ran:?}");
    for words in ["--room 5000 ", "--room 12345", "5000/7", "12345/7", "peer 1, 10.0.0.1:50001"] {
        assert!(ran.stderr.contains(words), "{words}: {ran:?}");
    }
    assert!(trace(&dir, &["7", "--room", "5000"]).stdout.contains("5000/7"));
    // Only one of them has come that far.
    assert!(trace(&dir, &["17"]).stdout.contains("5000/17"));
    let ran = trace(&dir, &["99"]);
    assert_eq!(ran.stderr.lines().count(), 2, "{ran:?}");
}

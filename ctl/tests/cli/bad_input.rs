//! Logs that cannot be read, in whole or in part: every verb says which file and where, shows what
//! is intact, and never hangs.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};

use nix::fcntl::{Flock, FlockArg};
use nix::sys::stat::Mode as Permissions;
use nix::unistd::mkfifo;
use tempfile::TempDir;
use tp_proto::frame_log::Mode;

use crate::support::{Follower, LogWriter, Ran, command, rotated, run, run_as_nobody};

/// The verbs that read a log.
const VERBS: [&[&str]; 3] = [&["tail", "-n99"], &["trace", "1"], &["verify"]];

/// And those that write it in another form.
const EXPORTS: [&[&str]; 3] = [&["export", "--jsonl", "-"], &["export", "--csv", "-"], &["export", "--pcapng", "-"]];

/// Each verb on what lies at `path`.
fn each(dir: &TempDir, path: &Path) -> Vec<Ran> {
    let path = path.to_str().unwrap();
    VERBS.iter().map(|verb| run(dir.path(), &[verb, &[path][..]].concat())).collect()
}

/// Every verb fails, shows nothing and says `words` of the file.
#[track_caller]
fn check_refused(dir: &TempDir, path: &Path, words: &[&str]) {
    for ran in each(dir, path) {
        assert_eq!((ran.code, ran.stdout.as_str()), (1, ""), "{ran:?}");
        assert!(ran.stderr.contains(path.to_str().unwrap()), "{ran:?}");
        assert!(words.iter().all(|word| ran.stderr.contains(word)), "{words:?}: {ran:?}");
    }
}

#[test]
fn an_export_says_what_it_could_not_read() {
    let dir = TempDir::new().unwrap();
    let whole = fs::read(&three_segments(&dir)[0]).unwrap();
    let path = dir.path().join("copy.cborseq");
    for (bytes, words) in [
        (&b"bonjour, ceci est un texte et pas un journal"[..], "not a frame log"),
        (&b""[..], "copy.cborseq"),
        (&whole[..whole.len() - 9], "offset"),
        (&whole[..8], "copy.cborseq"),
    ] {
        fs::write(&path, bytes).unwrap();
        for verb in EXPORTS {
            let ran = command(dir.path(), &[verb, &[path.to_str().unwrap()]].concat()).output().unwrap();
            let said = String::from_utf8_lossy(&ran.stderr);
            assert_eq!(ran.status.code(), Some(1), "{verb:?} on {} bytes: {said}", bytes.len());
            assert!(said.contains(words) && said.contains("copy.cborseq"), "{verb:?}: {said}");
        }
    }
    fs::remove_file(&path).unwrap();
    mkfifo(&path, Permissions::S_IRWXU).unwrap();
    for verb in EXPORTS {
        let ran = command(dir.path(), &[verb, &[path.to_str().unwrap()]].concat()).output().unwrap();
        assert_eq!(ran.status.code(), Some(1), "{verb:?}: {ran:?}");
    }
}

/// The files of a room with three segments of ten frames.
fn three_segments(dir: &TempDir) -> [PathBuf; 3] {
    rotated(dir.path(), 12345, 3);
    let room = dir.path().join("frames/12345");
    let mut paths: Vec<PathBuf> = fs::read_dir(room).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.try_into().unwrap()
}

/// The numbers of the frames that `tail` shows.
fn shown(ran: &Ran) -> Vec<u64> {
    ran.stdout.lines().map(|line| line.split_whitespace().nth(1).unwrap().parse().unwrap()).collect()
}

fn numbers(parts: &[std::ops::RangeInclusive<u64>]) -> Vec<u64> {
    parts.iter().cloned().flatten().collect()
}

/// What is shown of the three segments when something is wrong with the second one, which is named.
#[track_caller]
fn check_second(dir: &TempDir, second: &Path, words: &[&str], intact: &[std::ops::RangeInclusive<u64>]) {
    let [tail, trace, verify]: [Ran; 3] = each(dir, dir.path()).try_into().unwrap();
    assert_eq!((tail.code, shown(&tail)), (1, numbers(intact)), "{tail:?}");
    assert_eq!((verify.code, verify.stdout.contains("UNKNOWN")), (1, true), "{verify:?}");
    for ran in [&tail, &verify] {
        assert!(ran.stderr.contains(second.to_str().unwrap()), "{ran:?}");
        assert!(words.iter().all(|word| ran.stderr.contains(word)), "{words:?}: {ran:?}");
    }
    assert!(trace.stdout.contains("frame 1 of room 12345"), "{trace:?}");
}

#[test]
fn a_file_that_is_no_frame_log_is_named_with_the_offset() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("notes.txt");
    for text in ["Bonjour, ceci n'est pas un journal.\n", "x", &"\u{d9}\u{d9}".repeat(100_000)] {
        fs::write(&path, text).unwrap();
        check_refused(&dir, &path, &["not a frame log", "offset 0"]);
    }
}

#[test]
fn what_is_no_frame_log_is_drawn_as_nothing_and_replaces_nothing() {
    let dir = TempDir::new().unwrap();
    let (path, kept) = (dir.path().join("notes.txt"), dir.path().join("kept"));
    fs::write(&path, "Bonjour, ceci n'est pas un journal.\n").unwrap();
    fs::write(&kept, "precious").unwrap();
    let [path, kept_name] = [&path, &kept].map(|path| path.to_str().unwrap());
    for verb in [
        &["diagram"][..],
        &["diagram", "--format", "svg", "-o", kept_name, "--force"],
        &["report", "--html", kept_name, "--force"],
        &["export", "--jsonl", kept_name, "--force"],
        &["export", "--csv", kept_name, "--force"],
        &["export", "--pcapng", kept_name, "--force"],
        &["trace", "1"],
    ] {
        let ran = run(dir.path(), &[verb, &[path]].concat());
        assert_eq!((ran.code, ran.stdout.as_str()), (1, ""), "{verb:?}: {ran:?}");
        assert!(ran.stderr.contains("not a frame log") && ran.stderr.lines().count() < 3, "{verb:?}: {ran:?}");
        assert_eq!(fs::read_to_string(&kept).unwrap(), "precious", "{verb:?}");
    }
}

#[test]
fn an_empty_file_is_no_frame_log() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("empty.cborseq");
    fs::write(&path, "").unwrap();
    check_refused(&dir, &path, &["empty", "offset 0"]);
}

#[test]
fn a_later_format_is_named_and_not_guessed_at() {
    let dir = TempDir::new().unwrap();
    let [first, second, _] = three_segments(&dir);
    for path in [first, second.clone()] {
        let mut bytes = fs::read(&path).unwrap();
        let version = bytes.windows(3).position(|bytes| bytes == b"\x61v\x01").unwrap() + 2;
        bytes[version] = 2;
        let later = dir.path().join("later.cborseq");
        fs::write(&later, &bytes).unwrap();
        check_refused(&dir, &later, &["format 2", "newer", "offset 12"]);
        if path == second {
            fs::write(&path, &bytes).unwrap();
            check_second(&dir, &second, &["newer", "offset 12"], &[1..=10, 21..=30]);
        }
    }
}

#[test]
fn of_a_truncated_file_all_whole_blocks_are_shown_and_the_place_is_told() {
    let dir = TempDir::new().unwrap();
    let mut log = LogWriter::new(dir.path(), 12345, Mode::Others);
    log.open(1);
    let mut ends = Vec::new();
    for _ in 0..4 {
        log.frame(1, tp_proto::frame_log::To::Listed(&[]), b"bonjour");
        log.seal();
        ends.push(log.offset());
    }
    let whole = fs::read(log.path()).unwrap();
    let cut = dir.path().join("cut.cborseq");
    for (length, frames, offset) in [
        (ends[3] - 1, 3, ends[2]),
        (ends[1] + 1, 2, ends[1]),
        (ends[0] + 40, 1, ends[0]),
        (ends[0] - 1, 0, 0),
        (5, 0, 0),
    ] {
        fs::write(&cut, &whole[..length as usize]).unwrap();
        let [tail, trace, verify]: [Ran; 3] = each(&dir, &cut).try_into().unwrap();
        assert_eq!((tail.code, tail.stdout.lines().count()), (1, frames), "{length}: {tail:?}");
        assert_eq!((verify.code, verify.stdout.contains("UNKNOWN")), (1, frames > 0), "{length}: {verify:?}");
        assert_eq!((trace.code, trace.stdout.contains("bonjour")), (if frames > 0 { 0 } else { 1 }, frames > 0));
        for ran in [&tail, &verify] {
            let told = ran.stderr.contains(cut.to_str().unwrap()) && ran.stderr.contains(&format!("offset {offset}"));
            assert!(told, "{length}: {ran:?}");
        }
    }
}

#[test]
fn damage_is_told_with_its_place_and_what_is_around_it_is_shown() {
    let dir = TempDir::new().unwrap();
    let [_, second, _] = three_segments(&dir);
    let whole = fs::read(&second).unwrap();
    // A bit of a frame's text, of the header, and of a length, which then reaches beyond the file.
    let text = whole.windows(8).position(|bytes| bytes == b"12345/15").unwrap();
    for (place, bit, intact) in [(text, 1, &[1..=10, 21..=30][..]), (20, 4, &[1..=10, 11..=20, 21..=30])] {
        let mut bytes = whole.clone();
        bytes[place] ^= bit;
        fs::write(&second, bytes).unwrap();
        check_second(&dir, &second, &["offset"], intact);
    }
    let mut bytes = whole.clone();
    bytes.extend_from_slice(b"garbage");
    fs::write(&second, bytes).unwrap();
    check_second(&dir, &second, &[&format!("offset {}", whole.len())], &[1..=30]);
}

#[test]
fn a_length_that_became_too_long_hides_nothing_that_follows() {
    let dir = TempDir::new().unwrap();
    let mut log = LogWriter::new(dir.path(), 12345, Mode::Others);
    log.open(1);
    for text in [&b"avant"[..], &[b'x'; 300], b"apres"] {
        log.frame(1, tp_proto::frame_log::To::Listed(&[]), text);
        log.seal();
    }
    let mut bytes = fs::read(log.path()).unwrap();
    // The length of the second frame's bytes, 0x012c.
    let place = bytes.windows(3).position(|bytes| bytes == b"\x59\x01\x2c").unwrap();
    bytes[place + 1] = 0x81;
    fs::write(log.path(), bytes).unwrap();
    let [tail, _, verify]: [Ran; 3] = each(&dir, dir.path()).try_into().unwrap();
    assert_eq!((tail.code, shown(&tail)), (1, vec![1, 3]), "{tail:?}");
    assert!(tail.stderr.contains("offset") && tail.stderr.contains(log.path().to_str().unwrap()), "{tail:?}");
    assert!(verify.code == 1 && verify.stdout.contains("UNKNOWN"), "{verify:?}");
}

#[test]
fn what_bears_the_name_of_a_segment_and_is_no_file_is_told_and_left_out() {
    let dir = TempDir::new().unwrap();
    let [_, second, _] = three_segments(&dir);
    let looped = || symlink(&second, &second).unwrap();
    let stand_ins: [(&dyn Fn(), &str); 5] = [
        (&|| mkfifo(&second, Permissions::S_IRWXU).unwrap(), "pipe"),
        (&|| fs::create_dir(&second).unwrap(), "directory"),
        (&|| symlink("/dev/zero", &second).unwrap(), "device"),
        (&|| drop(std::os::unix::net::UnixListener::bind(&second).unwrap()), "socket"),
        (&looped, "symbolic link"),
    ];
    for (make, what) in stand_ins {
        fs::remove_file(&second).or_else(|_| fs::remove_dir(&second)).unwrap();
        make();
        check_second(&dir, &second, &[what], &[1..=10, 21..=30]);
        check_refused(&dir, &second, &[what]);
    }
}

#[test]
fn a_pipe_in_the_place_of_the_first_or_last_segment_keeps_nobody_waiting() {
    for place in [0, 2] {
        let dir = TempDir::new().unwrap();
        let segments = three_segments(&dir);
        fs::remove_file(&segments[place]).unwrap();
        mkfifo(&segments[place], Permissions::S_IRWXU).unwrap();
        for path in [dir.path(), segments[place].parent().unwrap(), &segments[place]] {
            for ran in each(&dir, path) {
                assert!(ran.code == 1 || ran.stdout.contains("frame 1 of room"), "{ran:?}");
            }
        }
        let tail = &each(&dir, dir.path())[0];
        assert_eq!(shown(tail), if place == 0 { numbers(&[11..=30]) } else { numbers(&[1..=20]) }, "{tail:?}");
    }
}

#[test]
fn a_directory_that_loops_is_no_log() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("boucle");
    symlink(&path, &path).unwrap();
    check_refused(&dir, &path, &["symbolic link"]);
}

#[test]
fn a_segment_that_may_not_be_read_is_left_out_of_those_that_may() {
    let dir = TempDir::new().unwrap();
    let segments = three_segments(&dir);
    let option = format!("--log-dir={}", dir.path().display());
    for (place, intact) in [(0, numbers(&[11..=30])), (1, numbers(&[1..=10, 21..=30])), (2, numbers(&[1..=20]))] {
        fs::set_permissions(&segments[place], fs::Permissions::from_mode(0o600)).unwrap();
        let Some(tail) = run_as_nobody(dir.path(), &["tail", "-n99", &option]) else { return };
        assert_eq!((tail.code, shown(&tail)), (1, intact), "{place}: {tail:?}");
        let verify = run_as_nobody(dir.path(), &["verify", &option]).unwrap();
        assert!(verify.code == 1 && verify.stdout.contains("20 received"), "{place}: {verify:?}");
        for ran in [tail, verify] {
            assert_eq!(ran.stderr.matches(segments[place].to_str().unwrap()).count(), 1, "{ran:?}");
        }
        fs::set_permissions(&segments[place], fs::Permissions::from_mode(0o644)).unwrap();
    }
}

#[test]
fn a_room_that_may_not_be_read_is_left_out_of_those_that_may() {
    let dir = TempDir::new().unwrap();
    rotated(dir.path(), 5000, 1);
    rotated(dir.path(), 12345, 1);
    let locked = dir.path().join("frames/5000");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o700)).unwrap();
    let option = format!("--log-dir={}", dir.path().display());
    for verb in VERBS {
        let Some(ran) = run_as_nobody(dir.path(), &[verb, &[&option]].concat()) else { return };
        assert_eq!((ran.code, ran.stdout.is_empty()), (1, false), "{ran:?}");
        assert_eq!(ran.stderr.matches(locked.to_str().unwrap()).count(), 1, "{ran:?}");
        // The whole of what is asked for is not allowed.
        for more in [&["--room", "5000", option.as_str()][..], &[locked.to_str().unwrap()]] {
            let ran = run_as_nobody(dir.path(), &[verb, more].concat()).unwrap();
            assert_eq!((ran.code, ran.stdout.as_str()), (4, ""), "{ran:?}");
        }
    }
    let top = dir.path().join("frames");
    fs::set_permissions(&top, fs::Permissions::from_mode(0o700)).unwrap();
    for verb in VERBS {
        let ran = run_as_nobody(dir.path(), &[verb, &[&option]].concat()).unwrap();
        assert_eq!((ran.code, ran.stdout.as_str()), (4, ""), "{ran:?}");
    }
}

#[test]
fn a_filter_that_cannot_be_parsed_is_exit_2_and_says_what_is_wanted() {
    let dir = TempDir::new().unwrap();
    three_segments(&dir);
    let option = format!("--log-dir={}", dir.path().display());
    for (name, value, wanted) in [
        ("--since", "10", "10 min ago"),
        ("--since", "hier", "2026-01-31"),
        ("--until", "25:00", "10:15"),
        ("--size", "9..7", "100..200"),
        ("--size", "gros", "100.."),
        ("--ip", "192.168.1", "192.168.1.0/24"),
        ("--ip", "10.0.0.0/33", "192.168.1.20"),
        ("--port", "70000", "65535"),
        ("--peer", "zoé", "--peer"),
        ("--direction", "up", "received"),
        ("--regex", "(", "unclosed group"),
        ("-n", "dix", "--lines"),
    ] {
        let ran = run(dir.path(), &["tail", &option, name, value]);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{ran:?}");
        assert!(ran.stderr.contains(wanted) && ran.stderr.contains(value), "{wanted}: {ran:?}");
    }
    for number in ["0", "-1", "x", ""] {
        assert_eq!(run(dir.path(), &["trace", &option, "--", number]).code, 2, "{number}");
    }
}

/// Everything that can be seen of a file from outside, but when it was read.
fn state(path: &Path) -> (Vec<u8>, u32, std::time::SystemTime) {
    let there = fs::metadata(path).unwrap();
    (fs::read(path).unwrap(), there.permissions().mode(), there.modified().unwrap())
}

#[test]
fn what_is_read_is_neither_changed_nor_locked() {
    let dir = TempDir::new().unwrap();
    let segments = three_segments(&dir);
    let room = segments[0].parent().unwrap().to_owned();
    // A torn tail is left as it is, too.
    let torn = fs::read(&segments[1]).unwrap();
    fs::write(&segments[1], &torn[..torn.len() - 9]).unwrap();
    for path in &segments {
        fs::set_permissions(path, fs::Permissions::from_mode(0o444)).unwrap();
    }
    fs::set_permissions(&room, fs::Permissions::from_mode(0o555)).unwrap();
    let before: Vec<_> = segments.iter().map(|path| state(path)).collect();
    let changed = fs::metadata(&room).unwrap().modified().unwrap();
    let follower = Follower::start(dir.path(), &["-n99"]);
    (0..20).for_each(|_| drop(follower.line()));
    let lock = |path: &Path| Flock::lock(fs::File::open(path).unwrap(), FlockArg::LockExclusiveNonblock).unwrap();
    let locks: Vec<_> = segments.iter().chain([&room]).map(|path| lock(path)).collect();
    let option = format!("--log-dir={}", dir.path().display());
    for verb in VERBS {
        // Another user, for whom the directory is one that can only be read.
        let ran = run_as_nobody(dir.path(), &[verb, &[option.as_str()]].concat());
        assert!(ran.is_none_or(|ran| !ran.stdout.is_empty() && ran.code < 2));
        assert!(!run(dir.path(), &[verb, &[option.as_str()]].concat()).stdout.is_empty());
    }
    drop(locks);
    assert_eq!(segments.iter().map(|path| state(path)).collect::<Vec<_>>(), before);
    assert_eq!(fs::metadata(&room).unwrap().modified().unwrap(), changed);
    assert_eq!(fs::read_dir(&room).unwrap().count(), 3);
    drop(follower);
    fs::set_permissions(&room, fs::Permissions::from_mode(0o755)).unwrap();
}

//! Whatever a person reads of `tp-ctl` where the locale is French: no English comes out.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use tempfile::TempDir;
use tp_proto::control::codec;
use tp_proto::control::refusal::{Cause, Done, PeerHere};
use tp_proto::control::{
    Code, Failure, FrameLogState, Hello, Level, Metrics, Ok as Output, PROTOCOL_VERSION, REPLY_BYTES_MAX, Refusal,
    Reply, Request, Rotated, RotatedRoom,
};
use tp_proto::frame_log::{Behind, Gap, Kept, Mode, Record, To};

use crate::diagram_logs::two;
use crate::peers_rows::{class, daemon, on_terminal, status};
use crate::support::{FakeDaemon, LogWriter, Ran, command, run_on_terminal_in, to};

const FRENCH: &str = "fr_FR.UTF-8";

/// Words that English sentences are full of, and that no French one of ours holds.
const ENGLISH: &str = "the of is are was were and or no not nobody none there here with without from to by for in on \
    that this these which what who when why how it its it's an any yet but than more as at be been has have had will \
    can cannot could may might frame frames room rooms peer peers byte bytes daemon log read write written reached \
    lost received sent gone file name number still already first last left open closed slow idle leaving waiting \
    addresses since until nothing only other ok: copies: see try use start stop failed denied \
    directory found such";

/// What is no sentence of ours: paths, options, commands, the daemon's words in brackets, names.
fn is_ours(word: &str) -> bool {
    !word.contains(['/', '`', '=', '_', '"']) && !word.starts_with('-') && word.chars().any(char::is_alphabetic)
}

/// Holds everything that was said against the English words.
fn assert_french(what: &str, text: &str) {
    let english: BTreeSet<&str> = ENGLISH.split_whitespace().collect();
    // A command or an example in backquotes is the same everywhere; a word of the log's or of the
    // daemon's own stands in brackets, behind what it means.
    let plain: String = text.split('`').step_by(2).collect::<Vec<_>>().join(" ");
    let plain: String = plain.split('(').map(|part| part.split_once(')').map_or(part, |(_, rest)| rest)).collect();
    for word in plain.split(|c: char| c.is_whitespace() || ",;()".contains(c)).filter(|word| is_ours(word)) {
        let bare = word.trim_end_matches([':', '.', '!', '?']).to_lowercase();
        assert!(!english.contains(bare.as_str()), "{what}: {word:?} in:\n{text}");
    }
}

/// What a verb says to this locale of the log in `dir`; `words` have to be in it.
fn check(dir: &TempDir, args: &[&str], code: i32, words: &[&str]) {
    let option = format!("--log-dir={}", dir.path().display());
    let ran = Ran::new(
        command(dir.path(), &[args, &[&option]].concat()).env("LC_ALL", FRENCH).output().expect("the program runs"),
    );
    hold(args, &ran, code, words);
    let ran = run_on_terminal_in(FRENCH, 80, dir.path(), &[args, &[&option]].concat());
    assert_french(&format!("{args:?} on a terminal"), &ran.stdout);
}

fn hold(args: &[&str], ran: &Ran, code: i32, words: &[&str]) {
    assert_eq!(ran.code, code, "{args:?}: {ran:?}");
    let said = format!("{}{}", ran.stdout, ran.stderr);
    assert_french(&format!("{args:?}"), &said);
    let plain = said.replace(['\u{a0}', '\u{202f}'], " ");
    assert!(words.iter().all(|word| plain.contains(word)), "{args:?}: {said}");
}

/// A room to which everything has happened that a log can tell of.
fn eventful(dir: &TempDir) {
    let mut log = LogWriter::new(dir.path(), 12345, Mode::Others);
    (1..=4).for_each(|conn| log.open(conn));
    log.frame(1, To::Listed(&to(&[2, 3, 4])), b"bonjour");
    log.frame_of(2, To::Listed(&to(&[1])), 9, Kept::Nothing);
    log.frame(0, To::Listed(&[]), b"du serveur");
    log.sent(3, &[Behind(3, 0, 2), Behind(4, 0, 0)]);
    log.close(4, "slow", 0, 0, 7);
    log.record(&Record::Gap(Gap { n: 4, count: 2, bytes: 9, t0: 1, t1: 2, why: "plein".into() }));
    log.next = 6;
    log.frame(1, To::Others, b"encore");
    log.seal();
}

#[test]
fn the_log_is_told_of_in_french() {
    let dir = TempDir::new().unwrap();
    eventful(&dir);
    check(&dir, &["verify"], 1, &["reçues", "lacune", "perdue", "PERTE", "il manque au client 4 (trop lent)"]);
    check(&dir, &["tail"], 0, &["du serveur", "non conservé", "personne", "sans être journalisées"]);
    check(
        &dir,
        &["trace", "1"],
        0,
        &["trame 1 du salon 12345", "acceptée par le noyau", "jamais acceptée", "attend encore"],
    );
    check(&dir, &["trace", "2"], 0, &["(non conservé)"]);
    check(&dir, &["trace", "3"], 0, &["le serveur lui-même"]);
    check(&dir, &["trace", "4"], 1, &["sans être journalisée"]);
    check(&dir, &["trace", "9"], 1, &["la dernière est la 6"]);
    check(&dir, &["peers", "--closed"], 0, &["trop lent"]);
    check(&dir, &["peers", "--closed", "-v"], 0, &["pourquoi il est parti"]);
    check(&dir, &["peers", "--closed", "--port", "9"], 0, &["personne de ce genre"]);
    check(&dir, &["peers", "--closed", "--name", "x"], 1, &["personne du nom de « x »", "le dernier parti est 4"]);
    check(&dir, &["tail", "--peer", "999"], 1, &["il n’y a pas de client 999 dans le journal", "venu"]);
    check(&dir, &["tail", "--text", "rien"], 0, &["aucune trame de ce genre"]);
    check(&dir, &["diagram"], 0, &["Salon 12345"]);
}

#[test]
fn a_log_that_is_damaged_or_absent_or_elsewhere_is_told_of_in_french() {
    let dir = TempDir::new().unwrap();
    check(&dir, &["verify"], 1, &["aucun journal des trames"]);
    check(&dir, &["tail"], 1, &["aucun journal des trames"]);
    let mut log = LogWriter::new(dir.path(), 12345, Mode::Others);
    log.open(1);
    log.seal();
    check(&dir, &["tail"], 0, &["encore aucune trame"]);
    check(&dir, &["trace", "1"], 1, &["encore aucune"]);
    check(&dir, &["peers", "--closed"], 0, &["personne n’est parti"]);
    check(&dir, &["tail", "--room", "7"], 1, &["pas de salon 7", "il y a 12345"]);
    log.frame(1, To::Others, b"a");
    log.seal();
    log.write(b"half of a block");
    check(&dir, &["verify"], 1, &["coupé ou endommagé à la position", "omis : "]);
    let mut bytes = fs::read(log.path()).expect("the segment");
    bytes.truncate(bytes.len() - b"half of a block".len());
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    fs::write(log.path(), bytes).expect("the segment");
    check(&dir, &["verify"], 1, &["endommagé à la position", "le sceau ne correspond pas à son bloc"]);
    check(&dir, &["tail"], 1, &["le sceau ne correspond pas à son bloc"]);
    fs::write(log.path(), b"").unwrap();
    check(&dir, &["tail"], 1, &["le fichier est vide"]);
    fs::write(log.path(), b"something else").unwrap();
    check(&dir, &["tail"], 1, &["l’étiquette manque"]);
    fs::remove_file(log.path()).unwrap();
    fs::create_dir(log.path()).unwrap();
    check(&dir, &["tail"], 1, &["impossible de lire", "c’est un répertoire"]);
}

#[test]
fn a_number_that_two_rooms_have_is_told_of_in_french() {
    let dir = TempDir::new().unwrap();
    two(&dir);
    let mut other = LogWriter::new(dir.path(), 5000, Mode::Echo);
    other.open(9);
    other.frame(9, To::Listed(&to(&[9])), b"ping");
    other.sent(1, &[]);
    other.seal();
    check(&dir, &["trace", "1"], 1, &["dans 2 salons", "--room"]);
    check(&dir, &["verify"], 0, &["salon 5000 :", "0 orphelin"]);
}

#[test]
fn files_that_cannot_be_written_are_told_of_in_french() {
    let dir = TempDir::new().unwrap();
    two(&dir);
    let there = dir.path().join("la");
    fs::write(&there, "").unwrap();
    let there = there.display().to_string();
    check(&dir, &["diagram", "--output", &there], 1, &["existe déjà"]);
    check(&dir, &["diagram", "--output", "/proc/x/y"], 1, &["impossible d’écrire", "introuvable"]);
    check(&dir, &["export", "--pcapng", "x", "--text", "y"], 2, &["conversations entières"]);
}

#[test]
fn what_a_daemon_says_is_told_in_french() {
    let dir = TempDir::new().unwrap();
    let running = daemon(&dir, class());
    let say = |args: &[&str], code: i32, words: &[&str]| {
        let option = running.option();
        let args = [args, &[option.as_str()]].concat();
        let ran = Ran::new(command(dir.path(), &args).env("LC_ALL", FRENCH).output().expect("the program runs"));
        hold(&args, &ran, code, words);
    };
    say(
        &["status"],
        0,
        &[
            "depuis le 2 janvier 2026 à 04:04:05",
            "Adresses à taper :",
            "67,0 ko",
            "Refusés depuis le démarrage : 3 clients (3 faute de place)",
            "1 ligne",
        ],
    );
    say(&["peers"], 0, &["ouvert", "inactif, rien depuis 8 h", "attend une réponse depuis 5 h, probablement"]);
    say(&["peers", "-v"], 0, &["ce qu’il fait"]);
    say(&["peers", "--room", "7"], 1, &["pas de salon 7 : il y a 12345, 5000"]);
    let ran = on_terminal(80, FRENCH, class(), &["peers", "-v"]);
    assert_french("peers -v on a terminal", &ran.stdout);
}

#[test]
fn a_log_in_trouble_is_told_of_in_french() {
    for (state, words) in [(FrameLogState::Paused, "en pause"), (FrameLogState::Degraded, "dégradé")] {
        let dir = TempDir::new().unwrap();
        let mut status = status(dir.path());
        status.frame_log.state = state;
        let daemon = FakeDaemon::start(&dir.path().join("run"), move |_| Reply::Ok(Output::Status(status.clone())));
        let args = ["status", &daemon.option()];
        let ran = Ran::new(command(dir.path(), &args).env("LC_ALL", FRENCH).output().expect("the program runs"));
        hold(&args, &ran, 0, &[words]);
    }
}

#[test]
fn a_refusal_is_told_by_its_code_and_then_in_the_daemons_own_words() {
    for (code, exit, words) in [
        (Code::UnknownRequest, 1, "ne connaît pas"),
        (Code::BadMessage, 1, "pas compris"),
        (Code::NotAllowed, 4, "pas permis"),
        (Code::Busy, 1, "plus de session"),
        (Code::NoSuchRoom, 1, "ce salon n’existe pas"),
        (Code::NotNow, 1, "pas possible maintenant"),
        (Code::Internal, 1, "ne va pas"),
    ] {
        let dir = TempDir::new().unwrap();
        let daemon = FakeDaemon::start_control(dir.path(), move |_| {
            Reply::Error(Failure { code, text: "mots-du-démon".into(), about: None })
        });
        let args = ["rotate", &daemon.option()];
        let ran = Ran::new(command(dir.path(), &args).env("LC_ALL", FRENCH).output().expect("the program runs"));
        hold(&args, &ran, exit, &[words, "(mots-du-démon)"]);
    }
}

#[test]
fn a_refusal_is_told_whole_in_french_with_what_there_is_instead() {
    let few = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let peer = PeerHere { number: 7, peer: "192.0.2.7:5000".parse().unwrap(), name: "zoé\u{1b}".to_owned() };
    let no_space = Cause { text: "No space left on device (os error 28)".to_owned(), errno: Some(28) };
    let rooms = || few(&["3", "5"]);
    for (about, exit, words) in [
        (Refusal::NoRoom { room: "9".to_owned(), rooms: rooms() }, 1, "il n’y a pas de salon « 9 » : il y a 3, 5"),
        (Refusal::ReadOnly { verb: "rotate".to_owned(), socket: "control.sock".to_owned() }, 4, "prenez control.sock"),
        (
            Refusal::NoPeer { who: "poste-3".to_owned(), peers: [peer].into_iter().collect() },
            1,
            "personne ne s’appelle « poste-3 » : sont connectés 7 (192.0.2.7:5000, zoé\\x1b)",
        ),
        (
            Refusal::NoSegment { room: "5".to_owned(), cause: no_space }.after(Done::Rooms(few(&["3"]))),
            1,
            "ne peut pas encore être commencé : plus de place sur le disque (fait avant : salon 3)",
        ),
    ] {
        let dir = TempDir::new().unwrap();
        let daemon = FakeDaemon::start_control(dir.path(), move |_| Reply::Error(Failure::from(about.clone())));
        let args = ["rotate", &daemon.option()];
        let ran = Ran::new(command(dir.path(), &args).env("LC_ALL", FRENCH).output().expect("the program runs"));
        hold(&args, &ran, exit, &["le démon refuse : ", words]);
    }
}

#[test]
fn what_a_later_daemon_says_is_told_in_its_own_words_which_no_terminal_obeys() {
    let dir = TempDir::new().unwrap();
    let daemon = FakeDaemon::start_control(dir.path(), move |_| {
        Reply::Error(Failure { code: Code::Other, text: "demain\u{1b}[2J\nencore".into(), about: None })
    });
    let args = ["rotate", &daemon.option()];
    let ran = Ran::new(command(dir.path(), &args).env("LC_ALL", FRENCH).output().expect("the program runs"));
    hold(&args, &ran, 1, &["ce n’est pas possible (demain\\x1b[2J encore)"]);
}

#[test]
fn a_daemon_that_goes_while_it_is_followed_is_told_of_in_french() {
    let dir = TempDir::new().unwrap();
    fs::create_dir(dir.path().join("run")).unwrap();
    let listener = std::os::unix::net::UnixListener::bind(dir.path().join("run/status.sock")).unwrap();
    let leaves = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let hello = Hello { protocol: PROTOCOL_VERSION, version: "1".to_owned(), level: Level::Status };
        codec::write(&mut stream, &hello, REPLY_BYTES_MAX).unwrap();
        let _: Request = codec::read(&mut stream, REPLY_BYTES_MAX).unwrap();
    });
    let option = format!("--runtime-dir={}", dir.path().join("run").display());
    let args = ["events", "-f", &option];
    let ran = Ran::new(command(dir.path(), &args).env("LC_ALL", FRENCH).output().expect("it runs"));
    leaves.join().unwrap();
    hold(&args, &ran, 3, &["a mis fin à la session"]);
}

#[test]
fn what_makes_no_sense_as_an_argument_is_told_in_french() {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("nulle/part");
    let metrics = Metrics {
        version: "1".to_owned(),
        started: 0,
        rooms: Vec::new(),
        frame_log: status(dir.path()).frame_log,
        refused: BTreeMap::new(),
        dropped_lines: 0,
        bans: 0,
    };
    let daemon = FakeDaemon::start(&dir.path().join("counts"), move |_| Reply::Ok(Output::Metrics(metrics.clone())));
    let daemon = daemon.option();
    for (args, code, words) in [
        (&["ban", "poste-3"][..], 2, "il faut une adresse ou un réseau"),
        (&["ban", "--lift", "x"], 2, "il faut une adresse ou un réseau"),
        (&["ban", "192.0.2.7", "--for", "longtemps"], 2, "il faut une durée de 1s à 30 jours"),
        (&["say", ""], 2, "un texte de 0 octet, et l’on peut en dire de 1 à 3072"),
        (&["tail", "--regex", "(a"], 2, "ce n’est pas une expression rationnelle : groupe non fermé"),
        (&["tail", "--regex", "a{999999999}"], 2, "expression rationnelle"),
        (&["tail", "--regex", "\\p{Nope}"], 2, "elle est incompréhensible"),
        (&["tail", "--since", "demain"], 2, "il faut un moment"),
        (&["name", "7", ""], 2, "un nom ne peut pas être vide"),
        (&["metrics", &daemon, "-o", file.to_str().unwrap()], 1, "fichier ou répertoire introuvable"),
        (&["tail", "--since", "il y a 10 min"], 1, "aucun journal des trames"),
    ] {
        let ran = Ran::new(command(dir.path(), args).env("LC_ALL", FRENCH).output().expect("the program runs"));
        hold(args, &ran, code, &[words]);
        let said = ran.stderr.replace(['\u{a0}', '\u{202f}'], " ");
        assert_eq!(said.matches(words).count(), 1, "{args:?}: {said}");
    }
}

#[test]
fn the_help_gives_a_time_ago_in_the_words_of_its_own_language() {
    let dir = TempDir::new().unwrap();
    for verb in ["tail", "peers", "diagram", "report", "export"] {
        let args = [verb, "--help"];
        let ran = Ran::new(command(dir.path(), &args).env("LC_ALL", FRENCH).output().expect("the program runs"));
        let said = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains("`il y a 10 min`") && !said.contains("10 min ago"), "{verb}: {said}");
    }
}

#[test]
fn a_daemon_that_is_not_there_or_speaks_otherwise_is_told_of_in_french() {
    let dir = TempDir::new().unwrap();
    let french = |args: &[&str]| Ran::new(command(dir.path(), args).env("LC_ALL", FRENCH).output().expect("it runs"));
    hold(&["status"], &french(&["status"]), 3, &["aucun démon ne tourne"]);
    let ran = french(&["tail", "--runtime-dir", "/nulle/part"]);
    hold(&["tail"], &ran, 3, &["ou nommez le journal lui-même"]);
    assert_eq!(ran.stderr.matches("aucun démon").count(), 1, "{ran:?}");
    let other = FakeDaemon::start_as(&dir.path().join("other"), 2, |_| panic!("asked"));
    hold(&["status"], &french(&["status", &other.option()]), 1, &["protocole 2"]);
    let wrong = FakeDaemon::start(&dir.path().join("wrong"), |_| Reply::Ok(Output::Rotated(Rotated { rooms: vec![] })));
    hold(&["status"], &french(&["status", &wrong.option()]), 1, &["autre chose que la question"]);
    let rotating = FakeDaemon::start_control(&dir.path().join("rotating"), |request| {
        let Request::Rotate { .. } = request else { panic!("{request:?}") };
        let room = RotatedRoom { room: "12345".into(), segment: "x.cborseq".into() };
        Reply::Ok(Output::Rotated(Rotated { rooms: vec![room] }))
    });
    hold(&["rotate"], &french(&["rotate", &rotating.option()]), 0, &["salon 12345 : continue dans x.cborseq"]);
    let silent = dir.path().join("silent");
    fs::create_dir(&silent).unwrap();
    let _listener = std::os::unix::net::UnixListener::bind(silent.join("status.sock")).unwrap();
    let option = format!("--runtime-dir={}", silent.display());
    hold(&["status"], &french(&["status", &option]), 1, &["n’a pas répondu", "pas de réponse à temps"]);
}

#[test]
fn who_may_not_is_told_so_in_french() {
    let dir = TempDir::new().unwrap();
    two(&dir);
    if !tp_testkit::skip::need_root("become a user without rights") {
        return;
    }
    let frames = dir.path().join("frames");
    fs::set_permissions(&frames, fs::Permissions::from_mode(0o700)).unwrap();
    let option = format!("--log-dir={}", dir.path().display());
    let ran = crate::support::run_as_nobody_in(FRENCH, dir.path(), &["verify", &option]).expect("we are root");
    hold(&["verify"], &ran, 4, &["impossible de lire", "permission refusée"]);
}

#[test]
fn json_is_the_same_in_every_language() {
    let dir = TempDir::new().unwrap();
    eventful(&dir);
    let option = format!("--log-dir={}", dir.path().display());
    for args in
        [&["verify", "--json"][..], &["tail", "--json"], &["trace", "3", "--json"], &["peers", "--closed", "--json"]]
    {
        let [english, french] = ["C", FRENCH].map(|locale| {
            let args = [args, &[option.as_str()]].concat();
            command(dir.path(), &args).env("LC_ALL", locale).output().expect("the program runs").stdout
        });
        assert_eq!(english, french, "{args:?}");
    }
}

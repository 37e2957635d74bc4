//! In a French locale the daemon says in French what it says to people, and its exit codes are the same.

use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

use nix::sys::signal::Signal;
use tp_testkit::program::{self, Ended};
use tp_testkit::{Client, Relay, wait};

fn run(locale: &str, arguments: &[&str]) -> Ended {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tp-relais"));
    let mut ended = program::run(command.args(arguments).env("LC_ALL", locale).env_remove("LANGUAGE"));
    ended.stdout = ended.stdout.replace('\u{a0}', " ");
    ended.stderr = ended.stderr.replace('\u{a0}', " ");
    ended
}

#[test]
fn help_is_in_french() {
    let help = run("fr_FR.UTF-8", &["--help"]);
    assert_eq!((help.code, help.stderr.as_str()), (Some(0), ""));
    for words in ["Relaie ce que chaque client TCP envoie aux autres", "Utilisation : tp-relais", "Options :"] {
        assert!(help.stdout.contains(words), "{words}: {}", help.stdout);
    }
    assert!(!help.stdout.contains("Usage") && !help.stdout.contains("Print"), "{}", help.stdout);
    assert!(run("C", &["--help"]).stdout.contains("Usage: tp-relais"));
}

#[test]
fn a_mistake_is_told_in_french_and_ends_with_the_same_code() {
    for (arguments, sentence) in [
        (&["--listen", "x"][..], "\"x\" n'est pas un port : il faut un nombre de 0 à 65535"),
        (&["--listen", "1=eco"], "\"eco\" n'est pas un mode : c'est others, all, echo ou ack"),
        (&["--lisen", "1"], "un argument du même genre existe : '--listen'"),
        (&["--listen"], "'--listen <[ADDR:]PORT[=MODE]>' demande une valeur"),
    ] {
        let (french, english) = (run("fr_FR.UTF-8", arguments), run("C", arguments));
        assert_eq!((french.code, english.code), (Some(2), Some(2)), "{arguments:?}");
        assert!(french.stderr.contains("erreur : ") && french.stderr.contains(sentence), "{}", french.stderr);
        assert!(english.stderr.starts_with("error: "), "{}", english.stderr);
    }
}

/// What the daemon says in French of options and a file with these contents.
fn refused(arguments: &[&str], code: i32) -> String {
    let ended = run("fr_FR.UTF-8", arguments);
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(code), ""), "{arguments:?}: {}", ended.stderr);
    assert_eq!(run("C", arguments).code, Some(code), "{arguments:?}");
    ended.stderr
}

#[test]
fn a_configuration_that_is_not_right_is_told_in_french_with_its_place() {
    let home = tempfile::tempdir().expect("a directory");
    let file = home.path().join("tp-relais.toml");
    let path = file.to_str().expect("a name");
    let missing = refused(&["--check", "--config", path], 2);
    let sentence = format!("impossible de lire le fichier de configuration {path} : fichier ou répertoire introuvable");
    assert!(missing.contains(&sentence), "{missing}");
    for (text, sentences) in [
        ("lisen = [\"1\"]\n", ["erreur TOML, ligne 1, colonne 1", "clé inconnue `lisen` ; celles qui existent : "]),
        (
            "[limits]\nclients = 0\n",
            ["ligne 2, colonne 11", "le nombre de clients à la fois ne peut pas être 0 : 1 est"],
        ),
        ("listen = [\"1=eco\"]", ["ligne 1, colonne ", "\"eco\" n'est pas un mode : c'est others, all, echo ou ack"]),
    ] {
        std::fs::write(&file, text).expect("a file");
        let said = refused(&["--check", "--config", path], 2);
        assert!(said.contains(&format!("le fichier de configuration {path} n’est pas correct :\n")), "{said}");
        assert!(sentences.iter().all(|sentence| said.contains(sentence)), "{said}");
    }
    let twice = refused(&["--check", "--listen", "9", "--listen", "9"], 2);
    assert!(twice.contains("le port 9 est donné deux fois avec la même adresse : ôtez-en un"), "{twice}");
}

#[test]
fn what_keeps_the_relay_from_starting_is_told_in_french() {
    let home = tempfile::tempdir().expect("a directory");
    let dir = |name: &str| home.path().join(name).to_str().expect("a name").to_owned();
    let [log, run_dir, file] = ["log", "run", "file"].map(dir);
    let start = |place: &str, log: &str, run_dir: &str| {
        refused(&["--listen", place, "--log-dir", log, "--runtime-dir", run_dir], 1)
    };
    let holder = TcpListener::bind("127.0.0.1:0").expect("a port");
    let taken = holder.local_addr().expect("bound");
    let said = start(&taken.to_string(), &log, &run_dir);
    let (port, pid) = (taken.port(), std::process::id());
    assert!(said.contains(&format!("le port {port} est déjà pris par ")), "{said}");
    assert!(said.contains(&format!("(processus {pid}) : arrêtez ce programme")), "{said}");
    let said = start("203.0.113.7:0", &log, &run_dir);
    assert!(said.contains("impossible d’écouter sur 203.0.113.7:0 : cette machine n’a pas cette adresse"), "{said}");
    std::fs::write(&file, "").expect("a file");
    let said = start("127.0.0.1:0", &file, &run_dir);
    assert!(said.contains(" : donnez-en un autre avec --log-dir : "), "{said}");
    assert!(said.contains("n’est pas un répertoire"), "{said}");
    let said = start("127.0.0.1:0", &log, &file);
    assert!(
        said.contains(&format!("le répertoire d’exécution {file} n’est pas un répertoire : supprimez-le")),
        "{said}"
    );
    std::fs::set_permissions(&run_dir, std::fs::Permissions::from_mode(0o777)).expect("ours");
    let said = start("127.0.0.1:0", &log, &run_dir);
    assert!(said.contains(&format!("(mode 0777) : lancez chmod 0700 {run_dir}")), "{said}");
}

#[test]
fn a_relay_begins_goes_on_and_ends_in_french() {
    let mut relay =
        Relay::setup().env("LC_ALL", "fr_FR.UTF-8").config("[limits]\nclients = 3\n").listen("127.0.0.1:0").start();
    let plain = |text: String| text.replace('\u{a0}', " ");
    let room = relay.status().rooms[0].room.clone();
    let greeting = plain(relay.stdout());
    for words in
        [format!("salon {room} (others) :"), "   (cette machine seulement)".into(), "journal des trames : /".into()]
    {
        assert!(greeting.contains(&words), "{greeting}");
    }
    let second = refused_beside(&relay);
    assert!(
        second.contains(&format!("un autre tp-relais (processus {}) écrit le journal des trames", relay.pid())),
        "{second}"
    );
    let client = Client::connect(relay.addr());
    let told = || relay.told_manager().into_iter().map(plain).collect::<Vec<_>>();
    wait::until("the status of one client", || {
        told().iter().any(|told| told.contains("STATUS=1 client, journal ") && told.contains(", disque libre à "))
    });
    std::fs::write(relay.home().join("tp-relais.toml"), "[limits]\nclients = 0\n").expect("a configuration");
    relay.signal(Signal::SIGHUP);
    wait::until("the refusal", || {
        plain(relay.stderr()).contains("la configuration n’est pas relue, et celle d’avant reste")
    });
    wait::until("the status of it", || {
        told().iter().any(|told| told.contains("; la configuration reste celle d’avant : le fichier de configuration"))
    });
    // Programs read this, whatever the relay's language is.
    let events = relay.tp_ctl(&["events", "--json"]).stdout;
    assert!(events.contains("is not right"), "{events}");
    drop(client);
    relay.stop();
    assert!(plain(relay.stderr()).contains("arrêt : envoi de ce qui attend encore ; un second signal arrête aussitôt"));
}

#[test]
fn on_a_terminal_of_another_character_set_french_is_told_in_ascii() {
    let home = tempfile::tempdir().expect("a directory");
    let file = home.path().join("x.toml");
    std::fs::write(&file, "clientz = 1\n[limits]\n").expect("a configuration");
    let file = file.to_str().expect("a name");
    for (arguments, words) in [
        (&["--help"][..], "Relaie ce que chaque client TCP envoie aux autres, et consigne chaque trame avant"),
        (&["--help"], "le journal des trames et les sockets de controle"),
        (&["--listen", "x"], "\"x\" n'est pas un port : il faut un nombre de 0 a 65535"),
        (&["--check", "--config", file], "n'est pas correct :"),
        (&["--check", "--config", file], "cle inconnue `clientz` ; celles qui existent : "),
        (&["--check", "--config", "/nulle/part"], "fichier ou repertoire introuvable"),
    ] {
        for locale in ["fr_FR", "fr_FR.ISO-8859-1", "fr_FR@euro"] {
            let ended = run(locale, arguments);
            let said = ended.stdout + &ended.stderr;
            assert!(said.is_ascii() && said.contains(words), "{locale}: {words}: {said}");
        }
    }
}

/// What a second relay on the same log directory says.
fn refused_beside(relay: &Relay) -> String {
    let runtime = tempfile::tempdir().expect("a directory");
    let log = relay.log_dir();
    let [log, runtime] = [log.as_path(), runtime.path()].map(|path| path.to_str().expect("a name"));
    refused(&["--listen", "127.0.0.1:0", "--log-dir", log, "--runtime-dir", runtime], 1)
}

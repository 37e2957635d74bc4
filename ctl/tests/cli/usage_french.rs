//! Help and usage errors in a French locale: other words, and the same exit code.

use crate::support::{Ran, command, run_to_end};

fn run_in(locale: &str, arguments: &[&str]) -> Ran {
    let home = tempfile::tempdir().expect("a directory");
    let mut ran = run_to_end(command(home.path(), arguments).env("LC_ALL", locale));
    ran.stdout = ran.stdout.replace('\u{a0}', " ");
    ran.stderr = ran.stderr.replace('\u{a0}', " ");
    ran
}

#[test]
fn each_verb_has_its_help_in_french_and_no_english_left() {
    let verbs =
        ["status", "peers", "tail", "trace", "verify", "diagram", "report", "export", "rotate", "banner", "doctor"];
    for verb in verbs {
        for flag in ["-h", "--help"] {
            let ran = run_in("fr_FR.UTF-8", &[verb, flag]);
            assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{verb}");
            assert!(
                ran.stdout.contains("\nUtilisation : tp-ctl ") && ran.stdout.contains("Options :"),
                "{}",
                ran.stdout
            );
            for english in ["Usage", "Print help", "default:", "possible values", "Directory of"] {
                assert!(!ran.stdout.contains(english), "{verb} {flag}: {english} in {}", ran.stdout);
            }
        }
    }
    let version = run_in("fr_FR.UTF-8", &["--version"]);
    assert_eq!((version.code, version.stdout.starts_with("tp-ctl ")), (0, true));
}

#[test]
fn where_the_character_set_is_another_help_and_mistakes_are_in_ascii() {
    for (arguments, code, words) in [
        (&["tail", "--help"][..], 0, "Les dernieres trames du journal, une par ligne"),
        (&["trace", "0"], 2, "valeur '0' incorrecte pour '<N>'"),
        (&["name", "7", ""], 2, "un nom ne peut pas etre vide"),
    ] {
        for locale in ["fr_FR", "fr_FR.ISO-8859-1"] {
            let ran = run_in(locale, arguments);
            let said = ran.stdout + &ran.stderr;
            assert!(ran.code == code && said.is_ascii() && said.contains(words), "{locale}: {said}");
        }
    }
}

#[test]
fn a_mistake_is_told_in_french_and_ends_with_the_same_code_as_in_english() {
    for (arguments, sentence) in [
        (&["statu"][..], "verbe inconnu 'statu'"),
        (&["peers", "--jsno"], "un argument du même genre existe : '--json'"),
        (&["trace", "0"], "valeur '0' incorrecte pour '<N>'"),
        (&["tail", "--since", "hier"], "il faut un moment : 10:15"),
        (&["tail", "--size", "gros"], "il faut une taille, 100"),
        (&["diagram", "--format", "png"], "[valeurs possibles : text, mermaid, svg]"),
        (&["export"], "ces arguments sont nécessaires et manquent :"),
        (&["doctor", "localhost", "x"], "ce n'est pas un nombre entier"),
        (&["tail", "--json", "--csv"], "ne peut pas être employé avec"),
    ] {
        let (french, english) = (run_in("fr_FR.UTF-8", arguments), run_in("C", arguments));
        assert_eq!((french.code, english.code), (2, 2), "{arguments:?}");
        assert!(french.stderr.starts_with("erreur : ") && french.stderr.contains(sentence), "{}", french.stderr);
        assert!(english.stderr.starts_with("error: "), "{}", english.stderr);
        assert_eq!((french.stdout.as_str(), english.stdout.as_str()), ("", ""));
    }
}

#[test]
fn what_the_environment_sets_is_not_asked_of_who_types() {
    for locale in ["en_GB.UTF-8", "fr_FR.UTF-8"] {
        for (args, usage) in [
            (&["kick"][..], "tp-ctl kick [OPTIONS] <PEER>..."),
            (&["say", "un", "deux"], "tp-ctl say [OPTIONS] <TEXT>"),
            (&["frobnicate"], "tp-ctl [OPTIONS] <"),
        ] {
            let home = tempfile::tempdir().expect("a directory");
            let mut command = command(home.path(), args);
            command.env("LC_ALL", locale).env("TP_RELAIS_RUNTIME_DIR", "/x").env("TP_RELAIS_LOG_DIR", "/x");
            let ran = run_to_end(&mut command);
            assert_eq!((ran.code, ran.stderr.contains(usage)), (2, true), "{}", ran.stderr);
            assert!(!ran.stderr.contains("\n\n\n") && !ran.stderr.contains("--log-dir"), "{}", ran.stderr);
        }
        let verbs = run_in(locale, &["frobnicate"]).stderr;
        assert!(verbs.lines().any(|line| line.contains("status, peers, tail") && line.ends_with("doctor")), "{verbs}");
        for (args, tip) in [
            (&["say", "12345", "bonjour"][..], "'--room 12345'"),
            (&["mode", "12345", "echo"], "'--room 12345'"),
            (&["mode", "echo", "12345"], "'--room 12345'"),
            (&["pause", "12345"], "'--room 12345'"),
            (&["say", "un", "deux", "trois"], "quotes|guillemets"),
        ] {
            let said = run_in(locale, args).stderr;
            assert!(tip.split('|').any(|tip| said.contains(tip)), "{args:?}: {said}");
        }
    }
}

#[test]
fn only_what_can_have_been_meant_is_proposed() {
    for locale in ["en_GB.UTF-8", "fr_FR.UTF-8"] {
        for (args, proposed) in [
            (&["stauts"][..], Some("'status'")),
            (&["tial"], Some("'tail'")),
            (&["peers", "--colums", "room"], Some("'--columns'")),
            (&["peers", "--sort", "backlg"], Some("'backlog'")),
            (&["restart"], None),
            (&["version"], None),
            (&["clients"], None),
            (&["peers", "--salon"], None),
        ] {
            let ran = run_in(locale, args);
            assert_eq!(ran.code, 2, "{ran:?}");
            let said = ran.stderr;
            let quoted: Vec<&str> =
                said.lines().filter(|line| line.contains("tip:") || line.contains("conseil")).collect();
            match proposed {
                Some(word) => assert!(quoted.len() == 1 && quoted[0].ends_with(word), "{args:?}: {said}"),
                None => assert!(quoted.is_empty() && !said.contains("--json"), "{args:?}: {said}"),
            }
        }
    }
}

//! In a French locale the daemon's help and usage errors are French, and its exit codes the same.

use std::process::Command;

use tp_testkit::program::{self, Ended};

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

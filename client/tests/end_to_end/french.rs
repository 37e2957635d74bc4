//! In a French locale the client speaks French, and does the same.

use std::net::TcpListener;
use std::process::Output;

use crate::common::{Piped, accept, check_end, client_in, listen};

fn french(arguments: &[&str]) -> Output {
    client_in("fr_FR.UTF-8").args(arguments).output().expect("the client runs")
}

#[test]
fn why_there_is_no_connection_is_said_in_french() {
    let free = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("its address").to_string();
    check_end(&french(&[&free]), 1, &format!("tp-client: {free} a refusé la connexion\u{a0}: aucun serveur"));
    check_end(&french(&["no-such-host.invalid", "--timeout", "20"]), 1, "on ne connaît pas d’adresse");
    check_end(&french(&["224.0.0.1", "--timeout", "5"]), 1, "224.0.0.1:12345 est inaccessible (le réseau est");
}

#[test]
fn on_a_terminal_of_another_character_set_french_is_told_in_ascii() {
    let free = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("its address").to_string();
    for (arguments, words) in [
        (&[free.as_str()][..], "a refuse la connexion : aucun serveur n'y ecoute"),
        (&[free.as_str(), "--doctor"], "a refuse la connexion au bout de "),
        (&["localhost:0"], "`0` n'est pas un port : donnez un nombre de 1 a 65535"),
        (&["--help"], "Parle a un relais TCP"),
    ] {
        for locale in ["fr_FR", "fr_FR.ISO-8859-1"] {
            let output = client_in(locale).args(arguments).output().expect("the client runs");
            let said = String::from_utf8([output.stdout, output.stderr].concat()).expect("ASCII is UTF-8");
            assert!(said.is_ascii() && said.contains(words), "{locale}: {said}");
        }
    }
}

#[test]
fn a_session_is_told_of_in_french() {
    let (listener, address) = listen();
    let client = Piped::spawn(client_in("fr_FR.UTF-8").arg(address.to_string()));
    let server = accept(&listener);
    let own = server.peer_addr().expect("its address");
    std::io::Write::write_all(&mut &server, b"au revoir").expect("the client reads");
    drop(server);
    let output = client.end();
    check_end(&output, 0, &format!("connecté à {address} depuis {own}\nle serveur a fermé la connexion\n"));
    assert_eq!(output.stdout, b"au revoir");
}

#[test]
fn what_makes_no_sense_is_told_in_french_and_is_a_usage_error_all_the_same() {
    for (arguments, sentence) in [
        (&["localhost:0"][..], "`0` n’est pas un port\u{a0}: donnez un nombre de 1 à 65535"),
        (&["12345"], "écrivez 127.0.0.1:12345"),
        (&["--once", ""], "un message vide ne peut pas être envoyé"),
        (&["--timeout", "0"], "donnez un nombre de secondes supérieur à 0"),
        (&["a", "b"], "argument inattendu 'b'"),
        (&["--onec", "a"], "un argument du même genre existe\u{a0}: '--once'"),
    ] {
        let output = french(arguments);
        check_end(&output, 2, "erreur\u{a0}:");
        check_end(&output, 2, sentence);
        assert_eq!(output.stdout, b"", "{arguments:?}");
    }
}

#[test]
fn help_is_in_french() {
    let output = french(&["--help"]);
    check_end(&output, 0, "");
    let help = String::from_utf8(output.stdout).expect("text");
    for words in
        ["Utilisation\u{a0}:", "Arguments\u{a0}:", "Options\u{a0}:", "[par\u{a0}défaut\u{a0}: fin]", "Codes de retour"]
    {
        assert!(help.contains(words), "{words}: {help}");
    }
    for words in ["Usage", "default", "Print", "Exit codes"] {
        assert!(!help.contains(words), "{words}: {help}");
    }
}

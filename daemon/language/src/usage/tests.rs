//! What is said in French of every kind of mistake, by a table that can be had wrong in every way.

use clap::error::ErrorKind;
use clap::{Arg, ArgAction, Command, value_parser};

use super::error::French;
use super::help;

fn table() -> Command {
    let once = Arg::new("once").long("once").conflicts_with("twice").value_name("N").value_parser(value_parser!(u8));
    let mode = Arg::new("mode").long("mode").value_parser(["echo", "all"]);
    let pair = Arg::new("pair").long("pair").num_args(2).action(ArgAction::Set);
    let some = Arg::new("some").long("some").num_args(2..4);
    let equal = Arg::new("equal").long("equal").require_equals(true);
    let twice = Arg::new("twice").long("twice").action(ArgAction::SetTrue);
    let verb = Command::new("tail").arg(Arg::new("place").required(true).value_name("PLACE"));
    let verb = verb.arg(Arg::new("more").value_name("BEHIND"));
    Command::new("table").args([once, mode, pair, some, equal, twice]).subcommand_required(true).subcommand(verb)
}

/// The kind of mistake, and what is said of it in French.
fn said(arguments: &[&str]) -> (ErrorKind, String) {
    let arguments = || std::iter::once("table").chain(arguments.iter().copied());
    let english = table().try_get_matches_from(arguments()).expect_err("a mistake");
    let french = help::french(table()).try_get_matches_from(arguments()).expect_err("the same mistake");
    assert_eq!(english.kind(), french.kind(), "the language changed what was understood");
    let french: clap::error::Error<French> = french.apply();
    (french.kind(), french.to_string().replace('\u{a0}', " "))
}

fn check(arguments: &[&str], kind: ErrorKind, sentence: &str) {
    let (found, said) = said(arguments);
    assert_eq!(found, kind, "{arguments:?}: {said}");
    assert!(said.starts_with("erreur : ") && said.contains(sentence), "{arguments:?}: {said}");
    for english in ["error", "Usage", "tip:", "For more", "argument '--once <N>' cannot"] {
        assert!(!said.contains(english), "{english} in {said}");
    }
}

#[test]
fn every_kind_of_mistake_has_its_sentence() {
    use ErrorKind as E;
    check(
        &["--mode", "eco", "tail", "x"],
        E::InvalidValue,
        "valeur 'eco' incorrecte pour '--mode <mode>'\n  [valeurs possibles : echo, all]",
    );
    check(&["--mode", "eco", "tail", "x"], E::InvalidValue, "conseil : une valeur du même genre existe : 'echo'");
    check(&["--mode"], E::InvalidValue, "'--mode <mode>' demande une valeur, et aucune n'est donnée");
    check(
        &["--onc", "1"],
        E::UnknownArgument,
        "argument inattendu '--onc'\n\n  conseil : un argument du même genre existe : '--once'",
    );
    check(
        &["tial"],
        E::InvalidSubcommand,
        "verbe inconnu 'tial'\n\n  conseil : un verbe du même genre existe : 'tail'",
    );
    check(&["--equal", "a"], E::NoEquals, "il faut un signe égal pour donner une valeur à '--equal=<equal>'");
    check(
        &["--once", "x"],
        E::ValueValidation,
        "valeur 'x' incorrecte pour '--once <N>' : ce n'est pas un nombre entier",
    );
    check(&["--once", "256"], E::ValueValidation, "256 n'est pas dans 0..=255");
    check(&["--twice=yes"], E::TooManyValues, "valeur en trop 'yes' pour '--twice'");
    check(&["--some", "a"], E::TooFewValues, "'--some <some> <some>...' demande au moins 2 valeurs, et 1 en reçoit");
    check(&["--pair", "a"], E::WrongNumberOfValues, "demande 2 valeurs, et 1 en reçoit");
    check(&["--twice", "--once", "1", "tail", "x"], E::ArgumentConflict, "ne peut pas être employé avec");
    check(&["--twice", "--twice"], E::ArgumentConflict, "l'argument '--twice' ne peut être donné qu'une fois");
    check(&["--some", "--twice", "tail", "x"], E::InvalidValue, "aucune n'est donnée");
    check(&["tail"], E::MissingRequiredArgument, "ces arguments sont nécessaires et manquent :\n  <PLACE>");
    check(
        &["tail"],
        E::MissingRequiredArgument,
        "\n\nUtilisation : table tail <PLACE> [BEHIND]\n\nPour en savoir plus, essayez '--help'.\n",
    );
    check(&[], E::MissingSubcommand, "'table' demande un verbe, et aucun n'est donné\n  [verbes : tail");
}

#[test]
fn an_error_of_which_nothing_but_its_kind_is_known_is_a_sentence_all_the_same() {
    use ErrorKind as E;
    for kind in [E::InvalidValue, E::UnknownArgument, E::InvalidSubcommand, E::NoEquals, E::ValueValidation]
        .into_iter()
        .chain([E::TooManyValues, E::TooFewValues, E::WrongNumberOfValues, E::ArgumentConflict])
        .chain([E::MissingRequiredArgument, E::MissingSubcommand, E::InvalidUtf8, E::Io, E::Format])
    {
        let error: clap::error::Error<French> = clap::Error::new(kind).apply();
        let said = error.to_string();
        assert!(said.starts_with("erreur\u{a0}: ") && said.len() > 40, "{kind:?}: {said}");
    }
}

#[test]
fn arguments_are_explained_in_the_order_in_which_they_are_written() {
    let (_, help) = said(&["tail", "--help"]);
    let (_, explained) = help.split_once("Arguments").expect("a heading");
    assert!(explained.find("<PLACE>") < explained.find("[BEHIND]"), "{help}");
}

#[test]
fn help_is_the_same_table_in_french() {
    let (kind, help) = said(&["--help"]);
    assert_eq!(kind, ErrorKind::DisplayHelp);
    for line in ["Utilisation : table [OPTIONS] <VERBE>", "Verbes :", "Options :", "[valeurs possibles : echo, all]"] {
        assert!(help.contains(line), "{line}: {help}");
    }
}

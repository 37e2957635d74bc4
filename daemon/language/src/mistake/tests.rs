//! What is wrong with a file, in French: each thing that the parser of TOML can say of one.

use super::*;

const ENGLISH: &str = "TOML parse error at line 3, column 1\n  |\n3 | duplicate key\n  | ^\nduplicate key\n";

#[test]
fn what_is_quoted_of_a_file_is_never_put_into_other_words() {
    assert_eq!(said(ENGLISH, Lang::En), ENGLISH);
    assert_eq!(
        said(ENGLISH, Lang::Fr),
        "erreur TOML, ligne 3, colonne 1\n  |\n3 | duplicate key\n  | ^\ncette clé est donnée deux fois"
    );
}

#[test]
fn one_line_holds_the_place_and_what_is_wrong_there_in_either_language() {
    let (line, french) = (on_one_line(ENGLISH, Lang::En), on_one_line(&said(ENGLISH, Lang::Fr), Lang::Fr));
    assert_eq!(line, "TOML parse error at line 3, column 1: duplicate key");
    assert_eq!(french, "erreur TOML, ligne 3, colonne 1\u{a0}: cette clé est donnée deux fois");
    assert_eq!(said(&line, Lang::Fr), french);
    let (none, bar) = (on_one_line("", Lang::En), on_one_line("a | b\n", Lang::En));
    assert_eq!((none.as_str(), bar.as_str()), ("", "a | b"));
    assert_eq!(on_one_line(&format!("/x is not right:\n{ENGLISH}"), Lang::En), format!("/x is not right: {line}"));
}

#[test]
fn a_file_that_is_no_text_is_told_with_its_place_and_what_to_do() {
    assert_eq!(text("a = 'é'".as_bytes()), Ok("a = 'é'"));
    let english = text(b"# \xc3\xa9\nb = '\xc3\xa9\xff'").expect_err("no text");
    let line = on_one_line(&english, Lang::En);
    assert_eq!(line, "TOML parse error at line 2, column 7: this is not UTF-8: save the file as UTF-8");
    let french = "erreur TOML, ligne 2, colonne 7 : ceci n'est pas de l'UTF-8 : enregistrez le fichier en UTF-8";
    assert_eq!(said(&line, Lang::Fr), french.replace(" :", "\u{a0}:"));
}

#[test]
fn what_has_no_french_is_quoted_behind_its_place() {
    let new = "TOML parse error at line 3, column 1\n  |\n3 | a\n  | ^\na new mistake, expected key\n";
    let quoted = "l'analyseur du fichier dit «\u{a0}a new mistake, expected key\u{a0}»";
    assert_eq!(said(new, Lang::Fr), format!("erreur TOML, ligne 3, colonne 1\n  |\n3 | a\n  | ^\n{quoted}"));
    let line = on_one_line(&format!("/x is not right:\n{new}"), Lang::En);
    let place = "TOML parse error at line 3, column 1: a new mistake, expected key";
    assert_eq!(line, format!("/x is not right: {place}"));
    assert_eq!(said(place, Lang::Fr), format!("erreur TOML, ligne 3, colonne 1\u{a0}: {quoted}"));
    // Where no parser speaks, a sentence stays what it is.
    assert_eq!(
        said("a new mistake, expected key", Lang::Fr),
        "a new mistake ; il faut une clé".replace(" ;", "\u{a0};")
    );
}

/// The French of what is wrong with a file, without its place.
fn wrong(text: &str) -> Option<String> {
    let english = toml::from_str::<toml::Table>(text).err()?.to_string();
    said(&english, Lang::Fr).lines().last().map(|line| line.replace('\u{a0}', " "))
}

/// A file for each thing that the parser has against one, and what that is in French.
const BROKEN: &[(&str, &str)] = &[
    ("a = 1\na = 2", "cette clé est donnée deux fois"),
    ("a = 'x'\na.b = 1", "cette clé a déjà une valeur, qui n'est pas une section"),
    ("a = 1\na.b = 1", "cette clé a déjà une valeur, qui n'est pas une section"),
    ("a = 1.5\na.b = 1", "cette clé a déjà une valeur, qui n'est pas une section"),
    ("a = true\na.b = 1", "cette clé a déjà une valeur, qui n'est pas une section"),
    ("a = 2026-01-02\na.b = 1", "cette clé a déjà une valeur, qui n'est pas une section"),
    ("a = [1]\n[a.b]", "cette clé a déjà une valeur, qui n'est pas une section"),
    ("a = {b = 1}\na.c = 1", "cette clé a déjà une valeur, qui n'est pas une section"),
    ("a = +0x1", "un nombre hexadécimal, octal ou binaire n'a pas de signe"),
    ("a = 0X1", "0x, 0o et 0b s'écrivent en minuscules ; il faut `0x`"),
    ("a = 0O1", "0x, 0o et 0b s'écrivent en minuscules ; il faut `0o`"),
    ("a = 0B1", "0x, 0o et 0b s'écrivent en minuscules ; il faut `0b`"),
    ("a = 0xg", "ceci n'est pas un nombre hexadécimal"),
    ("a = 0o8", "ceci n'est pas un nombre octal"),
    ("a = 0b2", "ceci n'est pas un nombre binaire"),
    ("a = 0d12", "un nombre décimal n'a pas de préfixe"),
    ("a = ++1", "un signe de trop"),
    ("a = 01", "un nombre ne commence pas par zéro"),
    ("a = 1__0", "`_` ne va qu'entre des chiffres"),
    ("a = 1.", "ceci n'est pas un nombre ; il faut des chiffres"),
    ("a = 1e", "ceci n'est pas un nombre ; il faut des chiffres"),
    ("a = e", "un texte s'écrit entre guillemets ; il faut des guillemets autour"),
    ("a = infx", "ceci n'est pas un nombre ; il faut `inf`"),
    ("a = nanx", "ceci n'est pas un nombre ; il faut `nan`"),
    ("a = trux", "ceci n'est ni true ni false ; il faut `true`"),
    ("a = falsy", "ceci n'est ni true ni false ; il faut `false`"),
    ("a = {b = 1]", "ceci n'a pas sa place entre des accolades ; il faut `,`"),
    ("a = {]", "ceci n'a pas sa place entre des accolades ; il faut une clé"),
    ("a = {{}}", "il manque une clé entre les accolades ; il faut une clé"),
    ("a = {b {}}", "il manque un signe égal ; il faut `=`"),
    ("a = {b = 1 c = 2}", "un signe égal de trop ; il faut `,`"),
    ("a = {b = 1,, c = 2}", "une virgule de trop entre des accolades ; il faut une clé"),
    ("a = {b == 1}", "un signe égal de trop ; il faut une valeur"),
    ("a = {b = 1", "une accolade n'est pas fermée ; il faut `}`"),
    ("a = {b}", "ce texte n'est pas bien écrit entre ses apostrophes ; il faut `'`"),
    ("a = }", "il manque l'accolade ouvrante ; il faut `{`"),
    ("a = {b = 1, }x", "cette clé ou cette valeur n'a pas sa place ici ; il faut une fin de ligne ou `#`"),
    ("a = [1,,2]", "une virgule de trop dans une liste ; il faut une valeur"),
    ("a = [1", "une liste n'est pas fermée ; il faut `]`"),
    ("a = [1 = 2]", "un signe égal dans une liste ; il faut une valeur ou `]`"),
    ("a = ]", "il manque le crochet ouvrant ; il faut `[`"),
    ("[a", "le nom d'une section n'est pas fermé ; il faut `]`"),
    ("[[a]", "le nom d'une section n'est pas fermé ; il faut `]`"),
    ("[]", "une clé ne peut pas être vide ; il faut des lettres, des chiffres, `-`, `_`"),
    ("a]", "une clé sans valeur ; il faut `=`"),
    ("a = = 1", "un signe égal de trop"),
    ("a = \"b", "ce texte n'est pas bien écrit entre ses guillemets ; il faut `\"`"),
    ("a = b'", "il manque le guillemet ouvrant ; il faut `'`"),
    ("a = b\"", "il manque le guillemet ouvrant ; il faut `\"`"),
    ("a = \"\"\"b", "ce texte n'est pas bien écrit entre ses guillemets ; il faut `\"`"),
    ("a = '''b", "ce texte n'est pas bien écrit entre ses apostrophes ; il faut `'`"),
    ("a = b'''", "il manque le guillemet ouvrant ; il faut `'''`"),
    ("a = b\"\"\"", "il manque le guillemet ouvrant ; il faut `\"\"\"`"),
    ("a = 1 # x\u{1}", "ce caractère ne peut pas être dans un commentaire ; il faut des caractères visibles"),
    ("a = 1 \r x", "un retour chariot est suivi d'une fin de ligne ; il faut une fin de ligne"),
    (
        "a = 'x\u{1}'",
        "ce texte n'est pas bien écrit entre ses apostrophes ; il faut des caractères visibles sans apostrophe",
    ),
    (
        "a = \"x\u{1}\"",
        "ce texte n'est pas bien écrit entre ses guillemets ; il faut des caractères visibles sans guillemet, `\\`",
    ),
    (
        "a = \"\"\"x\u{1}\"\"\"",
        "ce texte n'est pas bien écrit entre ses guillemets ; il faut `\\` ou des caractères permis",
    ),
    (
        "a = '''x\u{1}'''",
        "ce texte n'est pas bien écrit entre ses apostrophes ; il faut des caractères sans apostrophe",
    ),
    (
        "a = \"\\q\"",
        "il manque ce que la barre oblique inverse annonce ; il faut `b`, `e`, `f`, `n`, `r`, `\\`, `\"`, `x`, `u`, `U`",
    ),
    ("a = \"\\u12\"", "il manque des chiffres au numéro d'Unicode ; il faut un numéro d'Unicode en hexadécimal"),
    ("a = \"\\ud800\"", "ceci n'est pas une valeur ; il faut un numéro d'Unicode en hexadécimal"),
    ("\"\"\"a\"\"\" = 1", "une clé tient sur une ligne ; il faut des guillemets ou des apostrophes autour"),
    ("'''a''' = 1", "une clé tient sur une ligne ; il faut des guillemets ou des apostrophes autour"),
    ("a! = 1", "cette clé s'écrit entre guillemets ; il faut des lettres, des chiffres, `-`, `_`"),
    ("a = 2026-13-01", "ceci n'est pas une date ; il faut un mois de 01 à 12"),
    ("a = 2026-02-30", "ceci n'est pas une date ; il faut un jour de 01 à 28"),
    ("a = 2024-02-30", "ceci n'est pas une date ; il faut un jour de 01 à 29"),
    ("a = 2026-04-31", "ceci n'est pas une date ; il faut un jour de 01 à 30"),
    ("a = 2026-01-32", "ceci n'est pas une date ; il faut un jour de 01 à 31"),
    ("a = 2026-", "ceci n'est pas une date ; il faut un mois"),
    ("a = 2026-1-1", "ceci n'est pas une date ; il faut un mois à deux chiffres (MM)"),
    ("a = 2026-01", "ceci n'est pas une date ; il faut `-` (MM-JJ)"),
    ("a = 2026-01-", "ceci n'est pas une date ; il faut un jour"),
    ("a = 2026-01-1", "ceci n'est pas une date ; il faut un jour à deux chiffres (JJ)"),
    ("a = 26-01-01", "ceci n'est pas une date ; il faut une année à quatre chiffres (AAAA)"),
    ("a = 2026-01-01T", "ceci n'est pas une heure ; il faut une heure"),
    ("a = 2026-01-01x", "ceci n'est ni une date ni une heure ; il faut `T` entre la date et l'heure"),
    ("a = 2026-01-01T25:00:00", "ceci n'est pas une heure ; il faut une heure de 00 à 23"),
    ("a = 2026-01-01T10", "ceci n'est pas une heure ; il faut `:` (HH:MM)"),
    ("a = 10:", "ceci n'est pas une heure ; il faut une minute"),
    ("a = 10:61:00", "ceci n'est pas une heure ; il faut une minute de 00 à 59"),
    ("a = 10:00:61", "ceci n'est pas une heure ; il faut une seconde de 00 à 60"),
    ("a = 1:00:00", "ceci n'est pas une heure ; il faut une heure à deux chiffres (HH)"),
    ("a = 10:0:00", "ceci n'est pas une heure ; il faut une minute à deux chiffres (MM)"),
    ("a = 10:00:0", "ceci n'est pas une heure ; il faut une seconde à deux chiffres (SS)"),
    ("a = 10:00:00.", "ceci n'est pas une heure ; il faut une fraction de seconde"),
    ("a = 2026-01-01T10:00:00+", "ceci n'est pas un décalage horaire ; il faut une heure"),
    ("a = 2026-01-01T10:00:00+25:00", "ceci n'est pas un décalage horaire ; il faut une heure de 00 à 23"),
    ("a = 2026-01-01T10:00:00+01:61", "ceci n'est pas un décalage horaire ; il faut une minute de 00 à 59"),
    ("a = 2026-01-01T10:00:00+1", "ceci n'est pas un décalage horaire ; il faut `:` (HH:MM)"),
    ("a = 2026-01-01T10:00:00x", "ceci n'est pas un décalage horaire ; il faut `Z` ou un décalage comme +01:00"),
    ("a = 99999999999999999999999999999999999999999", "ce nombre est trop grand"),
    ("a = 9223372036854775808", "ce nombre est trop grand"),
    ("a = 1e999999", "ce nombre est trop grand"),
];

#[test]
fn each_thing_that_the_parser_has_against_a_file_is_told_in_french() {
    for &(text, french) in BROKEN {
        assert_eq!(wrong(text).as_deref(), Some(french), "{text}");
    }
    assert_eq!(
        wrong(&format!("a = {}", "[".repeat(1000))).as_deref(),
        Some("trop de crochets les uns dans les autres")
    );
}

/// All that is in a configuration, and more.
const WHOLE: &str = "a = \"x\\u00e9\\n\" # c\nb.c = [1, 'y', {d = 0x1f, e.f = 1.5e3}]\n\"k\" = true\nt = 2026-01-02T03:04:05.6+01:00\n[s.u]\n\
    m = \"\"\"l\\t\n\"\"\"\nn = \'\'\'o\n\'\'\'\ni = -inf\n[[p.q]]\n";

#[test]
fn no_slip_of_the_pen_is_told_in_english() {
    let whole: Vec<char> = WHOLE.chars().collect();
    let slips = [
        "", "\n", "\r", "\u{1}", "\"", "'", "\\", "=", ",", ".", "[", "]", "{", "}", "#", ":", "-", "+", "_", "0", "9",
        "x", "T", "é", " ",
    ];
    let mut told = 0;
    for at in 0..whole.len() {
        for slip in slips {
            for rest in [at, at + 1, whole.len()] {
                let text: String =
                    whole[..at].iter().collect::<String>() + slip + &whole[rest..].iter().collect::<String>();
                let Some(wrong) = wrong(&text) else { continue };
                assert!(!wrong.contains('«'), "{wrong}: {text}");
                told += 1;
            }
        }
    }
    assert!(told > 1000, "{told}");
}

//! The manual: man pages in English and French, and completions for bash, zsh and fish.
//!
//! What they say of options and keys comes from where these are declared: clap's tables, and the
//! example configuration. The rest of a page stands in `pages/<language>/`, with a mark where a table
//! goes; `pages/french.toml` has the French of each help text. The results lie in `systemd/`, and a
//! test of each program holds them to its table ([`check_program`]), so that no option, and no
//! sentence about one, can change without its page in both languages.
//!
//! A test with [`WRITE_VARIABLE`] set writes them anew. It is a library for tests alone: no program
//! carries it. It must build wherever tp-client's tests do.

mod french;
mod keys;
mod page;
mod table;
mod tree;
mod verbs;

use clap::Command;
use clap_complete::Shell;

use french::Language;

/// Environment variable that has the tests write what they otherwise compare.
pub const WRITE_VARIABLE: &str = "TP_RELAIS_WRITE_MANUAL";

/// The completions' shells, and the name of `program`'s file in the place where each looks for it.
fn shells(program: &str) -> [(Shell, String); 3] {
    [
        (Shell::Bash, format!("bash/{program}")),
        (Shell::Zsh, format!("zsh/_{program}")),
        (Shell::Fish, format!("fish/{program}.fish")),
    ]
}

/// Holds a program's man page (section 1) and completions to its table.
///
/// # Panics
///
/// When one of them is not what the table says, or a help text has no French.
pub fn check_program(mut command: Command) {
    command.build();
    let name = command.get_name().to_owned();
    for language in Language::BOTH {
        let tables = [
            ("OPTIONS", table::options(&command, language)),
            ("VERBS", verbs::all(&command, language)),
            ("FILTERS", verbs::shared(&command, language)),
        ];
        page::check(language, &format!("{name}.1"), &tables);
    }
    for (shell, file) in shells(&name) {
        let mut script = Vec::new();
        clap_complete::generate(shell, &mut command.clone(), &name, &mut script);
        let script = String::from_utf8_lossy(&script).replace(&misnamed(&name), &named(&name));
        tree::check(&format!("systemd/completions/{file}"), &script);
    }
}

/// What bash's completion of a program with a hyphen in its name asks for where a verb begins, and what
/// it has there (clap_complete 4.6): they have to be the same.
fn misnamed(program: &str) -> String {
    format!("{}__subcmd__", program.replace('-', "__subcmd__"))
}

fn named(program: &str) -> String {
    format!("{}__subcmd__", program.replace('-', "__"))
}

/// Holds the page of the configuration file to the example, key by key.
///
/// # Panics
///
/// When it is not what the example says, or a key's text has no French.
pub fn check_configuration() {
    let example = tree::read("systemd/tp-relais.toml");
    for language in Language::BOTH {
        page::check(language, "tp-relais.toml.5", &[("KEYS", keys::all(&example, language))]);
    }
}

/// Holds the page of the frame log's format to its grammar.
///
/// # Panics
///
/// When the page shows another one.
pub fn check_frame_log() {
    let grammar = page::verbatim(&tree::read("daemon/proto/frame-log.cddl"));
    for language in Language::BOTH {
        page::check(language, "tp-relais-frames.5", &[("GRAMMAR", grammar.clone())]);
    }
}

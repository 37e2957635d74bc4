//! The commands of a guide (README.md, client/LECON.md), as written, and a user to run them.
//!
//! A guide's tests hold each other to completeness: a command that none of them runs fails one.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::program::workspace_program;

/// What a command begins with where it stands in running text; by itself it is no more than a name.
const PROGRAMS: [&str; 9] =
    ["tp-relais", "tp-ctl", "tp-client", "cargo", "sudo", "systemctl", "man", "python3", "python"];

/// The workspace's folder.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).expect("the testkit lies in the workspace").to_owned()
}

/// A guide's text.
///
/// # Panics
///
/// When it is not there.
pub fn text(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// Its commands, in their order: the lines behind `$ ` in its console blocks, and the code in its text that is
/// a program with an argument.
pub fn commands(file: &str) -> Vec<String> {
    commands_in(&text(file))
}

fn commands_in(text: &str) -> Vec<String> {
    // Text and blocks take turns.
    let parts = text.split("```").enumerate();
    parts.flat_map(|(at, part)| if at % 2 == 0 { mentioned(part) } else { typed(part) }).collect()
}

fn typed(block: &str) -> Vec<String> {
    block.lines().filter_map(|line| line.strip_prefix("$ ")).map(str::to_owned).collect()
}

fn mentioned(text: &str) -> Vec<String> {
    let code = text.split('`').skip(1).step_by(2);
    // A line's end within it is a space.
    let words = code.map(|code| code.split_whitespace().collect::<Vec<_>>());
    words.filter(|words| words.len() > 1 && PROGRAMS.contains(&words[0])).map(|words| words.join(" ")).collect()
}

/// Its blocks of code in a language, in their order.
pub fn blocks(file: &str, language: &str) -> Vec<String> {
    let text = text(file);
    let begin = format!("```{language}\n");
    text.split(begin.as_str()).skip(1).filter_map(|rest| rest.split("```").next()).map(str::to_owned).collect()
}

/// A user's own directories, gone with the test.
#[derive(Debug)]
pub struct Home(TempDir);

impl Default for Home {
    fn default() -> Home {
        Home::new()
    }
}

impl Home {
    /// Empty.
    ///
    /// # Panics
    ///
    /// When there can be none.
    pub fn new() -> Home {
        Home(tempfile::tempdir().expect("a directory"))
    }

    /// Where this user's commands run.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// `command` as this user's: with directories and settings of its own, and in English.
    pub fn own(&self, mut command: Command) -> Command {
        command
            .current_dir(self.path())
            .env("XDG_RUNTIME_DIR", self.path())
            .env("XDG_STATE_HOME", self.path().join("state"))
            .env_remove("TP_RELAIS_RUNTIME_DIR")
            .env_remove("TP_RELAIS_LOG_DIR")
            .env("LC_ALL", "C.UTF-8")
            .env_remove("LANGUAGE");
        command
    }

    /// A line as a shell understands it, with the project's programs first on its `PATH`. `prefix` are
    /// words before the shell: another machine's, or none.
    ///
    /// # Panics
    ///
    /// When the programs have not been built.
    pub fn line(&self, prefix: &[String], line: &str) -> Command {
        let shell = ["sh".to_owned(), "-c".to_owned(), format!("exec {line}")];
        let words: Vec<String> = prefix.iter().cloned().chain(shell).collect();
        let mut command = Command::new(&words[0]);
        command.args(&words[1..]);
        let mut command = self.own(command);
        // What Python prints into a pipe is to be seen at once, and whatever the locale is.
        command.env("PATH", path()).env("PYTHONUNBUFFERED", "1").env("PYTHONUTF8", "1");
        command
    }
}

fn path() -> OsString {
    let ours = workspace_program("tp-relais").parent().expect("a folder").to_owned();
    let theirs = env::var_os("PATH").unwrap_or_default();
    env::join_paths([ours].into_iter().chain(env::split_paths(&theirs))).unwrap_or(theirs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_found_in_a_block_and_in_the_text_around_it() {
        let text = "# `tp-ctl top`\n`tp-ctl` and `recv(1024)`, `--room 1`\n```console\n$ tp-client `x`\nsaid\n```\n\
                    ```toml\n# tp-ctl peers\n```\n| `sudo\nsystemctl stop x` | `tp-relais.socket` |";
        assert_eq!(commands_in(text), ["tp-ctl top", "tp-client `x`", "sudo systemctl stop x"]);
    }
}

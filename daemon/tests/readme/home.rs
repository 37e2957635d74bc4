//! Who does what README says.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;

use tp_testkit::guide;
use tp_testkit::program::{self, workspace_program};

use crate::commands::commands;

/// A user of README, and what this one has run.
pub(crate) struct Home {
    user: guide::Home,
    tried: RefCell<BTreeSet<String>>,
}

impl Home {
    pub(crate) fn new() -> Home {
        Home { user: guide::Home::new(), tried: RefCell::default() }
    }

    /// A command of README, run by this user.
    pub(crate) fn command(&self, readme: &str) -> Command {
        self.tried.borrow_mut().insert(readme.to_owned());
        assert!(commands().iter().any(|command| command == readme), "README no longer says {readme:?}");
        let Some(words) = readme.strip_prefix("cargo run --release --bin ") else {
            return self.user.line(&[], readme);
        };
        let mut words = words.split_whitespace().filter(|&word| word != "--");
        let mut command = Command::new(workspace_program(words.next().expect("a program's name")));
        command.args(words);
        self.user.own(command)
    }

    pub(crate) fn output(&self, readme: &str) -> String {
        let ended = program::run(&mut self.command(readme));
        assert_eq!(ended.code, Some(0), "{readme}: {}{}", ended.stdout, ended.stderr);
        ended.stdout
    }

    /// Whether it has run a command.
    pub(crate) fn has_tried(&self, command: &str) -> bool {
        self.tried.borrow().contains(command)
    }

    /// A file that a command made in its folder.
    pub(crate) fn file(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.user.path().join(name)).expect("a file that was made")
    }

    /// Where its relay keeps what it has to remember.
    pub(crate) fn state(&self) -> PathBuf {
        self.user.path().join("state/tp-relais")
    }
}

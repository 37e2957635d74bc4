//! Who plays the guide.

use std::cell::RefCell;
use std::collections::BTreeSet;

use tp_testkit::guide::{self, Home};
use tp_testkit::netns::{Machines, SERVER};
use tp_testkit::program::{self, Ended, Program};

use crate::commands::{GUIDE, RELAY};

/// A class: a folder with the guide's programs and its configuration, on this machine or another.
pub(crate) struct Class {
    pub(crate) home: Home,
    prefix: Vec<String>,
    tried: RefCell<BTreeSet<String>>,
}

impl Class {
    pub(crate) fn new(prefix: Vec<String>) -> Class {
        let home = Home::new();
        let programs = guide::blocks(GUIDE, "python");
        for (name, text) in ["client_once.py", "client_lockstep.py"].iter().zip(programs) {
            std::fs::write(home.path().join(name), text).expect("a program of the lesson");
        }
        std::fs::write(home.path().join("lecon.toml"), guide::text("systemd/lecon.toml")).expect("the configuration");
        Class { home, prefix, tried: RefCell::default() }
    }

    /// A command of the guide.
    pub(crate) fn start(&self, line: &str) -> Program {
        self.note(line);
        Program::start(&mut self.home.line(&self.prefix, line))
    }

    /// The same on the pupil's machine, with the address of this one in the place of the guide's.
    pub(crate) fn there(&self, machines: &Machines, line: &str) -> Ended {
        self.note(line);
        let mut prefix = self.prefix.clone();
        *prefix.last_mut().expect("a namespace") = machines.client_name().to_owned();
        program::run(&mut self.home.line(&prefix, &line.replace("192.168.1.20", &SERVER.to_string())))
    }

    fn note(&self, line: &str) {
        assert!(guide::commands(GUIDE).iter().any(|command| command == line), "the guide no longer says {line:?}");
        self.tried.borrow_mut().insert(line.to_owned());
    }

    /// Whoever has played this part of the guide has run all of it.
    pub(crate) fn has_tried(&self, commands: impl IntoIterator<Item = String>) {
        let tried = self.tried.borrow();
        let left: Vec<String> = commands.into_iter().filter(|command| !tried.contains(command)).collect();
        assert!(left.is_empty(), "no test runs {left:?}");
    }

    pub(crate) fn output(&self, line: &str) -> String {
        let ended = self.start(line).finish();
        assert_eq!(ended.code, Some(0), "{line}: {}{}", ended.stdout, ended.stderr);
        ended.stdout
    }

    /// Each of these views shows all of these words.
    pub(crate) fn shows(&self, views: &[&str], words: &[&str]) {
        for view in views {
            let seen = self.output(view);
            assert!(words.iter().all(|word| seen.contains(word)), "{view}: {words:?} in {seen}");
        }
    }

    pub(crate) fn relay(&self) -> Program {
        let relay = self.start(RELAY);
        relay.wait_for("room 12348 (all)");
        relay.wait_for("frame log:");
        relay
    }
}

//! Who plays the guide.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::net::Ipv4Addr;
use std::process::Command;

use tp_testkit::guide::{self, Home};
use tp_testkit::netns::{self, Machines};
use tp_testkit::program::{self, Ended, Program};

use crate::commands::{FOLDER, GUIDE, RELAY, of_the_package};

/// A machine of the class.
struct Machine {
    /// The words that run what follows on it, none for the test's own.
    prefix: Vec<String>,
    /// Its address, as the other one sees it.
    address: Ipv4Addr,
}

/// A class: a folder with the guide's programs and its configuration, the teacher's machine and a pupil's.
pub(crate) struct Class {
    pub(crate) home: Home,
    teacher: Machine,
    pupil: Machine,
    tried: RefCell<BTreeSet<String>>,
}

impl Class {
    /// The pupil sits at the teacher's machine.
    pub(crate) fn on_one_machine(prefix: Vec<String>) -> Class {
        let machine = |prefix| Machine { prefix, address: Ipv4Addr::LOCALHOST };
        Class::new(machine(prefix.clone()), machine(prefix))
    }

    /// The pupil has another one.
    pub(crate) fn on_two_machines(machines: &Machines) -> Class {
        let teacher = Machine { prefix: machines.server_prefix(), address: netns::SERVER };
        let pupil = Machine { prefix: machines.client_prefix(), address: netns::CLIENT };
        Class::new(teacher, pupil)
    }

    fn new(teacher: Machine, pupil: Machine) -> Class {
        let home = Home::new();
        let programs = guide::blocks(GUIDE, "python");
        for (name, text) in ["client_once.py", "client_lockstep.py"].iter().zip(programs) {
            std::fs::write(home.path().join(name), text).expect("a program of the lesson");
        }
        std::fs::write(home.path().join("lecon.toml"), guide::text("systemd/lecon.toml")).expect("the configuration");
        Class { home, teacher, pupil, tried: RefCell::default() }
    }

    /// Where the pupil's programs come from.
    pub(crate) fn address_of_the_pupil(&self) -> Ipv4Addr {
        self.pupil.address
    }

    /// A command of the guide.
    pub(crate) fn command(&self, line: &str) -> Command {
        self.note(line);
        self.home.line(&self.teacher.prefix, line)
    }

    pub(crate) fn start(&self, line: &str) -> Program {
        Program::start(&mut self.command(line))
    }

    /// The same on the pupil's machine, with the address of the teacher's in the place of the guide's.
    pub(crate) fn there(&self, line: &str) -> Ended {
        self.note(line);
        let line = line.replace("192.168.1.20", &self.teacher.address.to_string());
        program::run(&mut self.home.line(&self.pupil.prefix, &line))
    }

    fn note(&self, line: &str) {
        assert!(guide::commands(GUIDE).iter().any(|command| command == line), "the guide no longer says {line:?}");
        self.tried.borrow_mut().insert(line.to_owned());
    }

    /// Whoever has played the guide has run all of it, but for what is another test's.
    pub(crate) fn has_tried_the_guide(&self) {
        let tried = self.tried.borrow();
        let mut left = guide::commands(GUIDE);
        left.retain(|command| !of_the_package(command) && !tried.contains(command));
        assert!(left.is_empty(), "no test runs {left:?}");
    }

    pub(crate) fn output(&self, line: &str) -> String {
        succeeded(line, self.start(line).finish())
    }

    pub(crate) fn output_there(&self, line: &str) -> String {
        succeeded(line, self.there(line))
    }

    /// Each of these views shows all of these words.
    pub(crate) fn shows(&self, views: &[&str], words: &[&str]) {
        for view in views {
            let seen = self.output(view);
            assert!(words.iter().all(|word| seen.contains(word)), "{view}: {words:?} in {seen}");
        }
    }

    /// The folder of the last class gets the date that the guide has in its commands.
    pub(crate) fn date_the_folder(&self) {
        let entries = std::fs::read_dir(self.home.path()).expect("our folder");
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let last = names.filter(|name| name.starts_with("classe-")).max().expect("a class's folder");
        std::fs::rename(self.home.path().join(last), self.home.path().join(FOLDER)).expect("a new name");
    }

    pub(crate) fn relay(&self) -> Program {
        let relay = self.start(RELAY);
        relay.wait_for("room 12348 (all)");
        relay.wait_for("frame log:");
        relay
    }
}

fn succeeded(line: &str, ended: Ended) -> String {
    assert_eq!(ended.code, Some(0), "{line}: {}{}", ended.stdout, ended.stderr);
    ended.stdout
}

//! The package, installed with dpkg where a real systemd is the first process.
//!
//! Each test boots a throw-away system of its own and runs itself in there ([`system`]): the system is
//! this machine's, and what is changed goes with it. It takes the booting program from
//! `TP_RELAIS_WITH_SYSTEMD` and the package from `TP_RELAIS_PACKAGE`; `.ci/run` makes one, and a later
//! version of it, `TP_RELAIS_PACKAGE_UPGRADE`.

mod activated;
mod manual;
mod members;
mod refusals;
mod restart;
mod survival;
mod system;
mod upgrade;

//! The real client against servers of the test, in pipes and on a real terminal.

#[cfg(test)]
mod common;
mod connect;
mod french;
mod looks;
mod once;
mod piped;
mod platforms;
mod terminal;
#[cfg(test)]
mod tmux;

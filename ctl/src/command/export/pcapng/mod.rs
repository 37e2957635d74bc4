//! A capture for Wireshark: the log's conversations as TCP connections.
//!
//! The log holds what was said, by whom and to whom; the packets round it are made up here so that
//! every program that reads captures understands it. Addresses, ports, names, times and payloads
//! are the log's.
//!
//! The link type is raw IP: Ethernet would have to be made up as well, and Follow TCP Stream and
//! the interfaces need nothing of it. Each client is an interface of its own, so that a lesson in
//! which everybody is 127.0.0.1 can be told apart by more than ports.
//!
//! The log is read twice. What the kernel took of a peer's last frames is known only at its end:
//! the first pass notes it for those who did not get everything, and the names that belong to one
//! address; the second writes. Neither holds a frame longer than it is looked at.

mod blocks;
mod capture;
mod comment;
mod conversations;
mod peer;
mod peers;
mod segment;
mod stream;
mod survey;

use std::cell::RefCell;
use std::ops::RangeInclusive;
use std::rc::Rc;

use super::merged::{Merged, Readable};
use super::{ExportError, bytes};
use crate::args::FilterArgs;
use crate::error::Error;
use crate::language::Language;
use crate::log::Room;
use crate::output::{Progress, Target};
use capture::Capture;
use comment::Words;
use conversations::Conversations;
use survey::{Names, Survey};

/// Refuses what would tear conversations apart.
pub(super) fn check(filter: &FilterArgs) -> Result<(), ExportError> {
    // A direction is only accepted with one of those that are refused.
    let FilterArgs { since: _, until: _, direction: _, peer, name, ip, port, size, text, regex } = filter;
    let given = [
        (!peer.is_empty(), "--peer"),
        (name.is_some(), "--name"),
        (ip.is_some(), "--ip"),
        (port.is_some(), "--port"),
        (size.is_some(), "--size"),
        (text.is_some(), "--text"),
        (regex.is_some(), "--regex"),
    ];
    match given.into_iter().find(|(given, _)| *given) {
        Some((_, option)) => Err(ExportError::Conversations { option }),
        None => Ok(()),
    }
}

/// Says how much could be read.
pub(super) fn export(rooms: Vec<Room>, filter: &FilterArgs, target: &Target) -> Result<Readable, Error> {
    let progress = Rc::new(Progress::new(2 * bytes(&rooms)?));
    let interrupted = target.interrupted();
    let mut names = Names::default();
    let mut surveyed = Vec::new();
    for room in rooms {
        let survey = Survey::of(&room, &mut names, &progress, &interrupted)?;
        surveyed.push((room, survey));
    }
    // A file is UTF-8 whatever the terminal takes.
    let words = Rc::new(Words::new(Language::wished(None)));
    let capture = Rc::new(RefCell::new(Capture::begin(target.writer()?, &names, &words.section())));
    let shown = period(filter);
    let lane = |(room, survey): (Room, Survey)| {
        let last = survey.last;
        let conversations = Conversations::new(&room.name, survey, shown.clone(), (&capture, &words));
        (room, conversations, Some(last))
    };
    let lanes = surveyed.into_iter().map(lane).collect();
    let read = Merged::new(lanes, &progress, &interrupted).read()?;
    capture.borrow_mut().finish()?;
    Ok(read)
}

/// The time that is shown, in nanoseconds since the Unix epoch.
fn period(filter: &FilterArgs) -> RangeInclusive<u64> {
    filter.since.map_or(0, |since| since.0)..=filter.until.map_or(u64::MAX, |until| until.0)
}

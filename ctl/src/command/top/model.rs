//! What is known and what is wanted: all that a picture of the screen needs.

use std::cmp::Ordering;
use std::time::Instant;

use tp_proto::control::{PeerRow, PeerState, RoomStatus, Status};

use super::keys::Prompt;
use super::passed::{LastPassed, Passed};
use super::rates::{Rate, Rates};
use crate::language::Language;
use crate::output;

/// What the other thread tells.
#[derive(Debug)]
pub(super) enum News {
    /// How the daemon was at that moment, and who was there.
    Seen(Box<(Instant, u64, Status, Vec<PeerRow>)>),
    /// It cannot be asked.
    Gone(String),
    /// Frames that passed.
    Passed(Vec<Passed>),
    /// Why none can be shown.
    NoLog(String),
    /// What came of an order, a sentence each.
    Ordered(Vec<String>),
}

/// A client.
#[derive(Debug, Clone)]
pub(super) struct Client {
    pub(super) row: PeerRow,
    pub(super) rate: Rate,
}

/// By what clients are sorted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Sort {
    #[default]
    Number,
    Address,
    In,
    Out,
    Backlog,
    State,
}

/// Everything.
#[derive(Debug, Default)]
pub(super) struct Model {
    pub(super) status: Option<Status>,
    /// When it was, nanoseconds since the Unix epoch.
    pub(super) seen: u64,
    pub(super) clients: Vec<Client>,
    pub(super) gone: Option<String>,
    pub(super) passed: LastPassed,
    pub(super) no_log: Option<String>,
    pub(super) sort: Sort,
    pub(super) room: Option<String>,
    pub(super) filter: String,
    /// The number of the client that is chosen.
    pub(super) chosen: Option<u64>,
    /// A table even where a star would do.
    pub(super) table: bool,
    /// The screen, as it was drawn last, has space for a star.
    pub(super) star_fits: bool,
    pub(super) prompt: Prompt,
    /// All keys in words, instead of the clients.
    pub(super) help: bool,
    /// What came of the last key, a sentence each.
    pub(super) said: Vec<String>,
    rates: Rates,
}

impl Model {
    /// Nothing is known yet.
    pub(super) fn new(room: Option<String>) -> Model {
        Model { room, ..Model::default() }
    }

    /// Something is known.
    pub(super) fn take(&mut self, news: News) {
        match news {
            News::Seen(seen) => self.see(*seen),
            News::Gone(why) => {
                self.gone = Some(why);
                self.rates.forget();
                self.clients.iter_mut().for_each(|client| client.rate = Rate::default());
            }
            News::Passed(passed) => {
                self.no_log = None;
                self.passed.extend(passed);
            }
            News::NoLog(why) => self.no_log = Some(why),
            News::Ordered(said) => self.said = said,
        }
    }

    fn see(&mut self, (at, unix_ns, status, peers): (Instant, u64, Status, Vec<PeerRow>)) {
        if self.status.as_ref().is_some_and(|before| before.started != status.started) {
            self.rates.forget();
        }
        let rates = self.rates.look(at, &peers);
        self.clients = peers.into_iter().zip(rates).map(|(row, rate)| Client { row, rate }).collect();
        (self.gone, self.seen, self.status) = (None, unix_ns, Some(status));
    }

    /// The rooms that are shown.
    pub(super) fn rooms(&self) -> impl Iterator<Item = &RoomStatus> {
        let rooms = self.status.iter().flat_map(|status| &status.rooms);
        rooms.filter(|room| self.room.as_ref().is_none_or(|wanted| *wanted == room.room))
    }

    /// The clients that are shown, in their order.
    pub(super) fn shown(&self) -> Vec<&Client> {
        let in_room = |client: &&Client| self.room.as_ref().is_none_or(|room| *room == client.row.room);
        let mut shown: Vec<&Client> =
            self.clients.iter().filter(in_room).filter(|client| self.passes(client)).collect();
        shown.sort_by(|a, b| self.sort.compare(a, b).then(a.row.number.cmp(&b.row.number)));
        shown
    }

    fn passes(&self, client: &Client) -> bool {
        let PeerRow { number, peer, name, room, .. } = &client.row;
        let text = format!("{number} {} {name} {room}", output::canonical(*peer)).to_lowercase();
        text.contains(&self.filter.to_lowercase())
    }

    /// The place among those who are shown of the one that is chosen.
    pub(super) fn chosen_place(&self, shown: &[&Client]) -> Option<usize> {
        shown.iter().position(|client| Some(client.row.number) == self.chosen)
    }

    /// Chooses the client so many places on, or the first.
    pub(super) fn choose(&mut self, step: isize) {
        let shown = self.shown();
        let Some(last) = shown.len().checked_sub(1) else { return };
        let place = match self.chosen_place(&shown) {
            Some(place) => place.saturating_add_signed(step).min(last),
            None => 0,
        };
        self.chosen = Some(shown[place].row.number);
    }

    /// What all who are shown do together.
    pub(super) fn total(&self) -> Rate {
        self.shown().iter().map(|client| client.rate).fold(Rate::default(), Rate::and)
    }
}

impl Sort {
    const ALL: [Sort; 6] = [Sort::Number, Sort::Address, Sort::In, Sort::Out, Sort::Backlog, Sort::State];

    /// The one after this.
    pub(super) fn next(self) -> Sort {
        let place = Sort::ALL.iter().position(|&sort| sort == self).unwrap_or_default();
        Sort::ALL[(place + 1) % Sort::ALL.len()]
    }

    pub(super) fn name(self, language: &Language) -> String {
        match self {
            Sort::Number => language.top_sort_number(),
            Sort::Address => language.top_sort_address(),
            Sort::In => language.top_sort_in(),
            Sort::Out => language.top_sort_out(),
            Sort::Backlog => language.top_sort_backlog(),
            Sort::State => language.top_sort_state(),
        }
    }

    /// The most first, where there is a most.
    fn compare(self, a: &Client, b: &Client) -> Ordering {
        match self {
            Sort::Number => a.row.number.cmp(&b.row.number),
            Sort::Address => output::canonical(a.row.peer).cmp(&output::canonical(b.row.peer)),
            Sort::In => b.rate.in_bytes.total_cmp(&a.rate.in_bytes),
            Sort::Out => b.rate.out_bytes.total_cmp(&a.rate.out_bytes),
            Sort::Backlog => b.row.backlog_bytes.cmp(&a.row.backlog_bytes),
            Sort::State => urgency(b.row.state).cmp(&urgency(a.row.state)),
        }
    }
}

fn urgency(state: PeerState) -> u8 {
    match state {
        PeerState::Slow => 3,
        PeerState::HalfClosed => 2,
        PeerState::Leaving => 1,
        _ => 0,
    }
}

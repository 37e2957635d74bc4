//! What a key does.

use std::net::{IpAddr, SocketAddr};

use ipnet::IpNet;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tp_addresses::net::{self, holds_this_machine};
use tp_language::refusal::words;
use tp_proto::control::refusal::Few;
use tp_proto::control::{BAN_SECONDS_DEFAULT, PeerRow, Request};

use super::model::Model;
use crate::command::ban;
use crate::language::Language;
use crate::output;

/// How far a page is.
const PAGE: isize = 10;

/// Longest filter.
const FILTER_MAX: usize = 60;

/// What has to be done outside.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// End.
    Quit,
    /// Have the daemon do this.
    Order(Request),
}

/// What the last but one line asks.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) enum Prompt {
    /// Nothing.
    #[default]
    None,
    /// Which clients are wanted: they are shown while it is typed.
    Filter,
    /// Whether this is to be done.
    Sure(Sure),
}

/// What may be done.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Sure {
    /// What has to be known before, a sentence each.
    pub(super) known: Vec<String>,
    pub(super) question: String,
    /// What is done then.
    request: Request,
}

/// What is asked and then done, of whoever is chosen.
type What = fn(&Model, &Language) -> Option<Sure>;

impl Model {
    /// A key was pressed.
    pub(super) fn key(&mut self, key: KeyEvent, language: &Language) -> Option<Effect> {
        if key.modifiers.contains(KeyModifiers::CONTROL) && matches!(key.code, KeyCode::Char('c')) {
            return Some(Effect::Quit);
        }
        self.said.clear();
        if std::mem::take(&mut self.help) {
            return None;
        }
        match std::mem::take(&mut self.prompt) {
            Prompt::None => self.command(key.code, language),
            Prompt::Filter => {
                self.type_filter(key.code);
                None
            }
            Prompt::Sure(Sure { request, .. }) => {
                matches!(key.code, KeyCode::Char('y' | 'Y' | 'o' | 'O')).then_some(Effect::Order(request))
            }
        }
    }

    fn command(&mut self, code: KeyCode, language: &Language) -> Option<Effect> {
        match code {
            KeyCode::Char('q') => return Some(Effect::Quit),
            KeyCode::Char('?' | 'h') | KeyCode::F(1) => self.help = true,
            KeyCode::Char('s') => self.sort = self.sort.next(),
            KeyCode::Char('/') => self.prompt = Prompt::Filter,
            KeyCode::Char('r') => self.next_room(),
            KeyCode::Char('t') => self.star_or_table(language),
            KeyCode::Up | KeyCode::Left => self.choose(-1),
            KeyCode::Down | KeyCode::Right => self.choose(1),
            KeyCode::PageUp => self.choose(-PAGE),
            KeyCode::PageDown => self.choose(PAGE),
            KeyCode::Home => self.choose(isize::MIN),
            KeyCode::End => self.choose(isize::MAX),
            KeyCode::Esc => (self.chosen, self.filter) = (None, String::new()),
            KeyCode::Char('k') => self.ask(Model::kick, Language::top_choose_first, language),
            KeyCode::Char('b') => self.ask(Model::ban, Language::top_choose_first, language),
            KeyCode::Char('p') => self.ask(Model::pause, Language::top_room_first, language),
            _ => {}
        }
        None
    }

    fn type_filter(&mut self, code: KeyCode) {
        match code {
            KeyCode::Enter => return,
            KeyCode::Esc => return self.filter.clear(),
            KeyCode::Backspace => drop(self.filter.pop()),
            KeyCode::Char(c) if self.filter.chars().count() < FILTER_MAX => self.filter.push(c),
            _ => {}
        }
        self.prompt = Prompt::Filter;
    }

    /// Where the star has no space there is nothing to choose: that is said.
    fn star_or_table(&mut self, language: &Language) {
        if self.star_fits {
            self.table = !self.table;
        } else {
            self.table = false;
            self.said = vec![language.top_no_star(self.shown().len() as u64)];
        }
    }

    /// All rooms, then one after the other.
    fn next_room(&mut self) {
        let rooms: Vec<&String> = self.status.iter().flat_map(|status| &status.rooms).map(|room| &room.room).collect();
        let place = self.room.as_ref().and_then(|shown| rooms.iter().position(|room| *room == shown));
        self.room = rooms.get(place.map_or(0, |place| place + 1)).map(|&room| room.clone());
    }

    /// Asks whether `what` is to be done, or says what has to be chosen for it first.
    fn ask(&mut self, what: What, first: fn(&Language) -> String, language: &Language) {
        match what(self, language) {
            Some(sure) => self.prompt = Prompt::Sure(sure),
            None => self.said = vec![first(language)],
        }
    }

    fn chosen_row(&self) -> Option<&PeerRow> {
        self.clients.iter().map(|client| &client.row).find(|row| Some(row.number) == self.chosen)
    }

    fn kick(&self, language: &Language) -> Option<Sure> {
        let row = self.chosen_row()?;
        let number = row.number.to_string();
        let question = language.top_ask_kick(&number, &output::canonical(row.peer).to_string());
        Some(Sure::plain(question, Request::Kick { peers: vec![number], all: false }))
    }

    /// Asks with what the ban will do besides: a host of IPv6 is its whole net, and others may be in it.
    fn ban(&self, language: &Language) -> Option<Sure> {
        let ip = self.chosen_row()?.peer.ip().to_canonical();
        let net = net::of_host(ip);
        let name = net::name(net);
        let cut: Few<String> = self.rows_in(net).map(briefly).collect();
        let mut known = Vec::new();
        known.extend((net.prefix_len() < net.max_prefix_len()).then(|| language.top_ban_net(&ip.to_string(), &name)));
        known.push(language.top_ban_cuts(cut.count(), &words(&cut, language)));
        known.extend(holds_this_machine(net, self.own_addresses()).then(|| language.ban_this_machine(&name)));
        let question = language.top_ask_ban(&name, &ban::time(BAN_SECONDS_DEFAULT, language));
        Some(Sure { known, question, request: Request::Ban { net: name, seconds: BAN_SECONDS_DEFAULT } })
    }

    fn rows_in(&self, net: IpNet) -> impl Iterator<Item = &PeerRow> {
        let rows = self.clients.iter().map(|client| &client.row);
        rows.filter(move |row| net.contains(&row.peer.ip().to_canonical()))
    }

    /// What this machine is reached at, as far as anybody sees it here.
    fn own_addresses(&self) -> impl Iterator<Item = IpAddr> {
        let typed = self.status.iter().flat_map(|status| &status.addresses);
        typed.chain(self.clients.iter().map(|client| &client.row.local)).map(SocketAddr::ip)
    }

    /// The room that is shown, or that of the one who is chosen, or the only one.
    fn pause(&self, language: &Language) -> Option<Sure> {
        let wanted = self.room.clone().or_else(|| self.chosen_row().map(|row| row.room.clone()));
        let mut rooms = self.rooms().filter(|room| wanted.as_ref().is_none_or(|wanted| *wanted == room.room));
        let (room, None) = (rooms.next()?, rooms.next()) else { return None };
        let name = room.room.clone();
        Some(if room.paused {
            Sure::plain(language.top_ask_resume(&name), Request::Resume { room: Some(name) })
        } else {
            Sure::plain(language.top_ask_pause(&name), Request::Pause { room: Some(name) })
        })
    }
}

impl Sure {
    /// Where the question says all.
    fn plain(question: String, request: Request) -> Sure {
        Sure { known: Vec::new(), question, request }
    }
}

/// `7 (Léa)`.
fn briefly(row: &PeerRow) -> String {
    if row.name.is_empty() { row.number.to_string() } else { format!("{} ({})", row.number, row.name) }
}

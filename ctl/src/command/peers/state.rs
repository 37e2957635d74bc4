//! What a peer is doing, in words. What the wire does not tell is worded as a guess.

use clap::ValueEnum as _;
use tp_proto::control::{PeerRow, PeerState};

use crate::args::StateWord;
use crate::language::Language;

/// Nanoseconds of silence from which on a peer is called idle.
const IDLE_NS: u64 = 10_000_000_000;
/// Nanoseconds without an answer from which on somebody may be waiting for one: on a way round the
/// room and back by hand nobody is faster.
const WAITING_NS: u64 = 2_000_000_000;

/// What a peer is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// It sends and takes what is for it, or nobody knows better.
    Open,
    /// Nothing for so long.
    Idle(u64),
    /// A guess: it said one thing, got nothing since, and may wait for it as the lesson's clients do.
    Waiting(u64),
    /// The kernel takes no more for it.
    Slow,
    /// It will send no more.
    HalfClosed,
    /// It is on its way out.
    Leaving,
}

impl State {
    /// What a peer is doing at `now`, nanoseconds since the Unix epoch.
    pub(super) fn of(row: &PeerRow, now: u64) -> State {
        match row.state {
            PeerState::HalfClosed => State::HalfClosed,
            PeerState::Slow => State::Slow,
            PeerState::Leaving => State::Leaving,
            _ => of_open(row, now),
        }
    }

    /// The word that chooses it.
    pub(super) fn word(self) -> StateWord {
        match self {
            State::Open => StateWord::Open,
            State::Idle(_) => StateWord::Idle,
            State::Waiting(_) => StateWord::Waiting,
            State::Slow => StateWord::Slow,
            State::HalfClosed => StateWord::HalfClosed,
            State::Leaving => StateWord::Leaving,
        }
    }

    /// How long it has been so, in nanoseconds, where that is known.
    pub(super) fn span_ns(self) -> u64 {
        match self {
            State::Idle(ns) | State::Waiting(ns) => ns,
            _ => 0,
        }
    }

    /// In words; in few of them where `brief`.
    pub(super) fn said(self, language: &Language, brief: bool) -> String {
        match self {
            State::Open => language.state_open(),
            State::Slow => language.state_slow(),
            State::HalfClosed => language.state_half_closed(),
            State::Leaving => language.state_leaving(),
            State::Idle(ns) if brief => language.state_idle_short(&language.roughly(ns)),
            State::Idle(ns) => language.state_idle(&language.roughly(ns)),
            State::Waiting(ns) if brief => language.state_waiting_short(&language.roughly(ns)),
            State::Waiting(ns) => language.state_waiting(&language.roughly(ns)),
        }
    }
}

/// What each state is that anybody can be in, a sentence each; it begins with the state's word.
pub(super) fn meanings(language: &Language) -> impl Iterator<Item = String> {
    StateWord::value_variants().iter().map(|word| meaning(*word, language))
}

fn meaning(word: StateWord, language: &Language) -> String {
    match word {
        StateWord::Open => language.legend_of_open_state(),
        StateWord::Idle => language.legend_of_idle_state(&language.span(IDLE_NS)),
        StateWord::Waiting => language.legend_of_waiting_state(),
        StateWord::Slow => language.legend_of_slow_state(),
        StateWord::HalfClosed => language.legend_of_half_closed_state(),
        StateWord::Leaving => language.legend_of_leaving_state(),
    }
}

/// A client in lock-step says one thing and nothing more before it has got something.
fn of_open(row: &PeerRow, now: u64) -> State {
    let waiting = row.last_rx.filter(|rx| row.unanswered_frames == 1 && *rx > row.last_tx.unwrap_or(0));
    if let Some(ns) = waiting.map(|rx| now.saturating_sub(rx)).filter(|ns| *ns >= WAITING_NS) {
        return State::Waiting(ns);
    }
    idle_ns(row, now).filter(|ns| *ns >= IDLE_NS).map_or(State::Open, State::Idle)
}

/// How long nothing came from a peer or went to it; `None` where that was before a restart.
pub(super) fn idle_ns(row: &PeerRow, now: u64) -> Option<u64> {
    let never = row.rx_frames == 0 && row.tx_frames == 0;
    let last = row.last_rx.max(row.last_tx).or(never.then_some(row.since))?;
    Some(now.saturating_sub(last))
}

#[cfg(test)]
pub(super) mod tests {
    use clap::ValueEnum as _;

    use super::{PeerRow, PeerState, State, StateWord, meaning};
    use crate::language::{Lang, Language};

    const S: u64 = 1_000_000_000;
    const NOW: u64 = 1_000 * S;

    pub(in super::super) fn row(number: u64) -> PeerRow {
        PeerRow {
            number,
            room: "12345".into(),
            peer: "192.168.100.20:53112".parse().expect("an address"),
            local: "192.168.100.1:12345".parse().expect("an address"),
            name: String::new(),
            since: 0,
            state: PeerState::Open,
            rx_frames: 12,
            rx_bytes: 180,
            tx_frames: 24,
            tx_bytes: 360,
            backlog_bytes: 0,
            last_rx: Some(NOW - 3 * S),
            last_tx: Some(NOW - S),
            unanswered_frames: 0,
        }
    }

    fn check(change: impl FnOnce(&mut PeerRow), expected: State) {
        let mut row = row(1);
        change(&mut row);
        assert_eq!(State::of(&row, NOW), expected, "{row:?}");
    }

    #[test]
    fn a_state_is_what_is_known_or_a_guess_from_who_spoke_last() {
        let said = |row: &mut PeerRow, ago: u64| (row.last_rx, row.unanswered_frames) = (Some(NOW - ago * S), 1);
        check(|_| {}, State::Open);
        check(|row| (row.last_rx, row.last_tx) = (Some(NOW - 60 * S), Some(NOW - 42 * S)), State::Idle(42 * S));
        check(|row| (row.last_tx, _) = (Some(NOW - 50 * S), said(row, 42)), State::Waiting(42 * S));
        check(|row| (row.last_tx, _) = (None, said(row, 42)), State::Waiting(42 * S));
        // An answer may be on its way for a moment.
        check(|row| (row.last_tx, _) = (Some(NOW - 50 * S), said(row, 1)), State::Open);
        // Who says several things is not waiting in between.
        check(|row| (row.last_tx, _, row.unanswered_frames) = (Some(NOW - 50 * S), said(row, 5), 2), State::Open);
        check(|row| row.state = PeerState::HalfClosed, State::HalfClosed);
        check(|row| (row.state, _) = (PeerState::Slow, said(row, 42)), State::Slow);
        check(|row| row.state = PeerState::Leaving, State::Leaving);
    }

    #[test]
    fn of_a_peer_that_went_on_over_a_restart_nothing_is_guessed() {
        check(|row| (row.last_rx, row.last_tx, row.unanswered_frames) = (None, None, 1), State::Open);
        check(|row| (row.last_rx, row.last_tx, row.rx_frames, row.tx_frames) = (None, None, 0, 0), State::Idle(NOW));
    }

    #[test]
    fn every_state_is_explained_by_the_word_that_its_column_shows() {
        let states = [State::Open, State::Idle(S), State::Waiting(S), State::Slow, State::HalfClosed, State::Leaving];
        assert_eq!(states.map(State::word), StateWord::value_variants());
        for (state, lang) in states.into_iter().flat_map(|state| [(state, Lang::En), (state, Lang::Fr)]) {
            let language = Language::new(lang);
            let meaning = meaning(state.word(), &language);
            let (word, _) = meaning.split_once(':').expect("a word and what it means");
            for said in [state.said(&language, true), state.said(&language, false)] {
                assert!(said.starts_with(word.trim_end_matches('\u{a0}')), "{said}: {meaning}");
            }
        }
    }
}

//! The characters that a ladder of text is drawn with.

use super::Outcome;
use crate::scene::Fate;

/// The characters of a drawing.
pub(super) struct Strokes {
    pub(super) lane: char,
    pub(super) server: char,
    pub(super) line: char,
    /// A line to where not everything came.
    pub(super) broken: char,
    pub(super) right: char,
    pub(super) left: char,
    /// A lane that an arrow leaves to the right, and to the left.
    pub(super) from: [char; 2],
    /// A lane that an arrow crosses.
    pub(super) cross: char,
    /// The server's lane, left to the right, to the left and to both sides; and crossed.
    pub(super) server_from: [char; 3],
    pub(super) server_cross: char,
    pub(super) join: char,
    pub(super) leave: char,
    /// Before how many of a crowd a frame goes to.
    pub(super) times: char,
}

/// Of Unicode's box drawing, and arrow heads that no font shows as pictures.
pub(super) const BOX: Strokes = Strokes {
    lane: '│',
    server: '║',
    line: '─',
    broken: '╌',
    right: '►',
    left: '◄',
    from: ['├', '┤'],
    cross: '┼',
    server_from: ['╟', '╢', '╫'],
    server_cross: '╫',
    join: '┬',
    leave: '┴',
    times: '×',
};

/// Of ASCII.
pub(super) const ASCII: Strokes = Strokes {
    lane: '|',
    server: '#',
    line: '-',
    broken: '.',
    right: '>',
    left: '<',
    from: ['+', '+'],
    cross: '+',
    server_from: ['#', '#', '#'],
    server_cross: '#',
    join: '+',
    leave: '+',
    times: 'x',
};

/// The head of an arrow to where not everything came.
pub(super) fn tip(outcome: Outcome) -> Option<char> {
    match outcome {
        Outcome::All(Fate::Taken) => None,
        Outcome::All(Fate::Never) => Some('x'),
        Outcome::Some => Some('%'),
        Outcome::All(Fate::Waiting) => Some('~'),
        Outcome::All(Fate::Unknown) => Some('?'),
    }
}

//! The drawings: the ladder of a room's frames, the star of its clients, its traffic over time.
//!
//! Pure: what `scene` has boiled down goes in, text or SVG comes out. Whatever a peer chose goes
//! through `label::shown` first and then, in SVG and HTML, through the template's escaping; it is put
//! between tags and never into an attribute.

mod chart;
mod label;
mod ladder;
mod share;
mod star;
mod svg;

pub(crate) use chart::chart;
pub(crate) use label::{halves, person};
pub(crate) use ladder::{LANES_MAX, Ladder, Paint, document, leave_reason, mermaid, parts, signs, text};
pub(crate) use star::star;

/// How the drawings look, in the light and in the dark.
pub(crate) const STYLE: &str = include_str!("picture.css");

//! What the programs say to people, in their language.
//!
//! Each program keeps its sentences in two files, `en.ftl` and `fr.ftl`, which are compiled in, and
//! gives each sentence a function by [`messages!`], so that the compiler knows who says what. Here is
//! what they share: whose language it is ([`language`]), the speaker ([`Sentences`]), numbers and
//! sizes as each language writes them, what the kernel says, what a relay refuses ([`refusal`]), what
//! clap says of a command line ([`usage`]) and a parser of a file ([`mistake`]).
//!
//! What programs read is never said here. Nothing in here knows a runtime, a socket or a file.

mod ascii;
mod cause;
pub mod check;
mod format;
mod locale;
mod messages;
pub mod mistake;
pub mod refusal;
mod sentences;
mod units;
pub mod usage;

pub use ascii::ascii;
#[doc(hidden)]
pub use fluent_bundle::FluentValue;
pub use locale::{Lang, is_other_charset, is_utf8, language};
pub use sentences::{Sentences, Sources};

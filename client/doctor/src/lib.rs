//! Why a relay cannot be reached, for `tp-ctl doctor` and `tp-client --doctor`.
//!
//! [`examine`] gathers facts, within a bounded time and without sending a byte to whoever answers;
//! [`diagnose`] is pure: facts in, hypotheses out, the likeliest first; [`Words`] says both. What is
//! not certain is never said as if it were.
//!
//! It must not depend on a runtime or a Unix: what only Linux tells of its ports stands in [`here`],
//! and is missing elsewhere.

mod diagnosis;
mod facts;
pub mod here;
mod language;
mod probe;
mod scheme;
mod words;

pub use diagnosis::{Cause, Diagnosis, Hypothesis, Likelihood, diagnose};
pub use facts::{Answer, Facts, Here, Listener, Lookup, Outcome, Program, Try};
pub use probe::{examine, is_own};
pub use scheme::{OtherScheme, without_scheme};
pub use words::Words;

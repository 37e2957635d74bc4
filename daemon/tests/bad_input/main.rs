//! Bad input: each a clear error that names the thing and the way out, exit 2 for usage and 1
//! otherwise, and nothing is lost or overwritten.

mod configuration;
mod directories;
mod french;
mod listening;
mod passed;
mod refusal;

//! The relay as a service: what its manager passes it, tells it and hears from it.

mod diagnostics;
mod idle;
mod passed;
mod reload;
mod stopping;
mod told;
mod watchdog;

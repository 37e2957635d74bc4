//! The relay as a service: what its manager passes it, tells it and hears from it.

mod passed;

//! The three programs together: the relay, `tp-ctl` and `tp-client`.

mod banner;
mod client;
mod ctl;
mod export;
mod latency;
mod peers;
mod spoken;

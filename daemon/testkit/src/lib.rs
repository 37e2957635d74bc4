//! What the end-to-end tests share.
//!
//! - [`relay`]: the real daemon as a fixture, with its own directories;
//! - [`manager`]: its service manager: messages, descriptors that are kept and passed;
//! - [`traffic`]: clients that send seeded streams and remember what they received as a hash;
//! - [`checker`]: holds the frame log against what the clients know, I1 to I6;
//! - [`program`]: other programs, with a line to type into and an eye on what they print;
//! - [`guide`]: the commands of README and of the lesson, as written, and a user who runs them;
//! - [`proxy`]: a faulty line between the two;
//! - [`pane`]: a real terminal, with an eye on every byte that reaches it;
//! - [`port`]: a port that is held by a connection of the past;
//! - [`python`]: a Python with what reads our files;
//! - [`netns`]: two machines on one, as network namespaces;
//! - [`small_disk`]: a disk of a few MiB, to be filled;
//! - [`systemd`]: a machine with a real one, for the package;
//! - [`measure`]: figures on a machine that others use, too;
//! - [`wireshark`]: what Wireshark makes of a capture;
//! - [`skip`]: the one way to leave a test out.
//!
//! The library never sleeps to be in time: it waits for events, each wait bounded by
//! [`wait::PATIENCE`], and panics with a sentence when one does not come. Processes are ended by
//! their own number alone.

pub mod checker;
pub mod guide;
pub mod manager;
pub mod measure;
pub mod netns;
pub mod pane;
pub mod port;
pub mod program;
pub mod proxy;
pub mod python;
pub mod relay;
pub mod skip;
pub mod small_disk;
pub mod stream;
pub mod systemd;
pub mod traffic;
pub mod wait;
pub mod wireshark;

pub use checker::{Account, Check, Report};
pub use proxy::Proxy;
pub use relay::Relay;
pub use small_disk::SmallDisk;
pub use traffic::Client;

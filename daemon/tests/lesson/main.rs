//! What the lesson does, on the real relay: its own kind of client, unmodified, in each mode, and
//! what breaks the lesson's server.

mod classroom;
mod machines;
mod modes;
mod pupil;

//! Who is let in, and what happens to those who are not.

mod descriptors;
mod limits;
mod stalled_again;

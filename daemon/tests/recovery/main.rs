//! What the relay makes of the log it finds at its start: nothing that was whole is lost, nothing
//! is overwritten, and it says what it did.

mod checkpoint;
mod damage;
mod full_disk;
mod history;
mod rooms;
mod rotation;
mod tail;

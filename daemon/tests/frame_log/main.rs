//! The frame log as the daemon keeps it: when it goes on in a new segment, what it removes, what it
//! does on a disk that is full, slow or broken, and what it keeps of payloads.

mod disk_errors;
mod files;
mod full_disk;
mod gap;
mod log;
mod payload;
mod poured;
mod retention;
mod rotation;
mod slow_disk;

//! The frame log's format, held to its oracles: ciborium, the grammar, files of earlier days, and
//! whatever a disk or a stranger can do to a file.

mod backward;
mod damage;
mod framer;
mod golden;
mod grammar;
mod hand_decoder;
mod hand_encoder;
mod hostile;
mod names;
mod peer_table;
mod records;
mod segment;
mod torn;

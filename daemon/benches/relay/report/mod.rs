//! What the runs came to: tables, goals, a chart.

mod chart;
mod figures;
mod goals;
mod spread;
mod table;

pub use self::chart::chart;
pub use self::figures::{Figures, Row};
pub use self::goals::{failures, goals};
pub use self::table::tables;

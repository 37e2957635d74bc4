//! The table: a row for each server in each case.

use comfy_table::{CellAlignment, Table, presets};

use super::figures::{Figures, Row};
use super::spread::{Spread, short};
use crate::scenario::{Sample, Scenario};
use crate::server::Contestant;

const TITLES: [&str; 11] = [
    "case",
    "server",
    "CPU-s / million",
    "× yardstick",
    "deliveries/s",
    "p50 µs",
    "p99 µs",
    "max µs",
    "MiB",
    "load CPUs",
    "",
];

const IDLE_TITLES: [&str; 5] = ["case", "server", "KiB a client", "connects/s", ""];

fn shown(spread: Option<Spread>) -> String {
    spread.map_or_else(String::new, |spread| spread.to_string())
}

fn median(figures: &Figures, figure: impl Fn(&Sample) -> Option<f64>) -> String {
    figures.spread(figure).map_or_else(String::new, |spread| short(spread.median))
}

fn failure(figures: &Figures) -> String {
    figures.failure().map_or_else(String::new, str::to_owned)
}

fn cells(row: &Row, figures: &Figures) -> [String; 11] {
    [
        row.case.name(),
        figures.contestant.name().to_owned(),
        shown(figures.spread(Sample::cost)),
        shown(row.ratio(figures.contestant, Contestant::Yardstick, Sample::cost)),
        shown(figures.spread(Sample::rate)),
        median(figures, |sample| sample.latency(0.5)),
        median(figures, |sample| sample.latency(0.99)),
        median(figures, |sample| sample.latency(1.0)),
        median(figures, |sample| Some(sample.resident_bytes_max as f64 / 1048576.0)),
        median(figures, Sample::load_share),
        failure(figures),
    ]
}

fn idle_cells(row: &Row, figures: &Figures) -> [String; 5] {
    [
        row.case.name(),
        figures.contestant.name().to_owned(),
        shown(figures.spread(|sample| sample.resident_bytes_a_client.map(|bytes| bytes / 1024.0))),
        shown(figures.spread(|sample| sample.connects)),
        failure(figures),
    ]
}

fn table<const COLUMNS: usize>(titles: [&str; COLUMNS], rows: Vec<[String; COLUMNS]>) -> Option<Table> {
    let used = |column: usize| rows.iter().any(|row| !row[column].is_empty());
    let columns: Vec<usize> = (0..COLUMNS).filter(|&column| used(column)).collect();
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(columns.iter().map(|&column| titles[column]));
    for row in &rows {
        table.add_row(columns.iter().map(|&column| row[column].clone()));
    }
    for (place, column) in table.column_iter_mut().enumerate() {
        let text = matches!(columns[place], 0 | 1) || columns[place] == COLUMNS - 1;
        column.set_cell_alignment(if text { CellAlignment::Left } else { CellAlignment::Right });
    }
    (!rows.is_empty()).then_some(table)
}

/// The tables of these rows: one of deliveries, one of clients that are silent.
pub fn tables(rows: &[Row]) -> Vec<Table> {
    let (idle, busy): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| row.case.scenario == Scenario::Idle);
    let busy = busy.iter().flat_map(|row| row.figures.iter().map(|figures| cells(row, figures))).collect();
    let idle = idle.iter().flat_map(|row| row.figures.iter().map(|figures| idle_cells(row, figures))).collect();
    [table(TITLES, busy), table(IDLE_TITLES, idle)].into_iter().flatten().collect()
}

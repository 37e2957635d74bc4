//! What is to be reached, beside what was.

use super::figures::{Figures, Row};
use super::spread::{Spread, short};
use crate::scenario::{Sample, Scenario};
use crate::server::Contestant;

/// Most resident KiB a client of a great crowd that is silent.
const IDLE_KIB_MAX: f64 = 4.0;
const IDLE_CLIENTS: usize = 10_000;

/// Most that step to 1,000 may cost a delivery, in what step to 100 costs.
const CROWD_RATIO_MAX: f64 = 1.3;

fn line(what: &str, reached: Option<Spread>, goal: f64, above: bool) -> Option<String> {
    let reached = reached?;
    let good = if above { reached.median >= goal } else { reached.median <= goal };
    let (sign, verdict) = (if above { "≥" } else { "≤" }, if good { "reached" } else { "not reached" });
    Some(format!("{what}: {reached}, goal {sign} {}: {verdict}", short(goal)))
}

fn against_yardstick(row: &Row) -> Vec<String> {
    let Some(goal) = row.case.scenario.goal() else { return Vec::new() };
    let name = row.case.name();
    let ratio = |figure: &dyn Fn(&Sample) -> Option<f64>| row.ratio(Contestant::Relais, Contestant::Yardstick, figure);
    if row.case.scenario == Scenario::Pair {
        let p50 = line(&format!("{name}, p50 × yardstick"), ratio(&|sample| sample.latency(0.5)), goal, false);
        let p99 = line(&format!("{name}, p99 × yardstick"), ratio(&|sample| sample.latency(0.99)), goal, false);
        return p50.into_iter().chain(p99).collect();
    }
    line(&format!("{name}, CPU × yardstick"), ratio(&Sample::cost), goal, false).into_iter().collect()
}

fn against_lean(row: &Row) -> Option<String> {
    let goal = match row.case.scenario {
        Scenario::Step => 1.1,
        Scenario::Burst => 1.5,
        _ => return None,
    };
    let ratio = row.ratio(Contestant::Relais, Contestant::RelaisLean, Sample::cost);
    line(&format!("{}, CPU × lean log", row.case.name()), ratio, goal, false)
}

/// How many times more each of the others spends.
fn against_others(row: &Row) -> Vec<String> {
    if matches!(row.case.scenario, Scenario::Bulk | Scenario::Idle) {
        return Vec::new();
    }
    let crowd = row.case.scenario == Scenario::Burst && row.case.clients >= 200;
    [Contestant::Ncat, Contestant::Redis, Contestant::Nats, Contestant::Mosquitto]
        .into_iter()
        .filter_map(|other| {
            let goal = match other {
                Contestant::Redis if crowd => 2.5,
                _ if crowd => 10.0,
                _ => 1.0,
            };
            let ratio = row.ratio(other, Contestant::Relais, Sample::cost);
            line(&format!("{}, CPU of {} × tp-relais", row.case.name(), other.name()), ratio, goal, true)
        })
        .collect()
}

fn idle(row: &Row) -> Option<String> {
    let great = row.case.scenario == Scenario::Idle && row.case.clients == IDLE_CLIENTS;
    let figures = row.of(Contestant::Relais).filter(|_| great)?;
    let kib = figures.spread(|sample| sample.resident_bytes_a_client.map(|bytes| bytes / 1024.0));
    line(&format!("{}, KiB a client", row.case.name()), kib, IDLE_KIB_MAX, false)
}

fn step_cost(rows: &[Row], clients: usize, size: usize) -> Option<f64> {
    let row = rows
        .iter()
        .find(|row| row.case.scenario == Scenario::Step && row.case.clients == clients && row.case.size == size)?;
    row.of(Contestant::Relais)?.spread(Sample::cost).map(|spread| spread.median)
}

fn growth(rows: &[Row], size: usize) -> Option<String> {
    let ratio = step_cost(rows, 1001, size)? / step_cost(rows, 101, size)?;
    line(&format!("step × {size} B, CPU at 1000 × at 100"), Spread::of([ratio]), CROWD_RATIO_MAX, false)
}

/// A line for each server of which runs gave no figure: its other figures come from the rest.
pub fn failures(rows: &[Row]) -> Vec<String> {
    let line = |row: &Row, figures: &Figures| {
        let (all, good) = (figures.runs.len(), figures.samples().count());
        let (name, why) = (figures.contestant.name(), figures.failure()?);
        Some(format!("{}, {name}: {} of {all} runs gave no figure: {why}", row.case.name(), all - good))
    };
    rows.iter().flat_map(|row| row.figures.iter().filter_map(move |figures| line(row, figures))).collect()
}

/// A line for each goal that these rows say something about.
pub fn goals(rows: &[Row]) -> Vec<String> {
    let mut lines: Vec<String> = rows.iter().flat_map(against_yardstick).collect();
    lines.extend(rows.iter().filter_map(against_lean));
    lines.extend(rows.iter().filter_map(idle));
    lines.extend([64, 1024].into_iter().filter_map(|size| growth(rows, size)));
    lines.extend(rows.iter().flat_map(against_others));
    lines
}

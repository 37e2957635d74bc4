//! `tp-ctl metrics`: counters for a monitoring system.
//!
//! The text is OpenMetrics, and of that the part that Prometheus' older text format has too, which is
//! what node_exporter's textfile collector reads: counters, gauges and histograms, no info, no state
//! set, no timestamp, no exemplar. Names begin with `tp_relais_`, so that none is another program's.

mod families;
mod text;

use tp_proto::control::{Ok as Output, Request};

use crate::args::{Args, MetricsArgs};
use crate::connection::{Connection, ConnectionError};
use crate::error::Error;
use crate::exit_code::ExitCode;
use crate::output;

pub(super) fn run(args: &Args, options: &MetricsArgs) -> Result<ExitCode, Error> {
    let Output::Metrics(metrics) = Connection::open(args)?.ask(&Request::Metrics {})? else {
        return Err(ConnectionError::WrongAnswer.into());
    };
    // It is there to be written over, each minute.
    output::save(&families::text(&metrics), options.output.as_deref(), true)?;
    Ok(ExitCode::Ok)
}

//! The chart: processor seconds a million deliveries, a bar for each server in each case, on a
//! logarithmic scale, as SVG.

use std::fmt::Write as _;

use super::figures::{Figures, Row};
use super::spread::{Spread, short};
use crate::scenario::Sample;
use crate::server::Contestant;

const LABELS_WIDTH: f64 = 260.0;
const BARS_WIDTH: f64 = 560.0;
const WIDTH: f64 = LABELS_WIDTH + BARS_WIDTH + 120.0;
const BAR_HEIGHT: f64 = 14.0;
const TITLE_HEIGHT: f64 = 22.0;
const TOP: f64 = 64.0;

/// The scale's ends, as powers of ten.
const DECADES: std::ops::RangeInclusive<i32> = -2..=3;

fn colour(contestant: Contestant) -> &'static str {
    match contestant {
        Contestant::Yardstick => "#9e9e9e",
        Contestant::Relais => "#1565c0",
        Contestant::RelaisLean => "#90caf9",
        Contestant::Ncat => "#8d6e63",
        Contestant::Redis => "#c62828",
        Contestant::Nats => "#2e7d32",
        Contestant::Mosquitto => "#6a1b9a",
    }
}

/// Where a value stands on the scale.
fn place(value: f64) -> f64 {
    let (least, most) = (f64::from(*DECADES.start()), f64::from(*DECADES.end()));
    LABELS_WIDTH + BARS_WIDTH * ((value.log10() - least) / (most - least)).clamp(0.0, 1.0)
}

fn bar(svg: &mut String, top: f64, figures: &Figures, spread: Spread) {
    let (name, fill) = (figures.contestant.name(), colour(figures.contestant));
    let (end, middle) = (place(spread.median), top + BAR_HEIGHT / 2.0);
    let (least, most) = (place(spread.least), place(spread.most));
    let text = top + BAR_HEIGHT - 4.0;
    let _ = writeln!(
        svg,
        "<text x=\"{}\" y=\"{text}\" text-anchor=\"end\">{name}</text>\
         <rect x=\"{LABELS_WIDTH}\" y=\"{top}\" width=\"{:.1}\" height=\"{}\" fill=\"{fill}\"/>\
         <path d=\"M{least:.1} {middle}H{most:.1}\" stroke=\"#000\"/>\
         <text x=\"{:.1}\" y=\"{text}\">{}</text>",
        LABELS_WIDTH - 8.0,
        end - LABELS_WIDTH,
        BAR_HEIGHT - 2.0,
        end.max(most) + 6.0,
        short(spread.median),
    );
}

fn scale(svg: &mut String, bottom: f64) {
    for decade in DECADES {
        let value = 10_f64.powi(decade);
        let x = place(value);
        let _ = writeln!(
            svg,
            "<path d=\"M{x:.1} {}V{bottom}\" stroke=\"#ddd\"/><text x=\"{x:.1}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            TOP - 6.0,
            TOP - 12.0,
            short(value),
        );
    }
}

/// The picture of these rows; those without deliveries are left out.
pub fn chart(rows: &[Row]) -> String {
    let mut bars = String::new();
    let mut top = TOP;
    for row in rows {
        let with_cost: Vec<_> = row.figures.iter().filter_map(|one| Some((one, one.spread(Sample::cost)?))).collect();
        if with_cost.is_empty() {
            continue;
        }
        let _ = writeln!(bars, "<text x=\"8\" y=\"{}\" font-weight=\"bold\">{}</text>", top + 15.0, row.case.name());
        top += TITLE_HEIGHT;
        for (figures, spread) in with_cost {
            bar(&mut bars, top, figures, spread);
            top += BAR_HEIGHT;
        }
        top += 6.0;
    }
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{h}\" viewBox=\"0 0 {WIDTH} {h}\" \
         font-family=\"sans-serif\" font-size=\"11\">\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n\
         <text x=\"8\" y=\"22\" font-size=\"15\">Processor seconds of the server a million deliveries \
         (less is better; median, least to most)</text>\n",
        h = top + 12.0,
    );
    scale(&mut svg, top);
    svg + &bars + "</svg>\n"
}

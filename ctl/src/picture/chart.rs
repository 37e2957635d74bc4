//! Traffic over time: what came in and what went out, an interval a bar.
//!
//! Each of the two has a scale of its own: one frame that comes in may go out thirty times.

use maud::{Markup, html};

use super::svg::{WIDTH, figure, tenth};
use crate::language::Language;
use crate::scene::{Bin, Load, Scene};

/// Bars that are aimed at.
const BARS: usize = 60;
/// Left of the bars, for the scale.
const MARGIN: f64 = 92.0;
/// Height of the bars.
const BARS_HEIGHT: f64 = 120.0;
/// Height of each of the two drawings.
const ROW: f64 = 178.0;
/// Most times written along the bottom.
const TIMES_MAX: usize = 8;

/// The bars and the time that they stand on.
struct Axis {
    start: u64,
    width: u64,
    bins: Vec<Bin>,
    /// Units from one bar to the next.
    step: f64,
}

/// Traffic over time, as an element of a page; `None` when there was none.
pub(crate) fn chart(id: &str, scene: &Scene, language: &Language) -> Option<Markup> {
    let (start, width, bins) = scene.timeline.bars(BARS);
    if bins.is_empty() {
        return None;
    }
    // Few intervals make no wide bars, and stand where they begin.
    let step = ((f64::from(WIDTH) - MARGIN - 10.0) / bins.len() as f64).min(60.0);
    let axis = Axis { start, width, bins, step };
    let span = language.span(width);
    let body = html! {
        (row("in", &language.chart_received(&span), 0.0, &axis, |bin| bin.received, language))
        (row("out", &language.chart_relayed(&span), ROW, &axis, |bin| bin.relayed, language))
        (times(&axis, 2.0 * ROW, language))
    };
    let height = (2.0 * ROW + 30.0) as i32;
    let desc = language.chart_desc(scene.frames.count, scene.copies.count, &span);
    Some(figure(id, height, &language.chart_heading(), &desc, &body))
}

fn row(class: &str, title: &str, top: f64, axis: &Axis, load: fn(&Bin) -> Load, language: &Language) -> Markup {
    let most = axis.bins.iter().map(|bin| load(bin).count).max().unwrap_or(0).max(1);
    let base = top + 34.0 + BARS_HEIGHT;
    let middle = base - BARS_HEIGHT / 2.0;
    html! {
        text class="row" x=(MARGIN) y=(tenth(top + 20.0)) { (title) }
        g class="grid" {
            line x1=(MARGIN) x2=(WIDTH) y1=(tenth(base - BARS_HEIGHT)) y2=(tenth(base - BARS_HEIGHT)) {}
            line x1=(MARGIN) x2=(WIDTH) y1=(tenth(middle)) y2=(tenth(middle)) {}
            line class="base" x1=(MARGIN) x2=(WIDTH) y1=(tenth(base)) y2=(tenth(base)) {}
            text x=(MARGIN - 10.0) y=(tenth(base - BARS_HEIGHT + 5.0)) { (language.number(most)) }
            text x=(MARGIN - 10.0) y=(tenth(base + 5.0)) { "0" }
        }
        g class={ "bars " (class) } {
            @for (at, bin) in axis.bins.iter().enumerate() {
                @if load(bin).count > 0 { (bar(axis, at, load(bin), most, base, language)) }
            }
        }
    }
}

fn bar(axis: &Axis, at: usize, load: Load, most: u64, base: f64, language: &Language) -> Markup {
    // Whatever came in is to be seen.
    let height = (BARS_HEIGHT * load.count as f64 / most as f64).max(2.0);
    let gap = (axis.step * 0.14).min(4.0);
    let begin = axis.start.saturating_add(axis.width.saturating_mul(at as u64));
    html! {
        rect x=(tenth(MARGIN + axis.step * at as f64 + gap / 2.0)) y=(tenth(base - height)) width=(tenth(axis.step - gap)) height=(tenth(height)) {
            title { (language.chart_bar(&language.milli_of_day(begin), load.count, &language.size(load.bytes))) }
        }
    }
}

/// When the bars begin.
fn times(axis: &Axis, y: f64, language: &Language) -> Markup {
    let every = axis.bins.len().div_ceil(TIMES_MAX).max((110.0 / axis.step).ceil() as usize);
    let name = |t: u64| match axis.width {
        width if width < 1_000_000_000 => language.milli_of_day(t),
        width if width < 86_400_000_000_000 => language.second_of_day(t),
        _ => language.day(t),
    };
    html! {
        g class="times" {
            @for at in (0..axis.bins.len()).step_by(every) {
                text x=(tenth(MARGIN + axis.step * at as f64)) y=(tenth(y)) {
                    (name(axis.start.saturating_add(axis.width.saturating_mul(at as u64))))
                }
            }
        }
    }
}

//! What the drawings in SVG share: the element around them, arrow heads, measures.

use maud::{Markup, html};

/// Width of every drawing, in its own units: a unit is about a pixel on a projector.
pub(super) const WIDTH: i32 = 1200;

/// A drawing as an element of a page: it grows with the page, and is named for those who do not
/// see it.
pub(super) fn figure(id: &str, height: i32, title: &str, desc: &str, body: &Markup) -> Markup {
    html! {
        svg viewBox={ "0 0 " (WIDTH) " " (height) } role="img" aria-labelledby={ (id) "-title " (id) "-desc" } {
            title id={ (id) "-title" } { (title) }
            desc id={ (id) "-desc" } { (desc) }
            (body)
        }
    }
}

/// A coordinate, to a tenth of a unit.
pub(super) fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// The head of an arrow: its tip at `(x, y)`, pointing along `angle` (radians, clockwise from the
/// right), `size` units long.
pub(super) fn arrow_head(x: f64, y: f64, angle: f64, size: f64) -> Markup {
    let corner = |side: f64| {
        let (sin, cos) = angle.sin_cos();
        let (back, out) = (size, side * size * 0.55);
        (tenth(x - back * cos - out * sin), tenth(y - back * sin + out * cos))
    };
    let (a, b) = (corner(1.0), corner(-1.0));
    html! { path class="head" d={ "M" (tenth(x)) " " (tenth(y)) "L" (a.0) " " (a.1) "L" (b.0) " " (b.1) "Z" } {} }
}

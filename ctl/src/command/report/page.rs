//! The page: one file, no network, no script.
//!
//! Everything variable goes through maud, which escapes it, and stands between tags or in an
//! attribute that this program computes. The policy allows nothing but the page's own style, named
//! by its hash: were something to break out after all, it would not run.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use tp_proto::frame_log::Mode;

use super::{Chapter, table, verdict};
use crate::language::Language;
use crate::output;
use crate::picture::{self, LANES_MAX, Ladder};

/// The page's style: its own, then the pictures'.
const STYLE: &str = concat!(include_str!("page.css"), include_str!("../../picture/picture.css"));
/// Its hash: base64 of SHA-256, as CSP level 3 has it. A test holds it to be that.
const STYLE_HASH: &str = "9YB4m2xCUIBhB893jQzXvQbvZoDdLHSMsHyWK3wINWI=";

/// The whole page.
pub(super) fn page(chapters: &[Chapter], language: &Language) -> String {
    let policy = format!("default-src 'none'; style-src 'sha256-{STYLE_HASH}'; base-uri 'none'; form-action 'none'");
    let title = language.report_title();
    let page = html! {
        (DOCTYPE)
        html lang=(language.lang().tag()) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                h1 { (title) }
                main {
                    @for (chapter, at) in chapters.iter().zip(1..) { (section(chapter, at, language)) }
                }
                (footer(chapters, language))
            }
        }
    };
    page.into_string() + "\n"
}

/// All about one room.
fn section(chapter: &Chapter, at: usize, language: &Language) -> Markup {
    let ladder = Ladder::new(&chapter.room, &chapter.scene, language, LANES_MAX);
    html! {
        article {
            (heading(&ladder, language))
            (verdict_card(chapter, language))
            (tiles(chapter, language))
            @if !ladder.is_empty() { (pictures(chapter, &ladder, at, language)) }
        }
    }
}

fn heading(ladder: &Ladder, language: &Language) -> Markup {
    let mode = match ladder.mode {
        Mode::Others => language.mode_others(),
        Mode::All => language.mode_all(),
        Mode::Echo => language.mode_echo(),
        Mode::Ack => language.mode_ack(),
    };
    html! {
        header {
            h2 { (ladder.title) }
            p class="mode" { (mode) }
            p class="period" { (ladder.period) }
        }
    }
}

fn verdict_card(chapter: &Chapter, language: &Language) -> Markup {
    let plain = verdict::plain(&chapter.tally, chapter.is_part, language);
    html! {
        section class={ "verdict " (plain.class) } {
            div class="sign" aria-hidden="true" { (plain.sign) }
            div {
                h3 { (plain.headline) }
                p { (plain.counts) }
                ul { @for detail in &plain.details { li { (detail) } } }
            }
        }
    }
}

fn tiles(chapter: &Chapter, language: &Language) -> Markup {
    let scene = &chapter.scene;
    let clients = scene.roster.busiest().len() as u64 + scene.roster.folded.peers;
    let tile = |figure: &str, below: &str| {
        html! { div { dd { (figure) } dt { (below) } } }
    };
    html! {
        dl class="tiles" {
            (tile(&language.number(clients), &language.tile_clients(clients)))
            (tile(&language.number(scene.frames.count), &language.tile_frames(scene.frames.count)))
            (tile(&language.number(scene.copies.count), &language.tile_copies(scene.copies.count)))
            (tile(&language.size(scene.frames.bytes), &language.tile_bytes()))
        }
    }
}

fn pictures(chapter: &Chapter, ladder: &Ladder, at: usize, language: &Language) -> Markup {
    let scene = &chapter.scene;
    html! {
        section {
            h3 { (language.star_heading()) }
            p class="legend" { (language.star_legend()) }
            (colours(language))
            figure { (picture::star(&format!("star-{at}"), scene, language)) }
        }
        section {
            h3 { (language.ladder_heading()) }
            p class="legend" { (language.ladder_legend()) }
            @for part in picture::parts(ladder, at, language) { figure { (part) } }
            (notes(ladder, language))
        }
        @if let Some(chart) = picture::chart(&format!("chart-{at}"), scene, language) {
            section {
                h3 { (language.chart_heading()) }
                figure { (chart) }
            }
        }
        section class="clients" {
            h3 { (language.table_heading()) }
            (table::table(scene, language))
        }
    }
}

/// What the colours and circles of the star mean.
fn colours(language: &Language) -> Markup {
    html! {
        ul class="colours" {
            li { span class="swatch in" aria-hidden="true" { "→" } (language.legend_in()) }
            li { span class="swatch out" aria-hidden="true" { "→" } (language.legend_out()) }
            li { span class="swatch dot" aria-hidden="true" { "●" } (language.legend_present()) }
            li { span class="swatch dot" aria-hidden="true" { "○" } (language.legend_gone()) }
        }
    }
}

fn notes(ladder: &Ladder, language: &Language) -> Markup {
    html! {
        @for note in &ladder.notes { p class="legend" { (note) } }
        @for (sign, text) in picture::signs(ladder, language) {
            p class="legend" { span class="copy-sign" { (sign) } " " (text) }
        }
    }
}

fn footer(chapters: &[Chapter], language: &Language) -> Markup {
    let now = output::now();
    let made = format!("{}, {}", language.day(now), language.second_of_day(now));
    let then = chapters.iter().find_map(|chapter| chapter.scene.period).map_or(now, |(_, last)| last);
    html! {
        footer {
            p { (language.footer_kernel()) }
            p { (language.footer(env!("CARGO_PKG_VERSION"), &made)) " " (language.footer_zone(&language.offset(then))) }
        }
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::prelude::BASE64_STANDARD;
    use sha2::{Digest as _, Sha256};

    use super::{STYLE, STYLE_HASH};

    #[test]
    fn the_policy_names_the_style_that_is_there() {
        assert_eq!(STYLE_HASH, BASE64_STANDARD.encode(Sha256::digest(STYLE)));
        for word in ["</", "url(", "@import"] {
            assert!(!STYLE.contains(word), "{word}");
        }
    }
}

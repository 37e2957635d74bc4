//! Ladders as one SVG document that stands for itself: headings, drawings and notes.

use maud::{Markup, PreEscaped, html};

use super::super::STYLE;
use super::super::svg::WIDTH;
use super::drawing::{Sheet, sign};
use super::{Ladder, outcome_text};
use crate::language::Language;
use crate::output::fit;

/// One document with a ladder below the other.
pub(crate) fn document(ladders: &[Ladder], language: &Language) -> String {
    let mut y = 24;
    let mut bodies = Vec::new();
    for ladder in ladders {
        let (body, height) = chapter(ladder, language);
        bodies.push(html! { g transform={ "translate(0 " (y) ")" } { (body) } });
        y += height + 40;
    }
    let titles: Vec<&str> = ladders.iter().map(|ladder| ladder.title.as_str()).collect();
    let document = html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox={ "0 0 " (WIDTH) " " (y) } width=(WIDTH) height=(y) role="img"
            lang=(language.lang().tag()) {
            title { (titles.join(" · ")) }
            desc { (language.ladder_desc("1", "1")) }
            style { (PreEscaped(STYLE)) }
            rect class="paper" width=(WIDTH) height=(y) {}
            @for body in &bodies { (body) }
        }
    };
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}\n", document.into_string())
}

/// Heading, ladder and notes of one room.
fn chapter(ladder: &Ladder, language: &Language) -> (Markup, i32) {
    let sheet = Sheet::new(ladder, language);
    let (body, height) = sheet.part(0..ladder.rungs.len(), &mut ladder.alive());
    let signs = signs(ladder, language).into_iter().map(|(sign, text)| format!("{sign}  {text}"));
    let notes: Vec<String> = ladder.notes.iter().cloned().chain(signs).collect();
    let top = 66;
    let end = top + if ladder.is_empty() { 0 } else { height };
    let chapter = html! {
        text class="title" x="24" y="26" { (fit(&ladder.title, 90)) }
        text class="note" x="24" y="50" { (ladder.period) }
        @if !ladder.is_empty() { g transform={ "translate(0 " (top) ")" } { (body) } }
        @for (note, at) in notes.iter().zip(1..) { text class="note" x="24" y=(end + 26 * at) { (note) } }
    };
    (chapter, end + 26 * i32::try_from(notes.len()).unwrap_or(0))
}

/// The signs on the arrows of a ladder, each with what it means.
pub(crate) fn signs(ladder: &Ladder, language: &Language) -> Vec<(&'static str, String)> {
    let outcomes = ladder.outcomes().into_iter();
    outcomes.filter_map(|outcome| Some((sign(outcome)?, outcome_text(outcome, language)))).collect()
}

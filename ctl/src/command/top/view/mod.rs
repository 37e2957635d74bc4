//! The screen as a function of what is known: nothing is asked, read or kept here.

mod head;
mod help;
mod label;
mod passing;
mod star;
mod table;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph};

use super::keys::{Prompt, Sure};
use super::look::Look;
use super::model::{Client, Model};
use crate::language::Language;
use crate::output;
use star::Star;

const HEAD_ROWS: u16 = 3;
const FOOT_ROWS: u16 = 2;
/// A title and two frames: more of them give way to a star.
const PASSING_ROWS_MIN: u16 = 3;
/// With less than this nothing can be read.
const COLUMNS_MIN: u16 = 40;
const ROWS_MIN: u16 = 10;

/// What every part of the screen is drawn with.
struct Pen<'a> {
    model: &'a Model,
    look: &'a Look,
    language: &'a Language,
}

/// Draws the whole screen. Whether it has space for a star.
pub(super) fn draw(frame: &mut Frame<'_>, model: &Model, look: &Look, language: &Language) -> bool {
    let pen = Pen { model, look, language };
    let area = frame.area();
    if area.width < COLUMNS_MIN || area.height < ROWS_MIN {
        let text = look.fit(&language.top_small(), area.width.into());
        frame.render_widget(Paragraph::new(text), area);
        return false;
    }
    let rows = [Constraint::Length(HEAD_ROWS), Constraint::Fill(1), Constraint::Length(FOOT_ROWS)];
    let [head, middle, foot] = Layout::vertical(rows).areas(area);
    pen.head(frame, head);
    let shown = model.shown();
    let ([clients, passing], star) = share(middle, shown.len(), model.table);
    if model.help {
        pen.help(frame, middle);
    } else {
        pen.clients(frame, clients, star.filter(|_| !model.table), &shown);
        pen.passing(frame, passing);
    }
    pen.foot(frame, foot);
    star.is_some()
}

/// The space of so many clients and that of the frames, and the star that would fit in the first. Clients
/// have two thirds, and a star what it needs.
fn share(area: Rect, clients: usize, table: bool) -> ([Rect; 2], Option<Star>) {
    let areas = Layout::vertical([Constraint::Fill(2), Constraint::Fill(1)]).areas(area);
    let rows = Star::rows_min(clients).saturating_add(1).min(area.height.saturating_sub(PASSING_ROWS_MIN));
    let rows = rows.max(areas[0].height);
    let ample = Layout::vertical([Constraint::Length(rows), Constraint::Fill(1)]).areas(area);
    let [_, body] = titled(ample[0]);
    let star = Star::of(clients, body);
    (if star.is_some() && !table { ample } else { areas }, star)
}

/// A row for a title, and what is under it.
fn titled(area: Rect) -> [Rect; 2] {
    Layout::vertical([Constraint::Length(1), Constraint::Fill(1)]).areas(area)
}

impl Pen<'_> {
    fn clients(&self, frame: &mut Frame<'_>, area: Rect, star: Option<Star>, shown: &[&Client]) {
        let [title, body] = titled(area);
        if shown.is_empty() {
            self.rule(frame, title, &self.conditions(self.language.top_star(0)));
            let nobody = if self.model.status.is_none() {
                String::new()
            } else if self.model.filter.is_empty() {
                self.language.top_nobody()
            } else {
                self.language.top_no_match()
            };
            return self.lines(frame, body, vec![Line::raw(self.look.fit(&nobody, body.width.into()))]);
        }
        if let Some(star) = star {
            self.rule(frame, title, &self.conditions(self.language.top_star(shown.len() as u64)));
            self.star(frame, body, star, shown);
        } else {
            self.table(frame, [title, body], shown);
        }
    }

    /// What is over the clients, and which those are.
    fn conditions(&self, title: String) -> String {
        let mut parts = vec![title];
        parts.extend(self.model.room.as_ref().map(|room| self.language.top_in_room(&visible(room))));
        let filter = Some(&self.model.filter).filter(|filter| !filter.is_empty());
        parts.extend(filter.map(|text| self.language.top_filtered(&visible(text))));
        parts.push(self.language.top_sorted(&self.model.sort.name(self.language)));
        parts.join(", ")
    }

    fn foot(&self, frame: &mut Frame<'_>, area: Rect) {
        let columns = usize::from(area.width);
        let [last, keys] = Layout::vertical([Constraint::Length(1), Constraint::Length(1)]).areas(area);
        match &self.model.prompt {
            Prompt::Filter => {
                let typed = format!("{}_", self.language.top_filter(&visible(&self.model.filter)));
                self.above(frame, last, &[typed], self.look.chosen());
            }
            Prompt::Sure(Sure { known, question, .. }) => {
                let question = format!("{question} {}", self.language.top_yes_no());
                self.above(frame, last, &[&known[..], &[question]].concat(), self.look.chosen());
            }
            Prompt::None => self.above(frame, last, &self.model.said, self.look.strong()),
        }
        let help = if self.model.help { self.language.top_any_key() } else { self.language.top_help() };
        let help = Span::styled(self.look.fit(&help, columns), self.look.quiet());
        self.lines(frame, keys, vec![Line::from(help)]);
    }

    /// Sentences, the end of the last one in this row: what is more goes over what stands above it, up to
    /// the head. Where even that is not enough the first ones are left out: the last one is a question.
    fn above(&self, frame: &mut Frame<'_>, last: Rect, sentences: &[String], style: Style) {
        let columns = usize::from(last.width);
        let wrapped = sentences.iter().flat_map(|sentence| output::wrapped(&self.look.plain(sentence), columns));
        let lines: Vec<String> = wrapped.map(|line| self.look.fit(&line, columns)).collect();
        let rows = last.bottom().saturating_sub(HEAD_ROWS).min(u16::try_from(lines.len()).unwrap_or(u16::MAX));
        let area = Rect { y: last.bottom() - rows, height: rows, ..last };
        let lines = lines.into_iter().rev().take(rows.into()).rev();
        frame.render_widget(Clear, area);
        self.lines(frame, area, lines.map(|line| Line::from(Span::styled(line, style))).collect());
    }

    /// A rule with a title in it.
    fn rule(&self, frame: &mut Frame<'_>, area: Rect, title: &str) {
        let columns = usize::from(area.width);
        let rule = self.look.rule();
        let title = self.look.fit(title, columns.saturating_sub(5));
        let used = 4 + unicode_width::UnicodeWidthStr::width(title.as_str());
        let rest: String = std::iter::repeat_n(rule, columns.saturating_sub(used)).collect();
        let line = Line::from(vec![
            Span::styled(format!("{rule}{rule} "), self.look.quiet()),
            Span::styled(title, self.look.strong()),
            Span::styled(format!(" {rest}"), self.look.quiet()),
        ]);
        self.lines(frame, area, vec![line]);
    }

    fn lines(&self, frame: &mut Frame<'_>, area: Rect, lines: Vec<Line<'_>>) {
        frame.render_widget(Paragraph::new(lines), area);
    }

    /// A size in at most nine columns or so.
    fn size(&self, bytes: f64) -> String {
        // A rate is a positive number, and above a u64 nothing is told apart.
        self.language.size(bytes.round() as u64)
    }

    fn chosen(&self, number: u64) -> Style {
        if self.model.chosen == Some(number) { self.look.chosen() } else { Style::new() }
    }
}

/// What somebody chose or typed, harmless.
fn visible(text: &str) -> String {
    tp_proto::text::visible(text.as_bytes())
}

#[cfg(test)]
mod tests;

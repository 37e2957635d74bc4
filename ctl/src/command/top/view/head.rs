//! The top of the screen: which daemon, how much, how it is.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use tp_proto::control::{FrameLogState, Status};
use unicode_width::UnicodeWidthStr as _;

use super::{Pen, visible};
use crate::output;
use crate::rooms;

impl Pen<'_> {
    pub(super) fn head(&self, frame: &mut Frame<'_>, area: Rect) {
        let columns = usize::from(area.width);
        let Some(status) = &self.model.status else {
            let waiting =
                self.model.gone.as_ref().map_or_else(|| self.language.top_waiting(), |why| self.language.top_gone(why));
            return self.lines(frame, area, vec![Line::styled(self.look.fit(&waiting, columns), self.look.warning())]);
        };
        let lines = vec![self.name(status, columns), self.rates(columns), self.state(status, columns)];
        self.lines(frame, area, lines);
    }

    /// What to type, and the time of what is shown.
    fn name(&self, status: &Status, columns: usize) -> Line<'static> {
        let time = self.language.second_of_day(self.model.seen);
        let mut shown = self.model.rooms();
        let address = match (shown.next(), shown.next()) {
            (Some(only), None) => rooms::addresses(status, only).first().map(ToString::to_string),
            // With several rooms their ports stand in the table.
            _ => status.addresses.first().map(|address| output::canonical(*address).ip().to_string()),
        };
        let name = format!("tp-relais {}", visible(&status.version));
        let left = [name, address.unwrap_or_default()].join(self.look.dot());
        let left = self.look.fit(&left, columns.saturating_sub(time.len() + 2));
        let space = " ".repeat(columns.saturating_sub(left.width() + time.len()));
        Line::from(vec![Span::styled(left, self.look.strong()), Span::raw(space), Span::raw(time)])
    }

    fn rates(&self, columns: usize) -> Line<'static> {
        if let Some(why) = &self.model.gone {
            return Line::styled(self.look.fit(&self.language.top_gone(why), columns), self.look.warning());
        }
        let total = self.model.total();
        let [in_frames, out_frames] = [total.in_frames, total.out_frames].map(|rate| rate.round() as u64);
        let parts = [
            self.language.top_clients(self.model.shown().len() as u64),
            self.language.top_to_server(&self.look.up().to_string(), in_frames, &self.size(total.in_bytes)),
            self.language.top_from_server(&self.look.down().to_string(), out_frames, &self.size(total.out_bytes)),
        ];
        Line::raw(self.look.fit(&parts.join(self.look.dot()), columns))
    }

    fn state(&self, status: &Status, columns: usize) -> Line<'static> {
        let log = &status.frame_log;
        let (text, is_well) = match log.state {
            FrameLogState::Ok => (self.language.top_log_ok(&self.language.size(log.bytes), log.segments), true),
            FrameLogState::Paused => (self.language.top_log_paused(), false),
            FrameLogState::Degraded => (self.language.top_log_degraded(), false),
        };
        let mut parts = vec![text];
        let paused: Vec<String> =
            self.model.rooms().filter(|room| room.paused).map(|room| visible(&room.room)).collect();
        if !paused.is_empty() {
            // First of all: a class waits. But a log without space makes everybody wait.
            parts.insert(usize::from(!is_well), self.language.top_paused(&paused.join(", ")));
        }
        let refused: u64 = status.refused.values().sum();
        if refused > 0 {
            parts.push(self.language.top_refused(refused));
        }
        let style = if is_well && paused.is_empty() { self.look.quiet() } else { self.look.warning() };
        Line::styled(self.look.fit(&parts.join(self.look.dot()), columns), style)
    }
}

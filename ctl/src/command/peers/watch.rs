//! The table again and again, drawn in place on a terminal, one behind the other in a pipe, until
//! somebody interrupts it.
//!
//! A daemon that goes away is waited for, as `watch` waits for a command that fails. Each look is a
//! session of its own, so none is held while nothing is asked.

mod screen;

use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::{Duration, Instant};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::flag;

use crate::args::{Args, PeersArgs};
use crate::error::Error;
use crate::exit_code::ExitCode;
use crate::language::here;
use crate::output;

use super::View;
use super::view::Shown;
use crate::command::waiting::Lost;
use screen::Screen;

/// Longest wait without a look at what the signals said: one may come just before the wait.
const NAP: Duration = Duration::from_millis(100);

/// What somebody asked for with a signal.
#[derive(Debug, Default)]
struct Asked {
    end: Arc<AtomicBool>,
    stop: Arc<AtomicBool>,
    resized: Arc<AtomicBool>,
}

impl Asked {
    /// `stop` and `resized` are a terminal's matters.
    fn listen(on_terminal: bool) -> Result<Asked, Error> {
        let asked = Asked::default();
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            // The second one ends the program, whatever it is doing.
            flag::register_conditional_default(signal, Arc::clone(&asked.end))?;
            flag::register(signal, Arc::clone(&asked.end))?;
        }
        if on_terminal {
            flag::register(SIGTSTP, Arc::clone(&asked.stop))?;
            flag::register(SIGWINCH, Arc::clone(&asked.resized))?;
        }
        Ok(asked)
    }

    fn to_end(&self) -> bool {
        self.end.load(Relaxed)
    }
}

/// The first look has to succeed; of later ones that do not it is said, and why.
pub(super) fn run(args: &Args, options: &PeersArgs, interval: Duration) -> Result<ExitCode, Error> {
    let mut view = View::take(args, options)?;
    // Who leaves later has left, which the table shows.
    view.check()?;
    if let Some(error) = view.no_hints() {
        return Err(error);
    }
    let on_terminal = output::terminal_width().is_some() && !options.json;
    let asked = Asked::listen(on_terminal)?;
    let show: Box<dyn Show> =
        if on_terminal { Box::new(Screen::enter()?) } else { Box::new(Pipe { first: true, lost: false }) };
    // Its end gives the terminal back, before anything is said on it.
    look_on(args, options, interval, view, &asked, show)?;
    Ok(ExitCode::Ok)
}

/// Looks and shows until somebody has had enough.
fn look_on(
    args: &Args,
    options: &PeersArgs,
    interval: Duration,
    mut view: View,
    asked: &Asked,
    mut show: Box<dyn Show>,
) -> Result<(), Error> {
    let mut lost: Option<Lost> = None;
    while !asked.to_end() {
        let look = Look { view: &view, lost: lost.as_ref(), options, interval };
        show.show(look)?;
        wait(asked, interval, |event| show.again(event, look))?;
        if asked.to_end() {
            break;
        }
        match View::take(args, options) {
            Ok(next) => (view, lost) = (next, None),
            Err(error) if error.is_broken_pipe() => return Err(error),
            Err(error) => lost = Some(Lost::since(lost, &error)),
        }
    }
    Ok(())
}

/// What is shown.
#[derive(Clone, Copy)]
struct Look<'a> {
    view: &'a View,
    /// It is an old one: the daemon does not answer.
    lost: Option<&'a Lost>,
    options: &'a PeersArgs,
    interval: Duration,
}

/// Why a wait is over before its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Event {
    /// The terminal has another size.
    Resized,
    /// Somebody wants the shell for a while.
    Stop,
}

/// Where tables go.
trait Show {
    fn show(&mut self, look: Look<'_>) -> Result<(), Error>;

    /// What to do about an event; the look is what was shown last.
    fn again(&mut self, event: Event, look: Look<'_>) -> Result<(), Error>;
}

/// Waits for the next look, or until somebody has had enough.
fn wait(asked: &Asked, interval: Duration, mut on: impl FnMut(Event) -> Result<(), Error>) -> Result<(), Error> {
    let until = Instant::now() + interval;
    while !asked.to_end() {
        if asked.stop.swap(false, Relaxed) {
            on(Event::Stop)?;
        }
        if asked.resized.swap(false, Relaxed) {
            on(Event::Resized)?;
        }
        let rest = until.saturating_duration_since(Instant::now());
        if rest.is_zero() {
            return Ok(());
        }
        output::pause(rest.min(NAP))?;
    }
    Ok(())
}

/// One table behind the other, or one object a line.
struct Pipe {
    first: bool,
    lost: bool,
}

impl Show for Pipe {
    fn show(&mut self, look: Look<'_>) -> Result<(), Error> {
        let Look { view, lost, options, interval } = look;
        if let Some(lost) = lost {
            if !std::mem::replace(&mut self.lost, true) {
                output::complain(&lost.said());
            }
            return Ok(());
        }
        if std::mem::replace(&mut self.lost, false) {
            output::complain(&here().watch_back());
        }
        let mut out = output::stdout();
        if !options.json {
            let gap = if std::mem::replace(&mut self.first, false) { "" } else { "\n" };
            writeln!(out, "{gap}{}", heading(view, interval))?;
        }
        view.print(&mut out, options)?;
        out.flush()?;
        Ok(())
    }

    fn again(&mut self, _: Event, _: Look<'_>) -> Result<(), Error> {
        Ok(())
    }
}

fn heading(view: &View, interval: Duration) -> String {
    let language = here();
    let time = language.second_of_day(view.taken);
    let span = u64::try_from(interval.as_nanos()).unwrap_or(u64::MAX);
    language.watch_heading(&time, &language.span(span), view.peers.len() as u64)
}

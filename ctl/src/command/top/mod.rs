//! `tp-ctl top`: the clients round the server and the frames that pass, on a full screen.
//!
//! A thread asks the daemon once a second and reads the log's files ([`watcher`]); this one draws and
//! listens to keys, and waits for neither. What is shown is a function of the [`Model`] ([`view`]).
//! The terminal is as it was after every end: a key, a signal, an error, a panic.

mod hangup;
mod keys;
mod look;
mod model;
mod passed;
mod rates;
mod view;
mod watcher;

use std::env;
use std::io::{self, IsTerminal as _};
use std::os::fd::AsFd as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use nix::errno::Errno;
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use ratatui::DefaultTerminal;
use ratatui::crossterm::event::{self, Event, KeyEventKind};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::flag;

use crate::args::{Args, TopArgs};
use crate::error::Error;
use crate::exit_code::ExitCode;
use crate::language::{self, Language};
use keys::Effect;
use look::Look;
use model::Model;
use watcher::Watcher;

/// How often it is looked for keys, news and signals.
const LOOK: Duration = Duration::from_millis(100);

pub(super) fn run(args: &Args, options: &TopArgs) -> Result<ExitCode, Error> {
    let is_dumb = env::var_os("TERM").is_none_or(|term| term.is_empty() || term == "dumb");
    if is_dumb || !io::stdout().is_terminal() || !io::stdin().is_terminal() {
        return Err(Error::NoTerminal);
    }
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM, SIGHUP] {
        // The second one does not wait for what the first one began.
        flag::register_conditional_default(signal, Arc::clone(&stop))?;
        flag::register(signal, Arc::clone(&stop))?;
    }
    hangup::watch()?;
    // One that may not be asked, or that speaks otherwise, is said before the screen is taken.
    let watcher = Watcher::start(args, options.room.as_deref())?;
    let colour = env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let look = Look { ascii: options.ascii || !language::is_utf8(), colour };
    let screen = Screen { language: Language::users(), look, watcher, stop };
    let terminal = ratatui::try_init();
    let ended = terminal.map_err(Error::from).and_then(|terminal| screen.run(terminal, options));
    // A terminal that is gone wants nothing to be restored.
    let _ = ratatui::try_restore();
    ended.map(|()| ExitCode::Ok)
}

/// Waits for keys. Whether nobody can press any more: crossterm would read a terminal that was closed
/// for ever.
fn terminal_is_gone(patience: Duration) -> io::Result<bool> {
    let stdin = io::stdin();
    let mut fds = [PollFd::new(stdin.as_fd(), PollFlags::POLLIN)];
    match poll(&mut fds, PollTimeout::try_from(patience).unwrap_or(PollTimeout::MAX)) {
        Ok(_) => {
            let gone = PollFlags::POLLHUP | PollFlags::POLLERR | PollFlags::POLLNVAL;
            Ok(fds[0].revents().is_some_and(|events| events.intersects(gone)))
        }
        Err(Errno::EINTR) => Ok(false),
        Err(errno) => Err(errno.into()),
    }
}

struct Screen {
    language: Language,
    look: Look,
    watcher: Watcher,
    stop: Arc<AtomicBool>,
}

impl Screen {
    fn run(self, mut terminal: DefaultTerminal, options: &TopArgs) -> Result<(), Error> {
        let mut model = Model::new(options.room.clone());
        let mut is_new = true;
        while !self.stop.load(Ordering::Relaxed) {
            if is_new {
                let mut star_fits = false;
                terminal.draw(|frame| star_fits = view::draw(frame, &model, &self.look, &self.language))?;
                model.star_fits = star_fits;
            }
            is_new = self.take_news(&mut model)?;
            if terminal_is_gone(if is_new { Duration::ZERO } else { LOOK })? {
                return Ok(());
            }
            while event::poll(Duration::ZERO)? {
                is_new = true;
                if self.take_event(&event::read()?, &mut model) {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// A key, or another size of the screen, which the next drawing finds out. Whether it is the end.
    fn take_event(&self, event: &Event, model: &mut Model) -> bool {
        let Event::Key(key) = event else { return false };
        if key.kind == KeyEventKind::Release {
            return false;
        }
        match model.key(*key, &self.language) {
            Some(Effect::Quit) => return true,
            Some(Effect::Order(request)) => self.watcher.order(request),
            None => {}
        }
        false
    }

    /// What the other thread has found out; whether there is any.
    fn take_news(&self, model: &mut Model) -> Result<bool, Error> {
        let mut any = false;
        while let Some(news) = self.watcher.news()? {
            model.take(news);
            any = true;
        }
        Ok(any)
    }
}

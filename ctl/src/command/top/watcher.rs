//! The thread that asks the daemon and reads the frame log.
//!
//! Once a second it asks on the status socket, in a session of its own that it opens anew when the
//! daemon has gone; in between it reads what came to the log. Its news wait in a queue of
//! [`NEWS_MAX`]: a terminal that is slow makes this thread wait and nobody else.

use std::collections::HashMap;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, TryRecvError, channel, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use tp_proto::control::{Ok as Output, PeerRow, Request, Status};
use tp_proto::text;

use super::model::News;
use super::passed::{PASSED_MAX, Passed};
use crate::args::{Args, MetricsArgs, SourceArgs, Verb};
use crate::command::ban;
use crate::command::tail::Recent;
use crate::connection::{Connection, ConnectionError};
use crate::entry::Entry;
use crate::error::Error;
use crate::exit_code::ExitCode;
use crate::language::here;
use crate::log::{FrameLog, LogError};
use crate::output;
use crate::rooms;

/// How often the daemon is asked.
const ASK: Duration = Duration::from_secs(1);
/// How often the log is read.
const READ: Duration = Duration::from_millis(100);
const NEWS_MAX: usize = 64;
/// Longest part of a frame that is shown, in bytes.
const TEXT_BYTES: usize = 512;

/// The other end of the thread.
pub(super) struct Watcher {
    news: Receiver<News>,
    orders: Sender<Request>,
}

impl Watcher {
    /// Starts it. A daemon that is not there is waited for; one that may not be asked is an error, and
    /// so is one without the room that is wanted.
    pub(super) fn start(args: &Args, room: Option<&str>) -> Result<Watcher, Error> {
        let mut connection = match Connection::open(args) {
            Ok(connection) => Some(connection),
            Err(error) if error.exit_code() == ExitCode::NoDaemon => None,
            Err(error) => return Err(error.into()),
        };
        if let (Some(connection), Some(room)) = (&mut connection, room) {
            rooms::find(&connection.status()?.rooms, room)?;
        }
        let (news, told) = sync_channel(NEWS_MAX);
        let (orders, ordered) = channel();
        let (runtime_dir, log_dir) = (args.runtime_dir.clone(), args.log_dir.clone());
        thread::spawn(move || {
            let watch = Watch { runtime_dir, log_dir, connection, recent: None, directory: None, news };
            watch.run(&ordered);
        });
        Ok(Watcher { news: told, orders })
    }

    /// The next of its news.
    pub(super) fn news(&self) -> Result<Option<News>, Error> {
        match self.news.try_recv() {
            Ok(news) => Ok(Some(news)),
            Err(TryRecvError::Empty) => Ok(None),
            Err(TryRecvError::Disconnected) => Err(Error::WatcherEnded),
        }
    }

    /// Has the daemon do this.
    pub(super) fn order(&self, request: Request) {
        // A thread that has ended is told by the next news.
        let _ = self.orders.send(request);
    }
}

struct Watch {
    runtime_dir: Option<PathBuf>,
    log_dir: Option<PathBuf>,
    connection: Option<Connection>,
    recent: Option<Recent>,
    /// Of which log that is.
    directory: Option<PathBuf>,
    news: SyncSender<News>,
}

impl Watch {
    /// Until nobody listens any more.
    fn run(mut self, ordered: &Receiver<Request>) {
        // The screen is the other thread's.
        output::hush();
        let mut ask_at = Instant::now();
        loop {
            let now = Instant::now();
            let mut alive = true;
            if now >= ask_at {
                alive = self.ask_daemon();
                ask_at = now + ASK;
            }
            alive = alive && self.read_log();
            match ordered.recv_timeout(READ) {
                Ok(request) => {
                    alive = alive && self.carry_out(&request);
                    ask_at = Instant::now();
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            if !alive {
                return;
            }
        }
    }

    /// Which daemon is meant; which verb it is for, nobody asks there.
    fn args(&self) -> Args {
        let verb = Verb::Metrics(MetricsArgs { output: None });
        Args { runtime_dir: self.runtime_dir.clone(), log_dir: self.log_dir.clone(), verb }
    }

    fn ask_daemon(&mut self) -> bool {
        let news = match self.see() {
            Ok((status, peers)) => {
                self.follow(&status);
                News::Seen(Box::new((Instant::now(), output::now(), status, peers)))
            }
            Err(error) => {
                self.connection = None;
                News::Gone(text::harmless(&output::chain(&error)))
            }
        };
        self.news.send(news).is_ok()
    }

    fn see(&mut self) -> Result<(Status, Vec<PeerRow>), ConnectionError> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => Connection::open(&self.args())?,
        };
        let status = connection.status()?;
        let peers = connection.peers()?;
        self.connection = Some(connection);
        Ok((status, peers))
    }

    fn carry_out(&self, request: &Request) -> bool {
        let done = Connection::open_control(&self.args()).and_then(|mut connection| connection.ask(request));
        let said = done.map_or_else(|error| vec![output::chain(&error)], |output| said(request, &output));
        let said = said.iter().map(|sentence| text::harmless(sentence)).collect();
        self.news.send(News::Ordered(said)).is_ok()
    }

    /// Finds the log that the daemon writes, unless it is read already.
    fn follow(&mut self, status: &Status) {
        let directory = &status.frame_log.directory;
        if self.directory.as_ref() == Some(directory)
            && let Some(recent) = &mut self.recent
        {
            recent.find_rooms();
            return;
        }
        self.directory = Some(directory.clone());
        let news = match self.open_log(directory.clone()) {
            Ok((recent, last)) => {
                self.recent = Some(recent);
                News::Passed(passed(&last))
            }
            Err(error) => News::NoLog(text::harmless(&output::chain(&error))),
        };
        // The next one finds out too.
        let _ = self.news.send(news);
    }

    fn open_log(&self, directory: PathBuf) -> Result<(Recent, Vec<Entry>), LogError> {
        let source = SourceArgs { path: Some(directory), room: None };
        Recent::open(FrameLog::find(&self.args(), &source)?, PASSED_MAX)
    }

    fn read_log(&mut self) -> bool {
        let Some(recent) = &mut self.recent else { return true };
        let entries = recent.read_on();
        entries.is_empty() || self.news.send(News::Passed(passed(&entries))).is_ok()
    }
}

/// What an order did, a sentence each; of a ban what `tp-ctl ban` says.
fn said(request: &Request, output: &Output) -> Vec<String> {
    let language = here();
    match (request, output) {
        (_, Output::Kicked(kicked)) if kicked.count == 0 => vec![language.top_nobody_any_more()],
        (Request::Ban { seconds, .. }, Output::Banned(banned)) => {
            let done = ban::done(banned, *seconds, &language);
            std::iter::once(done).chain(ban::warnings(banned, &language)).collect()
        }
        _ => vec![language.top_done()],
    }
}

/// The last of each room, as they are shown.
fn passed(entries: &[Entry]) -> Vec<Passed> {
    let mut counts: HashMap<Rc<str>, usize> = HashMap::new();
    let is_wanted = |entry: &&Entry| {
        let count = counts.entry(Rc::clone(&entry.room)).or_default();
        *count += 1;
        *count <= PASSED_MAX
    };
    let mut last: Vec<Passed> = entries.iter().rev().filter(is_wanted).map(one).collect();
    last.reverse();
    last
}

fn one(entry: &Entry) -> Passed {
    let data = entry.data.as_deref().unwrap_or_default();
    Passed {
        t: entry.t,
        n: entry.n,
        room: entry.room.to_string(),
        from: (entry.src.conn != 0).then(|| entry.src.address()),
        len: entry.len,
        text: text::visible(&data[..data.len().min(TEXT_BYTES)]),
    }
}

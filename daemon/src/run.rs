//! From options to the end.

use std::error::Error;
use std::io::{self, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::mpsc;

use crate::addresses;
use crate::census::Census;
use crate::config::{Args, Config};
use crate::control::Desk;
use crate::exit::Exit;
use crate::fatal::{self, Fatal, FatalSender};
use crate::service::{self, Inherited, InheritedError};
use crate::troubles;
use crate::wiring::{self, Running, StartError};

/// Runs the relay, with what a service manager passed, until a signal or a failure ends it.
pub fn run(args: &Args, inherited: Result<Inherited, InheritedError>) -> Exit {
    let config = match Config::load(args) {
        Ok(config) => config,
        Err(error) => {
            report(&error);
            return Exit::Usage;
        }
    };
    if args.check {
        return Exit::Ok;
    }
    let served = inherited.map_err(StartError::Inherited).and_then(|inherited| serve(&config, inherited));
    served.unwrap_or_else(|error| {
        report(&error);
        error.exit()
    })
}

fn serve(config: &Config, inherited: Inherited) -> Result<Exit, StartError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (fatal, failed) = fatal::channel();
    let exit = runtime.block_on(async {
        let mut signals = Signals::listen()?;
        let running = start(config.clone(), inherited, fatal, &mut signals).await?;
        Ok(oversee(running, signals, failed).await)
    });
    // A second signal does not wait for what the first one began.
    runtime.shutdown_background();
    exit
}

/// Starts on a thread of its own: a port may have to be waited for, and a signal ends the wait.
async fn start(
    config: Config,
    inherited: Inherited,
    fatal: FatalSender,
    signals: &mut Signals,
) -> Result<Running, StartError> {
    let interrupted = Arc::new(AtomicBool::new(false));
    let stop = Arc::clone(&interrupted);
    let starting = move || wiring::start(&config, inherited, fatal, &|| stop.load(Relaxed));
    let mut starting = tokio::task::spawn_blocking(starting);
    tokio::select! {
        started = &mut starting => return started.map_err(io::Error::other)?,
        () = signals.stop() => interrupted.store(true, Relaxed),
    }
    let running = starting.await.map_err(io::Error::other)??;
    signals.again();
    Ok(running)
}

async fn oversee(running: Running, mut signals: Signals, mut failed: mpsc::Receiver<Fatal>) -> Exit {
    let Running { relay, syncer, retention, control, census, store } = running;
    let desk = Desk { census: Arc::clone(&census), orders: relay.orders() };
    let serving = match control.serve(desk) {
        Ok(serving) => serving,
        Err(error) => {
            report(&error);
            return Exit::Failed;
        }
    };
    greet(&census);
    let usual = format!("{} rooms", census.rooms.len());
    service::ready(&usual);
    let telling = tokio::spawn(troubles::tell(Arc::clone(&census.frame_log), usual));
    let exit = tokio::select! {
        why = failed.recv() => give_up(why),
        () = signals.stop() => {
            tracing::info!("stopping: sending what is still queued; a second signal stops at once");
            telling.abort();
            service::stopping();
            let stopping = tokio::task::spawn_blocking(move || relay.stop());
            tokio::select! {
                stopped = stopping => finish(stopped.unwrap_or(Err(Fatal::Thread("relay")))),
                why = failed.recv() => give_up(why),
                () = signals.stop() => {
                    tracing::warn!("stopped at once");
                    Exit::Ok
                }
            }
        }
    };
    retention.stop();
    syncer.stop();
    drop((serving, store));
    // What failed on the way out failed all the same.
    match (exit, failed.try_recv()) {
        (Exit::Ok, Ok(why)) => give_up(Some(why)),
        (exit, _) => exit,
    }
}

fn finish(stopped: Result<(), Fatal>) -> Exit {
    match stopped {
        Ok(()) => Exit::Ok,
        Err(why) => give_up(Some(why)),
    }
}

fn give_up(why: Option<Fatal>) -> Exit {
    match why {
        Some(why) => {
            report(&why);
            why.exit()
        }
        None => Exit::Failed,
    }
}

/// Says what a neighbour has to type.
fn greet(census: &Census) {
    let mut text = format!("tp-relais {}\n", env!("CARGO_PKG_VERSION"));
    for room in &census.rooms {
        text.push_str(&format!("room {} ({}):\n", room.name, room.mode));
        for address in addresses::to_type(&room.listen) {
            let note = if address.ip().is_loopback() { "   (this machine only)" } else { "" };
            text.push_str(&format!("  {address}{note}\n"));
        }
    }
    text.push_str(&format!("frame log: {}\n", census.frame_log.status().directory.display()));
    let mut out = io::stdout().lock();
    // Nobody reads it: the relay runs all the same.
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// One line: the error and what is behind it.
fn report(error: &dyn Error) {
    let mut line = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if !line.ends_with(&cause_text) {
            line.push_str(&format!(": {cause_text}"));
        }
        source = cause.source();
    }
    tracing::error!("{line}");
}

/// The signals that end the relay, and one that must not.
struct Signals {
    /// A file at its size limit is a full disk, not the end (setrlimit(2)): whoever listens is
    /// not killed, and write(2) says EFBIG.
    _file_size: Signal,
    terminate: Signal,
    interrupt: Signal,
    /// One came while the relay started, and was not in time to prevent it.
    pending: bool,
}

impl Signals {
    fn listen() -> io::Result<Signals> {
        Ok(Signals {
            _file_size: signal(SignalKind::from_raw(nix::libc::SIGXFSZ))?,
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
            pending: false,
        })
    }

    /// What ended the start's wait is to end the relay too.
    fn again(&mut self) {
        self.pending = true;
    }

    async fn stop(&mut self) {
        if std::mem::take(&mut self.pending) {
            return;
        }
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

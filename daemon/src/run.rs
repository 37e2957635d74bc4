//! From options to the end.

mod greeting;
mod refused;
mod reload;
mod signals;

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use tp_proto::control::Happening;

use self::greeting::greet;
use self::reload::Reloader;
use self::signals::Signals;
use crate::census::Census;
use crate::config::{Args, Config, ConfigError};
use crate::control::{Desk, follow_places};
use crate::exit::Exit;
use crate::fatal::{self, Fatal, FatalSender};
use crate::language::{Said, here, told};
use crate::service::{self, Inherited, InheritedError, status_line, watchdog};
use crate::troubles;
use crate::wiring::{self, Running, StartError};

/// Most reloads that wait for their turn: one a control session.
const RELOADS_MAX: usize = 16;

/// Runs the relay, with what a service manager passed, until a signal or a failure ends it.
pub fn run(args: &Args, config: Result<Config, ConfigError>, inherited: Result<Inherited, InheritedError>) -> Exit {
    let config = match config {
        Ok(config) => config,
        Err(error) => {
            report(&error);
            return Exit::Usage;
        }
    };
    if args.check {
        return Exit::Ok;
    }
    let served = inherited.map_err(StartError::Inherited).and_then(|inherited| serve(args, &config, inherited));
    served.unwrap_or_else(|error| {
        report(&error);
        let exit = error.exit();
        if exit != Exit::Usage {
            service::hold_back();
        }
        exit
    })
}

fn serve(args: &Args, config: &Config, inherited: Inherited) -> Result<Exit, StartError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (fatal, failed) = fatal::channel();
    let exit = runtime.block_on(async {
        let mut signals = Signals::listen()?;
        let running = start(config.clone(), inherited, fatal, &mut signals).await?;
        let told = (args.clone(), config.clone());
        Ok(oversee(running, told, signals, failed).await)
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

async fn oversee(
    running: Running,
    told: (Args, Config),
    mut signals: Signals,
    mut failed: mpsc::Receiver<Fatal>,
) -> Exit {
    let Running { relay, syncer, retention, control, census, names, bans, store } = running;
    let (reloads, asked) = mpsc::channel(RELOADS_MAX);
    let desk = Desk {
        census: Arc::clone(&census),
        orders: relay.orders(),
        reloads,
        stops: signals.stops(),
        names: Arc::clone(&names),
        bans: Arc::new(bans),
        followers: follow_places(),
    };
    let (unused, why_unused) = watch::channel(None);
    let reloader = Reloader {
        args: told.0,
        config: told.1,
        orders: relay.orders(),
        sync: syncer.handle(),
        retention: retention.handle(),
        census: Arc::clone(&census),
        names,
        unused,
        asked,
    };
    let serving = match control.serve(desk) {
        Ok(serving) => serving,
        Err(error) => {
            report(&StartError::System(error));
            return Exit::Failed;
        }
    };
    greet(&census);
    census.events.record(Happening::Started { version: env!("CARGO_PKG_VERSION").to_owned() });
    let mut telling = tell(&census, why_unused, reloader, &mut signals);
    let exit = tokio::select! {
        why = failed.recv() => give_up(why),
        () = signals.stop() => {
            tracing::info!("{}", here().stopping());
            census.events.record(Happening::Stopping {});
            // Nothing may be told behind this.
            telling.shutdown().await;
            service::stopping(&here().status_stopping());
            let stopping = tokio::task::spawn_blocking(move || relay.stop());
            tokio::select! {
                stopped = stopping => finish(stopped.unwrap_or(Err(Fatal::Thread("relay")))),
                why = failed.recv() => give_up(why),
                () = signals.stop() => {
                    tracing::warn!("{}", here().stopped_at_once());
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

/// Says that the relay is ready, and from then on how it is.
fn tell(
    census: &Arc<Census>,
    why_unused: watch::Receiver<Option<String>>,
    reloader: Reloader,
    signals: &mut Signals,
) -> JoinSet<()> {
    let mut telling = JoinSet::new();
    let status = status_line(census);
    service::ready(&status);
    telling.spawn(troubles::tell(Arc::clone(census), why_unused, status));
    if let Some(beat) = watchdog::beat() {
        telling.spawn(watchdog::ping(Arc::clone(census), beat));
    }
    if let Some(hangup) = signals.take_hangup() {
        let census = Arc::clone(census);
        telling.spawn(reloader.run(hangup, move || status_line(&census)));
    }
    telling
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

fn report(error: &dyn Said) {
    tracing::error!("{}", told(error, here()));
}

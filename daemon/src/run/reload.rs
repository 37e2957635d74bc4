//! SIGHUP, or `tp-ctl reload`: the configuration is read again, and used only if all of it is right, the
//! file of the names included: what somebody edited there holds from then on.
//!
//! One reload after the other; a signal that comes meanwhile is one more, however often it came. What
//! the data path, the log's threads and the gate do by it changes while they run; the rest is said to
//! wait for a restart.

use std::sync::Arc;
use std::time::Duration;

use tokio::signal::unix::Signal;
use tokio::sync::{mpsc, watch};
use tp_proto::control::{Happening, Refusal, Reloaded};
use tp_proto::places;

use super::refused::Refused;
use crate::census::Census;
use crate::config::{Args, Config};
use crate::control::ReloadOrder;
use crate::frame_log::{RetentionHandle, SyncHandle};
use crate::language::here;
use crate::names::{Change, Keeper};
use crate::relay::Orders;
use crate::{events, service, wiring};

/// How soon the thread that brings the log to disk is told again, while it is busy with a disk.
const TELL_AGAIN: Duration = Duration::from_millis(50);

/// What a reload needs.
pub struct Reloader {
    /// The options, which win over the file each time.
    pub args: Args,
    /// What holds now.
    pub config: Config,
    /// The data path.
    pub orders: Orders,
    /// What brings the log to disk.
    pub sync: SyncHandle,
    /// What removes segments.
    pub retention: RetentionHandle,
    /// Where it is recorded.
    pub census: Arc<Census>,
    /// What people call peers and addresses.
    pub names: Arc<Keeper>,
    /// Why the configuration as it is now is not used, if it is not.
    pub unused: watch::Sender<Option<String>>,
    /// Who asks for it on the control socket.
    pub asked: mpsc::Receiver<ReloadOrder>,
}

impl Reloader {
    /// Reloads with every signal, and whenever somebody asks. `status` gives the sentence that goes with being ready again.
    pub async fn run(mut self, mut hangup: Signal, status: impl Fn() -> String) {
        loop {
            let asked = tokio::select! {
                signal = hangup.recv() => match signal {
                    Some(()) => None,
                    None => return,
                },
                Some(asked) = self.asked.recv() => Some(asked),
            };
            service::reloading();
            let by = asked.as_ref().map_or("SIGHUP", |asked| &asked.by);
            let reloaded = self.reload(by).await;
            if let Err(Refused { about, .. }) = &reloaded {
                let (why, about) = (events::line(about), events::about(about));
                self.census.events.record(Happening::NotReloaded { why, about });
            }
            self.unused.send_replace(reloaded.as_ref().err().map(Refused::status));
            service::ready(&status());
            if let Some(ReloadOrder { reply, .. }) = asked {
                // Whoever asked may have left.
                let _ = reply.send(reloaded.map_err(|why| why.about));
            }
        }
    }

    async fn reload(&mut self, by: &str) -> Result<Reloaded, Refused> {
        let (config, names_changed) =
            self.read().await.inspect_err(|why| tracing::error!("{}", here().not_reloaded(&why.here)))?;
        let waiting = self.config.restart_keys(&config);
        let mut changed = self.config.changed_keys(&config);
        // A data path that is stopping wants no rules any more.
        self.apply(&config, by).await.map_err(Refused::by_data_path)?;
        if names_changed {
            self.orders.relabel().await.map_err(Refused::by_data_path)?;
            changed.push(places::NAMES_FILE);
        }
        let keys = waiting.iter().map(|&key| key.to_owned()).collect();
        self.census.events.record(Happening::Reloaded { waiting: keys });
        if waiting.is_empty() {
            tracing::info!("{}", here().reloaded());
        } else {
            tracing::warn!("{}", here().reloaded_waiting(&waiting.join(", ")));
        }
        self.config = self.config.goes_on_as(config);
        let named = |keys: Vec<&str>| keys.into_iter().map(str::to_owned).collect();
        Ok(Reloaded { changed: named(changed), waiting: named(waiting) })
    }

    /// Reads the configuration, and then the names, which hold at once; gives whether they are others.
    /// Another thread reads: a file may lie on a disk that does not answer.
    async fn read(&self) -> Result<(Config, bool), Refused> {
        let (args, names, census) = (self.args.clone(), Arc::clone(&self.names), Arc::clone(&self.census));
        let reading = move || {
            let config = Config::load(&args).map_err(|error| Refused::by_configuration(&error))?;
            let Change { before, now, .. } =
                names.look(|number, end| census.is_there(number, end)).map_err(|error| Refused::by_names(&error))?;
            Ok((config, before != now))
        };
        tokio::task::spawn_blocking(reading).await.unwrap_or_else(|_| Err(Refused::unfinished()))
    }

    async fn apply(&self, config: &Config, by: &str) -> Result<(), Refusal> {
        self.orders.tune(wiring::tuning(config, self.census.rooms.len(), by)).await?;
        self.retention.set_rules(config.frame_log.retention.clone());
        while !self.sync.set_mode(config.frame_log.sync) {
            tokio::time::sleep(TELL_AGAIN).await;
        }
        Ok(())
    }
}

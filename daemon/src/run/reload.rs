//! SIGHUP, or `tp-ctl reload`: the configuration is read again, and used only if all of it is right.
//!
//! One reload after the other; a signal that comes meanwhile is one more, however often it came. What
//! the data path, the log's threads and the gate do by it changes while they run; the rest is said to
//! wait for a restart.

use std::sync::Arc;
use std::time::Duration;

use tokio::signal::unix::Signal;
use tokio::sync::{mpsc, watch};
use tp_proto::control::{Happening, Refusal, Reloaded};

use super::one_line;
use crate::census::Census;
use crate::config::{Args, Config};
use crate::control::ReloadOrder;
use crate::events::clip;
use crate::frame_log::{RetentionHandle, SyncHandle};
use crate::relay::Orders;
use crate::{service, wiring};

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
            if let Err(why) = &reloaded {
                self.census.events.record(Happening::NotReloaded { why: clip(first_line(why).as_str()) });
            }
            self.unused.send_replace(reloaded.as_ref().err().map(|why| first_line(why)));
            service::ready(&status());
            if let Some(ReloadOrder { reply, .. }) = asked {
                // Whoever asked may have left.
                let _ = reply.send(reloaded);
            }
        }
    }

    async fn reload(&mut self, by: &str) -> Result<Reloaded, String> {
        let config = self.read().await.inspect_err(|why| {
            tracing::error!("the configuration is not reloaded, and what held before goes on: {why}");
        })?;
        let waiting = self.config.restart_keys(&config);
        let changed = self.config.changed_keys(&config);
        // A data path that is stopping wants no rules any more.
        self.apply(&config, by).await.map_err(|error| error.to_string())?;
        let keys = waiting.iter().map(|&key| key.to_owned()).collect();
        self.census.events.record(Happening::Reloaded { waiting: keys });
        if waiting.is_empty() {
            tracing::info!("the configuration is reloaded");
        } else {
            tracing::warn!("the configuration is reloaded; what changed of {} waits for a restart", waiting.join(", "));
        }
        self.config = self.config.goes_on_as(config);
        let named = |keys: Vec<&str>| keys.into_iter().map(str::to_owned).collect();
        Ok(Reloaded { changed: named(changed), waiting: named(waiting) })
    }

    /// Reads on another thread: a file may lie on a disk that does not answer.
    async fn read(&self) -> Result<Config, String> {
        let args = self.args.clone();
        let read = tokio::task::spawn_blocking(move || Config::load(&args).map_err(|error| one_line(&error))).await;
        read.unwrap_or_else(|_| Err("it could not be read".to_owned()))
    }

    async fn apply(&self, config: &Config, by: &str) -> Result<(), Refusal> {
        self.orders.tune(wiring::tuning(config, by)).await?;
        self.retention.set_rules(config.frame_log.retention.clone());
        while !self.sync.set_mode(config.frame_log.sync) {
            tokio::time::sleep(TELL_AGAIN).await;
        }
        Ok(())
    }
}

/// What fits into a status.
fn first_line(why: &str) -> String {
    why.split("\n").next().unwrap_or(why).to_owned()
}

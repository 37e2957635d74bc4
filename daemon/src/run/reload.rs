//! SIGHUP: the configuration is read again, and used only if all of it is right.
//!
//! One reload after the other; a signal that comes meanwhile is one more, however often it came. What
//! the data path, the log's threads and the gate do by it changes while they run; the rest is said to
//! wait for a restart.

use std::sync::Arc;
use std::time::Duration;

use tokio::signal::unix::Signal;
use tokio::sync::watch;
use tp_proto::control::Happening;

use super::one_line;
use crate::census::Census;
use crate::config::{Args, Config, ConfigError};
use crate::events::clip;
use crate::frame_log::{RetentionHandle, SyncHandle};
use crate::relay::{OrderError, Orders};
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
}

impl Reloader {
    /// Reloads with every signal. `status` gives the sentence that goes with being ready again.
    pub async fn run(mut self, mut hangup: Signal, status: impl Fn() -> String) {
        while hangup.recv().await.is_some() {
            service::reloading();
            match self.reload().await {
                Ok(()) => self.unused.send_replace(None),
                Err(why) => {
                    self.census.events.record(Happening::NotReloaded { why: clip(&why) });
                    self.unused.send_replace(Some(why))
                }
            };
            service::ready(&status());
        }
    }

    async fn reload(&mut self) -> Result<(), String> {
        let config = match self.read().await {
            Ok(config) => config,
            Err(error) => {
                let why = one_line(&error);
                tracing::error!("the configuration is not reloaded, and what held before goes on: {why}");
                return Err(first_line(&why));
            }
        };
        // A data path that is stopping wants no rules any more.
        if self.apply(&config).await.is_ok() {
            let waiting = self.config.restart_keys(&config);
            let keys = waiting.iter().map(|&key| key.to_owned()).collect();
            self.census.events.record(Happening::Reloaded { waiting: keys });
            if waiting.is_empty() {
                tracing::info!("the configuration is reloaded");
            } else {
                tracing::warn!(
                    "the configuration is reloaded; what changed of {} waits for a restart",
                    waiting.join(", ")
                );
            }
            self.config = self.config.goes_on_as(config);
        }
        Ok(())
    }

    /// Reads on another thread: a file may lie on a disk that does not answer.
    async fn read(&self) -> Result<Config, ConfigError> {
        let args = self.args.clone();
        let read = tokio::task::spawn_blocking(move || Config::load(&args)).await;
        read.unwrap_or_else(|_| Ok(self.config.clone()))
    }

    async fn apply(&self, config: &Config) -> Result<(), OrderError> {
        self.orders.tune(wiring::tuning(config, "SIGHUP")).await?;
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

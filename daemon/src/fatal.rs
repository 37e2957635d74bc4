//! The one way in which a thread ends the whole relay.

use tokio::sync::mpsc;

use crate::exit::Exit;
use crate::frame_log::LogError;
use crate::language::{Language, Said, english};

/// Why the relay cannot go on.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.said(english()))]
pub enum Fatal {
    /// The frame log cannot be written: nothing may be relayed unlogged.
    #[error(transparent)]
    Log(#[from] LogError),
    /// A thread ended that never should.
    Thread(&'static str),
}

impl Said for Fatal {
    fn said(&self, words: &Language) -> String {
        match self {
            Fatal::Log(error) => error.said(words),
            Fatal::Thread(thread) => words.thread_ended(thread),
        }
    }
}

impl Fatal {
    /// How the process ends of it.
    pub fn exit(&self) -> Exit {
        match self {
            Fatal::Log(_) => Exit::LogFailed,
            Fatal::Thread(_) => Exit::Failed,
        }
    }
}

/// Reports it. The first report counts.
#[derive(Debug, Clone)]
pub struct FatalSender(mpsc::Sender<Fatal>);

impl FatalSender {
    /// Ends the relay.
    pub fn send(&self, why: Fatal) {
        // Full: somebody was first, and the relay is ending already.
        let _ = self.0.try_send(why);
    }
}

/// A channel for one report.
pub fn channel() -> (FatalSender, mpsc::Receiver<Fatal>) {
    let (sender, receiver) = mpsc::channel(1);
    (FatalSender(sender), receiver)
}

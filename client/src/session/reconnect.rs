//! `--reconnect`: after a loss, again and again, until there is a connection or the user has enough.
//!
//! Bound: attempts come ever more slowly, [`PAUSE_MAX`] apart at most. What was typed and not sent, and
//! what waits in a pipe, goes to the next connection; what was sent and lost is not sent again, because
//! nobody knows whether it arrived.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::{Ended, Input, SessionError, say_end, talk};
use crate::args::Args;
use crate::connect::connect;
use crate::exit::say;
use crate::language::language;
use crate::stop;

/// Before the first attempt.
const PAUSE_MIN: Duration = Duration::from_secs(1);

/// Between two attempts, at most.
const PAUSE_MAX: Duration = Duration::from_secs(30);

/// A session of this length was no accident: the next loss begins with the shortest pause.
const STABLE: Duration = Duration::from_secs(10);

/// Goes on after a first session that ended so.
pub(super) async fn go_on(
    args: &Args,
    first: Result<Ended, SessionError>,
    input: &mut Input,
) -> Result<(), SessionError> {
    let mut ended = first;
    let mut pause = PAUSE_MIN;
    loop {
        match ended {
            Ok(Ended::ByUser) => return Ok(()),
            Ok(Ended::ByServer) => say_end(Ended::ByServer),
            Err(loss) if is_loss(&loss) => say(format_args!("tp-client: {loss}")),
            Err(other) => return Err(other),
        }
        say(language().again_in(&pause.as_secs().to_string()));
        let waited = tokio::select! {
            () = sleep(pause) => true,
            () = stop::requested() => false,
        };
        if !waited {
            return Ok(());
        }
        pause = (pause * 2).min(PAUSE_MAX);
        let begun = Instant::now();
        ended = tokio::select! {
            ended = attempt(args, input) => ended,
            () = stop::requested() => return Ok(()),
        };
        if begun.elapsed() > STABLE {
            pause = PAUSE_MIN;
        }
    }
}

async fn attempt(args: &Args, input: &mut Input) -> Result<Ended, SessionError> {
    let connection = connect(&args.target, args.timeout).await?;
    talk(args, connection, input).await
}

/// Whether another attempt may help.
fn is_loss(error: &SessionError) -> bool {
    matches!(error, SessionError::Connect(_) | SessionError::ClosedAtOnce { .. } | SessionError::Cut { .. })
}

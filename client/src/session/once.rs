//! One message, one answer.

use std::io;
use std::time::Duration;

use tokio::io::AsyncWriteExt as _;
use tokio::time::timeout;

use super::{Ended, SessionError, Standing};
use crate::connect::Connection;
use crate::incoming::{Cut, Incoming};
use crate::output::Output;

/// Sends `message` as it stands and prints what one read returns, within `wait`.
pub(super) async fn run(connection: Connection, message: &[u8], wait: Duration) -> Result<Ended, SessionError> {
    let standing = Standing::of(&connection);
    let (reader, mut writer) = connection.stream.into_split();
    let mut incoming = Incoming::new(reader, Cut::AtCharacters);
    let asked = timeout(wait, async {
        writer.write_all(message).await?;
        answer(&mut incoming).await
    });
    match asked.await {
        Ok(Ok(Some(answer))) => {
            Output::new().show(&answer).await.map_err(SessionError::Output)?;
            Ok(Ended::ByUser)
        }
        Ok(Ok(None)) => Err(SessionError::Unanswered { peer: standing.peer }),
        Ok(Err(source)) => Err(standing.cut(incoming.bytes(), source)),
        Err(_) => Err(SessionError::NoAnswer { peer: standing.peer, seconds: wait.as_secs_f64() }),
    }
}

/// The first chunk, with the rest of its last character when a read ended inside it.
async fn answer(incoming: &mut Incoming) -> io::Result<Option<Vec<u8>>> {
    let Some(mut answer) = incoming.next().await? else { return Ok(None) };
    if incoming.has_tail() {
        answer.extend(incoming.next().await?.unwrap_or_default());
    }
    Ok(Some(answer))
}

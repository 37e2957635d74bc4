//! A session in a pipe: lines in, what was received out.

use std::io;
use std::pin::pin;
use std::time::Duration;

use tokio::io::AsyncWriteExt as _;
use tokio::net::tcp::OwnedWriteHalf;
use tokio::time::{Instant, sleep_until};

use super::lines::Lines;
use super::linger::{AFTER_END_OF_PIPE, AFTER_END_WORD, LingerError, Patience, linger};
use super::{Ended, SessionError, Standing};
use crate::connect::Connection;
use crate::end_word::EndWord;
use crate::incoming::Incoming;
use crate::output::Output;

/// The end word works when the server reads it on its own. TCP keeps no bounds between writes, so
/// it goes out this long after the line before.
const LULL_BEFORE_END_WORD: Duration = Duration::from_millis(100);

/// Why sending stopped.
enum SendEnd {
    EndWord,
    EndOfInput,
    Input(io::Error),
    Connection(io::Error),
}

/// Sends the lines of standard input and prints what comes in, until either side ends.
pub(super) async fn run(connection: Connection, end_word: &EndWord, input: &mut Lines) -> Result<Ended, SessionError> {
    let standing = Standing::of(&connection);
    let (reader, mut writer) = connection.stream.into_split();
    let mut output = Output::new();
    let mut incoming = Incoming::new(reader, output.cut());
    let end = {
        let mut sending = pin!(send_lines(input, &mut writer, end_word));
        loop {
            tokio::select! {
                end = &mut sending => break end,
                chunk = incoming.next() => match chunk {
                    Ok(Some(chunk)) => output.show(&chunk).await.map_err(SessionError::Output)?,
                    Ok(None) => return standing.closed(incoming.bytes()),
                    Err(source) => return Err(standing.cut(incoming.bytes(), source)),
                },
            }
        }
    };
    after_sending(end, &standing, &mut incoming, &mut output).await
}

async fn send_lines(lines: &mut Lines, writer: &mut OwnedWriteHalf, end_word: &EndWord) -> SendEnd {
    let mut lull_over = Instant::now();
    while let Some(line) = lines.recv().await {
        let line = match line {
            Ok(line) => line,
            Err(error) => return SendEnd::Input(error),
        };
        let last = line.whole && end_word.is(&line.bytes);
        if last {
            sleep_until(lull_over).await;
        }
        if let Err(error) = writer.write_all(&line.bytes).await {
            return SendEnd::Connection(error);
        }
        if last {
            return SendEnd::EndWord;
        }
        lull_over = Instant::now() + LULL_BEFORE_END_WORD;
    }
    writer.shutdown().await.map_or_else(SendEnd::Connection, |()| SendEnd::EndOfInput)
}

/// Prints what still comes in after the last line, and says how the session ended.
async fn after_sending(
    end: SendEnd,
    standing: &Standing,
    incoming: &mut Incoming,
    output: &mut Output,
) -> Result<Ended, SessionError> {
    let (patience, failure): (Patience, Option<SessionError>) = match end {
        SendEnd::EndWord => (AFTER_END_WORD, None),
        SendEnd::EndOfInput => (AFTER_END_OF_PIPE, None),
        SendEnd::Input(error) => (AFTER_END_OF_PIPE, Some(SessionError::Input(error))),
        SendEnd::Connection(error) => (AFTER_END_OF_PIPE, Some(standing.cut(incoming.bytes(), error))),
    };
    let lingered = linger(incoming, output, patience).await;
    match (lingered, failure) {
        (Err(LingerError::Output(error)), _) => Err(SessionError::Output(error)),
        (_, Some(failure)) => Err(failure),
        (Err(LingerError::Connection(source)), None) => Err(standing.cut(incoming.bytes(), source)),
        (Ok(()), None) => Ok(Ended::ByUser),
    }
}

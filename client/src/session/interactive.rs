//! A session on a terminal: what comes in appears above the line being typed.
//!
//! A server that takes nothing must not freeze the keyboard, so lines are sent beside the rest.
//! Bound: [`OUTBOX_LINES_MAX`] lines wait to be sent; when that is full a line stays where it was
//! typed.

use std::io;
use std::pin::{Pin, pin};

use tokio::io::AsyncWriteExt as _;
use tokio::net::tcp::OwnedWriteHalf;
use tokio::sync::mpsc;
use tokio::time::timeout;

use super::linger::{AFTER_END_WORD, AFTER_LEAVING, LingerError, Patience, linger};
use super::{Ended, SessionError, Standing};
use crate::connect::Connection;
use crate::end_word::EndWord;
use crate::incoming::{Cut, Incoming};
use crate::language::language;
use crate::output::{Output, RECEIVED_MARK, shown_lines};
use crate::stop;
use crate::terminal::{InputLine, Terminal, Typed};

/// Lines that wait to be sent.
const OUTBOX_LINES_MAX: usize = 64;

/// What ended the conversation.
enum Cause {
    ServerClosed,
    LastLine,
    Left,
    Cut(io::Error),
}

/// Sends each typed line and shows what comes in, until either side ends. The terminal is restored
/// before anything else is said.
pub(super) async fn run(
    connection: Connection,
    end_word: &EndWord,
    line: &mut InputLine,
) -> Result<Ended, SessionError> {
    let standing = Standing::of(&connection);
    let (reader, writer) = connection.stream.into_split();
    let mut incoming = Incoming::new(reader, Cut::AtCharacters);
    let (outbox, lines) = mpsc::channel(OUTBOX_LINES_MAX);
    let mut sending = pin!(send_lines(lines, writer));
    let cause = {
        let mut terminal = Terminal::open(line).map_err(SessionError::Terminal)?;
        converse(&mut terminal, &mut incoming, sending.as_mut(), &outbox, end_word).await?
    };
    drop(outbox);
    let patience = match cause {
        Cause::ServerClosed => return standing.closed(incoming.bytes()),
        Cause::Cut(source) => return Err(standing.cut(incoming.bytes(), source)),
        Cause::LastLine => AFTER_END_WORD,
        Cause::Left => AFTER_LEAVING,
    };
    part(&mut incoming, sending, patience).await
}

async fn converse(
    terminal: &mut Terminal<'_>,
    incoming: &mut Incoming,
    mut sending: Pin<&mut impl Future<Output = io::Result<OwnedWriteHalf>>>,
    outbox: &mpsc::Sender<String>,
    end_word: &EndWord,
) -> Result<Cause, SessionError> {
    let mut stop = pin!(stop::requested());
    loop {
        tokio::select! {
            typed = terminal.next() => match typed.map_err(SessionError::Terminal)? {
                Typed::Line(line) => {
                    let last = end_word.is(line.as_bytes());
                    if submit(terminal, outbox, line)? && last {
                        return Ok(Cause::LastLine);
                    }
                }
                Typed::Leave => return Ok(Cause::Left),
            },
            chunk = incoming.next() => match chunk {
                Ok(Some(chunk)) => {
                    for line in shown_lines(&chunk) {
                        show(terminal, &format!("{RECEIVED_MARK}{line}"))?;
                    }
                }
                Ok(None) => return Ok(Cause::ServerClosed),
                Err(source) => return Ok(Cause::Cut(source)),
            },
            // The outbox is open, so sending ends only when it fails.
            Err(source) = sending.as_mut() => return Ok(Cause::Cut(source)),
            () = &mut stop => return Ok(Cause::Left),
        }
    }
}

/// Hands `line` over to be sent; false when it stays in the input line. An empty line sends nothing.
fn submit(terminal: &mut Terminal<'_>, outbox: &mpsc::Sender<String>, line: String) -> Result<bool, SessionError> {
    if line.is_empty() {
        return Ok(true);
    }
    match outbox.try_send(line) {
        Ok(()) => terminal.confirm().map_err(SessionError::Terminal).map(|()| true),
        Err(_) => {
            show(terminal, &language().outbox_full())?;
            Ok(false)
        }
    }
}

fn show(terminal: &mut Terminal<'_>, line: &str) -> Result<(), SessionError> {
    terminal.print_above(line).map_err(SessionError::Terminal)
}

/// Sends each line as it stands, with no line end; gives the sending side back when the outbox is
/// dropped, because dropping that side would close it.
async fn send_lines(mut lines: mpsc::Receiver<String>, mut writer: OwnedWriteHalf) -> io::Result<OwnedWriteHalf> {
    while let Some(line) = lines.recv().await {
        writer.write_all(line.as_bytes()).await?;
    }
    Ok(writer)
}

/// Sends what still waits and shows what still comes in. Whether the server resets the connection
/// after its user has left does not matter any more.
async fn part(
    incoming: &mut Incoming,
    sending: Pin<&mut impl Future<Output = io::Result<OwnedWriteHalf>>>,
    patience: Patience,
) -> Result<Ended, SessionError> {
    let mut output = Output::beside_typed_lines();
    let sent = timeout(patience.limit(), sending);
    match tokio::join!(sent, linger(incoming, &mut output, patience)) {
        (_, Err(LingerError::Output(error))) => Err(SessionError::Output(error)),
        _ => Ok(Ended::ByUser),
    }
}

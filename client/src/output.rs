//! Standard output: bytes for a program, text for a person.
//!
//! Owns the rule that nothing a peer sent reaches a terminal unescaped.

use std::io::{self, IsTerminal as _};

use tokio::io::{AsyncWriteExt as _, Stdout};

use crate::incoming::Cut;
use crate::label;

/// Marks a line that came in, where the user's own lines stand beside it.
pub(crate) const RECEIVED_MARK: &str = "< ";

/// Where received chunks go when no line is being typed.
#[derive(Debug)]
pub(crate) struct Output {
    stdout: Stdout,
    style: Style,
}

#[derive(Clone, Copy, Debug)]
enum Style {
    /// Exactly what came.
    Bytes,
    /// A line a chunk, after this mark.
    Text(&'static str),
}

impl Output {
    /// Text on a terminal, else exactly what came.
    pub(crate) fn new() -> Self {
        let style = if io::stdout().is_terminal() { Style::Text("") } else { Style::Bytes };
        Output { stdout: tokio::io::stdout(), style }
    }

    /// What an interactive session shows after its terminal was restored.
    pub(crate) fn beside_typed_lines() -> Self {
        Output { stdout: tokio::io::stdout(), style: Style::Text(RECEIVED_MARK) }
    }

    /// Where the chunks for this output are to be cut.
    pub(crate) fn cut(&self) -> Cut {
        match self.style {
            Style::Bytes => Cut::Anywhere,
            Style::Text(_) => Cut::AtCharacters,
        }
    }

    /// Writes `chunk` and lets it go at once.
    pub(crate) async fn show(&mut self, chunk: &[u8]) -> io::Result<()> {
        match self.style {
            Style::Bytes => self.stdout.write_all(chunk).await?,
            Style::Text(mark) => {
                for line in shown_lines(chunk) {
                    self.stdout.write_all(format!("{mark}{line}\n").as_bytes()).await?;
                }
            }
        }
        self.stdout.flush().await
    }
}

/// `chunk` as lines for a person: one, or one for each sender that it names.
pub(crate) fn shown_lines(chunk: &[u8]) -> Vec<String> {
    label::lines(chunk).into_iter().map(shown_line).collect()
}

/// `chunk` as one line for a person. A line end that the sender put last is the line's own.
fn shown_line(chunk: &[u8]) -> String {
    let line = chunk.strip_suffix(b"\n").unwrap_or(chunk);
    let line = if line.len() < chunk.len() { line.strip_suffix(b"\r").unwrap_or(line) } else { line };
    label::shown(line)
}

#[cfg(test)]
mod tests {
    use super::shown_line;

    #[test]
    fn one_chunk_is_one_line() {
        assert_eq!(shown_line(b"a\r\n"), "a");
        assert_eq!(shown_line(b"a\n\n"), "a\\n");
        assert_eq!(shown_line(b"a\r"), "a\\r");
        assert_eq!(shown_line("é\x1b[2J".as_bytes()), "é\\x1b[2J");
    }
}

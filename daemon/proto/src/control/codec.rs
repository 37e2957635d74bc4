//! The framing of messages: a big-endian `u32` length, then one CBOR item of exactly that length.
//!
//! The length is checked before anything is allocated, bytes behind the item are refused. Blocking
//! callers use [`read()`] and [`write()`]; a caller with a runtime reads the four bytes itself, asks
//! [`body_len`], reads so many bytes and calls [`decode`].

use std::io::{self, Read, Write};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Length of the prefix in bytes.
pub const PREFIX_BYTES: usize = 4;

/// A message that breaks the framing.
#[derive(Debug, thiserror::Error)]
pub enum CodecError {
    /// The connection ended between two messages.
    #[error("the connection was closed")]
    Closed,
    /// Reading or writing failed, or the connection ended inside a message.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// Its length is none that a message can have.
    #[error("a message of {bytes} bytes; 1 to {bytes_max} are allowed")]
    Length {
        /// What its prefix says.
        bytes: usize,
        /// The bound.
        bytes_max: usize,
    },
    /// Its body is no CBOR item, or another one than was expected.
    #[error("a message that cannot be understood: {0}")]
    Body(String),
    /// Bytes follow the item.
    #[error("{0} bytes too many at the end of a message")]
    Trailing(usize),
}

/// The length of a message's body, checked against `bytes_max`.
pub fn body_len(prefix: [u8; PREFIX_BYTES], bytes_max: usize) -> Result<usize, CodecError> {
    let bytes = usize::try_from(u32::from_be_bytes(prefix)).unwrap_or(usize::MAX);
    if bytes == 0 || bytes > bytes_max {
        return Err(CodecError::Length { bytes, bytes_max });
    }
    Ok(bytes)
}

/// Decodes a message's body.
pub fn decode<T: DeserializeOwned>(body: &[u8]) -> Result<T, CodecError> {
    let mut rest = body;
    let message = ciborium::from_reader(&mut rest).map_err(|error| CodecError::Body(error.to_string()))?;
    if rest.is_empty() { Ok(message) } else { Err(CodecError::Trailing(rest.len())) }
}

/// A whole message, prefix and body.
pub fn encode<T: Serialize>(message: &T, bytes_max: usize) -> Result<Vec<u8>, CodecError> {
    let mut out = vec![0; PREFIX_BYTES];
    ciborium::into_writer(message, &mut out).map_err(|error| CodecError::Body(error.to_string()))?;
    let bytes = out.len() - PREFIX_BYTES;
    let prefix =
        u32::try_from(bytes).ok().filter(|_| bytes <= bytes_max).ok_or(CodecError::Length { bytes, bytes_max })?;
    out[..PREFIX_BYTES].copy_from_slice(&prefix.to_be_bytes());
    Ok(out)
}

/// Reads a message from a blocking source.
pub fn read<T: DeserializeOwned>(source: &mut impl Read, bytes_max: usize) -> Result<T, CodecError> {
    let mut prefix = [0; PREFIX_BYTES];
    let mut filled = 0;
    while filled < PREFIX_BYTES {
        match source.read(&mut prefix[filled..]) {
            Ok(0) if filled == 0 => return Err(CodecError::Closed),
            Ok(0) => return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into()),
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
    let mut body = vec![0; body_len(prefix, bytes_max)?];
    source.read_exact(&mut body)?;
    decode(&body)
}

/// Writes a message to a blocking sink.
pub fn write<T: Serialize>(sink: &mut impl Write, message: &T, bytes_max: usize) -> Result<(), CodecError> {
    sink.write_all(&encode(message, bytes_max)?)?;
    Ok(())
}

//! What others' errors say, in the user's language: the kernel's, the contract's.

use std::error::Error;
use std::io::{self, ErrorKind};

use tp_proto::control::codec::CodecError;
use tp_proto::control::naming::{BadName, NAME_BYTES_MAX};
use tp_proto::frame_log::{BlockError, FORMAT_VERSION};

use crate::language::{Lang, Language, here};

/// One error, without what caused it.
pub(super) fn said(error: &(dyn Error + 'static)) -> String {
    if let Some(error) = error.downcast_ref::<io::Error>() {
        kernel(error)
    } else if let Some(error) = error.downcast_ref::<CodecError>() {
        codec(error)
    } else if let Some(error) = error.downcast_ref::<BlockError>() {
        block(error)
    } else {
        error.to_string()
    }
}

/// Why nobody can be called so.
pub(crate) fn bad_name(error: &BadName, language: &Language) -> String {
    match error {
        BadName::Empty => language.bad_name_empty(),
        BadName::Long(bytes) => language.bad_name_long(&NAME_BYTES_MAX.to_string(), &bytes.to_string()),
        BadName::Hidden(c) => language.bad_name_hidden(&c.escape_default().to_string()),
        BadName::Bracket(c) => language.bad_name_bracket(&c.to_string()),
        BadName::Address => language.bad_name_address(),
    }
}

/// What the kernel said. In English that is its own sentence, with its number.
fn kernel(error: &io::Error) -> String {
    let language = here();
    if language.lang() == Lang::En || error.get_ref().is_some() {
        return error.to_string();
    }
    match error.kind() {
        ErrorKind::PermissionDenied => language.cause_denied(),
        ErrorKind::NotFound => language.cause_not_found(),
        ErrorKind::AlreadyExists => language.cause_exists(),
        ErrorKind::IsADirectory => language.cause_is_directory(),
        ErrorKind::NotADirectory => language.cause_not_directory(),
        ErrorKind::StorageFull => language.cause_no_space(),
        // A read that is given so long and no longer.
        ErrorKind::TimedOut | ErrorKind::WouldBlock => language.cause_timed_out(),
        ErrorKind::UnexpectedEof => language.cause_cut_short(),
        ErrorKind::ConnectionRefused => language.cause_connection_refused(),
        ErrorKind::ConnectionReset | ErrorKind::BrokenPipe => language.cause_reset(),
        ErrorKind::ReadOnlyFilesystem => language.cause_read_only(),
        ErrorKind::FileTooLarge => language.cause_too_large(),
        ErrorKind::Interrupted => language.cause_interrupted(),
        ErrorKind::InvalidFilename => language.cause_name_too_long(),
        _ if error.raw_os_error() == Some(nix::libc::ELOOP) => language.cause_loop(),
        _ => error.to_string(),
    }
}

fn codec(error: &CodecError) -> String {
    let language = here();
    match error {
        CodecError::Closed => language.cause_closed(),
        CodecError::Io(error) => kernel(error),
        CodecError::Length { bytes, bytes_max } => language.message_length(&bytes.to_string(), &bytes_max.to_string()),
        CodecError::Body(what) => language.message_body(what),
        CodecError::Trailing(bytes) => language.message_trailing(&bytes.to_string()),
    }
}

fn block(error: &BlockError) -> String {
    let language = here();
    match error {
        BlockError::Io { offset, .. } => language.block_unread(&offset.to_string()),
        BlockError::NotAFrameLog => language.block_no_label(),
        BlockError::Version(version) => language.block_newer(&version.to_string(), &FORMAT_VERSION.to_string()),
        BlockError::Damaged { offset, what } => language.block_damaged(&offset.to_string(), what),
    }
}

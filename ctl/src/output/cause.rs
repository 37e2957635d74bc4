//! What others' errors say, in the user's language: the kernel's, the contract's.

use std::error::Error;
use std::io;

use tp_proto::control::codec::CodecError;
use tp_proto::control::naming::{BadName, NAME_BYTES_MAX};
use tp_proto::frame_log::{BlockError, FORMAT_VERSION};

use crate::language::{Language, here};

/// One error, without what caused it.
pub(super) fn said(error: &(dyn Error + 'static)) -> String {
    if let Some(error) = error.downcast_ref::<io::Error>() {
        here().kernel(error)
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

fn codec(error: &CodecError) -> String {
    let language = here();
    match error {
        CodecError::Closed => language.cause_closed(),
        CodecError::Io(error) => language.kernel(error),
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

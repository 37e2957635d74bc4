//! What others' errors say, in the user's language: the kernel's, the contract's.

use std::error::Error;
use std::io;

use tp_proto::control::codec::CodecError;
use tp_proto::frame_log::{BlockError, Damage, FORMAT_VERSION, RecordError};

use super::shown;
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

fn codec(error: &CodecError) -> String {
    let language = here();
    match error {
        CodecError::Closed => language.cause_closed(),
        CodecError::Io(error) => language.kernel(error),
        CodecError::Length { bytes, bytes_max } => language.message_length(*bytes as u64, &bytes_max.to_string()),
        CodecError::Body(what) => language.message_body(what),
        CodecError::Trailing(bytes) => language.message_trailing(*bytes as u64),
    }
}

fn block(error: &BlockError) -> String {
    let language = here();
    match error {
        BlockError::Io { offset, .. } => language.block_unread(&offset.to_string()),
        BlockError::NotAFrameLog => language.block_no_label(),
        BlockError::Version(version) => language.block_newer(&version.to_string(), &FORMAT_VERSION.to_string()),
        BlockError::Damaged { offset, what } => language.block_damaged(&offset.to_string(), &damage(*what, &language)),
    }
}

/// What is wrong with a block.
fn damage(what: Damage, language: &Language) -> String {
    match what {
        Damage::SealMisfits => language.damage_seal_misfits(),
        Damage::NoSeal => language.damage_no_seal(),
        Damage::NoRecord => language.damage_no_record(),
        Damage::NoHeader => language.damage_no_header(),
        Damage::NoSealBefore => language.damage_no_seal_before(),
        Damage::NoPlace => language.damage_no_place(),
    }
}

/// What is wrong with a record that a seal covers. The decoder's own words are quoted as they are.
pub(crate) fn record(error: &RecordError, language: &Language) -> String {
    match error {
        RecordError::Item(_) => language.damage_no_record(),
        RecordError::Shape { kind, reason } => language.record_shape(&shown(kind), &shown(reason)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Lang;

    #[test]
    fn damage_is_said_in_each_language_and_each_kind_in_words_of_its_own() {
        let (english, french) = (Language::new(Lang::En), Language::new(Lang::Fr));
        let mut all = Vec::new();
        for what in Damage::ALL {
            assert_eq!(damage(what, &english), what.to_string());
            let said = damage(what, &french);
            assert_ne!(said, what.to_string(), "English in a French sentence");
            assert!(!said.starts_with("damage-"), "{said}");
            all.push(said);
        }
        all.sort();
        all.dedup();
        assert_eq!(all.len(), Damage::ALL.len());
    }
}

//! What the kernel says: by the kinds of the standard library, and what it has none for by its number.

mod numbers;

use std::io::{self, ErrorKind};

use crate::{Lang, Sentences};

/// The sentence for what the kernel said.
type Say = fn(&Sentences) -> String;

impl Sentences {
    /// What the kernel said. In English that is its own sentence, with its number.
    pub fn kernel(&self, error: &io::Error) -> String {
        if self.lang() == Lang::En { error.to_string() } else { self.cause(error) }
    }

    /// The same in our own words, in English too: for those to whom a system's number says nothing, and on
    /// systems whose sentences are others. Where we have none, the number says what to look for, and the
    /// system's words are quoted.
    pub fn cause(&self, error: &io::Error) -> String {
        if error.get_ref().is_some() {
            return error.to_string();
        }
        let number = error.raw_os_error();
        match (by_kind(error.kind()).or_else(|| numbers::sentence(number?)), number) {
            (Some(say), _) => say(self),
            (None, Some(number)) => self.cause_number(&number.to_string(), &systems_words(error, number)),
            (None, None) => error.to_string(),
        }
    }
}

fn by_kind(kind: ErrorKind) -> Option<Say> {
    Some(match kind {
        ErrorKind::PermissionDenied => Sentences::cause_denied,
        ErrorKind::NotFound => Sentences::cause_not_found,
        ErrorKind::AlreadyExists => Sentences::cause_exists,
        ErrorKind::IsADirectory => Sentences::cause_is_directory,
        ErrorKind::NotADirectory => Sentences::cause_not_directory,
        ErrorKind::StorageFull => Sentences::cause_no_space,
        ErrorKind::QuotaExceeded => Sentences::cause_quota,
        // A read that is given so long and no longer.
        ErrorKind::TimedOut | ErrorKind::WouldBlock => Sentences::cause_timed_out,
        ErrorKind::UnexpectedEof => Sentences::cause_cut_short,
        ErrorKind::ConnectionRefused => Sentences::cause_connection_refused,
        ErrorKind::ConnectionReset | ErrorKind::BrokenPipe => Sentences::cause_reset,
        ErrorKind::ConnectionAborted => Sentences::cause_aborted,
        ErrorKind::NotConnected => Sentences::cause_not_connected,
        ErrorKind::AddrNotAvailable => Sentences::cause_no_such_address,
        ErrorKind::AddrInUse => Sentences::cause_address_in_use,
        ErrorKind::HostUnreachable => Sentences::cause_no_host,
        ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown => Sentences::cause_no_network,
        ErrorKind::OutOfMemory => Sentences::cause_memory,
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => Sentences::cause_busy,
        ErrorKind::InvalidInput => Sentences::cause_invalid,
        ErrorKind::Unsupported => Sentences::cause_unsupported,
        ErrorKind::DirectoryNotEmpty => Sentences::cause_not_empty,
        ErrorKind::CrossesDevices => Sentences::cause_other_disk,
        ErrorKind::ReadOnlyFilesystem => Sentences::cause_read_only,
        ErrorKind::FileTooLarge => Sentences::cause_too_large,
        ErrorKind::Interrupted => Sentences::cause_interrupted,
        ErrorKind::TooManyLinks => Sentences::cause_loop,
        ErrorKind::NotSeekable => Sentences::cause_not_seekable,
        ErrorKind::StaleNetworkFileHandle => Sentences::cause_stale,
        ErrorKind::Deadlock => Sentences::cause_deadlock,
        ErrorKind::InvalidFilename => Sentences::cause_name_too_long,
        _ => return None,
    })
}

/// The system's own words without the number that the standard library puts behind them.
fn systems_words(error: &io::Error, number: i32) -> String {
    let said = error.to_string();
    said.strip_suffix(&format!(" (os error {number})")).map(str::to_owned).unwrap_or(said)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use crate::units::SOURCES;

    #[test]
    fn the_kernels_words_are_its_own_in_english_and_sentences_in_french() {
        let (english, french) = (Sentences::new(Lang::En, SOURCES), Sentences::new(Lang::Fr, SOURCES));
        for (number, expected) in [
            (13, "permission refusée"),
            (28, "plus de place sur le disque"),
            (40, "trop de liens"),
            (24, "trop de fichiers ouverts"),
            (5, "erreur d’entrée-sortie"),
            (1, "permission refusée"),
            (99, "cette machine n’a pas cette adresse"),
            (98, "adresse déjà prise"),
            (95, "impossible sur ce système"),
            (97, "impossible sur ce système"),
            (113, "pas de route vers cette machine"),
            (101, "réseau inaccessible"),
            (103, "connexion abandonnée"),
            (12, "plus de mémoire"),
            (16, "occupé par un autre programme"),
            (22, "valeur que le système refuse"),
        ] {
            let error = io::Error::from_raw_os_error(number);
            assert_eq!((english.kernel(&error), french.kernel(&error)), (error.to_string(), expected.to_owned()));
        }
        let reset = io::Error::from_raw_os_error(104);
        assert_eq!(english.cause(&reset), "connection reset by the other side");
        assert_eq!(french.cause(&reset), french.kernel(&reset));
        assert_eq!(french.kernel(&io::Error::other("its own words")), "its own words");
    }

    #[test]
    fn no_number_that_a_socket_or_a_file_gives_is_told_in_the_systems_words() {
        let (english, french) = (Sentences::new(Lang::En, SOURCES), Sentences::new(Lang::Fr, SOURCES));
        let of_files = [
            1, 2, 3, 4, 5, 6, 9, 11, 12, 13, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 35,
            36, 37, 38, 39, 40, 74, 75, 95, 116, 117, 121, 122, 123, 125,
        ];
        let of_sockets = [64, 71, 88].into_iter().chain(90..=115);
        for number in of_sockets.chain(of_files) {
            let error = io::Error::from_raw_os_error(number);
            for words in [&english, &french] {
                let said = words.cause(&error);
                assert!(!said.contains(&number.to_string()) && !said.starts_with("cause-"), "{error}: {said}");
            }
            assert_ne!(french.cause(&error), english.cause(&error), "{error}");
        }
    }

    #[test]
    fn a_number_without_a_sentence_is_told_in_the_readers_language_with_the_systems_words_quoted() {
        let (english, french) = (Sentences::new(Lang::En, SOURCES), Sentences::new(Lang::Fr, SOURCES));
        let unknown = io::Error::from_raw_os_error(61);
        assert_eq!(english.kernel(&unknown), "No data available (os error 61)");
        assert_eq!(english.cause(&unknown), "error number 61 of the system (\"No data available\")");
        let said = french.kernel(&unknown).replace('\u{a0}', " ");
        assert_eq!(said, "erreur n° 61 du système (« No data available »)");
    }
}

//! What the kernel says.

use std::io::{self, ErrorKind};

use crate::{Lang, Sentences};

/// Too many links on the way, which the standard library has no stable kind for (errno(3)).
#[cfg(any(target_os = "linux", target_os = "android"))]
const ELOOP: i32 = 40;
/// As above.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
const ELOOP: i32 = 62;

/// A kind of address that is turned off here, as IPv6 may be (errno(3)).
#[cfg(any(target_os = "linux", target_os = "android"))]
const EAFNOSUPPORT: i32 = 97;
/// As above.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
const EAFNOSUPPORT: i32 = 47;

/// Too many open files, in the system and in the process, and a disk that fails: the same numbers on
/// all Unix systems (errno(3)).
#[cfg(unix)]
const NUMBERED: [(i32, Say); 3] =
    [(23, Sentences::cause_descriptors), (24, Sentences::cause_descriptors), (5, Sentences::cause_io)];
/// Elsewhere these numbers mean something else.
#[cfg(not(unix))]
const NUMBERED: [(i32, Say); 0] = [];

type Say = fn(&Sentences) -> String;

impl Sentences {
    /// What the kernel said. In English that is its own sentence, with its number; so it is where there
    /// is no other.
    pub fn kernel(&self, error: &io::Error) -> String {
        if self.lang() == Lang::En { error.to_string() } else { self.cause(error) }
    }

    /// The same in our own words, in English too: for those to whom a system's number says nothing, and on
    /// systems whose sentences are others.
    pub fn cause(&self, error: &io::Error) -> String {
        if error.get_ref().is_some() {
            return error.to_string();
        }
        by_kind(error.kind())
            .or_else(|| by_number(error.raw_os_error()?))
            .map_or_else(|| error.to_string(), |say| say(self))
    }
}

fn by_kind(kind: ErrorKind) -> Option<Say> {
    Some(match kind {
        ErrorKind::PermissionDenied => Sentences::cause_denied,
        ErrorKind::NotFound => Sentences::cause_not_found,
        ErrorKind::AlreadyExists => Sentences::cause_exists,
        ErrorKind::IsADirectory => Sentences::cause_is_directory,
        ErrorKind::NotADirectory => Sentences::cause_not_directory,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Sentences::cause_no_space,
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
        ErrorKind::InvalidFilename => Sentences::cause_name_too_long,
        _ => return None,
    })
}

fn by_number(number: i32) -> Option<Say> {
    if number == ELOOP {
        return Some(Sentences::cause_loop);
    }
    if number == EAFNOSUPPORT {
        return Some(Sentences::cause_unsupported);
    }
    NUMBERED.into_iter().find(|(known, _)| *known == number).map(|(_, say)| say)
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
        let unknown = io::Error::from_raw_os_error(71);
        assert_eq!(french.kernel(&unknown), unknown.to_string());
        assert_eq!(french.kernel(&io::Error::other("its own words")), "its own words");
    }
}

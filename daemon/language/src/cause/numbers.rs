//! The kernel's numbers for which the standard library has no stable kind (errno(3)).

use super::Say;
use crate::Sentences;

/// Where a number stands in a row of [`NUMBERS`].
#[cfg(any(target_os = "linux", target_os = "android"))]
const HERE: usize = 0;
/// As above.
#[cfg(all(unix, not(any(target_os = "linux", target_os = "android"))))]
const HERE: usize = 1;
/// As above.
#[cfg(not(unix))]
const HERE: usize = 2;

/// No number of any system.
const NONE: i32 = i32::MIN;

/// Their numbers on Linux, on macOS and the BSDs (those that they have in common), and in Winsock.
const NUMBERS: [([i32; 3], Say); 35] = [
    ([3, 3, NONE], Sentences::cause_no_process),          // ESRCH
    ([5, 5, NONE], Sentences::cause_io),                  // EIO
    ([6, 6, NONE], Sentences::cause_no_device),           // ENXIO
    ([9, 9, NONE], Sentences::cause_not_open),            // EBADF
    ([19, 19, NONE], Sentences::cause_no_device),         // ENODEV
    ([23, 23, NONE], Sentences::cause_descriptors),       // ENFILE
    ([24, 24, 10024], Sentences::cause_descriptors),      // EMFILE
    ([25, 25, NONE], Sentences::cause_not_terminal),      // ENOTTY
    ([37, 77, NONE], Sentences::cause_no_lock),           // ENOLCK
    ([40, 62, 10062], Sentences::cause_loop),             // ELOOP
    ([64, NONE, NONE], Sentences::cause_no_network),      // ENONET
    ([71, NONE, NONE], Sentences::cause_protocol),        // EPROTO
    ([74, NONE, NONE], Sentences::cause_io),              // EBADMSG: a checksum of the file system is wrong
    ([75, NONE, NONE], Sentences::cause_overflow),        // EOVERFLOW
    ([88, 38, 10038], Sentences::cause_not_socket),       // ENOTSOCK
    ([90, 40, 10040], Sentences::cause_message_too_long), // EMSGSIZE
    ([91, 41, 10041], Sentences::cause_socket_kind),      // EPROTOTYPE
    ([92, 42, 10042], Sentences::cause_unsupported),      // ENOPROTOOPT
    ([93, 43, 10043], Sentences::cause_unsupported),      // EPROTONOSUPPORT
    ([94, 44, 10044], Sentences::cause_unsupported),      // ESOCKTNOSUPPORT
    ([95, 45, 10045], Sentences::cause_unsupported),      // ENOTSUP
    ([96, 46, 10046], Sentences::cause_unsupported),      // EPFNOSUPPORT
    ([97, 47, 10047], Sentences::cause_unsupported),      // EAFNOSUPPORT, as where IPv6 is turned off
    ([102, 52, 10052], Sentences::cause_aborted),         // ENETRESET
    ([105, 55, 10055], Sentences::cause_memory),          // ENOBUFS
    ([106, 56, 10056], Sentences::cause_connected),       // EISCONN
    ([108, 58, 10058], Sentences::cause_not_connected),   // ESHUTDOWN
    ([109, 59, NONE], Sentences::cause_descriptors),      // ETOOMANYREFS: on their way through sockets
    ([112, 64, 10064], Sentences::cause_no_host),         // EHOSTDOWN
    ([114, 37, 10037], Sentences::cause_under_way),       // EALREADY
    ([115, 36, 10036], Sentences::cause_under_way),       // EINPROGRESS
    ([117, NONE, NONE], Sentences::cause_io),             // EUCLEAN: the file system is damaged
    ([121, NONE, NONE], Sentences::cause_io),             // EREMOTEIO
    ([123, NONE, NONE], Sentences::cause_no_device),      // ENOMEDIUM
    ([125, NONE, NONE], Sentences::cause_interrupted),    // ECANCELED
];

/// What `number` means on this system.
pub(super) fn sentence(number: i32) -> Option<Say> {
    NUMBERS.into_iter().find(|(numbers, _)| numbers[HERE] == number).map(|(_, say)| say)
}

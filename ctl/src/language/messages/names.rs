//! The banner, and what is wrong with a name.

use super::super::Language;

tp_language::messages! {
    /// Over the huge address.
    "banner-title" banner_title(room: &str, mode: &str);
    /// An address that nobody else reaches.
    "banner-loopback" banner_loopback();
    /// The room reads nothing.
    "banner-paused" banner_paused();
    /// Over the other addresses.
    "banner-others" banner_others();
    /// The rooms that were not asked for.
    "banner-rooms" banner_rooms(rooms: &str);
    /// Over the client to copy.
    "banner-python" banner_python();
    /// Over the code for telephones.
    "banner-qr" banner_qr(uri: &str);
    /// What a terminal is too low for.
    "banner-more-client" banner_more_client();
    /// What a terminal is too low for.
    "banner-more-code" banner_more_code();

    /// What is said behind another sentence.
    "semicolon" semicolon(more: &str);
}

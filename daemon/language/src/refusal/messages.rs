//! The sentences that go with a refusal.

use crate::{Sentences, Sources};

/// The sentences.
pub(crate) const SOURCES: Sources = Sources { en: include_str!("en.ftl"), fr: include_str!("fr.ftl") };

/// As the table of messages calls it.
type Language = Sentences;

crate::messages! { @in pub,
    /// Why the daemon says no.
    "refusal-bad-configuration" refusal_bad_configuration();
    /// Why the daemon says no.
    "refusal-other" refusal_other();
    /// Why the daemon says no.
    "refusal-unknown" refusal_unknown(version: &str);
    /// Why the daemon says no.
    "refusal-late" refusal_late(seconds: &str);
    /// Why the daemon says no.
    "refusal-cut-short" refusal_cut_short();
    /// Why the daemon says no.
    "refusal-no-message" refusal_no_message();
    /// Why the daemon says no.
    "refusal-read-only" refusal_read_only(verb: &str, socket: &str);
    /// Why the daemon says no.
    "refusal-sessions" refusal_sessions();
    /// Why the daemon says no.
    "refusal-followers" refusal_followers(most: u64);
    /// Why the daemon says no.
    "refusal-fault" refusal_fault();
    /// Why the daemon says no.
    "refusal-stopping" refusal_stopping();
    /// Why the daemon says no.
    "refusal-no-room" refusal_no_room(room: &str, rooms: &str);
    /// Why the daemon says no.
    "refusal-which-room" refusal_which_room(rooms: &str);
    /// Why the daemon says no.
    "refusal-no-space" refusal_no_space(room: &str);
    /// Why the daemon says no.
    "refusal-no-segment" refusal_no_segment(room: &str, cause: &str);
    /// Why the daemon says no.
    "refusal-partly" refusal_partly(why: &str, done: &str);
    /// Why the daemon says no.
    "refusal-done-rooms" refusal_done_rooms(count: u64, rooms: &str);
    /// Why the daemon says no.
    "refusal-done-peers" refusal_done_peers(count: u64, peers: &str);
    /// Why the daemon says no.
    "refusal-no-peer" refusal_no_peer(who: &str, there: &str);
    /// Why the daemon says no.
    "refusal-nobody-called" refusal_nobody_called(who: &str, there: &str);
    /// Why the daemon says no.
    "refusal-nobody-connected" refusal_nobody_connected();
    /// Why the daemon says no.
    "refusal-connected" refusal_connected(peers: &str);
    /// Why the daemon says no.
    "refusal-which-peer" refusal_which_peer(who: &str, peers: &str);
    /// Why the daemon says no.
    "refusal-which-peers" refusal_which_peers(who: &str, peers: &str);
    /// Why the daemon says no.
    "refusal-nobody-named" refusal_nobody_named();
    /// Why the daemon says no.
    "refusal-has-left" refusal_has_left();
    /// Why the daemon says no.
    "refusal-nobody-there" refusal_nobody_there(room: &str);
    /// Why the daemon says no.
    "say-length" say_length(bytes: u64, most: &str);
    /// Why the daemon says no.
    "refusal-not-a-net" refusal_not_a_net(net: &str);
    /// Why the daemon says no.
    "refusal-ban-time" refusal_ban_time(days: u64, seconds: &str);
    /// Why the daemon says no.
    "refusal-too-many-bans" refusal_too_many_bans(most: u64);
    /// Why the daemon says no.
    "refusal-no-bans" refusal_no_bans(net: &str);
    /// Why the daemon says no.
    "refusal-not-banned" refusal_not_banned(net: &str, bans: &str);
    /// Why the daemon says no.
    "refusal-ban-within" refusal_ban_within(net: &str, within: &str);
    /// Why the daemon says no.
    "refusal-name-taken" refusal_name_taken(name: &str, who: &str);
    /// Why the daemon says no.
    "refusal-too-many-names" refusal_too_many_names(most: u64);
    /// Why the daemon says no.
    "refusal-no-name" refusal_no_name(who: &str);
    /// Why the daemon says no.
    "refusal-no-name-there" refusal_no_name_there(who: &str);
    /// Why the daemon says no.
    "refusal-name-of-address" refusal_name_of_address(who: &str, name: &str, address: &str);
    /// Why the daemon says no.
    "refusal-names-unread" refusal_names_unread(path: &str, cause: &str);
    /// Why the daemon says no.
    "refusal-names-unwritten" refusal_names_unwritten(path: &str, cause: &str);
    /// Why the daemon says no.
    "refusal-names-foreign" refusal_names_foreign(path: &str, cause: &str);
    /// What a reload cannot use.
    "misread-unread" misread_unread(path: &str, cause: &str);
    /// What a reload cannot use.
    "misread-too-long" misread_too_long(path: &str, most: &str);
    /// What a reload cannot use.
    "misread-mistake" misread_mistake(path: &str, what: &str);
    /// What a reload cannot use.
    "misread-unfinished" misread_unfinished();
    /// An error and its cause.
    "because" because(what: &str, cause: &str);
    /// Why nobody can be called so.
    "bad-name-empty" bad_name_empty();
    /// Why nobody can be called so.
    "bad-name-long" bad_name_long(most: &str, bytes: &str);
    /// Why nobody can be called so.
    "bad-name-hidden" bad_name_hidden(which: &str);
    /// Why nobody can be called so.
    "bad-name-bracket" bad_name_bracket(which: &str);
    /// Why nobody can be called so.
    "bad-name-address" bad_name_address();
    /// Clients that share a place.
    "and-others" and_others(count: u64);
    /// One peer.
    "name-of-peer" name_of_peer(number: &str, address: &str);
    /// All who come from an address.
    "name-of-address" name_of_address(address: &str);
}

#[cfg(test)]
mod tests {
    #[test]
    fn both_languages_have_each_sentence() {
        crate::check::messages(super::SOURCES, super::MESSAGES);
    }
}

//! What orders come to: kick, say, pause, mode, reload, stop, name, ban.

use super::super::Language;

tp_language::messages! {
    /// A peer was kicked, and had everything.
    "kicked-in-order" kicked_in_order(number: &str, who: &str, room: &str);
    /// A peer was kicked, and had not.
    "kicked-at-once" kicked_at_once(number: &str, who: &str, room: &str, bytes: u64);
    /// Peers that were kicked and are not named.
    "kicked-more" kicked_more(count: u64);
    /// The server said something.
    "said" said(number: &str, room: &str, count: u64);
    /// A room is not read any more.
    "room-paused" room_paused(room: &str);
    /// A room was not read before.
    "room-paused-before" room_paused_before(room: &str);
    /// A room is read again.
    "room-read-again" room_read_again(room: &str);
    /// A room was read before.
    "room-not-paused" room_not_paused(room: &str);
    /// A room has another mode.
    "mode-changed" mode_changed(room: &str, mode: &str, before: &str);
    /// A room has the mode that it had.
    "mode-as-before" mode_as_before(room: &str, mode: &str);
    /// The configuration was read again, and these keys are others.
    "reloaded" reloaded(keys: &str);
    /// The configuration was read again, and none is.
    "reloaded-same" reloaded_same();
    /// Keys that a restart will change.
    "reload-waits" reload_waits(keys: &str);
    /// The daemon ends.
    "stopping" stopping(pid: &str, clients: u64);
    /// It may not stay so.
    "stopping-managed" stopping_managed();

    /// There are no names.
    "name-none" name_none();
    /// Somebody got a name.
    "name-given" name_given(who: &str, name: &str);
    /// Somebody had that name already.
    "name-kept" name_kept(who: &str, name: &str);
    /// Somebody got another name.
    "name-changed" name_changed(who: &str, name: &str, before: &str);
    /// Somebody's name was taken away.
    "name-taken" name_taken(who: &str, before: &str);

    /// Why a client is gone.
    "why-banned" why_banned();
    /// A net is banned.
    "ban-done" ban_done(net: &str, time: &str, until: &str);
    /// A net is banned that was banned.
    "ban-renewed" ban_renewed(net: &str, time: &str, until: &str);
    /// Its clients that were there.
    "ban-cut" ban_cut(count: u64);
    /// A net is not banned any more.
    "ban-lifted" ban_lifted(net: &str);
    /// And is refused all the same.
    "ban-within" ban_within(net: &str);
    /// There are none.
    "ban-none" ban_none();
    /// One of the list.
    "ban-row" ban_row(left: &str, until: &str, by: &str);
    /// Who is banned may be the one who bans.
    "ban-this-machine" ban_this_machine(net: &str);
    /// The file could not be written.
    "ban-unkept" ban_unkept(path: &str, why: &str);
}

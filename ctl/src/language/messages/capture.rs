//! What a capture says in words, beside its packets.

use super::super::Language;

tp_language::messages! {
    /// On the whole file.
    "comment-section" comment_section();
    /// A client, as comments speak of it.
    "comment-peer" comment_peer(conn: &str);
    /// A client that has a name.
    "comment-peer-named" comment_peer_named(conn: &str, name: &str);
    /// What a client's interface is.
    "comment-interface" comment_interface(conn: &str, address: &str, room: &str, mode: &str);
    /// On a handshake.
    "comment-joins" comment_joins(who: &str);
    /// On the handshake of one that was there before.
    "comment-before" comment_before(who: &str, rx: &str, tx: &str);
    /// On the handshake of one that nothing is known of.
    "comment-stranger" comment_stranger(who: &str);
    /// On a frame as it came in.
    "comment-original" comment_original(n: &str, who: &str, to: &str);
    /// To whom it was relayed.
    "comment-to-nobody" comment_to_nobody();
    /// On a copy of a frame.
    "comment-copy" comment_copy(n: &str, who: &str);
    /// On what the server says.
    "comment-of-server" comment_of_server(n: &str);
    /// On a packet that goes on with a frame.
    "comment-continued" comment_continued(n: &str);
    /// How much of a copy the kernel took.
    "comment-partly" comment_partly(taken: &str, length: &str);
    /// How much of a frame the log keeps.
    "comment-kept" comment_kept(kept: &str, length: &str);
    /// What stands for a frame's bytes.
    "comment-hash" comment_hash(hash: &str);
    /// On the packet that ends a connection.
    "comment-leaves" comment_leaves(who: &str, why: &str);
    /// What somebody who left did not get.
    "comment-undelivered" comment_undelivered(count: u64, digits: &str);
    /// An end that was not in order.
    "comment-broken" comment_broken();
    /// An end that the log does not hold.
    "comment-vanished" comment_vanished(who: &str);
    /// Frames that were relayed and not logged.
    "comment-gap" comment_gap(count: u64, first: &str, last: &str, bytes: &str, why: &str);
    /// Frames that are not there.
    "comment-missing" comment_missing(count: u64, first: &str, last: &str);
}

//! Every sentence, once: its function, its key in the `.ftl` files and its variables.

use super::Language;

tp_language::messages! {
    /// There is a connection.
    "connected" connected(peer: &str, local: &str);
    /// The end of it, by the server.
    "server-closed" server_closed();
    /// After a loss, before the next attempt.
    "again-in" again_in(seconds: &str);
    /// A line that stays where it was typed.
    "outbox-full" outbox_full();

    /// Why there is no connection.
    "unknown-host" unknown_host(host: &str, why: &str);
    /// Why there is no connection.
    "slow-lookup" slow_lookup(host: &str, seconds: &str);
    /// Why there is no connection.
    "refused" refused(address: &str);
    /// Why there is no connection, to another machine.
    "refused-there" refused_there(address: &str);
    /// Why there is no connection.
    "timed-out" timed_out(address: &str, seconds: &str);
    /// Why there is no connection.
    "unreachable" unreachable(address: &str, why: &str);
    /// Why there is no connection.
    "not-connected" not_connected(address: &str, why: &str);

    /// Why a session failed.
    "closed-at-once" closed_at_once(peer: &str);
    /// Why a session failed.
    "cut" cut(peer: &str, why: &str);
    /// Why a session failed.
    "unanswered" unanswered(peer: &str);
    /// Why a session failed.
    "no-answer" no_answer(peer: &str, seconds: &str);
    /// Why a session failed.
    "no-output" no_output(why: &str);
    /// Why a session failed.
    "no-input" no_input(why: &str);
    /// Why a session failed.
    "no-terminal" no_terminal(why: &str);
    /// Why a session failed.
    "no-start" no_start(why: &str);

    /// An argument that makes no sense.
    "empty-message" empty_message();
    /// An argument that makes no sense.
    "bad-seconds" bad_seconds(most: &str);
    /// An argument that makes no sense.
    "no-host" no_host();
    /// An argument that makes no sense.
    "bad-port" bad_port(port: &str);
    /// An argument that makes no sense.
    "port-alone" port_alone(port: &str);
    /// An argument that makes no sense.
    "bad-ipv6" bad_ipv6(address: &str);
    /// An argument that makes no sense.
    "bad-name" bad_name(name: &str, most: &str);
    /// Why what was typed names no server.
    "other-scheme" other_scheme(scheme: &str, instead: &str);

    /// What the system says.
    "why-reset" why_reset();
    /// What the system says.
    "why-aborted" why_aborted();
    /// What the system says.
    "why-pipe" why_pipe();
    /// What the system says.
    "why-timeout" why_timeout();
    /// What the system says.
    "why-no-host" why_no_host();
    /// What the system says.
    "why-no-network" why_no_network();
    /// What the system says.
    "why-denied" why_denied();
    /// What the system says.
    "why-unknown-name" why_unknown_name();
    /// What the system says.
    "why-no-name-server" why_no_name_server();
}

#[cfg(test)]
mod tests {
    #[test]
    fn neither_language_lacks_a_message_or_a_variable_or_has_one_that_nobody_says() {
        tp_language::check::messages(super::super::SOURCES, super::MESSAGES);
    }
}

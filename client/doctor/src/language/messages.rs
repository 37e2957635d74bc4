//! Every sentence, once: its function, its key in the `.ftl` files and its variables.

use super::Language;

tp_language::messages! {
    /// How far the facts carry it.
    "found" found();
    /// How far the facts carry it.
    "probably" probably();
    /// How far the facts carry it.
    "perhaps" perhaps();
    /// Before what to do.
    "next" next();
    /// What was seen.
    "seen-unknown" seen_unknown(host: &str);
    /// What was seen.
    "seen-slow" seen_slow(host: &str);
    /// A time that is no whole number of seconds.
    "tenths" tenths(seconds: &str);
    /// What was seen.
    "seen-silent" seen_silent(address: &str, after: &str);
    /// What was seen.
    "seen-spoke" seen_spoke(address: &str, text: &str);
    /// What was seen.
    "seen-closed" seen_closed(address: &str);
    /// What was seen.
    "seen-refused" seen_refused(address: &str, after: &str);
    /// What was seen.
    "seen-timed-out" seen_timed_out(address: &str, after: &str);
    /// What was seen.
    "seen-host-unreachable" seen_host_unreachable(address: &str, after: &str);
    /// What was seen.
    "seen-network-unreachable" seen_network_unreachable(address: &str);
    /// What was seen.
    "seen-denied" seen_denied(address: &str);
    /// What was seen.
    "seen-other" seen_other(address: &str, why: &str);
    /// What may be the cause.
    "reached" reached(address: &str);
    /// What may be the cause.
    "reached-silent" reached_silent(address: &str);
    /// What may be the cause.
    "reached-speaking" reached_speaking(address: &str);
    /// What to do about it.
    "reached-step" reached_step(address: &str);
    /// What may be the cause.
    "paused" paused(port: &str);
    /// What to do about it.
    "paused-step" paused_step(port: &str);
    /// What may be the cause.
    "foreign" foreign(name: &str);
    /// What to do about it.
    "foreign-step" foreign_step();
    /// What may be the cause.
    "other-program" other_program(name: &str, pid: &str, port: &str);
    /// What to do about it.
    "other-program-step" other_program_step();
    /// What may be the cause.
    "closed-at-once" closed_at_once();
    /// What to do about it.
    "closed-at-once-step" closed_at_once_step();
    /// What may be the cause.
    "nothing-listens" nothing_listens(port: &str);
    /// What to do about it.
    "nothing-listens-step" nothing_listens_step(port: &str);
    /// What may be the cause.
    "not-running-there" not_running_there(port: &str);
    /// What to do about it.
    "not-running-there-step" not_running_there_step(port: &str);
    /// A process.
    "program" program(name: &str, pid: &str);
    /// A process of which only its port can be seen.
    "unnamed-program" unnamed_program();
    /// What may be the cause.
    "other-address" other_address(program: &str, place: &str, port: &str);
    /// What to do about it.
    "other-address-step" other_address_step(place: &str, port: &str);
    /// What may be the cause.
    "loopback-only" loopback_only(place: &str);
    /// What to do about it.
    "loopback-only-step" loopback_only_step(port: &str);
    /// What may be the cause.
    "loopback-there" loopback_there();
    /// What to do about it.
    "loopback-there-step" loopback_there_step(port: &str);
    /// What may be the cause.
    "loopback-typed" loopback_typed(host: &str);
    /// What to do about it.
    "loopback-typed-step" loopback_typed_step();
    /// What may be the cause.
    "unspecified-typed" unspecified_typed(host: &str);
    /// What to do about it.
    "unspecified-typed-step" unspecified_typed_step(port: &str);
    /// What may be the cause.
    "time-wait" time_wait(count: u64, port: &str);
    /// What to do about it.
    "time-wait-step" time_wait_step();
    /// What may be the cause.
    "other-port" other_port(ports: &str);
    /// A cause.
    "other-ports" other_ports(ports: &str);
    /// What to do about it.
    "other-port-step" other_port_step(port: &str);
    /// A step.
    "other-ports-step" other_ports_step();
    /// What may be the cause.
    "stopped" stopped(name: &str, pid: &str);
    /// What to do about it.
    "stopped-step" stopped_step(pid: &str);
    /// What may be the cause.
    "stalled" stalled(name: &str, port: &str);
    /// What to do about it.
    "stalled-step" stalled_step();
    /// What may be the cause.
    "firewall-drops" firewall_drops(other: &str, port: &str);
    /// What may be the cause.
    "firewall-rejects" firewall_rejects();
    /// What to do about it.
    "firewall-step" firewall_step(port: &str);
    /// What may be the cause.
    "firewall-perhaps" firewall_perhaps();
    /// What to do about it.
    "firewall-perhaps-step" firewall_perhaps_step(host: &str);
    /// What may be the cause.
    "nobody-there" nobody_there();
    /// What to do about it.
    "nobody-there-step" nobody_there_step();
    /// What may be the cause.
    "no-route" no_route();
    /// What to do about it.
    "no-route-step" no_route_step();
    /// What may be the cause.
    "denied" denied();
    /// What to do about it.
    "denied-step" denied_step();
    /// What may be the cause.
    "unknown-host" unknown_host(host: &str);
    /// What to do about it.
    "unknown-host-step" unknown_host_step();
    /// What may be the cause.
    "slow-names" slow_names();
    /// What to do about it.
    "slow-names-step" slow_names_step();
    /// What may be the cause.
    "other" other();
    /// What to do about it.
    "other-step" other_step();
}

#[cfg(test)]
mod tests {
    #[test]
    fn neither_language_lacks_a_message_or_a_variable_or_has_one_that_nobody_says() {
        tp_language::check::messages(super::super::SOURCES, super::MESSAGES);
    }
}

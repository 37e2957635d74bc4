//! What is counted with all its digits, so that a program of somebody's can still cut it out.

use super::Language;

impl Language {
    /// `67000 bytes`.
    pub(crate) fn byte_count(&self, bytes: u64) -> String {
        self.count_bytes(bytes, &bytes.to_string())
    }

    /// `2 clients`.
    pub(crate) fn client_count(&self, clients: u64) -> String {
        self.count_clients(clients, &clients.to_string())
    }

    /// `2 peers`.
    pub(crate) fn peer_count(&self, peers: u64) -> String {
        self.count_peers(peers, &peers.to_string())
    }

    /// `2 copies`.
    pub(crate) fn copy_count(&self, copies: u64) -> String {
        self.count_copies(copies, &copies.to_string())
    }

    /// `5 May 2026, 10:15:00 (UTC+02:00)`.
    pub(crate) fn full_moment(&self, unix_ns: u64) -> String {
        self.moment(&self.day(unix_ns), &self.second_of_day(unix_ns), &self.offset(unix_ns))
    }

    /// About how long: in seconds up to two minutes, then in minutes, hours, days.
    pub(crate) fn roughly(&self, ns: u64) -> String {
        const MINUTE_S: u64 = 60;
        const HOUR_S: u64 = 60 * MINUTE_S;
        const DAY_S: u64 = 24 * HOUR_S;
        let s = ns / 1_000_000_000;
        if s < 2 * MINUTE_S {
            self.seconds(s)
        } else if s < 2 * HOUR_S {
            self.minutes(s / MINUTE_S)
        } else if s < 2 * DAY_S {
            self.hours(s / HOUR_S)
        } else {
            self.days(s / DAY_S)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Lang, Language};

    #[test]
    fn how_long_is_said_in_a_unit_that_people_have_a_feeling_for() {
        let english = Language::new(Lang::En);
        for (s, expected) in [
            (0, "0 s"),
            (42, "42 s"),
            (119, "119 s"),
            (120, "2 min"),
            (7199, "119 min"),
            (7200, "2 h"),
            (172_800, "2 d"),
        ] {
            assert_eq!(english.roughly(s * 1_000_000_000).replace('\u{a0}', " "), expected);
        }
    }

    #[test]
    fn a_count_keeps_its_digits_together() {
        assert_eq!(Language::new(Lang::En).byte_count(67_000), "67000 bytes");
        assert_eq!(Language::new(Lang::Fr).byte_count(1), "1 octet");
    }
}

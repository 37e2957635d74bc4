//! What others chose, as people may see it.

use tp_proto::text;

use crate::language::Language;

/// A text of somebody else's, with nothing in it that a terminal obeys or that nobody sees.
pub(crate) fn shown(text: &str) -> String {
    text::visible(text.as_bytes())
}

/// Whose order it was, as the daemon says it; in words where the kernel did not tell it.
pub(crate) fn by(user: &str, language: &Language) -> String {
    match user {
        "uid unknown" => language.user_unknown(),
        known => shown(known),
    }
}

/// Why frames were relayed and not logged: the daemon's one word, in words; another's is told as it is.
pub(crate) fn gap_reason(why: &str, language: &Language) -> String {
    match why {
        "no space" => language.no_space(),
        other => shown(other),
    }
}

/// Why clients were not let in: a word of the daemon's, in words where it is one that is known.
pub(crate) fn gate_reason(why: &str, clients: u64, language: &Language) -> String {
    match why {
        "denied" => language.gate_denied(),
        "banned" => language.gate_banned(clients),
        "clients" => language.gate_clients(),
        "address-clients" => language.gate_address_clients(),
        "address-rate" => language.gate_address_rate(),
        "descriptors" => language.gate_descriptors(),
        other => shown(other),
    }
}

#[cfg(test)]
mod tests {
    use super::by;
    use crate::language::{Lang, Language};

    #[test]
    fn an_order_of_nobody_who_is_known_is_told_in_either_language() {
        let (english, french) = (Language::new(Lang::En), Language::new(Lang::Fr));
        assert_eq!(
            (by("uid unknown", &english), by("uid 1000\x1b", &english)),
            ("uid unknown".into(), "uid 1000\\x1b".into())
        );
        assert_eq!(
            (by("uid unknown", &french), by("uid 1000", &french)),
            ("un utilisateur inconnu".into(), "uid 1000".into())
        );
    }
}

//! An event as a person reads it.

use tp_proto::control::{Departure, Happening};

use crate::language::Language;
use crate::output::{self, gate_reason, shown};
use crate::picture::leave_reason;
use crate::refusal;

const NS_PER_S: u64 = 1_000_000_000;

/// One sentence on one line, whatever the event quotes.
pub(super) fn sentence(what: &Happening, language: &Language) -> String {
    match what {
        Happening::Started { version } => language.event_started(&shown(version)),
        Happening::Joined { room, number, peer } => {
            language.event_joined(&number.to_string(), &shown(room), &output::canonical(*peer).to_string())
        }
        Happening::Left(gone) => departure(gone, Language::event_left, language),
        Happening::Cut(gone) => departure(gone, Language::event_cut, language),
        Happening::Refused { clients, why, last } => {
            let last = last.map(|last| format!(" ({})", language.event_last(&output::canonical(last).to_string())));
            format!(
                "{}{}",
                language.event_refused(*clients, &gate_reason(why, *clients, language)),
                last.unwrap_or_default()
            )
        }
        Happening::Paused { room, why, errno } => {
            language.event_paused(&shown(room), &tp_language::refusal::kernels(*errno, why, language))
        }
        Happening::Unlogged { room, why, errno } => {
            language.event_unlogged(&shown(room), &tp_language::refusal::kernels(*errno, why, language))
        }
        Happening::Resumed { room } => language.event_resumed(&shown(room)),
        Happening::Rotated { room, segment, why } => {
            language.event_rotated(&shown(room), &shown(segment), &rotation(why, language))
        }
        Happening::Banned { net, seconds } => {
            language.event_banned(&shown(net), &language.span(seconds.saturating_mul(NS_PER_S)))
        }
        Happening::Lifted { net } => language.ban_lifted(&shown(net)),
        Happening::Reloaded { waiting } if waiting.is_empty() => language.event_reloaded(),
        Happening::Reloaded { waiting } => {
            language.event_reloaded() + &language.semicolon(&language.event_waiting(&shown(&waiting.join(", "))))
        }
        Happening::NotReloaded { why, about } => {
            language.event_not_reloaded(&refusal::event(about.as_ref(), why, language))
        }
        Happening::Ordered { verb, by, arguments, failed, about } => {
            let order = shown(&[verb.as_str(), arguments.as_str()].join(" "));
            match failed {
                None => language.event_ordered(&output::by(by, language), order.trim_end()),
                Some(why) => {
                    let why = refusal::event(about.as_ref(), why, language);
                    language.event_order_failed(&output::by(by, language), order.trim_end(), &why)
                }
            }
        }
        Happening::Stopping {} => language.event_stopping(),
        _ => language.event_unknown(),
    }
}

type SayGone = fn(&Language, &str, &str, &str, &str) -> String;

fn departure(gone: &Departure, say: SayGone, language: &Language) -> String {
    let address = output::canonical(gone.peer).to_string();
    let why = leave_reason(&gone.why, language);
    let sentence = say(language, &gone.number.to_string(), &shown(&gone.room), &address, &why);
    match gone.undelivered {
        0 => sentence,
        bytes => sentence + &language.semicolon(&language.event_undelivered(bytes)),
    }
}

fn rotation(why: &str, language: &Language) -> String {
    match why {
        "size" => language.rotated_size(),
        "age" => language.rotated_age(),
        "rotate" => language.rotated_order(),
        other => shown(other),
    }
}

#[cfg(test)]
mod tests {
    use super::sentence;
    use crate::language::{Lang, Language};
    use tp_proto::control::refusal::{Few, Misread};
    use tp_proto::control::{Departure, Happening, Refusal};

    fn check(what: Happening, english: &str, french: &str) {
        let said = |lang| sentence(&what, &Language::new(lang)).replace('\u{a0}', " ");
        assert_eq!((said(Lang::En).as_str(), said(Lang::Fr).as_str()), (english, french));
    }

    #[test]
    fn an_event_is_one_line_that_no_terminal_obeys() {
        let gone = |why: &str, undelivered| Departure {
            room: "12345".into(),
            number: 7,
            peer: "[::ffff:192.0.2.7]:53112".parse().unwrap(),
            why: why.into(),
            undelivered,
        };
        check(
            Happening::Left(gone("end-word", 0)),
            "peer 7 leaves room 12345, 192.0.2.7:53112: said the end word",
            "le client 7 quitte le salon 12345, 192.0.2.7:53112 : a dit le mot de fin",
        );
        check(
            Happening::Cut(gone("slow", 9)),
            "peer 7 is cut from room 12345, 192.0.2.7:53112: too slow; 9 bytes for it were not taken",
            "le client 7 est coupé du salon 12345, 192.0.2.7:53112 : trop lent ; 9 octets pour lui n’ont pas été pris",
        );
        check(
            Happening::Refused { clients: 1, why: "banned".into(), last: Some("192.0.2.7:1".parse().unwrap()) },
            "1 client refused: banned (the last from 192.0.2.7:1)",
            "1 client refusé : banni (le dernier depuis 192.0.2.7:1)",
        );
        check(
            Happening::Ordered {
                verb: "ban".into(),
                by: "uid 1".into(),
                arguments: "net=\u{1b}[2J\n".into(),
                failed: Some("no\u{202e}".into()),
                about: None,
            },
            "uid 1 ordered ban net=\\x1b[2J\\n, in vain: no\\u{202e}",
            "uid 1 a ordonné ban net=\\x1b[2J\\n, en vain : no\\u{202e}",
        );
        check(
            Happening::Paused { room: "7".into(), why: "in its own words".into(), errno: Some(28) },
            "room 7: nothing is read from clients (No space left on device (os error 28))",
            "salon 7 : rien n’est lu des clients (plus de place sur le disque)",
        );
        check(
            Happening::Unlogged { room: "7".into(), why: "in its own words".into(), errno: None },
            "room 7: frames are relayed without being logged (in its own words)",
            "salon 7 : les trames sont relayées sans être journalisées (in its own words)",
        );
        let not_banned = Refusal::NoBan { net: "192.0.2.7".into(), bans: Few { first: Vec::new(), more: 0 } };
        check(
            Happening::Ordered {
                verb: "lift".into(),
                by: "uid 1".into(),
                arguments: String::new(),
                failed: Some("in its own words".into()),
                about: Some(not_banned),
            },
            "uid 1 ordered lift, in vain: 192.0.2.7 is not banned: there are no bans",
            "uid 1 a ordonné lift, en vain : 192.0.2.7 n’est pas banni : il n’y a aucun bannissement",
        );
        let misread = Misread::Mistake { path: "/x".into(), what: "duplicate key".into() };
        check(
            Happening::NotReloaded {
                why: "in its own words".into(),
                about: Some(Refusal::Configuration { why: String::new(), misread: Some(misread) }),
            },
            "the configuration was read again and is not used: in /x: duplicate key",
            "la configuration a été relue et n’est pas appliquée : dans /x : cette clé est donnée deux fois",
        );
    }
}

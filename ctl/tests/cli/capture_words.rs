//! What a person reads beside the packets of a capture, in both languages, and what a program finds
//! there in either.

use tempfile::TempDir;
use tp_proto::frame_log::{Behind, Gap, Kept, Mode, Record, To};
use tp_testkit::wireshark::{Capture, Packet};

use crate::diagram_logs::{localized, named};
use crate::support::{LogWriter, T0, to};

/// A room to which everything has happened that a comment tells of.
fn eventful(dir: &TempDir) {
    let mut log = LogWriter::from(dir.path(), 12345, Mode::Others, 501);
    named(&mut log, 1, "Léa");
    log.open_with(2, 1000, Some(15));
    (3..=5).for_each(|conn| log.open(conn));
    log.frame(1, To::Listed(&to(&[2, 3])), b"bonjour");
    log.frame(3, To::Listed(&to(&[1])), b"a");
    log.frame(3, To::Listed(&[]), b"pour personne");
    log.frame(0, To::Listed(&to(&[1])), b"du serveur");
    log.frame_of(3, To::Listed(&to(&[1, 4])), 9, Kept::Hash(&[0xab; 8]));
    log.frame_of(1, To::Listed(&to(&[3])), 1, Kept::Nothing);
    log.frame(1, To::Listed(&to(&[3])), &[b'x'; 65_536]);
    log.sent(507, &[Behind(2, 500, 1018)]);
    log.close(2, "slow", 1018, 500, 4);
    log.close(4, "left", 9, 507, 0);
    log.record(&Record::Gap(Gap { n: 508, count: 2, bytes: 9, t0: T0, t1: T0, why: "no space".into() }));
    log.next = 510;
    log.frame(3, To::Listed(&to(&[1])), b"apres");
    log.record(&Record::Gap(Gap { n: 511, count: 1, bytes: 1, t0: T0, t1: T0, why: "no space".into() }));
    log.next = 512;
    log.frame(3, To::Listed(&to(&[1])), b"encore");
    log.frame(9, To::Listed(&to(&[1])), b"qui ?");
    log.sent(513, &[]);
    log.close(5, "reset", 0, 513, 1);
    log.close(3, "shutdown", 0, 513, 0);
    log.seal();
}

/// The packets of a log's capture, made where the locale is this one; `None` without Wireshark.
fn packets(dir: &TempDir, locale: &str) -> Option<Vec<Packet>> {
    let file = dir.path().join(format!("{locale}.pcapng"));
    let ran = localized(dir, locale, &["export", "--pcapng", file.to_str().expect("a path in UTF-8")]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let capture = Capture::read(&file)?;
    capture.assert_flawless();
    Some(capture.packets)
}

/// Those that have one, each with who speaks to whom.
fn commented(packets: &[Packet]) -> String {
    let line = |packet: &Packet| format!("{} > {}: {}\n", packet.from, packet.to, packet.comment);
    packets.iter().filter(|packet| !packet.comment.is_empty()).map(line).collect()
}

#[test]
fn comments_are_in_the_users_language_and_packets_are_the_same() {
    let dir = TempDir::new().expect("a folder");
    eventful(&dir);
    let Some(english) = packets(&dir, "en_GB.UTF-8") else { return };
    let Some(french) = packets(&dir, "fr_FR.UTF-8") else { return };
    insta::assert_snapshot!("comments_english", commented(&english));
    insta::assert_snapshot!("comments_french", commented(&french));
    let bare = |packet: Packet| (packet.t, packet.interface, packet.from, packet.to, packet.len);
    let alike = |packets: Vec<Packet>| packets.into_iter().map(bare).collect::<Vec<_>>();
    assert_eq!(alike(english), alike(french));
}

#[test]
fn a_filter_finds_a_frame_a_reason_and_a_hash_in_either_language() {
    let dir = TempDir::new().expect("a folder");
    eventful(&dir);
    for locale in ["en_GB.UTF-8", "fr_FR.UTF-8", "fr_FR.ISO-8859-1"] {
        let Some(packets) = packets(&dir, locale) else { return };
        let holding = |what: &str| packets.iter().filter(|packet| packet.comment.contains(what)).count();
        assert_eq!([holding("(Léa)"), holding("slow"), holding("abababab")], [8, 1, 3], "{locale}");
        assert_eq!(holding(" 501 "), 3, "{locale}");
    }
}

#[test]
fn a_reason_of_any_length_leaves_space_for_what_is_said_behind_it() {
    let dir = TempDir::new().expect("a folder");
    let mut log = LogWriter::from(dir.path(), 12345, Mode::Others, 1);
    let long = "long ".repeat(14_000);
    (1..=2).for_each(|conn| log.open(conn));
    log.record(&Record::Gap(Gap { n: 1, count: 1, bytes: 1, t0: T0, t1: T0, why: long.clone() }));
    log.next = 2;
    log.frame(1, To::Listed(&to(&[2])), b"bonjour");
    log.close(2, &long, 0, 2, 0);
    log.seal();
    let Some(packets) = packets(&dir, "fr_FR.UTF-8") else { return };
    let said = commented(&packets);
    let end = said.lines().find(|line| line.contains("le client 2 part")).expect("the end of a connection");
    assert!(end.contains("long long") && end.contains("ce FIN tient lieu"), "{} bytes", end.len());
    assert!(
        said.matches("long long").count() > 1 && said.lines().all(|line| line.len() < 1000),
        "{} bytes",
        said.len()
    );
}

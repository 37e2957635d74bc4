use std::time::{Duration, Instant};

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{KeyCode, KeyEvent};
use tp_proto::control::{FrameLogState, FrameLogStatus, PeerRow, PeerState, RoomStatus, Status};
use tp_proto::frame_log::Mode;

use super::draw;
use crate::command::top::look::Look;
use crate::command::top::model::{Model, News};
use crate::command::top::passed::Passed;
use crate::language::{Lang, Language};

const PLAIN: Look = Look { ascii: false, colour: false };
const ASCII: Look = Look { ascii: true, colour: false };

fn row(number: u64, turn: u64) -> PeerRow {
    let at = u16::try_from(50_000 + number).expect("few peers");
    let quiet = number.is_multiple_of(3);
    PeerRow {
        number,
        room: "12345".into(),
        peer: format!("192.168.1.{}:{at}", 20 + number % 200).parse().expect("an address"),
        local: "192.168.1.1:12345".parse().expect("an address"),
        name: if number == 2 { "poste-\u{1b}[2J".into() } else { String::new() },
        since: 0,
        state: if number == 5 { PeerState::Slow } else { PeerState::Open },
        rx_frames: turn * number,
        rx_bytes: if quiet { 7 } else { turn * number * 1000 },
        tx_frames: turn * 2,
        tx_bytes: if quiet { 9 } else { turn * 1_234_567 },
        backlog_bytes: if number == 5 { 3_100_000 } else { 0 },
        last_rx: None,
        last_tx: None,
        unanswered_frames: 0,
    }
}

fn status(paused: bool) -> Status {
    let directory = "/var/log/tp-relais/frames".into();
    Status {
        version: "0.1.0".into(),
        pid: 1,
        started: 1,
        addresses: vec!["192.168.1.1:12345".parse().expect("an address")],
        rooms: vec![RoomStatus {
            room: "12345".into(),
            mode: Mode::Others,
            paused,
            listen: vec!["[::]:12345".parse().expect("an address")],
            peers: 3,
            frames: 7,
            end_word: None,
        }],
        frame_log: FrameLogStatus {
            state: FrameLogState::Ok,
            bytes: 1_200_000,
            segments: 3,
            directory,
            names_file: None,
        },
        refused: [("denied".to_owned(), u64::from(paused))].into(),
        dropped_lines: 0,
    }
}

/// After two looks, a second apart, at so many clients.
fn model(clients: u64) -> Model {
    let start = Instant::now();
    let mut model = Model::new(None);
    for turn in 0..2 {
        let peers = (1..=clients).map(|number| row(number, turn)).collect();
        let at = start + Duration::from_secs(turn);
        model.take(News::Seen(Box::new((at, 1_767_261_845_000_000_000, status(clients > 100), peers))));
    }
    let frame = |n: u64| Passed {
        t: 1_767_261_845_000_000_000 + n,
        n,
        room: "12345".into(),
        from: (n != 3).then(|| format!("192.168.1.{}:5000{n}", 20 + n)),
        len: n * 700,
        text: "Bonjour à tous, \\x1b[2J".repeat(3),
    };
    model.take(News::Passed((1..=9).map(frame).collect()));
    model
}

fn screen(model: &Model, look: Look, lang: Lang, size: (u16, u16)) -> String {
    drawn(model, look, lang, size).0
}

/// The screen, and whether it has space for a star.
fn drawn(model: &Model, look: Look, lang: Lang, (columns, rows): (u16, u16)) -> (String, bool) {
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).expect("a screen");
    let mut star_fits = false;
    terminal.draw(|frame| star_fits = draw(frame, model, &look, &Language::new(lang))).expect("a drawing");
    // The time of day is local.
    let clock = Language::new(lang).second_of_day(1_767_261_845_000_000_000);
    (terminal.backend().to_string().replace(&clock, "10:04:05").replace('\u{a0}', " "), star_fits)
}

#[test]
fn three_clients_are_a_star_in_both_languages() {
    let mut model = model(3);
    insta::assert_snapshot!("star_english", screen(&model, PLAIN, Lang::En, (80, 24)));
    insta::assert_snapshot!("star_french", screen(&model, PLAIN, Lang::Fr, (80, 24)));
    model.choose(1);
    insta::assert_snapshot!("star_ascii", screen(&model, ASCII, Lang::Fr, (80, 24)));
}

#[test]
fn a_star_has_twelve_clients_where_there_is_space() {
    insta::assert_snapshot!("star_of_twelve", screen(&model(12), PLAIN, Lang::En, (120, 40)));
}

#[test]
fn a_class_of_thirty_is_a_star_in_both_languages() {
    let model = model(30);
    insta::assert_snapshot!("star_of_thirty_english", screen(&model, PLAIN, Lang::En, (80, 24)));
    insta::assert_snapshot!("star_of_thirty_french", screen(&model, PLAIN, Lang::Fr, (80, 24)));
    insta::assert_snapshot!("star_of_thirty_wide_english", screen(&model, PLAIN, Lang::En, (200, 50)));
    insta::assert_snapshot!("star_of_thirty_wide_french", screen(&model, PLAIN, Lang::Fr, (200, 50)));
    insta::assert_snapshot!("star_of_thirty_named", screen(&named(30, 2), ASCII, Lang::Fr, (80, 24)));
    insta::assert_snapshot!("star_of_twelve_narrow", screen(&self::model(12), PLAIN, Lang::Fr, (80, 24)));
    insta::assert_snapshot!("star_of_twenty_narrow", screen(&self::model(20), PLAIN, Lang::Fr, (80, 24)));
    insta::assert_snapshot!("star_of_thirty_medium", screen(&self::model(30), PLAIN, Lang::Fr, (120, 40)));
}

#[test]
fn a_star_that_has_no_space_is_said_where_it_is_wanted() {
    for (lang, words) in [
        (Lang::En, "A star of 31 clients needs a larger window."),
        (Lang::Fr, "Une étoile de 31 clients demande une plus grande fenêtre."),
    ] {
        let mut model = model(31);
        for (size, is_star) in [((80, 24), false), ((80, 25), true), ((65, 60), false), ((80, 24), false)] {
            let (text, star_fits) = drawn(&model, PLAIN, lang, size);
            assert_eq!((star_fits, !text.contains("CLIENT ")), (is_star, is_star), "{size:?}:\n{text}");
            model.star_fits = star_fits;
            press_in(&mut model, 't', lang);
            let (text, star_fits) = drawn(&model, PLAIN, lang, size);
            assert_eq!((star_fits, text.contains(words)), (is_star, !is_star), "{size:?}:\n{text}");
            assert!(text.contains("CLIENT "), "{size:?}:\n{text}");
            if is_star {
                press_in(&mut model, 't', lang);
                assert!(!screen(&model, PLAIN, lang, size).contains("CLIENT "));
            }
        }
    }
}

#[test]
fn three_hundred_clients_are_a_table_that_follows_the_one_that_is_chosen() {
    let mut model = model(300);
    model.choose(0);
    model.choose(150);
    insta::assert_snapshot!("table_english", screen(&model, PLAIN, Lang::En, (80, 24)));
    insta::assert_snapshot!("table_french_wide", screen(&model, PLAIN, Lang::Fr, (130, 24)));
    for step in [isize::MIN, -1, isize::MAX, 1] {
        model.choose(step);
        let chosen = model.chosen.expect("somebody is chosen");
        let screen = screen(&model, PLAIN, Lang::En, (80, 24));
        assert!(screen.contains(&format!("\"{chosen:>3} 192.168.1.")), "{chosen} is not on the screen:\n{screen}");
    }
}

/// The same, with a name for every second client and so many rooms.
fn named(clients: u64, rooms: u16) -> Model {
    let mut model = model(clients);
    for (client, name) in
        model.clients.iter_mut().step_by(2).zip(["Léa", "Ahmed", "poste-informatique-12"].iter().cycle())
    {
        client.row.name = (*name).to_owned();
    }
    let rooms = (12345..12345 + rooms).map(|port| RoomStatus {
        room: port.to_string(),
        mode: Mode::Others,
        paused: port == 12346,
        listen: vec![format!("[::]:{port}").parse().expect("an address")],
        peers: 3,
        frames: 7,
        end_word: None,
    });
    let status = model.status.as_mut().expect("a status");
    status.rooms = rooms.collect();
    status.addresses = ["192.168.1.1:12345", "192.168.1.1:12346"].map(|text| text.parse().expect("an address")).into();
    model
}

#[test]
fn names_are_in_the_table_however_narrow_it_is() {
    for (rooms, columns, lang) in [(1, 80, Lang::En), (2, 80, Lang::Fr), (2, 120, Lang::En), (1, 60, Lang::Fr)] {
        let mut model = named(300, rooms);
        model.choose(0);
        let text = screen(&model, PLAIN, lang, (columns, 24));
        for wanted in ["Léa", "Ahmed", "poste-infor"] {
            assert!(text.contains(wanted), "{wanted}, {rooms} rooms, {columns} columns:\n{text}");
        }
        let first = text.lines().find(|line| line.contains("Léa")).expect("a client");
        assert!(first.contains("50001"), "the port is there, {rooms} rooms, {columns} columns:\n{text}");
    }
    let mut model = named(300, 2);
    model.choose(0);
    insta::assert_snapshot!("table_names_french", screen(&model, PLAIN, Lang::Fr, (80, 24)));
}

#[test]
fn the_room_that_is_shown_has_its_own_port_in_the_head_and_its_pause() {
    let mut model = named(3, 2);
    for (room, address, paused) in
        [(None, "· 192.168.1.1  ", true), (Some("12345"), "192.168.1.1:12345", false), (Some("12346"), ":12346", true)]
    {
        model.room = room.map(str::to_owned);
        for (lang, words) in [(Lang::En, "PAUSED, not read: 12346"), (Lang::Fr, "EN PAUSE, rien n’est lu : 12346")] {
            let text = screen(&model, PLAIN, lang, (80, 24));
            assert!(text.lines().next().expect("a line").contains(address), "{room:?}:\n{text}");
            assert_eq!(text.contains(words), paused, "{room:?}:\n{text}");
        }
    }
    let empty = screen(&model, PLAIN, Lang::En, (80, 24));
    assert!(empty.contains("Nobody is connected"), "there is no filter that nobody passes:\n{empty}");
    model.room = None;
    insta::assert_snapshot!("star_paused", screen(&model, PLAIN, Lang::Fr, (80, 24)));
}

fn press(model: &mut Model, key: char) -> bool {
    press_in(model, key, Lang::En)
}

fn press_in(model: &mut Model, key: char, lang: Lang) -> bool {
    model.key(KeyEvent::from(KeyCode::Char(key)), &Language::new(lang)).is_some()
}

#[test]
fn the_help_has_every_key_in_words_and_any_key_ends_it() {
    for key in ['?', 'h'] {
        let mut model = model(3);
        assert!(!press(&mut model, key));
        let english = screen(&model, PLAIN, Lang::En, (80, 24));
        let french = screen(&model, ASCII, Lang::Fr, (80, 24));
        if key == '?' {
            insta::assert_snapshot!("help_english", english);
            insta::assert_snapshot!("help_french_ascii", french);
        }
        let narrow = screen(&model, PLAIN, Lang::Fr, (40, 24));
        assert!(narrow.contains("exclure le client choisi"), "{narrow}");
        assert!(!press(&mut model, 'q'), "it ends the help and not the program");
        assert!(screen(&model, PLAIN, Lang::En, (80, 24)).contains("q quit"));
        assert!(press(&mut model, 'q'));
    }
}

#[test]
fn a_key_that_wants_somebody_to_be_chosen_says_so() {
    let mut model = named(3, 2);
    for (key, words) in [('k', "Choose a client first"), ('b', "Choose a client first"), ('p', "Choose a room first")] {
        assert!(!press(&mut model, key));
        let text = screen(&model, PLAIN, Lang::En, (80, 24));
        assert!(text.contains(words), "{key}:\n{text}");
    }
}

#[test]
fn a_quiet_room_shows_what_was_said_in_it_while_another_is_busy() {
    let mut model = named(3, 2);
    let frame = |room: &str, n: u64| Passed {
        t: 1,
        n,
        room: room.to_owned(),
        from: None,
        len: 7,
        text: format!("{room} said {n}"),
    };
    model.take(News::Passed(vec![frame("12346", 1)]));
    model.take(News::Passed((1..=300).map(|n| frame("12345", n)).collect()));
    model.room = Some("12346".to_owned());
    let text = screen(&model, PLAIN, Lang::En, (80, 24));
    assert!(text.contains("12346 said 1") && !text.contains("12345 said"), "{text}");
    model.room = None;
    let text = screen(&model, PLAIN, Lang::En, (80, 24));
    assert!(text.contains("12345 said 300") && !text.contains("12346 said"), "{text}");
}

#[test]
fn a_daemon_that_has_gone_is_said_and_the_last_picture_stays() {
    let mut model = model(3);
    model.take(News::Gone("no daemon is running: tried /run/tp-relais/status.sock".into()));
    let text = screen(&model, PLAIN, Lang::En, (80, 24));
    assert!(text.contains("The daemon has gone, waiting for it: no daemon is running"), "{text}");
    assert!(text.contains("192.168.1.21:50001"), "{text}");
    let mut never = Model::new(None);
    never.take(News::Gone("nothing there".into()));
    let text = screen(&never, PLAIN, Lang::Fr, (80, 24));
    assert!(text.contains("Le démon est parti, on l’attend : nothing there"), "{text}");
}

#[test]
fn every_size_is_drawn_and_nothing_that_a_terminal_obeys() {
    for (clients, help) in [(0, true), (1, false), (2, false), (12, false), (13, true), (30, false), (300, false)] {
        let mut model = named(clients, 2);
        model.help = help;
        for columns in [1, 39, 40, 72, 80, 81, 200] {
            for rows in [1, 9, 10, 12, 24, 60] {
                for (look, lang) in [(PLAIN, Lang::En), (ASCII, Lang::Fr)] {
                    let text = screen(&model, look, lang, (columns, rows));
                    assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{columns}x{rows}:\n{text}");
                    assert!(!look.ascii || text.is_ascii(), "{columns}x{rows}:\n{text}");
                }
            }
        }
    }
}

/// A class that has its addresses from one router, and somebody at the server itself.
fn of_ipv6() -> Model {
    let mut model = named(12, 1);
    for client in &mut model.clients {
        let number = client.row.number;
        client.row.peer = format!("[2001:db8:1:{}::{number}]:50000", number % 2).parse().expect("an address");
        client.row.local = "[2001:db8:1:1::1]:12345".parse().expect("an address");
    }
    model
}

#[test]
fn before_a_ban_it_is_said_whom_it_cuts_what_else_it_refuses_and_that_it_is_this_machine() {
    let mut model = of_ipv6();
    model.chosen = Some(1);
    for (name, look, lang) in [("ban_english", PLAIN, Lang::En), ("ban_french_ascii", ASCII, Lang::Fr)] {
        assert!(!press_in(&mut model, 'b', lang));
        insta::assert_snapshot!(name, screen(&model, look, lang, (80, 24)));
        let small = screen(&model, look, lang, (40, 10));
        let last = small.lines().nth(8).expect("ten rows");
        assert!(last.contains("y/n") || last.contains("o/n"), "the answer is seen however small it is:\n{small}");
        assert!(!press_in(&mut model, 'n', lang));
    }
    model.chosen = Some(2);
    assert!(!press(&mut model, 'b'));
    let other = screen(&model, PLAIN, Lang::En, (80, 24));
    assert!(
        other.contains(" its /64, 2001:db8:1::/64: ")
            && other.contains("6 clients are cut: 2 (poste-\\x1b[2J), 4, 6, "),
        "{other}"
    );
    assert!(!other.contains("this machine"), "{other}");
}

#[test]
fn a_ban_of_one_address_is_asked_in_few_words() {
    let mut model = named(3, 1);
    model.chosen = Some(1);
    assert!(!press(&mut model, 'b'));
    let text = screen(&model, PLAIN, Lang::En, (80, 24));
    assert!(
        text.contains("\"1 client is cut: 1 (Léa) ") && text.contains("\"Ban 192.168.1.21 for 10 min? y/n "),
        "{text}"
    );
    assert!(!text.contains("/64") && !text.contains("this machine"), "{text}");
    assert!(press(&mut model, 'y'));
}

#[test]
fn what_an_order_did_is_seen_as_a_whole_until_the_next_key() {
    let mut model = model(30);
    let words = "a sentence of no few words".repeat(5);
    model.take(News::Ordered(vec!["192.0.2.7 is banned".into(), words, "the last \u{1b}".into()]));
    let text = screen(&model, ASCII, Lang::En, (80, 24));
    let lines: Vec<&str> = text.lines().skip(19).take(4).map(|line| line.trim_matches(['"', ' '])).collect();
    assert!(lines[0].starts_with("192.0.2.7 is banned") && lines[3].starts_with("the last"), "{text}");
    press(&mut model, 's');
    assert!(!screen(&model, ASCII, Lang::En, (80, 24)).contains("banned"));
}

//! The lesson's clients in each of the four modes.

use tp_testkit::{Check, Client, Relay};

use crate::pupil::{LOCKSTEP, ONCE, Pupil};

#[test]
fn in_others_two_lock_step_clients_hear_each_other_and_not_themselves() {
    let relay = Relay::start_mode("others");
    let Some(mut ada) = Pupil::start(LOCKSTEP, relay.addr()) else { return };
    let Some(mut bob) = Pupil::start(LOCKSTEP, relay.addr()) else { return };
    relay.wait_for_peers(2);
    for (hers, his) in [("bonjour", "salut"), ("ça va ?", "très bien, et toi ?")] {
        ada.types(hers);
        bob.types(his);
        assert_eq!((ada.next_answer().as_str(), bob.next_answer().as_str()), (his, hers));
    }
    ada.types("fin");
    let (ada, heard) = ada.ends("");
    assert_eq!(heard[2], "", "the end word brings the sender an end of file");
    bob.types("fin");
    let (bob, heard) = bob.ends("");
    assert_eq!(heard[2], "fin", "the end word is relayed like any other message");
    let report = relay.finish(Vec::new(), vec![ada.clone(), bob.clone()]);
    assert_eq!(report.why(ada.addr), "end-word");
    assert_eq!((report.frames, report.deliveries), (6, 5), "bob's fin is for nobody: ada has left");
}

#[test]
fn in_all_a_lock_step_client_hears_itself_too() {
    let relay = Relay::start_mode("all");
    let Some(mut ada) = Pupil::start(LOCKSTEP, relay.addr()) else { return };
    let listener = Client::connect(relay.addr());
    relay.wait_for_peers(2);
    for line in ["un", "deux", "trois", "fin"] {
        ada.types(line);
        assert_eq!(ada.next_answer(), line);
    }
    let (ada, _) = ada.ends("");
    listener.wait_for_bytes(14);
    assert_eq!(listener.received(), b"undeuxtroisfin");
    relay.finish(vec![listener], vec![ada]);
}

#[test]
fn in_echo_each_client_hears_itself_alone() {
    let relay = Relay::start_mode("echo");
    let Some(mut ada) = Pupil::start(LOCKSTEP, relay.addr()) else { return };
    let Some(mut bob) = Pupil::start(LOCKSTEP, relay.addr()) else { return };
    for line in ["ping", "pong", "été"] {
        ada.types(line);
        bob.types(&line.to_uppercase());
        assert_eq!((ada.next_answer().as_str(), bob.next_answer()), (line, line.to_uppercase()));
    }
    ada.types("fin");
    bob.types("fin");
    let (ada, heard) = ada.ends("");
    assert_eq!(heard, ["ping", "pong", "été", "fin"]);
    let (bob, _) = bob.ends("");
    relay.finish(Vec::new(), vec![ada, bob]);
}

#[test]
fn in_ack_the_answer_names_the_clients_address_and_the_connection_ends() {
    let relay = Relay::start_mode("ack");
    let mut accounts = Vec::new();
    for client in [ONCE, LOCKSTEP] {
        let Some(mut pupil) = Pupil::start(client, relay.addr()) else { return };
        let addr = pupil.addr();
        if client == LOCKSTEP {
            pupil.types("fin");
        }
        let (account, answers) = pupil.ends(if client == ONCE { "Hello, serveur !" } else { "" });
        assert_eq!(answers, [format!("OK, message reçu depuis l'adresse {addr}")]);
        accounts.push(account);
    }
    let addrs = [accounts[0].addr, accounts[1].addr];
    let report = relay.finish(Vec::new(), accounts);
    assert_eq!(addrs.map(|addr| report.why(addr)), ["answered"; 2]);
}

#[test]
fn the_one_shot_client_gets_its_answer_from_another_client() {
    let relay = Relay::start_mode("others");
    let mut teacher = Client::connect(relay.addr());
    relay.wait_for_peers(1);
    let Some(pupil) = Pupil::start(ONCE, relay.addr()) else { return };
    teacher.wait_for_bytes(16);
    assert_eq!(teacher.received(), b"Hello, serveur !");
    teacher.send("bien reçu".as_bytes());
    let (account, answers) = pupil.ends("Hello, serveur !");
    assert_eq!(answers, ["bien reçu"]);
    relay.finish(vec![teacher], vec![account]);
}

#[test]
fn the_one_shot_client_gets_its_own_words_in_all_and_echo() {
    for mode in ["all", "echo"] {
        let relay = Relay::start_mode(mode);
        let Some(pupil) = Pupil::start(ONCE, relay.addr()) else { return };
        let (account, answers) = pupil.ends("Hello, serveur !");
        assert_eq!(answers, ["Hello, serveur !"]);
        relay.finish(Vec::new(), vec![account]);
    }
}

#[test]
fn rooms_of_one_relay_do_not_hear_each_other() {
    let mut relay = Relay::setup().listen("127.0.0.1:0=all").listen("127.0.0.1:0=echo").start();
    let mut clients: Vec<Client> = (0..2).map(|room| Client::connect(relay.addr_of(room))).collect();
    relay.wait_for_peers(2);
    clients[0].send(b"first");
    clients[1].send(b"second");
    clients[0].wait_for_bytes(5);
    clients[1].wait_for_bytes(6);
    assert_eq!(relay.stop().code(), Some(0));
    for (room, client) in clients.into_iter().enumerate() {
        let report = Check::room(relay.room_dir_of(room)).account(client.finish()).assert_ok();
        assert_eq!((report.frames, report.deliveries), (1, 1));
    }
}

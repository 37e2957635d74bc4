//! What the service manager is told, and in which order.

use nix::sys::signal::Signal;
use tp_testkit::manager::Message;
use tp_testkit::{Client, Relay};

use crate::reload;

fn statuses(messages: &[Message]) -> Vec<&str> {
    messages.iter().filter_map(|message| message.get("STATUS")).collect()
}

#[test]
fn the_status_says_how_many_are_there_and_how_the_log_and_the_disk_are() {
    let relay = Relay::start();
    let manager = relay.manager();
    let first = manager.wait_for_word("READY", "1");
    assert!(first.get("STATUS").is_some_and(|status| status.starts_with("0 clients, log ")), "{first:?}");
    let clients = [Client::connect(relay.addr()), Client::connect(relay.addr())];
    clients[0].shutdown_write();
    let status = manager.wait_for("a status with both", |messages| {
        statuses(messages)
            .into_iter()
            .find(|status| status.starts_with("2 clients, 1 half-closed, log "))
            .map(String::from)
    });
    let disk = status.split(", ").last().expect("four parts");
    let percent = disk.strip_prefix("disk ").and_then(|rest| rest.strip_suffix(" % free"));
    assert!(percent.and_then(|text| text.parse::<u8>().ok()).is_some_and(|percent| percent <= 100), "{status}");
}

#[test]
fn a_relay_that_does_nothing_says_nothing() {
    let relay = Relay::start();
    let client = Client::connect(relay.addr());
    let told = |messages: &[Message]| statuses(messages).last().is_some_and(|status| status.starts_with("1 client,"));
    relay.manager().wait_for("the client in a status", |messages| told(messages).then_some(()));
    let before = statuses(&relay.manager().messages()).len();
    // Two looks at least, as the client's leaving is seen with the one after.
    std::thread::sleep(std::time::Duration::from_secs(5));
    // The disk and the log of a busy machine may change a little.
    assert!(statuses(&relay.manager().messages()).len() <= before + 2, "{:?}", relay.told_manager());
    drop(client);
}

#[test]
fn messages_come_in_order_and_nothing_behind_the_last() {
    let mut relay = Relay::setup().config("listen = [\"127.0.0.1:0\"]").start();
    reload::reload(&relay);
    reload::reload(&relay);
    relay.signal(Signal::SIGTERM);
    assert_eq!(relay.wait_for_exit().code(), Some(0));
    relay.manager().wait_for_word("STOPPING", "1");
    let messages = relay.manager().messages();
    let word = |message: &Message| ["READY", "RELOADING", "STOPPING"].into_iter().find(|name| message.says(name, "1"));
    let words: Vec<&str> = messages.iter().filter_map(word).collect();
    assert_eq!(words, ["READY", "RELOADING", "READY", "RELOADING", "READY", "STOPPING"]);
    assert!(messages.last().is_some_and(|last| last.says("STOPPING", "1")), "{messages:?}");
    let times: Vec<u64> = messages
        .iter()
        .filter(|message| message.says("RELOADING", "1"))
        .map(|message| message.get("MONOTONIC_USEC").and_then(|usec| usec.parse().ok()).expect("the time of a reload"))
        .collect();
    assert!(times[0] < times[1] && times[0] > 0, "{times:?}");
}

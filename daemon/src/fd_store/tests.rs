//! A manager that does not read for a while.

use std::net::TcpListener;
use std::os::unix::net::UnixDatagram as Manager;

use tokio::task::LocalSet;

use super::*;

/// Far more than the queue of a Unix datagram socket takes (`net.unix.max_dgram_qlen`).
const CLIENTS: u64 = 1000;

fn store() -> (Manager, FdStore) {
    let (manager, ours) = Manager::pair().expect("sockets");
    ours.set_nonblocking(true).expect("a socket takes its mode");
    manager.set_read_timeout(Some(Duration::from_millis(1))).expect("a socket takes its mode");
    (manager, FdStore::new(Channel(ours)).expect("a store"))
}

fn client(listener: &TcpListener) -> Rc<TcpStream> {
    let stream = std::net::TcpStream::connect(listener.local_addr().expect("an address")).expect("a connection");
    stream.set_nonblocking(true).expect("a socket takes its mode");
    Rc::new(TcpStream::from_std(stream).expect("a stream"))
}

/// Reads what there is, and lets the store go on meanwhile.
async fn hear(manager: &Manager, store: &FdStore) -> Vec<String> {
    let (mut heard, mut message) = (Vec::new(), [0; 256]);
    loop {
        match manager.recv(&mut message) {
            Ok(count) => heard.push(String::from_utf8_lossy(&message[..count]).into_owned()),
            Err(_) if store.is_settled() => return heard,
            Err(_) => tokio::time::sleep(Duration::from_millis(1)).await,
        }
    }
}

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    LocalSet::new().block_on(&runtime, test);
}

#[test]
fn what_a_manager_does_not_take_at_once_waits_in_order_and_nobody_waits_for_it() {
    run(async {
        let (manager, store) = store();
        let store = Rc::new(store);
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let stream = client(&listener);
        (1..=CLIENTS).for_each(|conn| store.keep(conn, &stream));
        assert!(!store.is_settled());
        store.release(1);
        store.release(CLIENTS);
        let running = Rc::clone(&store);
        tokio::task::spawn_local(async move { running.run().await });
        let heard = hear(&manager, &store).await;
        // The last one was never told of, so its leaving is not either.
        let kept = (1..CLIENTS).map(|conn| format!("FDSTORE=1\nFDNAME={conn}\nFDPOLL=0"));
        let expected: Vec<String> = kept.chain(["FDSTOREREMOVE=1\nFDNAME=1".to_owned()]).collect();
        assert_eq!(heard, expected);
    });
}

#[test]
fn no_more_wait_to_be_kept_than_the_bound() {
    run(async {
        let (_manager, store) = store();
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let stream = client(&listener);
        (1..=KEPT_WAITING_MAX as u64 + 500).for_each(|conn| store.keep(conn, &stream));
        assert_eq!(store.changes.borrow().len(), KEPT_WAITING_MAX);
    });
}

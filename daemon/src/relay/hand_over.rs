//! From one run of the relay to the next: connections that the service manager kept are taken up, and
//! at the end they are left to it.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::sync::Barrier;
use tokio::task::JoinHandle as TaskHandle;
use tokio::time::{Instant, sleep, timeout, timeout_at};

use super::admission::{Admission, SharedGate};
use super::data_path::{FLUSH, Halls, close};
use super::farewell::farewell;
use super::hall::Hall;
use super::seat::Seat;
use super::{Kept, Seated};
use crate::fd_store::FdStore;
use crate::frame_log::LogError;
use crate::language::here;
use crate::resume::Leaver;
use crate::room::Slot;

/// How often it is looked whether everybody has everything.
const LOOK: Duration = Duration::from_millis(2);

/// How long nothing is read at most while the last bytes are on their way: a part of the pause that
/// clients notice.
const QUIET: Duration = Duration::from_millis(100);

/// The store of a manager that has one. What it kept and nobody goes on with is closed in order.
pub(super) fn store(kept: Kept) -> Option<Rc<FdStore>> {
    let store = kept.channel.and_then(|channel| {
        let unusable = |error: &_| tracing::warn!("{}", here().manager_unusable(&here().kernel(error)));
        FdStore::new(channel).inspect_err(unusable).ok()
    });
    let store = store.map(Rc::new);
    for leaver in kept.leavers {
        tokio::task::spawn_local(dismiss(leaver, store.clone()));
    }
    if let Some(store) = store.clone() {
        tokio::task::spawn_local(async move { store.run().await });
    }
    store
}

/// Gives every member that goes on its seat. Nothing is read from them yet.
pub(super) fn seat(hall: &Rc<RefCell<Hall>>, seated: Vec<Seated>, gate: &SharedGate) -> Vec<(Rc<TcpStream>, Slot)> {
    let mut unread = Vec::new();
    for Seated { slot, stream, facts } in seated {
        let admission = Admission::resumed(gate, facts.peer().ip());
        // A descriptor that the runtime cannot watch is none of a connection, and was not placed.
        let Ok(stream) = stream.set_nonblocking(true).and_then(|()| TcpStream::from_std(stream)) else { continue };
        let stream = Rc::new(stream);
        hall.borrow_mut().seat(slot, Seat::new(Rc::clone(&stream), facts, admission));
        unread.push((stream, slot));
    }
    unread
}

async fn dismiss(leaver: Leaver, store: Option<Rc<FdStore>>) {
    let name = leaver.name();
    if let Ok(stream) = leaver.stream.set_nonblocking(true).and_then(|()| TcpStream::from_std(leaver.stream)) {
        farewell(&stream).await;
    }
    if let (Some(store), Some(name)) = (store, name) {
        store.release_name(name);
    }
}

/// Ends this run and leaves every connection as it is. Until nobody has a backlog, or for as long as
/// a stop may take, everything goes on as before; only then nothing is read any more.
pub(super) async fn hand_over(
    halls: Halls,
    doors: Vec<TaskHandle<()>>,
    store: &FdStore,
    together: &Barrier,
) -> Result<(), LogError> {
    let end = Instant::now() + FLUSH;
    // What was so before does not count.
    for (hall, _) in &halls {
        let _ = hall.borrow_mut().has_caught_up();
    }
    let mut behind: Vec<_> = halls.iter().map(|(hall, _)| Rc::clone(hall)).collect();
    let caught_up = until(|| {
        behind.retain(|hall| !hall.borrow_mut().has_caught_up());
        behind.is_empty()
    });
    let all = timeout_at(end, caught_up).await.is_ok();
    // No room's clients wait for those of another thread's rooms.
    let _ = timeout_at(end, together.wait()).await;
    close(doors).await;
    for (hall, _) in &halls {
        hall.borrow_mut().begin_drain();
    }
    let quiet = until(|| {
        let has_all = |hall: &Hall| hall.is_drained() && (!all || hall.is_acknowledged());
        store.is_settled() && halls.iter().all(|(hall, _)| has_all(&hall.borrow()))
    });
    // Who is still behind is so for the next run too.
    let _ = timeout(QUIET, quiet).await;
    for (hall, rounds) in halls {
        rounds.abort();
        let _ = rounds.await;
        hall.borrow_mut().hand_over()?;
    }
    Ok(())
}

async fn until(mut is_so: impl FnMut() -> bool) {
    while !is_so() {
        sleep(LOOK).await;
    }
}

//! The reading half of one peer: a chunk a round, straight into the room's ring, and a few of them where a
//! round has little else to write.

use std::cell::RefCell;
use std::future::poll_fn;
use std::io::ErrorKind;
use std::rc::Rc;
use std::task::{Context, Poll};

use tokio::net::TcpStream;

use super::hall::Hall;
use crate::room::{CHUNK_BYTES, Slot};
use crate::socket;

/// Begins to read a peer, unless the room does not listen to it any more.
pub fn spawn(hall: &Rc<RefCell<Hall>>, stream: Rc<TcpStream>, slot: Slot) {
    if hall.borrow().reads_on(slot) {
        let reader = tokio::task::spawn_local(read(Rc::clone(hall), stream, slot));
        hall.borrow_mut().set_reader(slot, reader.abort_handle());
    }
}

/// Reads a peer until its input ends, its connection breaks, or the room has heard enough.
async fn read(hall: Rc<RefCell<Hall>>, stream: Rc<TcpStream>, slot: Slot) {
    poll_fn(|cx| poll(&mut hall.borrow_mut(), &stream, slot, cx)).await;
}

fn poll(hall: &mut Hall, stream: &TcpStream, slot: Slot, cx: &mut Context<'_>) -> Poll<()> {
    loop {
        if !hall.may_read(slot) {
            hall.wait_turn(slot, cx.waker());
            return if hall.is_held() { watch(hall, stream, slot, cx) } else { Poll::Pending };
        }
        let read = if hall.peeks() { socket::peek } else { socket::receive };
        match read(stream, hall.space(slot)) {
            Ok(0) => {
                hall.input_ended(slot);
                return Poll::Ready(());
            }
            Ok(len) => {
                hall.received(slot, len);
                if !hall.reads_on(slot) {
                    return Poll::Ready(());
                }
                if len < CHUNK_BYTES || !hall.may_read_on(slot) {
                    return wait_for_next_round(stream, cx);
                }
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                // An error of readiness is the connection's: the next read will tell which.
                if stream.poll_read_ready(cx).is_pending() {
                    hall.pass_turn(slot);
                    return Poll::Pending;
                }
            }
            Err(error) => {
                hall.fail(slot, socket::broken_because(&error));
                return Poll::Ready(());
            }
        }
    }
}

/// Somebody ordered that nobody is heard: who leaves and has said nothing before leaves all the same. What
/// was said is heard first, so whoever has said something is not looked at again before its turn.
fn watch(hall: &mut Hall, stream: &TcpStream, slot: Slot, cx: &mut Context<'_>) -> Poll<()> {
    while stream.poll_read_ready(cx).is_ready() {
        match socket::peek(stream, &mut [0]) {
            Ok(0) => {
                hall.input_ended(slot);
                return Poll::Ready(());
            }
            Ok(_) => return Poll::Pending,
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => {}
            Err(error) => {
                hall.fail(slot, socket::broken_because(&error));
                return Poll::Ready(());
            }
        }
    }
    Poll::Pending
}

/// Whoever has more comes again behind the round that was just asked for.
fn wait_for_next_round(stream: &TcpStream, cx: &mut Context<'_>) -> Poll<()> {
    if stream.poll_read_ready(cx).is_ready() {
        cx.waker().wake_by_ref();
    }
    Poll::Pending
}

//! The sending half of a round: one writev a peer, until the kernel takes no more.

use std::io::{ErrorKind, IoSlice};
use std::ops::Range;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::net::TcpStream;

use super::Hall;
use crate::room::{Offer, Phase, Room, Slot, Why};
use crate::socket;

impl Hall {
    pub(super) fn deliver(&mut self, cx: &mut Context<'_>, now: Duration) {
        let mut slots = std::mem::take(&mut self.scratch.slots);
        self.room.recipients(&mut slots);
        for &slot in &slots {
            if let Err(why) = self.deliver_to(slot, cx, now) {
                self.room.fail(slot, why);
            }
        }
        self.scratch.slots = slots;
    }

    /// Writes to one peer until it has everything or the kernel takes no more.
    fn deliver_to(&mut self, slot: Slot, cx: &mut Context<'_>, now: Duration) -> Result<(), Why> {
        let Some(seat) = self.seats.get_mut(slot).and_then(Option::as_mut) else { return Ok(()) };
        let Some(member) = self.room.member(slot).filter(|member| !matches!(member.phase, Phase::Gone(_))) else {
            return Ok(());
        };
        let half_closed = matches!(member.phase, Phase::HalfClosed { .. });
        let mut moved = false;
        loop {
            if seat.blocked {
                match seat.stream.poll_write_ready(cx) {
                    Poll::Pending => break,
                    // An error of readiness is the connection's: the write below will tell which.
                    Poll::Ready(_) => seat.blocked = false,
                }
            }
            let offer = self.room.offer(slot, &mut self.scratch.spans);
            let taken = write(&self.room, &seat.stream, &offer, &self.scratch.spans)?;
            let is_more = self.room.took(slot, &offer, taken.unwrap_or(0), now);
            moved |= taken.is_some_and(|bytes| bytes > 0);
            if !is_more {
                break;
            }
            seat.blocked = taken.is_none_or(|bytes| bytes < offer.bytes);
        }
        if moved {
            self.sent_due = true;
            self.publish(slot, now);
            if half_closed {
                self.find_out_who_left(slot)?;
            }
        }
        Ok(())
    }

    /// Credits the members that the room waits for with what their ends have acknowledged.
    pub(super) fn credit_acknowledged(&mut self) {
        let mut slots = std::mem::take(&mut self.scratch.slots);
        self.room.waited_for(&mut slots);
        for &slot in &slots {
            let seat = self.seats.get(slot).and_then(Option::as_ref);
            // A connection that does not say earns nothing.
            if let Some(bytes) = seat.and_then(|seat| tp_kernel::acknowledged(&*seat.stream).ok()) {
                self.room.acknowledged(slot, bytes);
            }
        }
        self.scratch.slots = slots;
    }

    /// A client that has closed looks like one that only has no more to say, until it answers a
    /// write with a reset. On a short way that answer is here already.
    fn find_out_who_left(&self, slot: Slot) -> Result<(), Why> {
        let Some(seat) = self.seats.get(slot).and_then(Option::as_ref) else { return Ok(()) };
        match seat.stream.take_error() {
            Ok(None) => Ok(()),
            Ok(Some(error)) | Err(error) => Err(socket::broken_because(&error)),
        }
    }
}

/// Writes what was offered, once. `None`: the kernel takes nothing now.
fn write(room: &Room, stream: &TcpStream, offer: &Offer, spans: &[Range<u64>]) -> Result<Option<u64>, Why> {
    if offer.bytes == 0 {
        return Ok(Some(0));
    }
    let sent = match spans {
        [span] if let Some(bytes) = room.span_in_one(span) => socket::send(stream, bytes),
        _ => {
            let slices: Vec<IoSlice<'_>> =
                spans.iter().flat_map(|span| room.span_bytes(span.clone())).map(IoSlice::new).collect();
            socket::send_vectored(stream, &slices, usize::try_from(offer.bytes).unwrap_or(usize::MAX))
        }
    };
    match sent {
        Ok(bytes) => Ok(Some(bytes as u64)),
        Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => Ok(None),
        Err(error) => Err(socket::broken_because(&error)),
    }
}

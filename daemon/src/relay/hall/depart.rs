//! A member leaves: what is put on record of it, and how its connection ends.

use std::time::Duration;

use super::{Hall, record};
use crate::relay::farewell::farewell;
use crate::relay::seat::Seat;
use crate::room::{Departed, Departure, Why};
use crate::socket;

impl Hall {
    pub(super) fn depart(&mut self, Departure { slot, why }: Departure, now: Duration) -> Departed {
        let departed = self.room.leave(slot);
        self.turns.forget(slot);
        let t = self.log.unix_ns(now);
        self.log.close(record::close(&departed, why, t), now);
        self.census.remove(departed.conn, &departed.counts, why.word());
        if matches!(why, Why::Slow | Why::Stalled | Why::Timeout) {
            self.tell_of_cut(&departed, why);
        }
        let Some(mut seat) = self.seats.get_mut(slot).and_then(Option::take) else { return departed };
        seat.stop_reading();
        self.tell_of_departure(&departed, why, seat.facts.peer());
        let in_order =
            matches!(why, Why::Left | Why::EndWord | Why::Answered | Why::Idle | Why::Kicked | Why::Shutdown);
        if in_order && departed.undelivered == 0 {
            self.take_leave(departed.conn, seat);
        } else {
            self.break_off(departed.conn, &seat);
        }
        departed
    }

    /// Closes a connection in order.
    fn take_leave(&mut self, conn: u64, seat: Seat) {
        let store = self.store.clone();
        while self.farewells.try_join_next().is_some() {}
        self.farewells.spawn_local(async move {
            farewell(&seat.stream).await;
            drop(seat);
            store.inspect(|store| store.release(conn));
        });
    }

    /// Closes a connection at once. Who keeps it too would keep it open.
    fn break_off(&self, conn: u64, seat: &Seat) {
        match &self.store {
            Some(store) => {
                socket::abort(&seat.stream);
                store.release(conn);
            }
            None => socket::reset(&seat.stream),
        }
    }
}

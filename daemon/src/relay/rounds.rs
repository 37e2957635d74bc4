//! The task that takes a hall through its rounds.
//!
//! Readers wake it; on a current-thread runtime it then stands in the queue behind every reader
//! that is ready, so that one round carries them all. It waits on nothing else but the peers that
//! the kernel takes no more for, and the hall's next deadline.

use std::cell::RefCell;
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::time::{Sleep, sleep_until};

use super::hall::Hall;
use crate::clock::Clock;
use crate::frame_log::LogError;

/// Rounds until the frame log fails.
pub async fn run(hall: Rc<RefCell<Hall>>, clock: Clock) -> LogError {
    let mut alarm = Alarm::new(clock);
    // A round writes to every peer; tokio's budget for one task would end it in the middle.
    tokio::task::unconstrained(poll_fn(|cx| poll(&hall, &mut alarm, cx))).await
}

fn poll(hall: &RefCell<Hall>, alarm: &mut Alarm, cx: &mut Context<'_>) -> Poll<LogError> {
    let mut hall = hall.borrow_mut();
    let deadline = match hall.round(cx) {
        Err(error) => return Poll::Ready(error),
        Ok(deadline) => deadline,
    };
    if deadline.is_none() && !hall.has_relayed() {
        return Poll::Pending;
    }
    // One look at the clock for both.
    let now = alarm.clock.now();
    hall.round_is_over(now);
    if deadline.is_some_and(|deadline| alarm.set(deadline, now, cx).is_ready()) {
        // It is there already: the next round stands behind whoever else is ready.
        cx.waker().wake_by_ref();
    }
    Poll::Pending
}

/// A timer that is only touched when it has to ring earlier than it would: a hall's deadline
/// moves with every round, and nearly always to later.
struct Alarm {
    clock: Clock,
    rings_at: Duration,
    sleep: Pin<Box<Sleep>>,
}

impl Alarm {
    fn new(clock: Clock) -> Alarm {
        Alarm { clock, rings_at: Duration::ZERO, sleep: Box::pin(sleep_until(clock.instant(Duration::ZERO).into())) }
    }

    /// Ready when `deadline` has come; it is `now`.
    fn set(&mut self, deadline: Duration, now: Duration, cx: &mut Context<'_>) -> Poll<()> {
        if deadline <= now {
            return Poll::Ready(());
        }
        if self.rings_at <= now || deadline < self.rings_at {
            self.rings_at = deadline;
            self.sleep.as_mut().reset(self.clock.instant(deadline).into());
        }
        self.sleep.as_mut().poll(cx)
    }
}

//! The task that takes a hall through its rounds.
//!
//! Readers wake it; on a current-thread runtime it then stands in the queue behind every reader
//! that is ready, so that one round carries them all. It waits on nothing else but the peers that
//! the kernel takes no more for, the hall's next deadline, where many talk at once, for the others of them
//! ([`Gathering`]), and where one talks without a pause, for more of that ([`Resting`]).

use std::cell::RefCell;
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::thread;
use std::time::Duration;

use tokio::time::{Sleep, sleep_until};

use super::gathering::Gathering;
use super::hall::Hall;
use super::resting::{Resting, Round};
use crate::clock::Clock;
use crate::frame_log::LogError;

/// Rounds until the frame log fails.
pub async fn run(hall: Rc<RefCell<Hall>>, clock: Clock) -> LogError {
    let mut alarm = Alarm::new(clock);
    let mut gathering = Gathering::default();
    let mut resting = Resting::default();
    // A round writes to every peer; tokio's budget for one task would end it in the middle.
    let rounds = async {
        loop {
            match poll_fn(|cx| poll(&hall, (&mut gathering, &mut resting), &mut alarm, cx)).await {
                Next::Look(pause) => look_again(pause).await,
                Next::End(error) => return error,
            }
        }
    };
    tokio::task::unconstrained(rounds).await
}

/// What is next where it is not simply the next round.
enum Next {
    /// So long after this, the sockets are looked at again before the round begins.
    Look(Duration),
    End(LogError),
}

fn poll(
    hall: &RefCell<Hall>,
    (gathering, resting): (&mut Gathering, &mut Resting),
    alarm: &mut Alarm,
    cx: &mut Context<'_>,
) -> Poll<Next> {
    let mut hall = hall.borrow_mut();
    let gathered = hall.gathered();
    if let Some(pause) = gathering.pause(gathered) {
        return Poll::Ready(Next::Look(pause));
    }
    let deadline = match hall.round(cx) {
        Err(error) => return Poll::Ready(Next::End(error)),
        Ok(deadline) => deadline,
    };
    if deadline.is_none() && !hall.has_relayed() {
        return Poll::Pending;
    }
    // One look at the clock for both.
    let now = alarm.clock.now();
    let since = hall.round_is_over(now);
    if deadline.is_some_and(|deadline| alarm.set(deadline, now, cx).is_ready()) {
        // It is there already: the next round stands behind whoever else is ready.
        cx.waker().wake_by_ref();
    }
    if let Some(since) = since {
        rest(resting, &Round { frames: gathered.frames, bytes: gathered.bytes, since }, alarm.clock, now);
    }
    Poll::Pending
}

/// Sleeps, if that is worth it, while more comes: everything that came is on its way.
fn rest(resting: &mut Resting, round: &Round, clock: Clock, now: Duration) {
    if let Some(pause) = resting.behind(round, now) {
        thread::sleep(pause);
        resting.is_over(clock.now());
    }
}

/// The thread itself sleeps, for less time than a round takes: woken by each frame, or by a timer that
/// counts in milliseconds, it would spend what the wait is to save. Then every reader that is ready
/// goes first.
async fn look_again(pause: Duration) {
    thread::sleep(pause);
    tokio::task::yield_now().await;
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

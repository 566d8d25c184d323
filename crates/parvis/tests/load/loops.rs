//! The two loops: clients that go on as soon as they are done, and clients that come whatever happens.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::future::join_all;
use futures_util::stream::{FuturesUnordered, StreamExt as _};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep};

use crate::tally::Tally;

/// A closed loop: `clients` repeat `once` for `span` after a warm-up, of which nothing is kept. What is
/// underway at the end is finished, and not measured.
pub(crate) async fn closed<F: Future<Output = ()>>(
    (clients, warm_up, span): (usize, Duration, Duration),
    tally: &Tally,
    once: impl Fn(usize) -> F,
) {
    let (stop, place) = (AtomicBool::new(false), AtomicUsize::new(0));
    tally.pause(true);
    let timing = async {
        sleep(warm_up).await;
        tally.pause(false);
        sleep(span).await;
        tally.pause(true);
        stop.store(true, Ordering::SeqCst);
    };
    let repeating = join_all((0..clients).map(|client| {
        let (stop, place, once) = (&stop, &place, &once);
        async move {
            // They do not all begin at the same moment.
            sleep(warm_up.mul_f64(share(client, clients) / 2.0)).await;
            while !stop.load(Ordering::SeqCst) {
                once(place.fetch_add(1, Ordering::SeqCst)).await;
            }
        }
    }));
    tokio::join!(timing, repeating);
}

/// An open loop: `rate` begin in every second for `span`, however many are underway; all are finished.
pub(crate) async fn open<F: Future<Output = ()>>(
    (rate, span): (f64, Duration),
    once: impl Fn(usize) -> F,
) {
    let mut tick = interval(Duration::from_secs_f64(1.0 / rate));
    tick.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let (mut underway, mut begun) = (FuturesUnordered::new(), 0);
    let end = Instant::now() + span;
    while Instant::now() < end {
        tokio::select! {
            _ = tick.tick() => {
                underway.push(once(begun));
                begun += 1;
            }
            Some(()) = underway.next() => {}
        }
    }
    while underway.next().await.is_some() {}
}

#[expect(clippy::cast_precision_loss, reason = "a number of clients")]
fn share(place: usize, of: usize) -> f64 {
    place as f64 / of as f64
}

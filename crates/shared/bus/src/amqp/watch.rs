//! Watching a connection while something is awaited over it: the client library does not always tell
//! those who wait that it has ended.

use std::time::Duration;

use tokio::time::sleep;

use super::Trouble;

/// How often a connection is looked at, and how long after its end it may still tell what became of work.
const LOOK: Duration = Duration::from_secs(1);

/// Ends once `is_alive` says no.
pub(super) async fn ended(is_alive: impl Fn() -> bool) {
    while is_alive() {
        sleep(LOOK).await;
    }
}

/// Awaits `work` for as long as `is_alive` and a moment longer.
pub(super) async fn while_alive<T>(
    is_alive: impl Fn() -> bool,
    work: impl Future<Output = T>,
) -> Result<T, Trouble> {
    let given_up = async {
        ended(is_alive).await;
        sleep(LOOK).await;
    };
    tokio::select! {
        biased;
        done = work => Ok(done),
        () = given_up => Err(Trouble::Lost),
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::future::pending;

    use tokio::time::Instant;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn what_is_never_told_is_given_up_soon_after_the_end() {
        let (alive, start) = (Cell::new(true), Instant::now());
        let ending = async {
            sleep(LOOK * 10).await;
            alive.set(false);
        };
        let (waited, ()) = tokio::join!(while_alive(|| alive.get(), pending::<()>()), ending);
        assert!(matches!(waited, Err(Trouble::Lost)));
        assert!(start.elapsed() <= LOOK * 12, "{:?}", start.elapsed());
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_told_in_time_counts_though_the_connection_has_ended() {
        let slow = async {
            sleep(LOOK / 2).await;
            7
        };
        assert!(matches!(while_alive(|| false, slow).await, Ok(7)));
        let patient = while_alive(|| true, sleep(LOOK * 100));
        assert!(patient.await.is_ok());
    }
}

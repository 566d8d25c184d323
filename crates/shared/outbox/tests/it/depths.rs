//! What waits, as whoever watches a service sees it.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::AtomicU32;
use std::time::Duration;

use parvis_bus::Bus;
use parvis_outbox::{Depths, Outcome, Pile, WorkTable, relay, work};
use tokio_util::sync::CancellationToken;

use crate::service::{BOTH, House, hearing, house, spawn};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_waits_is_counted_with_the_age_of_the_oldest_until_it_is_done() {
    for on in BOTH {
        let (speaker, hearer) = (house(on, "speaker").await, house(on, "hearer").await);
        assert_eq!(speaker.database.depths().await.unwrap(), Depths::default());
        speaker.say("a", "poison").await;
        speaker.clock.advance(Duration::from_secs(40));
        speaker.say("b", "heard").await;
        speaker.clock.advance(Duration::from_secs(2));
        let said = speaker.database.depths().await.unwrap();
        assert_eq!(said.outbox, Pile { count: 2, oldest: Duration::from_secs(42) });
        assert!(!speaker.database.relays());

        let bus = Bus::memory();
        let stop = hearing(&bus, &hearer);
        spawn(relay(speaker.database.clone(), bus, stop.clone()));
        speaker.until("SELECT count(*) FROM outbox WHERE published_at IS NULL", 0).await;
        hearer.until("SELECT count(*) FROM inbox WHERE state = 'waiting'", 0).await;
        assert_eq!(speaker.database.depths().await.unwrap(), Depths::default());
        assert_eq!(
            hearer.database.depths().await.unwrap(),
            Depths { parked: 1, ..Depths::default() }
        );
        assert!(speaker.database.relays());
        assert!(!hearer.database.relays());
        speaker.clock.advance(Duration::from_mins(1));
        assert!(!speaker.database.relays(), "nobody renews a lease while nothing waits");
        stop.cancel();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_under_retry_waits_in_the_inbox() {
    for on in BOTH {
        let (speaker, hearer) = (house(on, "speaker").await, house(on, "hearer").await);
        let bus = Bus::memory();
        let stop = hearing(&bus, &hearer);
        speaker.say("a", "fail").await;
        spawn(relay(speaker.database.clone(), bus, stop.clone()));
        hearer.until("SELECT coalesce(max(attempts), 0) FROM inbox", 3).await;
        hearer.clock.advance(Duration::from_millis(150));
        let waiting = Pile { count: 1, oldest: Duration::from_millis(150) };
        assert_eq!(hearer.database.depths().await.unwrap().inbox, waiting);
        stop.cancel();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn work_is_due_then_tried_again_and_then_gone() {
    for on in BOTH {
        let house = house(on, "worker").await;
        for (key, ahead) in [("later", Duration::from_hours(1)), ("now", Duration::ZERO)] {
            let mut tx = house.database.begin().await.unwrap();
            tx.schedule("count", &key, house.database.now().plus(ahead)).await.unwrap();
            tx.commit().await.unwrap();
        }
        assert_eq!(house.database.scheduled("count", 9).await.unwrap(), ["now", "later"]);
        assert_eq!(house.database.scheduled("count", 1).await.unwrap(), ["now"]);
        assert!(house.database.scheduled("other", 9).await.unwrap().is_empty());
        house.clock.advance(Duration::from_secs(3));
        let due = Pile { count: 1, oldest: Duration::from_secs(3) };
        let waiting = Depths { due, ..Depths::default() };
        assert_eq!(house.database.depths().await.unwrap(), waiting);

        let table = WorkTable::<AtomicU32>::default().on("count", |_, job| async move {
            if job.attempt == 1 { Err("outside is away") } else { Ok(Outcome::Done) }
        });
        let stop = CancellationToken::new();
        let counter = Arc::new(AtomicU32::new(0));
        spawn(work(house.database.clone(), counter, table, stop.clone()));
        let tried = "SELECT count(*) FROM work WHERE attempts = 1 AND leased_until = 0";
        house.until(tried, 1).await;
        let retried = Depths { retried: 1, ..Depths::default() };
        assert_eq!(house.database.depths().await.unwrap(), retried);
        house.clock.advance(Duration::from_secs(1));
        house.until("SELECT count(*) FROM work", 1).await;
        assert_eq!(house.database.depths().await.unwrap(), Depths::default());
        stop.cancel();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_process_knows_its_connections() {
    for on in BOTH {
        let house = house(on, "watched").await;
        // A connection is given back beside the one who used it.
        busy(&house, 0).await;
        let tx = house.database.begin().await.unwrap();
        busy(&house, 1).await;
        drop(tx);
        busy(&house, 0).await;
    }
}

/// Waits, within bounds, until so many connections are in use.
async fn busy(house: &House, wanted: usize) {
    let look = || async {
        let seen = house.database.connections();
        Ok::<_, Infallible>((seen.busy == wanted && seen.busy + seen.idle > 0).then_some(()))
    };
    let found = house.database.wait_for(Duration::from_secs(5), look).await.unwrap();
    assert!(found.is_some(), "never {wanted}: {:?}", house.database.connections());
}

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use parvis_outbox::{Outcome, WorkTable, work};
use tokio_util::sync::CancellationToken;

use crate::service::{BOTH, House, house, spawn};

async fn order(house: &House, key: &str) {
    let mut tx = house.database.begin().await.unwrap();
    tx.correlate(&"the-uuid");
    tx.schedule("count", &key, house.database.now()).await.unwrap();
    tx.commit().await.unwrap();
}

fn start(
    house: &House,
    table: WorkTable<AtomicU32>,
    counter: &Arc<AtomicU32>,
) -> CancellationToken {
    let stop = CancellationToken::new();
    spawn(work(house.database.clone(), counter.clone(), table, stop.clone()));
    stop
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ordered_work_is_done_once_and_forgotten() {
    for on in BOTH {
        let house = house(on, "worker").await;
        let counter = Arc::new(AtomicU32::new(0));
        let table = WorkTable::<AtomicU32>::default().on("count", |counter, job| async move {
            assert_eq!(job.correlation.as_deref(), Some("the-uuid"));
            counter.fetch_add(1, Ordering::SeqCst);
            Ok::<_, String>(Outcome::Done)
        });
        for key in ["a", "b", "c"] {
            order(&house, key).await;
        }
        let stop = start(&house, table, &counter);
        house.until("SELECT count(*) FROM work", 0).await;
        assert_eq!(counter.load(Ordering::SeqCst), 3);
        stop.cancel();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn work_that_failed_is_done_again_later() {
    for on in BOTH {
        let house = house(on, "worker").await;
        let counter = Arc::new(AtomicU32::new(0));
        let table = WorkTable::<AtomicU32>::default().on("count", |counter, job| async move {
            counter.fetch_add(1, Ordering::SeqCst);
            if job.attempt < 3 { Err("outside is away") } else { Ok(Outcome::Done) }
        });
        order(&house, "a").await;
        let stop = start(&house, table, &counter);
        let failed = "SELECT coalesce(max(attempts), 0) FROM work WHERE leased_until = 0";
        house.until(failed, 1).await;
        house.clock.advance(Duration::from_secs(1));
        house.until(failed, 2).await;
        house.clock.advance(Duration::from_secs(2));
        house.until("SELECT count(*) FROM work", 0).await;
        assert_eq!(counter.load(Ordering::SeqCst), 3);
        stop.cancel();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_given_while_the_work_is_underway_is_not_lost() {
    for on in BOTH {
        let house = house(on, "worker").await;
        let counter = Arc::new(AtomicU32::new(0));
        let table = WorkTable::<AtomicU32>::default().on("count", |counter, _| async move {
            let before = counter.fetch_add(1, Ordering::SeqCst);
            if before == 0 {
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
            Ok::<_, String>(Outcome::Done)
        });
        order(&house, "a").await;
        let stop = start(&house, table, &counter);
        house.until("SELECT coalesce(max(attempts), 0) FROM work", 1).await;
        order(&house, "a").await;
        house.until("SELECT count(*) FROM work", 0).await;
        assert_eq!(counter.load(Ordering::SeqCst), 2);
        stop.cancel();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lease_that_ran_out_is_taken_over() {
    for on in BOTH {
        let house = house(on, "worker").await;
        order(&house, "abandoned").await;
        let abandon = "UPDATE work SET leased_until = 1010000, attempts = 1";
        house.execute(abandon).await;
        let counter = Arc::new(AtomicU32::new(0));
        let table = WorkTable::<AtomicU32>::default().on("count", |counter, job| async move {
            counter.store(job.attempt, Ordering::SeqCst);
            Ok::<_, String>(Outcome::Done)
        });
        let stop = start(&house, table, &counter);
        tokio::time::sleep(Duration::from_millis(100)).await;
        assert_eq!(counter.load(Ordering::SeqCst), 0);
        house.clock.advance(Duration::from_secs(10));
        house.until("SELECT count(*) FROM work", 0).await;
        assert_eq!(counter.load(Ordering::SeqCst), 2);
        stop.cancel();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn long_work_keeps_its_lease_even_while_it_writes() {
    for on in BOTH {
        let house = house(on, "worker").await;
        order(&house, "long").await;
        let (counter, database) = (Arc::new(AtomicU32::new(0)), house.database.clone());
        let table = WorkTable::<AtomicU32>::default().on("count", move |counter, _| {
            let database = database.clone();
            async move {
                counter.fetch_add(1, Ordering::SeqCst);
                // The first renewal falls into this write and has to wait for it.
                let tx = database.begin().await?;
                tokio::time::sleep(Duration::from_secs(4)).await;
                tx.commit().await?;
                tokio::time::sleep(Duration::from_secs(3)).await;
                Ok::<_, parvis_outbox::StoreError>(Outcome::Done)
            }
        });
        let stop = start(&house, table, &counter);
        house.until("SELECT count(*) FROM work WHERE leased_until > 0", 1).await;
        house.clock.advance(Duration::from_secs(9));
        house.until("SELECT count(*) FROM work WHERE leased_until = 1019000", 1).await;
        house.until("SELECT count(*) FROM work", 0).await;
        assert_eq!(counter.load(Ordering::SeqCst), 1);
        stop.cancel();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn work_that_was_withdrawn_and_ordered_again_is_not_settled_by_the_old_one() {
    for on in BOTH {
        let house = house(on, "worker").await;
        order(&house, "timer").await;
        let (counter, database) = (Arc::new(AtomicU32::new(0)), house.database.clone());
        let table = WorkTable::<AtomicU32>::default().on("count", move |counter, job| {
            let database = database.clone();
            async move {
                if counter.fetch_add(1, Ordering::SeqCst) == 0 {
                    let mut tx = database.begin().await?;
                    tx.unschedule("count", &job.key).await?;
                    tx.schedule("count", &job.key, database.now()).await?;
                    tx.commit().await?;
                }
                Ok::<_, parvis_outbox::StoreError>(Outcome::Done)
            }
        });
        let stop = start(&house, table, &counter);
        house.until("SELECT count(*) FROM work", 0).await;
        assert_eq!(counter.load(Ordering::SeqCst), 2);
        stop.cancel();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn work_that_panics_is_done_again() {
    for on in BOTH {
        let house = house(on, "worker").await;
        order(&house, "a").await;
        let counter = Arc::new(AtomicU32::new(0));
        let table = WorkTable::<AtomicU32>::default().on("count", |counter, _| async move {
            assert!(counter.fetch_add(1, Ordering::SeqCst) > 0, "the first time");
            Ok::<_, String>(Outcome::Done)
        });
        let stop = start(&house, table, &counter);
        let panicked = "SELECT count(*) FROM work WHERE last_error = 'the work panicked'";
        house.until(panicked, 1).await;
        house.clock.advance(Duration::from_secs(1));
        house.until("SELECT count(*) FROM work", 0).await;
        stop.cancel();
    }
}

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use futures_util::future::join_all;
use parvis_bus::{Arrival, Bus, Hearer as _};
use parvis_events::Payload as _;
use parvis_events::vat::v1::CompanyRejected;
use parvis_outbox::{
    Inbox, Outcome, StoreError, Tx, WorkTable, consume, relay, wake_neighbours, work,
};
use sea_orm::ConnectionTrait as _;
use tokio_util::sync::CancellationToken;

use crate::service::{House, Migrator, On, house, listening, spawn};

/// Several processes of the hearing service on one database.
async fn replicas(hearer: &House, count: usize, stop: &CancellationToken) {
    for _ in 0..count {
        let database = hearer.ground.open("hearer", hearer.clock.clone()).await;
        spawn(wake_neighbours(database.clone(), stop.clone()));
        spawn(consume(database, Arc::new(()), listening(), stop.clone()));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn replicas_share_the_inbox_in_order_per_aggregate() {
    let (speaker, hearer) =
        (house(On::Postgres, "speaker").await, house(On::Postgres, "hearer").await);
    for n in 0..200 {
        speaker.say(&format!("company-{}", n % 10), &format!("{n:03}")).await;
    }
    let stop = CancellationToken::new();
    replicas(&hearer, 3, &stop).await;
    let bus = Bus::memory();
    bus.join(Arc::new(Inbox::new(hearer.database.clone(), listening().kinds())));
    spawn(relay(speaker.database.clone(), bus, stop.clone()));
    hearer.until("SELECT count(*) FROM heard", 200).await;
    assert_eq!(hearer.count("SELECT count(*) FROM inbox WHERE state = 'parked'").await, 0);
    for company in 0..10 {
        let sql =
            format!("SELECT reason FROM heard WHERE subject = 'company-{company}' ORDER BY place");
        let heard = hearer.column(&sql).await;
        assert!(heard.len() == 20 && heard.is_sorted(), "{heard:?}");
    }
    stop.cancel();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn replicas_do_each_piece_of_work_once() {
    let house = house(On::Postgres, "worker").await;
    let done = Arc::new(AtomicU32::new(0));
    let stop = CancellationToken::new();
    for _ in 0..3 {
        let table = WorkTable::<AtomicU32>::default().on("count", |done, _| async move {
            done.fetch_add(1, Ordering::SeqCst);
            Ok::<_, String>(Outcome::Done)
        });
        let database = house.ground.open("worker", house.clock.clone()).await;
        spawn(work(database, done.clone(), table, stop.clone()));
    }
    for key in 0..100 {
        let mut tx = house.database.begin().await.unwrap();
        tx.schedule("count", &key, house.database.now()).await.unwrap();
        tx.commit().await.unwrap();
    }
    house.until("SELECT count(*) FROM work", 0).await;
    assert_eq!(done.load(Ordering::SeqCst), 100);
    stop.cancel();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_has_no_row_yet_is_decided_by_one_write_at_a_time() {
    let house = house(On::Postgres, "writer").await;
    let other = house.ground.open("writer", house.clock.clone()).await;
    let writes = (0..20).map(|n| {
        let database = if n % 2 == 0 { &house.database } else { &other };
        async move {
            let tx = database.begin().await.unwrap();
            tx.alone("the only row").await.unwrap();
            let sql =
                "INSERT INTO heard (subject) SELECT 'first' WHERE NOT EXISTS (SELECT 1 FROM heard)";
            tx.execute_unprepared(sql).await.unwrap();
            tx.commit().await.unwrap();
        }
    });
    join_all(writes).await;
    assert_eq!(house.count("SELECT count(*) FROM heard").await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_that_wait_for_each_other_one_is_told_that_it_may_succeed_soon() {
    let house = house(On::Postgres, "writer").await;
    house.execute("INSERT INTO heard (subject) VALUES ('one'), ('two')").await;
    let change = async |tx: &Tx, subject: &str| {
        let sql = format!("UPDATE heard SET reason = 'changed' WHERE subject = '{subject}'");
        tx.execute_unprepared(&sql).await.map_err(StoreError::from)
    };
    let (first, second) =
        (house.database.begin().await.unwrap(), house.database.begin().await.unwrap());
    change(&first, "one").await.unwrap();
    change(&second, "two").await.unwrap();
    let both = tokio::join!(change(&first, "two"), async {
        let refused = change(&second, "one").await;
        drop(second);
        refused
    });
    let refused = both.0.err().or(both.1.err()).unwrap();
    assert!(refused.is_away(), "{refused}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_wakes_those_who_wait_in_another_process() {
    let hearer = house(On::Postgres, "hearer").await;
    let stop = CancellationToken::new();
    spawn(wake_neighbours(hearer.database.clone(), stop.clone()));
    replicas(&hearer, 1, &stop).await;
    let speaker = house(On::Postgres, "speaker").await;
    let inbox = Inbox::new(hearer.database.clone(), listening().kinds());
    // The other process has polled just now, and would not look again for a second.
    tokio::time::sleep(Duration::from_millis(1100)).await;
    for n in 0..3 {
        speaker.say(&format!("company-{n}"), "woken").await;
        let sql = format!("SELECT body FROM outbox WHERE subject = 'company-{n}'");
        let body = speaker.column(&sql).await.remove(0);
        let told = std::time::Instant::now();
        inbox.store(&[Arrival::read(CompanyRejected::TYPE, body.as_bytes())]).await.unwrap();
        let heard = format!("SELECT count(*) FROM heard WHERE subject = 'company-{n}'");
        while hearer.count(&heard).await == 0 {
            assert!(told.elapsed() < Duration::from_millis(500), "it was found by polling only");
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }
    stop.cancel();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn replicas_that_start_together_migrate_once() {
    let ground = crate::service::Ground::fresh(On::Postgres).await;
    let clock = Arc::new(crate::service::StillClock::default());
    let starting = (0..4).map(|_| async {
        let database = ground.open("hearer", clock.clone()).await;
        database.migrate::<Migrator>().await
    });
    for migrated in join_all(starting).await {
        migrated.unwrap();
    }
}

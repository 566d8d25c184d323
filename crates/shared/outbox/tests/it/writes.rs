use std::collections::BTreeSet;

use parvis_events::Envelope;
use parvis_kernel::Change;
use sea_orm::ConnectionTrait as _;

use crate::service::{BOTH, Nothing, Said, house};

#[tokio::test]
async fn a_write_that_is_not_committed_says_nothing() {
    for on in BOTH {
        let house = house(on, "speaker").await;
        let mut tx = house.database.begin().await.unwrap();
        tx.apply(Change::saying(Nothing, Said::new("company", "unsaid"))).await.unwrap();
        drop(tx);
        assert_eq!(house.count("SELECT count(*) FROM outbox").await, 0);
        assert_eq!(house.count("SELECT count(*) FROM outbox_stream").await, 0);
    }
}

#[tokio::test]
async fn what_is_said_together_keeps_its_order_about_each_aggregate() {
    for on in BOTH {
        let house = house(on, "speaker").await;
        house.say("b", "before").await;
        let about = ["b", "a", "b", "a", "c"].map(|subject| Said::new(subject, "together"));
        let mut tx = house.database.begin().await.unwrap();
        tx.apply(Change::saying_all(Nothing, about.into())).await.unwrap();
        tx.apply(Change::saying(Nothing, Said::new("a", "after"))).await.unwrap();
        let said: Vec<_> =
            tx.said().iter().map(|e| format!("{}{}", e.subject, e.sequence)).collect();
        assert_eq!(said, ["b2", "a1", "b3", "a2", "c1", "a3"]);
        tx.commit().await.unwrap();
        let bodies = house.column("SELECT body FROM outbox ORDER BY seq").await;
        let written = bodies.iter().map(|body| Envelope::from_bytes(body.as_bytes()).unwrap());
        let written: Vec<_> = written.map(|e| format!("{}{}", e.subject, e.sequence)).collect();
        assert_eq!(written, ["b1", "b2", "a1", "b3", "a2", "c1", "a3"]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_writers_at_once_lose_no_write() {
    for on in BOTH {
        let house = house(on, "speaker").await;
        let writers = (0..8).map(|_| async {
            for n in 0..25 {
                house.say("company", &n.to_string()).await;
            }
        });
        futures_util::future::join_all(writers).await;
        assert_eq!(house.count("SELECT count(*) FROM outbox").await, 200);
        assert_eq!(house.count("SELECT sequence FROM outbox_stream").await, 200);
        let bodies = house.column("SELECT body FROM outbox").await;
        let sequences: BTreeSet<_> = bodies
            .iter()
            .map(|body| Envelope::from_bytes(body.as_bytes()).unwrap().sequence)
            .collect();
        assert_eq!(sequences, (1..=200).collect());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_holds_what_it_read_decides_on_what_is_true() {
    for on in BOTH {
        let house = house(on, "speaker").await;
        house.execute("INSERT INTO heard (subject, reason) VALUES ('company', '0')").await;
        let writers = (0..8).map(|_| async {
            for _ in 0..10 {
                let tx = house.database.begin().await.unwrap();
                tx.alone("company").await.unwrap();
                let read = house.statement("SELECT reason FROM heard WHERE subject = 'company'");
                let row = tx.query_one_raw(read).await.unwrap().unwrap();
                let count: u32 = row.try_get_by_index::<String>(0).unwrap().parse().unwrap();
                tokio::task::yield_now().await;
                let more = format!("UPDATE heard SET reason = '{}'", count + 1);
                tx.execute_unprepared(&more).await.unwrap();
                tx.commit().await.unwrap();
            }
        });
        futures_util::future::join_all(writers).await;
        assert_eq!(house.column("SELECT reason FROM heard").await, ["80"]);
    }
}

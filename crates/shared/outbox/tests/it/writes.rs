use parvis_kernel::Change;

use crate::service::{Nothing, Said, house};

#[tokio::test]
async fn a_write_that_is_not_committed_says_nothing() {
    let house = house("speaker").await;
    let mut tx = house.database.begin().await.unwrap();
    tx.apply(Change::saying(Nothing, Said::new("company", "unsaid"))).await.unwrap();
    drop(tx);
    assert_eq!(house.count("SELECT count(*) FROM outbox").await, 0);
    assert_eq!(house.count("SELECT count(*) FROM outbox_stream").await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_writers_at_once_lose_no_write() {
    let house = house("speaker").await;
    let writers = (0..8).map(|_| async {
        for n in 0..25 {
            house.say("company", &n.to_string()).await;
        }
    });
    futures_util::future::join_all(writers).await;
    assert_eq!(house.count("SELECT count(*) FROM outbox").await, 200);
    assert_eq!(house.count("SELECT sequence FROM outbox_stream").await, 200);
    let distinct = "SELECT count(DISTINCT json_extract(body, '$.sequence')) FROM outbox";
    assert_eq!(house.count(distinct).await, 200);
}

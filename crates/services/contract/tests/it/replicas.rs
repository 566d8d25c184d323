//! Several processes on one database: a contract is written once, whoever is asked and whoever works.

use futures_util::future::join_all;
use parvis_contract::Contracts;
use parvis_events::contract::v1::{ContractCancelled, ContractReserved};
use parvis_testkit::{Answer, Running, Setup};
use reqwest::Method;

use crate::journey::Commands;
use crate::office::{CREATE, Office, profile};
use crate::sample::order;

/// An office, and another process of the same.
async fn offices() -> (Office, Running) {
    let started = Setup::default().beside("registry").start_replicas::<Contracts>(2).await;
    let mut started = started.into_iter();
    let office = Office::of(started.next().unwrap());
    office.registers(office.application, &profile());
    (office, started.next().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn identical_requests_to_all_replicas_write_one_contract() {
    let (office, other) = offices().await;
    let create = async |replica: &Running| {
        let request = replica.request(Method::POST, CREATE, Some(office.application));
        let request = request.header("idempotency-key", "k1").json(&order());
        Answer::of(request.send().await.unwrap()).await
    };
    let both: [&Running; 2] = [&office, &other];
    let answers = join_all(both.iter().cycle().take(10).map(|replica| create(replica))).await;
    for answer in &answers {
        let in_flight = answer.problem().as_deref() == Some("idempotency_in_flight");
        assert!(answer.status == 201 || in_flight, "{}", answer.text());
    }
    assert_eq!(office.count("SELECT count(*) FROM contract").await, 1);
    for replica in both {
        assert_eq!(create(replica).await.headers["idempotent-replayed"], "true");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_about_one_contract_at_once_wait_for_each_other() {
    let (office, _other) = offices().await;
    for _ in 0..3 {
        let commands = Commands::of(office.application);
        let id = &commands.contract_id;
        office.say("asker", (id, 1), &commands.reserve()).await;
        office.heard::<ContractReserved>(|said| said.contract_id == *id).await;
        // Another asker's messages keep no order with those of the first.
        let both = async {
            office.say("asker", (id, 2), &commands.generate(&order())).await;
            office.say("other-asker", (id, 1), &commands.cancel()).await;
        };
        let lock = "LOCK TABLE contract IN EXCLUSIVE MODE";
        Box::pin(office.ground().while_locked(lock, 2, both)).await;
        office.heard::<ContractCancelled>(|said| said.contract_id == *id).await;
        office.settled().await;
        assert_eq!(office.view(id).await["status"], "cancelled");
        assert_eq!(office.count("SELECT sum(attempts) FROM inbox").await, 0, "nobody tried twice");
    }
}

//! Several processes on one database carry every journey as one would.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use parvis_events::registry::v1::RegisterApiKey;
use parvis_events::vat::v1::VerifyCompany;
use parvis_onboarding::Onboarding;
use parvis_onboarding::domain::journey::Definition;
use parvis_onboarding::domain::journey::built_in::TENANT;
use parvis_testkit::{Answer, Running};
use serde_json::{Value, json};

use crate::clients::{Client, order};
use crate::house::House;

const START: &str = "/api/v1/onboarding/start";
const PROVISION: &str = "/api/v1/onboarding/provision";

/// Posts the same so often, to each process in turn.
async fn flood(
    house: &House,
    replicas: [&Running; 2],
    (path, body): (&str, &Value),
    (times, headers): (usize, &[(&'static str, &str)]),
) -> Vec<Answer> {
    let posts = replicas.iter().cycle().take(times);
    join_all(posts.map(|replica| house.post_to(replica, (path, body), headers))).await
}

#[tokio::test(flavor = "multi_thread")]
async fn processes_that_start_together_have_one_authority_and_a_certificate_of_it() {
    let (house, _other) = House::twice().await;
    let uuid = house.activated().await;
    let path = format!("/api/v1/onboarding/status/{uuid}");
    let ground = house.running.ground();
    ground.change("DELETE FROM certificate").await;
    // Each has seen that there is no authority, before any has kept one.
    let lock = "LOCK TABLE certificate IN EXCLUSIVE MODE";
    let starting = join_all((0..3).map(|_| house.running.replica::<Onboarding>()));
    for replica in ground.while_locked(lock, 3, starting).await {
        let status = replica.get(house.application, &path).await.json();
        assert_eq!(status["metadata"]["ssl_configured"], true);
    }
    assert_eq!(ground.count("SELECT count(*) FROM certificate").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_at_once_of_the_same_name_get_fifty_labels() {
    let (house, other) = House::twice().await;
    let body = json!({"email": "admin@example.com", "organization_name": "Clinique du Lac"});
    let answers = flood(&house, [&house.running, &other], (START, &body), (50, &[])).await;
    let label = |answer: &Answer| {
        assert_eq!(answer.status, 201, "{}", answer.text());
        answer.json()["subdomain"].as_str().unwrap().to_owned()
    };
    let labels: BTreeSet<_> = answers.iter().map(label).collect();
    assert_eq!(labels.len(), 50);
    assert!(labels.contains("clinique-du-lac") && labels.contains("clinique-du-lac-9"));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_at_all_replicas_exactly_one_sees_the_key() {
    let (house, other) = House::twice().await;
    let uuid = house.started().await;
    let body = json!({"uuid": uuid, "generate_api_key": true});
    let calls = flood(&house, [&house.running, &other], (PROVISION, &body), (16, &[]));
    let (answers, _) = tokio::join!(calls, house.register(&uuid));
    for answer in &answers {
        assert_eq!(answer.status, 200, "{}", answer.text());
    }
    assert_eq!(answers.iter().filter(|answer| answer.json()["api_key"].is_string()).count(), 1);
    let begun = |answer: &&Answer| answer.json()["metadata"]["is_idempotent"] == json!(false);
    assert_eq!(answers.iter().filter(begun).count(), 1);
    let said = house.running.said().await;
    let asked = said.iter().filter(|e| e.kind == <RegisterApiKey as parvis_events::Payload>::TYPE);
    assert_eq!(asked.count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_idempotency_key_submits_one_order_at_all_replicas() {
    let (house, other) = House::twice().await;
    let client = Client::of(house);
    let house = &client.house;
    let headers = [("idempotency-key", "k1")];
    let submit = ("/api/onboarding/submit", &order());
    let submitted = flood(house, [&house.running, &other], submit, (12, &headers));
    let (answers, ()) = tokio::join!(submitted, client.reserve());
    for answer in &answers {
        let in_flight = answer.problem().as_deref() == Some("idempotency_in_flight");
        assert!(answer.status == 202 || in_flight, "{}", answer.text());
    }
    assert_eq!(house.running.ground().count("SELECT count(*) FROM onboarding").await, 1);
    let asked = <VerifyCompany as parvis_events::Payload>::TYPE;
    assert_eq!(house.running.said().await.iter().filter(|e| e.kind == asked).count(), 1);
    for replica in [&house.running, &other] {
        let again = house.post_to(replica, submit, &headers).await;
        assert_eq!(
            (again.status, &again.headers["idempotent-replayed"]),
            (202, &"true".parse().unwrap())
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_application_that_names_two_tenants_at_once_names_one() {
    let (house, other) = House::twice().await;
    for _ in 0..5 {
        let uuid = house.activated().await;
        let path = format!("/api/v1/onboarding/{uuid}/complete");
        let complete = async |replica: &Running, tenant: &str| {
            let body = json!({ "tenant_id": tenant });
            house.post_to(replica, (&path, &body), &[]).await
        };
        let (one, two) = tokio::join!(complete(&house.running, "one"), complete(&other, "two"));
        let refused = if one.status == 200 { &two } else { &one };
        assert_eq!(one.status.min(two.status), 200, "{} {}", one.text(), two.text());
        assert_eq!(refused.problem().as_deref(), Some("tenant_mismatch"), "{}", refused.text());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_clients_do_while_facts_come_waits_and_never_fails() {
    let (house, other) = House::twice().await;
    let uuid = house.started().await;
    let path = format!("/api/v1/onboarding/status/{uuid}");
    let body = json!({ "uuid": uuid });
    for round in 0..6 {
        // Each look sees something else than the one before, and writes it.
        house.resolve(round % 2 == 1).await;
        house.running.clock.advance(std::time::Duration::from_secs(30));
        let looks = [&house.running, &other].into_iter().cycle().take(10);
        let looks = join_all(looks.map(|replica| replica.get(house.application, &path)));
        let headers = [("prefer", "wait=0")];
        let calls = flood(&house, [&house.running, &other], (PROVISION, &body), (4, &headers));
        let (looks, calls) = tokio::join!(looks, calls);
        for answer in looks.iter().chain(&calls) {
            assert!(matches!(answer.status, 200 | 202), "{}", answer.text());
        }
    }
    house.resolve(true).await;
    house.running.clock.advance(std::time::Duration::from_mins(10));
    house.until(&uuid, |status| status["onboarding_status"] == "activated").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_journey_that_another_process_began_by_a_newer_text_goes_on_here() {
    let (house, other) = House::twice().await;
    let uuid = house.started().await;
    let newer = format!("{TENANT}\n# A newer text of the same journey.\n");
    begun_by(&house, &newer).await;
    let answer = house.post_to(&other, (PROVISION, &json!({ "uuid": uuid })), &[]).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(house.status(&uuid).await["onboarding_status"], "activated");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_journey_with_work_that_is_not_known_here_is_left_to_newer_processes() {
    let (house, _other) = House::twice().await;
    let uuid = house.started().await;
    let newer = TENANT.replace("uses = \"dns\"", "uses = \"dns-of-tomorrow\"");
    begun_by(&house, &newer).await;
    let answer = house.post(PROVISION, &json!({ "uuid": uuid })).await;
    assert_eq!(answer.status, 503, "{}", answer.text());
    assert_eq!(house.status(&uuid).await["onboarding_status"], "pending", "it can be looked at");
}

/// Lets every journey be one that a process with this newer text began.
async fn begun_by(house: &House, newer: &str) {
    let sha256 = Definition::parse(newer).unwrap().sha256().to_owned();
    let kept = format!(
        "INSERT INTO journey_definition (sha256, name, version, text) \
         VALUES ('{sha256}', 'tenant', 2, '{}'); \
         UPDATE onboarding SET definition = '{sha256}'",
        newer.replace('\'', "''")
    );
    house.running.ground().change(&kept).await;
}

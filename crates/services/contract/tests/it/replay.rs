//! A client repeats itself with an `Idempotency-Key`.

use parvis_kernel::ApplicationId;
use parvis_testkit::Answer;
use reqwest::Method;
use serde_json::{Value, json};

use crate::office::{CREATE, Office, profile};
use crate::sample::order;

async fn create(office: &Office, application: ApplicationId, body: &Value) -> Answer {
    let request = office.request(Method::POST, CREATE, Some(application));
    let request = request.header("idempotency-key", "order-1").json(body);
    Answer::of(request.send().await.unwrap()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_order_gives_the_same_contract() {
    let office = Office::open().await;
    let first = create(&office, office.application, &order()).await;
    assert_eq!(first.status, 201, "{}", first.text());
    assert!(!first.headers.contains_key("idempotent-replayed"));
    let again = create(&office, office.application, &order()).await;
    assert_eq!(
        (again.status, &again.headers["idempotent-replayed"]),
        (201, &"true".parse().unwrap())
    );
    assert_eq!(again.json(), first.json());
    assert_eq!(office.count("SELECT count(*) FROM contract").await, 1);

    let mut other = order();
    other["duration"] = json!("12");
    let reused = create(&office, office.application, &other).await;
    assert_eq!(reused.status, 422);
    assert_eq!(reused.problem().as_deref(), Some("idempotency_key_reused"));
    assert_eq!(office.count("SELECT count(*) FROM contract").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_belongs_to_its_application() {
    let office = Office::open().await;
    let other = ApplicationId::fresh();
    office.registers(other, &profile());
    let one = create(&office, office.application, &order()).await.json();
    let two = create(&office, other, &order()).await.json();
    assert_ne!(one["data"]["contractId"], two["data"]["contractId"]);
    assert_eq!(office.count("SELECT count(*) FROM contract").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_was_refused_may_be_corrected_under_the_same_key() {
    let office = Office::open().await;
    let mut wrong = order();
    wrong["duration"] = json!("0");
    assert_eq!(create(&office, office.application, &wrong).await.status, 422);
    assert_eq!(create(&office, office.application, &order()).await.status, 201);
}

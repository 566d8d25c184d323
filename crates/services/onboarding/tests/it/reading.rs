//! What an application can read of its onboardings: lists and events, its own alone.

use parvis_events::mailer::v1::MailSent;
use parvis_events::onboarding::v1::OnboardingCancelled;
use parvis_events::{Envelope, Payload as _};
use parvis_kernel::ApplicationId;
use serde_json::{Value, json};

use crate::house::House;

async fn start(house: &House, email: &str) {
    let body = json!({"email": email, "organization_name": "Clinique du Lac"});
    assert_eq!(house.post("/api/v1/onboarding/start", &body).await.status, 201);
}

fn uuids(page: &Value) -> Vec<String> {
    let data = page["data"].as_array().unwrap();
    data.iter().map(|one| one["uuid"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_has_pages_that_do_not_move() {
    let house = House::open().await;
    for n in 0..53 {
        start(&house, &format!("admin{n}@example.com")).await;
    }
    let first = house.get("/api/v1/onboardings").await.json();
    assert_eq!((first["success"].clone(), uuids(&first).len()), (json!(true), 50));
    assert_eq!(first["has_more"], true);
    start(&house, "later@example.com").await;
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = house.get(&format!("/api/v1/onboardings?cursor={cursor}")).await.json();
    assert_eq!(uuids(&second).len(), 3, "a new one is not on a later page");
    assert_eq!((&second["has_more"], &second["next_cursor"]), (&json!(false), &Value::Null));
    let mut all = [uuids(&first), uuids(&second)].concat();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 53);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_narrowed_by_address_and_status() {
    let house = House::open().await;
    start(&house, "Admin@example.com").await;
    start(&house, "other@example.com").await;
    let uuid = house.activated().await;
    let found = house.get("/api/v1/onboardings?email=admin%40EXAMPLE.com").await.json();
    assert_eq!(uuids(&found).len(), 2, "an address has no case");
    let found = house.get("/api/v1/onboardings?status=activated").await.json();
    assert_eq!(uuids(&found), [uuid]);
    let none = house.get("/api/v1/onboardings?siret=13003013300016").await.json();
    assert_eq!(none["data"], json!([]));
    let answer = house.get("/api/v1/onboardings?status=odd&siret=1&cursor=x").await;
    assert_eq!(answer.problem().as_deref(), Some("invalid"));
    let fields = answer.json()["error"]["fields"].as_array().unwrap().len();
    assert_eq!(fields, 3, "all faults together");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_application_sees_nothing() {
    let house = House::open().await;
    let uuid = house.activated().await;
    let stranger = ApplicationId::fresh();
    let list = house.running.get(stranger, "/api/v1/onboardings").await;
    assert_eq!((list.status, &list.json()["data"]), (200, &json!([])));
    let unknown = "0190a000-0000-7000-8000-000000000000";
    for path in ["/api/v1/onboarding/status/{}", "/api/v1/onboarding/{}/events"] {
        let foreign = house.running.get(stranger, &path.replace("{}", &uuid)).await;
        let absent = house.running.get(stranger, &path.replace("{}", unknown)).await;
        assert_eq!((foreign.status, absent.status), (404, 404));
        let plain = |answer: &parvis_testkit::Answer| {
            let mut body = answer.json();
            body["instance"] = Value::Null;
            body
        };
        assert_eq!(plain(&foreign), plain(&absent), "nobody can tell them apart");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_events_tell_the_whole_story_in_order() {
    let house = House::open().await;
    let uuid = house.activated().await;
    house.complete(&uuid, "tenant_123").await;
    let events = house.events(&uuid).await;
    let told: Vec<String> = events
        .iter()
        .map(|event| {
            let kind = event["type"].as_str().unwrap().rsplit('.').next().unwrap();
            match (event["data"]["step"].as_str(), event["data"]["state"].as_str()) {
                (Some(step), Some(state)) => format!("{kind} {step} {state}"),
                _ => kind.to_owned(),
            }
        })
        .collect();
    let first = ["OnboardingStarted", "StepChanged request waiting", "StepChanged request done"];
    assert_eq!(told[..3], first);
    let last = ["StepChanged complete done", "OnboardingCompleted"];
    assert_eq!(told[told.len() - 2..], last);
    assert_eq!(told.iter().filter(|kind| *kind == "TenantActivated").count(), 1);
    let said = house.running.said().await;
    for event in &events {
        let envelope: Envelope = serde_json::from_value(event.clone()).unwrap();
        assert_eq!(envelope.correlationid.as_deref(), Some(uuid.as_str()));
        assert!(said.contains(&envelope), "as it travelled: {event}");
    }
    let sequences: Vec<_> = events.iter().map(|event| event["sequence"].as_i64()).collect();
    assert!(sequences.is_sorted());
}

#[tokio::test(flavor = "multi_thread")]
async fn many_events_come_in_pages() {
    let house = House::open().await;
    let uuid = house.started().await;
    let reference = format!("{uuid}/notify/1");
    for nth in 1..=110 {
        let fact = MailSent { reference: reference.clone(), ..MailSent::default() };
        house.running.say("elsewhere", ("msg", nth), &fact).await;
    }
    let all = async {
        while house.events(&uuid).await.len() < 112 {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), all).await.unwrap();
    let page = house.get(&format!("/api/v1/onboarding/{uuid}/events")).await.json();
    assert_eq!(page["data"].as_array().map(Vec::len), Some(100));
    assert_eq!(page["has_more"], true);
    let mut ids: Vec<_> = house.events(&uuid).await.iter().map(|e| e["id"].to_string()).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 112, "each of them once");
    let answer = house.get(&format!("/api/v1/onboarding/{uuid}/events?cursor=x")).await;
    assert_eq!(answer.problem().as_deref(), Some("invalid"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_onboarding_is_undone_and_says_so_once() {
    let house = House::open().await;
    let uuid = house.activated().await;
    let path = format!("/api/v1/onboarding/{uuid}/cancel");
    let answer = house.post(&path, &json!({"reason": "changed our mind"})).await;
    assert_eq!((answer.status, &answer.json()["onboarding_status"]), (200, &json!("cancelled")));
    let status = house.status(&uuid).await;
    assert_eq!(House::step(&status, "dns")["state"], "undone");
    assert_eq!(House::step(&status, "certificate")["state"], "undone");
    house.running.heard::<OnboardingCancelled>(|m| m.onboarding_id == uuid).await;
    let empty = house.running.request(reqwest::Method::POST, &path, Some(house.application));
    assert_eq!(empty.send().await.unwrap().status(), 200, "a reason need not be given");
    let events = house.events(&uuid).await;
    let said = events.iter().filter(|event| event["type"] == OnboardingCancelled::TYPE);
    assert_eq!(said.count(), 1);
}

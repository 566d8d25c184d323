//! Several processes on one database keep the rules that one keeps.

use futures_util::future::join_all;
use parvis_kernel::ApplicationId;
use parvis_registry::Registry;
use parvis_testkit::{Answer, Running, Setup};
use reqwest::Method;
use serde_json::{Value, json};

use crate::desk::{KEYS, ME, REGISTER};

async fn replicas() -> Vec<Running> {
    Setup::default().with("registry.registration", "open").start_replicas::<Registry>(2).await
}

async fn registered(replica: &Running) -> ApplicationId {
    let request = replica.request(Method::POST, REGISTER, None);
    let request = request.json(&json!({ "app_name": "Atelier" }));
    let made = Answer::of(request.send().await.unwrap()).await.json();
    ApplicationId::parse(made["app_id"].as_str().unwrap()).unwrap()
}

async fn send(replica: &Running, method: Method, app: ApplicationId, path: &str) -> Answer {
    Answer::of(replica.request(method, path, Some(app)).send().await.unwrap()).await
}

/// How many answers there are of each status.
fn statuses(answers: &[Answer]) -> Vec<u16> {
    let mut statuses: Vec<_> = answers.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    statuses
}

async fn live_keys(replica: &Running, app: ApplicationId) -> Vec<String> {
    let me = replica.get(app, ME).await.json();
    let live = me["keys"].as_array().unwrap().iter().filter(|key| key["revoked_at"].is_null());
    live.map(|key| key["key_id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_new_keys_at_once_one_is_made_and_the_last_one_is_never_revoked() {
    let replicas = replicas().await;
    let app = registered(&replicas[0]).await;
    let made = replicas.iter().cycle().take(8).map(|one| send(one, Method::POST, app, KEYS));
    let made = join_all(made).await;
    assert_eq!(statuses(&made), [201, 409, 409, 409, 409, 409, 409, 409]);
    let refused = made.iter().find(|answer| answer.status == 409).unwrap();
    assert_eq!(refused.problem().as_deref(), Some("key_state"));
    let keys = live_keys(&replicas[0], app).await;
    assert_eq!(keys.len(), 2);
    let paths: Vec<_> = keys.iter().map(|key| format!("{KEYS}/{key}")).collect();
    let revoked = replicas.iter().zip(&paths).map(|(one, p)| send(one, Method::DELETE, app, p));
    assert_eq!(statuses(&join_all(revoked).await), [200, 409]);
    assert_eq!(live_keys(&replicas[1], app).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_of_different_members_at_once_all_hold() {
    let replicas = replicas().await;
    let app = registered(&replicas[0]).await;
    for round in 0..10 {
        let name = json!(format!("Quai {round}"));
        let email = json!(format!("contact-{round}@example.org"));
        let patch = |replica: &Running, body: Value| {
            let request = replica.request(Method::PATCH, ME, Some(app)).json(&body);
            async { Answer::of(request.send().await.unwrap()).await.status }
        };
        let both = tokio::join!(
            patch(&replicas[0], json!({ "app_name": name })),
            patch(&replicas[1], json!({ "contact_email": email })),
        );
        assert_eq!(both, (200, 200), "round {round}");
        let me = replicas[0].get(app, ME).await.json();
        assert_eq!((&me["app_name"], &me["contact_email"]), (&name, &email), "round {round}");
    }
}

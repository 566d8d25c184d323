//! Changing master keys without a gap.

use parvis_events::registry::v1::{MasterKeyRevoked, MasterKeyRotated};
use parvis_testkit::Answer;
use reqwest::Method;
use serde_json::{Value, json};

use crate::desk::{Desk, KEYS, ME};

#[tokio::test(flavor = "multi_thread")]
async fn a_new_key_works_beside_the_old_one_until_that_is_revoked() {
    let desk = Desk::open().await;
    let (app, old) = desk.registered().await;
    let made = desk.send(Method::POST, app, KEYS).await;
    assert_eq!(made.status, 201);
    let made = made.json();
    let new = made["master_key"].as_str().unwrap().to_owned();
    assert_eq!(made["key_id"], desk.question(&new)["key_id"]);
    let rotated = desk.heard::<MasterKeyRotated>(|_| true).await;
    assert_eq!(
        (rotated.application_id, json!(rotated.key_id)),
        (app.to_string(), made["key_id"].clone())
    );
    for key in [&old, &new] {
        assert_eq!(
            desk.resolve(&desk.question(key)).await.json(),
            json!({ "application_id": app })
        );
    }

    let old_id = desk.question(&old)["key_id"].as_str().unwrap().to_owned();
    let gone = desk.send(Method::DELETE, app, &format!("{KEYS}/{old_id}")).await;
    assert_eq!(gone.status, 200);
    let at = "2026-01-05T09:00:00.000Z";
    assert_eq!(gone.json(), json!({ "success": true, "key_id": old_id, "revoked_at": at }));
    desk.heard::<MasterKeyRevoked>(|fact| fact.key_id == old_id).await;
    assert_eq!(desk.resolve(&desk.question(&old)).await.status, 404);
    assert_eq!(desk.resolve(&desk.question(&new)).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn there_are_at_most_two_live_keys() {
    let desk = Desk::open().await;
    let (app, _) = desk.registered().await;
    assert_eq!(desk.send(Method::POST, app, KEYS).await.status, 201);
    let refused = desk.send(Method::POST, app, KEYS).await;
    assert_eq!((refused.status, refused.problem().as_deref()), (409, Some("key_state")));
    assert!(refused.json()["detail"].as_str().unwrap().contains("at most two"));
    let first = desk.key_ids(app).await.remove(0);
    desk.send(Method::DELETE, app, &format!("{KEYS}/{first}")).await;
    assert_eq!(desk.send(Method::POST, app, KEYS).await.status, 201);
    assert_eq!(desk.key_ids(app).await.len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_live_key_stays() {
    let desk = Desk::open().await;
    let (app, _) = desk.registered().await;
    desk.send(Method::POST, app, KEYS).await;
    let ids = desk.key_ids(app).await;
    let (first, last) = (format!("{KEYS}/{}", ids[0]), format!("{KEYS}/{}", ids[1]));
    let gone = desk.send(Method::DELETE, app, &first).await;
    let again = desk.send(Method::DELETE, app, &first).await;
    assert_eq!((gone.status, again.status, gone.json()), (200, 200, again.json()));
    let refused = desk.send(Method::DELETE, app, &last).await;
    assert_eq!((refused.status, refused.problem().as_deref()), (409, Some("key_state")));
    let me = desk.get(app, ME).await.json();
    assert!(me["keys"].as_array().unwrap().iter().any(|key| key["revoked_at"] == Value::Null));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_rotations_at_once_do_not_make_a_third_key() {
    let desk = Desk::open().await;
    let (app, _) = desk.registered().await;
    let (one, two) =
        tokio::join!(desk.send(Method::POST, app, KEYS), desk.send(Method::POST, app, KEYS));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
    assert_eq!(desk.key_ids(app).await.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_rotation_makes_one_key() {
    let desk = Desk::open().await;
    let (app, _) = desk.registered().await;
    let send = async || {
        let request = desk.request(Method::POST, KEYS, Some(app)).header("Idempotency-Key", "once");
        Answer::of(request.send().await.unwrap()).await
    };
    let (first, again) = (send().await, send().await);
    assert_eq!((first.status, again.status), (201, 201));
    assert_eq!(first.json()["key_id"], again.json()["key_id"]);
    assert_eq!(
        (&again.json()["master_key"], &again.json()["secret_already_shown"]),
        (&Value::Null, &json!(true))
    );
    assert_eq!(desk.key_ids(app).await.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_key_of_another_application_can_not_be_revoked() {
    let desk = Desk::open().await;
    let (app, _) = desk.registered().await;
    let (other, _) = desk.registered().await;
    desk.send(Method::POST, other, KEYS).await;
    let foreign = desk.key_ids(other).await.remove(0);
    let refused = desk.send(Method::DELETE, app, &format!("{KEYS}/{foreign}")).await;
    let unknown = desk.send(Method::DELETE, app, &format!("{KEYS}/000000000000")).await;
    for answer in [refused, unknown] {
        assert_eq!((answer.status, answer.problem().as_deref()), (404, Some("not_found")));
    }
    let revoked = "SELECT count(*) FROM master_key WHERE revoked_at IS NOT NULL";
    assert_eq!(desk.count(revoked).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_no_object_makes_no_key() {
    let desk = Desk::open().await;
    let (app, _) = desk.registered().await;
    for (body, status) in [("garbage", 400), ("[]", 422), ("{\"a\":", 400)] {
        let request = desk.request(Method::POST, KEYS, Some(app));
        let request = request.header("content-type", "application/json").body(body);
        assert_eq!(request.send().await.unwrap().status().as_u16(), status, "{body}");
    }
    assert_eq!(desk.key_ids(app).await.len(), 1);
    assert_eq!(desk.send(Method::POST, app, KEYS).await.status, 201, "nothing has to be said");
}

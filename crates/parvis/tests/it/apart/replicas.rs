//! Several replicas of a part: they agree on what they make, and they come and go.

use futures_util::future::join_all;
use reqwest::Method;
use serde_json::json;

use super::House;
use crate::platform::answer;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn replicas_that_start_together_make_one_seal_and_one_certificate() {
    let house = House::start(|plan| {
        plan.with("signature", 3, 0).with("onboarding", 3, 0).with("gateway", 2, 0)
    })
    .await;
    let nothing = json!({});
    let asked = (0..12).map(|_| house.call(Method::GET, "/trust/roots.pem", &nothing));
    let roots = join_all(asked).await;
    assert!(roots[0].text.contains("BEGIN CERTIFICATE"), "{}", roots[0].text);
    assert!(roots.iter().all(|answer| answer.text == roots[0].text), "replicas disagree");
    let spaces = join_all((0..6).map(|_| async {
        let start = json!({ "email": "admin@example.com" });
        let started = house.call(Method::POST, "/api/v1/onboarding/start", &start).await;
        let provision = json!({ "uuid": started.body["uuid"] });
        house.call(Method::POST, "/api/v1/onboarding/provision", &provision).await
    }));
    for space in spaces.await {
        assert_eq!(space.body["onboarding_status"], "activated", "{}", space.text);
        assert_eq!(space.body["metadata"]["ssl_configured"], true, "{}", space.text);
    }
    house.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_spare_replica_takes_over_from_one_that_died() {
    let mut house = House::start(|plan| plan.with("vat", 1, 1)).await;
    assert_eq!(house.apart.urls("vat").len(), 2);
    assert!(house.apart.process_id("vat", 2).is_none());
    house.apart.add("vat", 2).await.unwrap();
    house.apart.kill("vat", 1).await.unwrap();
    for number in ["BE0477472701", "FR83404833048", "NL111222333B82"] {
        let told = answer(house.slow_question(number)).await.unwrap();
        assert_eq!(told.status, 200, "{}", told.text);
    }
    assert!(house.apart.kill("vat", 1).await.is_err(), "it died already");
    assert!(house.apart.stop("vat", 3).await.is_err(), "there is none");
    assert!(house.apart.restart("vat", 2).await.unwrap().success());
    house.end().await;
}

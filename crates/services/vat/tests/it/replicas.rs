//! Several processes on one database: one question has one record, whoever is asked.

use std::time::Duration;

use futures_util::future::join_all;
use parvis_kernel::ApplicationId;
use parvis_sandbox::{Config, Sandbox};
use parvis_testkit::{Answer, Running, Setup};
use parvis_vat::Vat;
use reqwest::Method;
use serde_json::{Value, json};

use crate::scene::{VERIFY, client};

async fn replicas() -> (Vec<Running>, Sandbox) {
    let sandbox = Sandbox::start(Config::default()).await.unwrap();
    let addresses = sandbox.addresses();
    let setup = Setup::default()
        .with("vat.vies_url", addresses.vies_url.as_str())
        .with("vat.sirene_url", addresses.sirene_url.as_str())
        .with("vat.sirene_key", "sandbox")
        .beside("registry");
    (setup.start_replicas::<Vat>(2).await, sandbox)
}

async fn fault(sandbox: &Sandbox, fault: Value) {
    let url = format!("{}/faults/vies", sandbox.addresses().http_url);
    assert_eq!(client().put(url).json(&fault).send().await.unwrap().status(), 200);
}

/// Asks about the same number so often, each replica in turn.
async fn ask(replicas: &[Running], app: ApplicationId, key: Option<&str>) -> Vec<Answer> {
    let ask = async |replica: &Running| {
        let mut request = replica.request(Method::POST, VERIFY, Some(app));
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        let request = request.json(&json!({ "vatNumber": "BE0477472701" }));
        Answer::of(request.send().await.unwrap()).await
    };
    join_all(replicas.iter().cycle().take(16).map(ask)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn all_who_ask_the_same_at_once_are_told_of_one_verification() {
    let (replicas, sandbox) = replicas().await;
    for (latency, status) in
        [(json!({ "latencyMs": 100 }), 200), (json!({ "error": "VAT_BLOCKED" }), 202)]
    {
        fault(&sandbox, latency).await;
        let app = ApplicationId::fresh();
        let answers = ask(&replicas, app, None).await;
        for answer in &answers {
            assert_eq!(answer.status, status, "{}", answer.text());
            let ids = [answer, &answers[0]].map(|a| a.json()["data"]["verificationId"].clone());
            assert_eq!(ids[0], ids[1]);
        }
        let mine = format!("SELECT count(*) FROM verification WHERE application = '{app}'");
        assert_eq!(replicas[0].ground().count(&mine).await, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_and_the_pursuit_of_his_question_do_not_meet_in_a_conflict() {
    let (replicas, sandbox) = replicas().await;
    let body = json!({ "vatNumber": "BE0477472701" });
    for _ in 0..4 {
        let app = ApplicationId::fresh();
        fault(&sandbox, json!({ "error": "VAT_BLOCKED" })).await;
        let open = replicas[0].post(app, VERIFY, &body).await;
        assert_eq!(open.status, 202, "{}", open.text());
        fault(&sandbox, json!({ "latencyMs": 200 })).await;
        // The pursuit is due now, and both have an answer before either has recorded his.
        replicas[0].clock.advance(Duration::from_mins(1));
        let lock = "LOCK TABLE verification IN EXCLUSIVE MODE";
        let asked = replicas[1].post(app, VERIFY, &body);
        let told = replicas[0].ground().while_locked(lock, 2, asked).await;
        assert_eq!(told.status, 200, "{}", told.text());
        let ids = [told, open].map(|a| a.json()["data"]["verificationId"].clone());
        assert_eq!(ids[0], ids[1]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_verdict_that_one_process_betters_is_told_by_all() {
    let (replicas, sandbox) = replicas().await;
    let app = ApplicationId::fresh();
    let body = json!({ "vatNumber": "FR21111222337" });
    fault(&sandbox, json!({ "error": "MS_UNAVAILABLE" })).await;
    for replica in &replicas {
        let told = replica.post(app, VERIFY, &body).await.json();
        assert_eq!(told["data"]["status"], "company_confirmed", "{told}");
    }
    let better = "UPDATE verification SET status = 'valid', version = version + 1";
    replicas[0].ground().change(better).await;
    for replica in &replicas {
        let told = replica.post(app, VERIFY, &body).await.json();
        assert_eq!(told["data"]["status"], "valid", "{told}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_idempotency_key_has_one_answer_at_all_replicas() {
    let (replicas, sandbox) = replicas().await;
    fault(&sandbox, json!({ "error": "MS_UNAVAILABLE" })).await;
    let app = ApplicationId::fresh();
    let answers = ask(&replicas, app, Some("k1")).await;
    let told: Vec<_> = answers.iter().filter(|answer| answer.status == 202).collect();
    let in_flight = |answer: &&Answer| answer.problem().as_deref() == Some("idempotency_in_flight");
    assert_eq!(told.len() + answers.iter().filter(in_flight).count(), 16);
    for replica in &replicas {
        let request =
            replica.request(Method::POST, VERIFY, Some(app)).header("idempotency-key", "k1");
        let request = request.json(&json!({ "vatNumber": "BE0477472701" }));
        let again = Answer::of(request.send().await.unwrap()).await;
        assert_eq!(again.headers["idempotent-replayed"], "true");
        assert_eq!(again.headers["location"], told[0].headers["location"]);
        assert_eq!(again.json(), told[0].json());
    }
}

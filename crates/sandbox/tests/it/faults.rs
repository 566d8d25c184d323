//! Faults, switched on by HTTP and met by real clients.

use crate::dns;
use crate::running::{Running, mail};
use hickory_proto::op::ResponseCode;
use hickory_proto::rr::RecordType;
use lettre::AsyncTransport;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const VIES: &str = "/vies/rest-api/check-vat-number";

fn odoo() -> Value {
    json!({ "countryCode": "BE", "vatNumber": "0477472701" })
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_of_vies_comes_with_http_200_or_the_given_status() {
    let running = Running::start().await;
    let code = json!({ "actionSucceed": false, "errorWrappers": [{ "error": "MS_UNAVAILABLE" }] });
    running.put("/faults/vies", json!({ "error": "MS_UNAVAILABLE" })).await;
    assert_eq!(running.post(VIES, odoo()).await, (reqwest::StatusCode::OK, code.clone()));
    running.put("/faults/vies", json!({ "error": "MS_UNAVAILABLE", "status": 500 })).await;
    let (status, answer) = running.post(VIES, odoo()).await;
    assert_eq!((status.as_u16(), answer), (500, code));

    assert_eq!(running.delete("/faults/vies").await, 204);
    assert_eq!(running.post(VIES, odoo()).await.1["valid"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_status_strikes_one_upstream_and_no_other() {
    let running = Running::start().await;
    running.put("/faults/sirene", json!({ "status": 429 })).await;
    assert_eq!(running.get("/api-sirene/3.11/siren/111222444").await.0, 429);
    assert_eq!(running.post(VIES, odoo()).await.0, 200);
    running.put("/faults/sirene", json!({ "error": "Indisponible", "status": 503 })).await;
    let (status, answer) = running.get("/api-sirene/3.11/siren/111222444").await;
    let header = json!({ "statut": 503, "message": "Indisponible" });
    assert_eq!((status.as_u16(), &answer["header"]), (503, &header));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dropped_request_gets_no_answer_at_all() {
    let running = Running::start().await;
    for upstream in ["vies", "sirene", "tsa"] {
        running.put(&format!("/faults/{upstream}"), json!({ "drop": true })).await;
    }
    for path in [VIES, "/api-sirene/3.11/siret", "/tsa"] {
        let error = running.http.post(running.url(path)).body("{}").send().await.unwrap_err();
        assert!(error.is_request(), "{path}: {error:?}");
    }
    assert_eq!(running.delete("/faults").await, 204);
    assert_eq!(running.post(VIES, odoo()).await.0, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delay_passes_before_the_usual_answer() {
    let running = Running::start().await;
    running.put("/faults/vies", json!({ "latencyMs": 120 })).await;
    running.put("/faults/dns", json!({ "latencyMs": 120 })).await;
    let begun = Instant::now();
    assert_eq!(running.post(VIES, odoo()).await.1["valid"], true);
    assert!(begun.elapsed() >= Duration::from_millis(120));
    let begun = Instant::now();
    let code = dns::code(&running, "parvis.localhost.", RecordType::A).await;
    assert_eq!(code, ResponseCode::NoError);
    assert!(begun.elapsed() >= Duration::from_millis(120));
}

#[tokio::test(flavor = "multi_thread")]
async fn mail_can_be_deferred_bounced_and_cut_off() {
    let running = Running::start().await;
    running.put("/faults/smtp", json!({ "error": "451 4.3.0 try later" })).await;
    let error = running.send("a@example.org").await.unwrap_err();
    assert!(error.is_transient(), "{error}");
    assert!(error.to_string().contains("try later"), "{error}");
    running.put("/faults/smtp", json!({ "status": 550 })).await;
    let error = running.send("a@example.org").await.unwrap_err();
    assert!(error.is_permanent(), "{error}");
    running.put("/faults/smtp", json!({ "drop": true })).await;
    let error = running.send("a@example.org").await.unwrap_err();
    assert!(!error.is_permanent() && !error.is_transient(), "{error}");

    running.delete("/faults/smtp").await;
    running.send("a@example.org").await.unwrap();
    let (_, list) = running.get("/inbox/messages").await;
    assert_eq!(list["messages"].as_array().unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn dns_can_fail_or_fall_silent() {
    let running = Running::start().await;
    running.put("/faults/dns", json!({ "error": "SERVFAIL" })).await;
    let code = dns::code(&running, "parvis.localhost.", RecordType::A).await;
    assert_eq!(code, ResponseCode::ServFail);
    running.put("/faults/dns", json!({ "drop": true })).await;
    assert!(dns::is_silent_about(&running, "parvis.localhost.").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_faults_switched_on_are_shown_as_they_were_wished() {
    let running = Running::start().await;
    assert_eq!(running.get("/faults").await.1, json!({}));
    running.put("/faults/dns", json!({ "drop": true })).await;
    running.put("/faults/vies", json!({ "latencyMs": 5, "status": 503 })).await;
    let on = json!({ "vies": { "latencyMs": 5, "status": 503 }, "dns": { "drop": true } });
    assert_eq!(running.get("/faults").await.1, on);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_that_cannot_be_is_refused() {
    let running = Running::start().await;
    for body in [json!({}), json!([]), json!({ "drop": "yes" }), json!({ "delay": 5 })] {
        let (status, answer) = running.put("/faults/vies", body.clone()).await;
        assert_eq!(status, 400, "{body}");
        assert!(answer["error"].is_string());
    }
    assert_eq!(running.put("/faults/ldap", json!({ "drop": true })).await.0, 404);
    assert_eq!(running.delete("/faults/ldap").await, 404);
    assert_eq!(running.get("/faults").await.1, json!({}));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopped_sandbox_frees_its_addresses_even_amid_a_delay() {
    let running = Running::start().await;
    running.put("/faults/smtp", json!({ "latencyMs": 600_000 })).await;
    let mailer = running.mailer("parvis", "sandbox");
    let sending = mailer.send(mail("a@example.org"));
    let addresses = running.sandbox.addresses().clone();
    let stopping = async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        running.sandbox.stop().await;
    };
    let (sent, ()) = tokio::join!(sending, stopping);
    assert!(sent.is_err());
    tokio::net::TcpListener::bind(addresses.smtp).await.unwrap();
    tokio::net::UdpSocket::bind(addresses.dns).await.unwrap();
}

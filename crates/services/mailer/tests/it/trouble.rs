//! Relays in trouble: what is tried again, what is given up, and what is cut off.

use std::time::{Duration, Instant};

use parvis_events::mailer::v1::{MailFailed, MailSent};
use serde_json::{Value, json};

use crate::post_office::{PostOffice, order, request};

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_that_asks_to_wait_is_asked_again() {
    let office = PostOffice::open().await;
    office.fault(&json!({ "error": "451 4.3.0 try later" })).await;
    let order = order("signature_request");
    office.order(&order, &request()).await;
    let record = office.tried(&order.mail_id, 1).await;
    assert_eq!((&record["state"], &record["last_error"]), (&json!("ordered"), &json!("451")));
    office.mailer.clock.advance(Duration::from_secs(2));
    office.tried(&order.mail_id, 2).await;
    office.mend().await;
    office.mailer.clock.advance(Duration::from_secs(15));
    office.mailer.heard::<MailSent>(|_| true).await;
    let record = office.record(&order.mail_id).await;
    assert_eq!((&record["state"], &record["attempts"]), (&json!("sent"), &json!(3)));
    assert_eq!(office.inbox().await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_for_good_is_told_at_once() {
    let office = PostOffice::open().await;
    office.fault(&json!({ "error": "550 5.1.1 no such mailbox" })).await;
    let order = order("signature_request");
    office.order(&order, &request()).await;
    let failed = office.mailer.heard::<MailFailed>(|_| true).await;
    assert_eq!((failed.mail_id, failed.code.as_str()), (order.mail_id.clone(), "550"));
    assert_eq!((failed.reference, failed.application_id), (order.reference, order.application_id));
    let record = office.record(&order.mail_id).await;
    assert_eq!((&record["state"], &record["attempts"]), (&json!("failed"), &json!(1)));
}

#[tokio::test(flavor = "multi_thread")]
async fn after_two_days_a_mail_is_given_up() {
    let office = PostOffice::open().await;
    office.fault(&json!({ "drop": true })).await;
    let order = order("signature_request");
    office.order(&order, &request()).await;
    assert_eq!(office.tried(&order.mail_id, 1).await["last_error"], "connection");
    office.mailer.clock.advance(Duration::from_hours(48));
    let failed = office.mailer.heard::<MailFailed>(|_| true).await;
    assert_eq!((failed.mail_id, failed.code.as_str()), (order.mail_id, "connection"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_that_falls_silent_is_cut_off() {
    let office = PostOffice::with(|setup| setup.with("mailer.send_limit_seconds", 1)).await;
    office.fault(&json!({ "latencyMs": 600_000 })).await;
    let order = order("signature_request");
    let begun = Instant::now();
    office.order(&order, &request()).await;
    assert_eq!(office.tried(&order.mail_id, 1).await["last_error"], "time_limit");
    assert!(begun.elapsed() < Duration::from_secs(15));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_is_the_operators_to_mend_and_costs_no_mail() {
    let office = PostOffice::with(|setup| setup.with("mailer.smtp_password", "wrong")).await;
    let order = order("signature_request");
    office.order(&order, &request()).await;
    let record = office.tried(&order.mail_id, 1).await;
    assert_eq!((&record["state"], &record["last_error"]), (&json!("ordered"), &json!("535")));
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_said_to_a_relay_that_is_not_trusted() {
    let office = PostOffice::with(|setup| setup.with("mailer.smtp_root_pem", "")).await;
    let order = order("signature_request");
    office.order(&order, &request()).await;
    assert_eq!(office.tried(&order.mail_id, 1).await["last_error"], "connection");
    assert_eq!(office.inbox().await, [Value::Null; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_is_none_is_told_at_once() {
    let office = PostOffice::open().await;
    let mut letter = request();
    letter["to"]["email"] = json!("signataire@example.org\r\nBcc: intrus@example.org");
    office.order(&order("signature_request"), &letter).await;
    let failed = office.mailer.heard::<MailFailed>(|_| true).await;
    assert_eq!(failed.code, "bad_address");
}

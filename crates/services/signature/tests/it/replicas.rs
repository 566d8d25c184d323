//! Several processes on one database: one authority, and one signature for one document.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use parvis_events::signature::v1::SignatureCompleted;
use parvis_kernel::SignatureId;
use parvis_pades::{TrustRoots, verify};
use parvis_signature::Signature;
use parvis_testkit::{Answer, Running, Setup};
use reqwest::Method;

use crate::bring::body;
use crate::desk::{Desk, TYPED};

/// What a process of the service tells to anyone.
async fn told(replica: &Running, path: &str) -> Answer {
    Answer::of(replica.request(Method::GET, path, None).send().await.unwrap()).await
}

/// How often requests were said to be completed.
async fn completed(desk: &Desk) -> usize {
    desk.service.said().await.iter().filter(|e| e.kind.ends_with(".SignatureCompleted")).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn processes_that_start_together_have_one_authority_and_one_seal() {
    let first = Setup::default().start_replicas::<Signature>(1).await.remove(0);
    let ground = first.ground();
    ground.change("DELETE FROM seal_key").await;
    // Each has seen that there is no key, before any has kept one.
    let lock = "LOCK TABLE seal_key IN EXCLUSIVE MODE";
    let starting = join_all((0..3).map(|_| first.replica::<Signature>()));
    let replicas = ground.while_locked(lock, 3, starting).await;
    let roots = replicas.iter().map(|replica| told(replica, "/trust/roots.pem"));
    let roots: BTreeSet<_> = join_all(roots).await.iter().map(Answer::text).collect();
    assert_eq!(roots.len(), 1, "{roots:?}");
    let later = first.replica::<Signature>().await;
    assert!(roots.contains(&told(&later, "/trust/roots.pem").await.text()));
    let names = ground.column("SELECT name FROM seal_key ORDER BY name").await;
    assert_eq!(names, ["authority", "seal"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_is_confirmed_at_all_replicas_at_once_signs_once() {
    let (desk, other) = Desk::twice().await;
    let link = desk.ask().await;
    let begun = Instant::now();
    let replicas = [&desk.service, &other];
    let forms = replicas.iter().cycle().take(8).map(|one| link.post_to(one, "/confirm", &TYPED));
    for answer in join_all(forms).await {
        assert_eq!(answer.status, 303, "{}", answer.text());
    }
    assert!(begun.elapsed() < Duration::from_secs(8), "those who wait keep the seal from no one");
    let confirmed = "SELECT count(*) FROM signature_event WHERE kind = 'confirmed'";
    assert_eq!(desk.service.ground().count(confirmed).await, 1);
    desk.service.heard::<SignatureCompleted>(|_| true).await;
    assert_eq!(
        (completed(&desk).await, desk.column("SELECT state FROM signature_request").await.len()),
        (1, 1)
    );
    let signed = told(&other, &format!("{}/signed.pdf", link.path)).await.bytes;
    let roots = told(&other, "/trust/roots.pem").await.text();
    let now = parvis_kernel::Timestamp::parse("2026-01-05T09:00:00Z").unwrap().date_time();
    let report = verify(&signed, &TrustRoots::from_pem(&roots).unwrap(), now).unwrap();
    assert_eq!(report.signatures.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signature_that_is_brought_and_asked_for_at_once_is_one() {
    let (desk, other) = Desk::twice().await;
    let path = format!("/api/onboarding/sign/{}", desk.document);
    let body = body();
    let bring = async |replica: &Running| replica.post(desk.application, &path, &body).await;
    let replicas = [&desk.service, &other];
    let brought = join_all(replicas.iter().cycle().take(8).map(|replica| bring(replica)));
    let id = SignatureId::fresh();
    let subject = id.to_string();
    let order = desk.order(id);
    let (answers, _) = tokio::join!(brought, desk.service.say("asker", (&subject, 1), &order));
    let ids: BTreeSet<_> = answers
        .iter()
        .map(|answer| {
            assert_eq!(answer.status, 202, "{}", answer.text());
            answer.json()["data"]["signatureId"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(ids.len(), 1, "{ids:?}");
    let said = |fact: &SignatureCompleted| fact.reference == order.reference;
    assert_eq!(
        desk.service.heard::<SignatureCompleted>(said).await.signature_id,
        *ids.first().unwrap()
    );
    assert_eq!(desk.column("SELECT id FROM signature_request").await, Vec::from_iter(ids));
}

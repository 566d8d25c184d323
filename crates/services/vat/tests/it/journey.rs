//! Orders that come over the bus.

use std::time::Duration;

use parvis_events::Payload;
use parvis_events::vat::v1::{
    CompanyRejected, CompanyVerified, VerificationPending, VerifyCompany,
};
use parvis_kernel::VerificationId;
use serde_json::json;

use crate::scene::Scene;

/// What an order is called by its sender.
const REFERENCE: &str = "0195e0a8-0000-7000-8000-000000000000/verify/1";

fn order(scene: &Scene, number: &str) -> VerifyCompany {
    VerifyCompany {
        verification_id: VerificationId::fresh().to_string(),
        application_id: scene.app.to_string(),
        reference: REFERENCE.to_owned(),
        vat_number: number.to_owned(),
    }
}

async fn said<P: Payload>(scene: &Scene) -> usize {
    scene.vat.said().await.iter().filter(|e| e.kind == P::TYPE).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_answered_once_by_a_fact() {
    let scene = Scene::open().await;
    scene.provider("FR51111222444");
    let order = order(&scene, "BE0477472701");
    scene.vat.say("orderer", ("one", 1), &order).await;
    let fact = scene.vat.heard::<CompanyVerified>(|_| true).await;
    assert_eq!(fact.verification_id, order.verification_id);
    assert_eq!(
        (fact.reference.as_str(), fact.application_id.as_str()),
        (REFERENCE, &*order.application_id)
    );
    assert_eq!((fact.status.as_str(), fact.consultation_number.len()), ("valid", 16));
    let rows = scene.rows().await;

    scene.vat.say("orderer", ("one", 2), &order).await;
    let other = self::order(&scene, "FR12345678900");
    scene.vat.say("orderer", ("one", 3), &other).await;
    let fact =
        scene.vat.heard::<CompanyRejected>(|f| f.verification_id == other.verification_id).await;
    assert_eq!((fact.reason.as_str(), fact.source.as_str()), ("check_digit", "OFFLINE"));
    assert_eq!(fact.reference, REFERENCE);
    assert_eq!((said::<CompanyVerified>(&scene).await, scene.rows().await[0]), (1, rows[0] + 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_without_an_answer_waits_and_is_settled_later() {
    let scene = Scene::open().await;
    scene.fault("vies", json!({ "error": "MS_UNAVAILABLE" })).await;
    let order = order(&scene, "BE0477472701");
    scene.vat.say("orderer", ("one", 1), &order).await;
    let pending = scene.vat.heard::<VerificationPending>(|_| true).await;
    assert_eq!(
        (pending.reason.as_str(), pending.reference.as_str()),
        ("MS_UNAVAILABLE", REFERENCE)
    );

    scene.mend().await;
    scene.vat.clock.advance(Duration::from_mins(1));
    let fact = scene.vat.heard::<CompanyVerified>(|_| true).await;
    assert_eq!(
        (fact.verification_id, fact.reference),
        (order.verification_id, REFERENCE.to_owned())
    );
    assert_eq!(said::<VerificationPending>(&scene).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_takes_what_a_caller_found_out_and_the_other_way_round() {
    let scene = Scene::open().await;
    let told = scene.told("BE0477472701", 200).await;
    scene.fault("vies", json!({ "drop": true })).await;
    let first = order(&scene, "BE0477472701");
    scene.vat.say("orderer", ("one", 1), &first).await;
    let fact = scene.vat.heard::<CompanyVerified>(|f| f.reference == REFERENCE).await;
    assert_eq!(fact.verification_id, first.verification_id);
    assert_ne!(told["verificationId"], fact.verification_id);
    assert_eq!(scene.rows().await[1], 1);

    scene.mend().await;
    let second = order(&scene, "DE111222339");
    scene.vat.say("orderer", ("two", 1), &second).await;
    scene.vat.heard::<CompanyVerified>(|f| f.verification_id == second.verification_id).await;
    scene.fault("vies", json!({ "drop": true })).await;
    assert_eq!(scene.told("DE111222339", 200).await["verificationId"], second.verification_id);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_names_nothing_is_parked() {
    let scene = Scene::open().await;
    let order = VerifyCompany { verification_id: "x".into(), ..order(&scene, "BE0477472701") };
    scene.vat.say("orderer", ("one", 1), &order).await;
    for _ in 0..200 {
        if scene.number("SELECT COUNT(*) FROM inbox WHERE state = 'parked'").await == 1 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the order was not parked");
}

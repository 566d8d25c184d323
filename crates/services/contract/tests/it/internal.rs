//! What other services are told about a contract, and nobody else.

use std::time::Duration;

use parvis_chassis::key::hex;
use parvis_events::contract::v1::{ContractReserved, ReserveContract};
use parvis_kernel::ContractId;
use parvis_testkit::Answer;
use reqwest::Method;
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::office::Office;

#[tokio::test(flavor = "multi_thread")]
async fn another_service_reads_the_document_its_bytes_and_its_articles() {
    let office = Office::open().await;
    let id = office.created().await;
    let view = office.view(&id).await;
    let path = format!("/internal/documents/{id}");
    let document = office.internal(&path).await;
    let expected = json!({
        "owner": "contract",
        "id": id,
        "application_id": office.application,
        "sha256": view["sha256"],
        "title": "Contrat d’abonnement",
        "status": "issued",
        "reference": "",
        "pages": view["pages"],
    });
    assert_eq!((document.status, document.json()), (200, expected));
    let bytes = office.internal(&format!("{path}/bytes")).await;
    assert_eq!(
        (bytes.status, &bytes.headers["content-type"]),
        (200, &"application/pdf".parse().unwrap())
    );
    assert_eq!(json!(hex(&Sha256::digest(&bytes.bytes))), view["sha256"]);
    let html = office.internal(&format!("{path}/html")).await;
    assert_eq!(html.headers["content-type"], "text/html; charset=utf-8");
    assert!(html.text().starts_with("<article") && html.text().contains("Article 19."));
}

#[tokio::test(flavor = "multi_thread")]
async fn for_everybody_else_these_paths_do_not_exist() {
    let office = Office::open().await;
    let id = office.created().await;
    let client = parvis_chassis::upstream::client(Duration::from_secs(10)).unwrap();
    for suffix in ["", "/bytes", "/html"] {
        let path = format!("/internal/documents/{id}{suffix}");
        for caller in [Some(office.application), None] {
            let request = office.request(Method::GET, &path, caller);
            let answer = Answer::of(request.send().await.unwrap()).await;
            assert_eq!((answer.status, answer.problem().as_deref()), (404, Some("not_found")));
        }
        let answer = client.get(format!("{}{path}", office.url)).send().await.unwrap();
        assert_eq!(answer.status(), 401);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_is_not_there_until_it_is_written() {
    let office = Office::open().await;
    let contract_id = ContractId::fresh().to_string();
    let asked = ReserveContract {
        contract_id: contract_id.clone(),
        application_id: office.application.to_string(),
        reference: "a/reservation/1".into(),
    };
    office.say("onboarding", ("a", 1), &asked).await;
    office.heard::<ContractReserved>(|_| true).await;
    for id in [contract_id.as_str(), "ctr_1", "sig_019a8c3e5f7b7d20a1b2c3d4e5f60718"] {
        for suffix in ["", "/bytes", "/html"] {
            let answer = office.internal(&format!("/internal/documents/{id}{suffix}")).await;
            assert_eq!((answer.status, answer.problem().as_deref()), (404, Some("not_found")));
        }
    }
}

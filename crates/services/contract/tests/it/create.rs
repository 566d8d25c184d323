//! A client asks for a contract and waits for it.

use parvis_events::contract::v1::ContractGenerated;
use parvis_kernel::ApplicationId;
use parvis_testkit::Setup;
use serde_json::{Value, json};

use crate::characters::solid;
use crate::office::{Office, faults, profile};
use crate::sample::{order, provider};

/// The body that the older services documented, with these numbers.
fn old_body(vat_number: &str, siret: &str) -> Value {
    json!({
        "companyData": {
            "companyName": "Nom Entreprise",
            "legalForm": "SAS",
            "capital": "10000",
            "companyAddress": "Adresse complète",
            "siret": siret,
            "vatNumber": vat_number,
        },
        "subscriptionType": "industriel",
        "duration": "36",
        "options": { "afretIA": true, "sms": false },
        "representative": "Nom Prénom - Fonction",
        "paymentMethod": "card",
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_in_the_old_shape_becomes_a_contract() {
    let office = Office::open().await;
    let answer = office.create(&old_body("FR44732829320", "73282932000074")).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let body = answer.json();
    let id = body["data"]["contractId"].as_str().unwrap();
    let sha256 = body["data"]["sha256"].as_str().unwrap();
    let pages = body["data"]["pages"].as_u64().unwrap();
    assert!(id.starts_with("ctr_") && sha256.len() == 64 && pages >= 6, "{body}");
    let expected = json!({ "success": true, "data": {
        "contractId": id,
        "status": "issued",
        "pages": pages,
        "sha256": sha256,
        "createdAt": "2026-01-05T09:00:00.000Z",
        "signedAt": null,
        "error": null,
        "links": { "pdf": format!("/api/onboarding/contract/{id}/pdf"), "signedPdf": null },
    }});
    assert_eq!(body, expected);
    let said = office.heard::<ContractGenerated>(|said| said.contract_id == id).await;
    let document = said.document.unwrap();
    assert_eq!(said.application_id, office.application.to_string());
    assert_eq!(said.reference, "");
    assert_eq!((document.owner.as_str(), document.id.as_str()), ("contract", id));
    assert_eq!((document.sha256.as_str(), u64::from(said.pages)), (sha256, pages));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_numbers_of_the_old_examples_fail_their_check_digits() {
    let office = Office::open().await;
    let answer = office.create(&old_body("FR12345678900", "12345678900012")).await;
    assert_eq!((answer.status, answer.problem().as_deref()), (422, Some("invalid")));
    let fault = |field: &str| (format!("/companyData/{field}"), "check_digit".to_owned());
    assert_eq!(faults(&answer), [fault("vatNumber"), fault("siret")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_provider_is_the_applications_own_or_else_that_of_the_settings() {
    let mut fallback = provider();
    fallback["legalName"] = json!("Prestataire des réglages");
    let office = Office::with(Setup::default().with("contract.provider", fallback)).await;
    let own = office.printed(office.application).await;
    assert!(own.contains(&solid("Éditeur de démonstration")) && !own.contains("réglages"));

    let other = ApplicationId::fresh();
    let mut bare = profile();
    bare["provider"] = Value::Null;
    office.registers(other, &bare);
    let printed = office.printed(other).await;
    assert!(printed.contains(&solid("Prestataire des réglages")));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_whole_provider_there_is_no_contract() {
    let office = Office::open().await;
    let mut unsigned = provider();
    unsigned["signatory"] = Value::Null;
    for incomplete in [Value::Null, unsigned] {
        let mut bare = profile();
        bare["provider"] = incomplete;
        office.registers(office.application, &bare);
        let answer = office.create(&order()).await;
        assert_eq!(answer.status, 422, "{}", answer.text());
        assert_eq!(answer.problem().as_deref(), Some("provider_incomplete"));
        assert!(answer.text().contains("/api/v1/applications/me"));
    }
    assert_eq!(office.count("SELECT count(*) FROM contract").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_prices_of_the_application_stand_in_the_contract() {
    let office = Office::open().await;
    let mut priced = profile();
    priced["prices"] = json!({
        "currency": "EUR", "industriel": "1234.50", "transporteur": "1.00",
        "logisticien": "2.00", "afretIA": "65.40", "sms": "0.10",
    });
    office.registers(office.application, &priced);
    let printed = office.printed(office.application).await;
    for price in ["1234,50€", "65,40€", "0,10€", "1300,00€"] {
        assert!(printed.contains(price), "{price}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_printed_is_refused_by_field() {
    let office = Office::open().await;
    for (path, pointer) in [
        ("/companyData/companyName", "/companyData/companyName"),
        ("/companyData/companyAddress", "/companyData/companyAddress"),
        ("/representative", "/representative"),
    ] {
        let mut order = order();
        *order.pointer_mut(path).unwrap() = json!("Quai 😀");
        let answer = office.create(&order).await;
        assert_eq!((answer.status, answer.problem().as_deref()), (422, Some("unprintable")));
        assert_eq!(faults(&answer), [(pointer.to_owned(), "unprintable".to_owned())]);
        assert!(answer.json()["detail"].as_str().unwrap().contains("U+1F600"));
    }
    let mut profile = profile();
    profile["provider"]["legalName"] = json!("Éditeur 😀");
    office.registers(office.application, &profile);
    let answer = office.create(&order()).await;
    assert_eq!((answer.status, answer.problem().as_deref()), (422, Some("unprintable")));
    assert!(answer.json()["detail"].as_str().unwrap().starts_with("provider.legalName"));
    assert_eq!(faults(&answer), []);
    assert_eq!(office.count("SELECT count(*) FROM contract").await, 0);
}

//! The requests of the two services that Parvis replaces answer in the agreed shapes, in one platform.

use base64::Engine as _;
use reqwest::Method;
use serde_json::{Value, json};

use crate::platform::{Platform, answer, until};

/// The names of an object's members.
fn members(value: &Value) -> Vec<&str> {
    value.as_object().map(|o| o.keys().map(String::as_str).collect()).unwrap_or_default()
}

fn holds(value: &Value, wanted: &[&str]) {
    for name in wanted {
        assert!(members(value).contains(name), "{name} is missing in {value}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_stateless_guide_is_answered() {
    let platform = Platform::start();
    let registration = platform.keyless(Method::POST, "/api/v1/applications/register");
    let registered = answer(registration.json(&json!({ "app_name": "SIH" }))).await.unwrap();
    assert_eq!(registered.status, 201);
    holds(&registered.body, &["success", "app_id", "app_name", "master_key"]);

    let start = json!({ "email": "admin@example.com", "organization_name": "Clinique du Lac" });
    let started = platform.post("/api/v1/onboarding/start", &start).await;
    assert_eq!(started.status, 201);
    assert_eq!(started.body["subdomain"], "clinique-du-lac");
    assert_eq!(started.body["onboarding_status"], "pending");
    assert_eq!(
        started.body["url"],
        format!("https://{}", started.body["full_domain"].as_str().unwrap())
    );
    let uuid = started.body["uuid"].as_str().unwrap();

    let early = json!({ "tenant_id": "tenant_123" });
    let early = platform.post(&format!("/api/v1/onboarding/{uuid}/complete"), &early).await;
    assert_eq!((early.status, early.problem()), (409, Some("onboarding_state")));

    let provision = json!({ "uuid": uuid, "generate_api_key": true });
    let provisioned = platform.post("/api/v1/onboarding/provision", &provision).await;
    assert_eq!(provisioned.status, 200, "{:?}", provisioned.body);
    assert_eq!(provisioned.body["onboarding_status"], "activated");
    assert!(provisioned.body["api_key"].as_str().unwrap().starts_with("ak_live_"));
    assert_ne!(provisioned.body["api_key"], provisioned.body["api_secret"]);
    let metadata = &provisioned.body["metadata"];
    let wanted = [
        "created_at",
        "updated_at",
        "dns_configured",
        "ssl_configured",
        "infrastructure_status",
        "api_key_generated",
        "provisioning_attempts",
        "is_idempotent",
    ];
    holds(metadata, &wanted);
    assert_eq!(
        (&metadata["dns_configured"], &metadata["ssl_configured"]),
        (&json!(true), &json!(true))
    );
    assert_eq!(metadata["is_idempotent"], false);

    let replayed = platform.post("/api/v1/onboarding/provision", &provision).await;
    assert_eq!(replayed.status, 200);
    assert_eq!(replayed.body["metadata"]["is_idempotent"], true);
    assert_eq!(replayed.body["api_key"], Value::Null);

    let status = platform.get(&format!("/api/v1/onboarding/status/{uuid}")).await;
    assert_eq!(status.status, 200);
    assert_eq!(status.body["onboarding_status"], "activated");

    let complete = json!({
        "tenant_id": "tenant_123",
        "metadata": { "users_count": 1, "database_created": true },
    });
    let completed = platform.post(&format!("/api/v1/onboarding/{uuid}/complete"), &complete).await;
    assert_eq!(completed.status, 200);
    holds(&completed.body, &["success", "message", "uuid", "onboarding_status", "completed_at"]);
    assert_eq!(completed.body["onboarding_status"], "completed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_client_onboarding_document_is_answered() {
    let platform = Platform::start();
    let health = answer(platform.keyless(Method::GET, "/health")).await.unwrap();
    assert_eq!(health.body["status"], "ok");
    assert_eq!(health.body["service"], "client-onboarding");
    let port = platform.gateway.rsplit(':').next().unwrap();
    assert_eq!(health.body["port"], port);

    let verify = json!({ "vatNumber": "BE0477472701" });
    let verified = platform.post("/api/onboarding/verify-vat", &verify).await;
    assert_eq!((verified.status, &verified.body["success"]), (200, &json!(true)));
    let data = &verified.body["data"];
    assert_eq!(data["valid"], true);
    assert_eq!(data["vatNumber"], "0477472701");
    assert_eq!(data["companyName"], "SA ODOO");
    assert_eq!(data["companyAddress"], "Chaussée de Namur 40\n1367 Ramillies");
    assert_eq!(data["source"], "VIES");

    let mut order = json!({
        "companyData": {
            "companyName": "Nom Entreprise",
            "legalForm": "SAS",
            "capital": "10000",
            "companyAddress": "Adresse complète",
            "siret": "12345678900012",
            "vatNumber": "FR12345678900",
        },
        "subscriptionType": "industriel",
        "duration": "36",
        "options": { "afretIA": true, "sms": false },
        "representative": "Nom Prénom - Fonction",
        "paymentMethod": "card",
    });
    let refused = platform.post("/api/onboarding/create-contract", &order).await;
    assert_eq!((refused.status, refused.problem()), (422, Some("invalid")));
    order["companyData"]["vatNumber"] = json!("FR21111222337");
    order["companyData"]["siret"] = json!("11122233700011");
    let created = platform.post("/api/onboarding/create-contract", &order).await;
    assert_eq!(created.status, 201, "{:?}", created.body);
    let contract = created.body["data"]["contractId"].as_str().unwrap().to_owned();

    let sign = json!({
        "signature": drawing(),
        "signedBy": "Signataire de démonstration - Direction",
        "signedAt": "2025-11-18T10:30:00Z",
    });
    let path = format!("/api/onboarding/sign/{contract}");
    let signed = until("the signature", || async {
        let answer = platform.post(&path, &sign).await;
        assert!(matches!(answer.status, 200 | 202), "{:?}", answer.body);
        (answer.status == 200).then_some(answer)
    })
    .await;
    assert_eq!(signed.body["data"]["contractId"], contract);
    assert_eq!(signed.body["data"]["status"], "signed");

    let shown = platform.get(&format!("/api/onboarding/contract/{contract}")).await;
    assert_eq!(shown.body["data"]["status"], "signed");

    order["email"] = json!("signataire@example.com");
    let submitted = platform.post("/api/onboarding/submit", &order).await;
    assert_eq!(submitted.status, 202, "{:?}", submitted.body);
    holds(&submitted.body["data"], &["onboardingId", "contractId", "status"]);
}

/// A small PNG with a stroke, as a canvas gives it.
pub(crate) fn drawing() -> String {
    let png = base64::engine::general_purpose::STANDARD.encode(include_bytes!("drawing.png"));
    format!("data:image/png;base64,{png}")
}

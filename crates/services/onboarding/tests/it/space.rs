//! A space is ready when it was seen to be: its name resolves and a certificate verifies for it.

use std::time::Duration;

use parvis_testkit::Setup;
use serde_json::json;

use crate::house::House;

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_does_not_resolve_keeps_the_onboarding_provisioning_until_it_does() {
    let house = House::open().await;
    house.resolve(false).await;
    let uuid = house.started().await;
    let answer = house.provision(&uuid, "1").await;
    assert_eq!(answer.status, 202);
    let location = format!("/api/v1/onboarding/status/{uuid}");
    assert_eq!(answer.headers["location"].to_str().unwrap(), location);
    let told = answer.json();
    assert_eq!(told["onboarding_status"], "provisioning");
    assert_eq!(told["metadata"]["infrastructure_status"], "pending");
    assert_eq!(told["metadata"]["dns_configured"], false);
    assert_eq!(told["metadata"]["ssl_configured"], true);

    let status = house.status(&uuid).await;
    let step = House::step(&status, "dns");
    assert_eq!((&step["state"], &step["attempts"]), (&json!("retrying"), &json!(1)));
    assert_eq!(step["next_try_at"], "2026-01-05T09:00:01.000Z");
    assert_eq!(step["error"]["code"], "dns_not_visible");
    assert!(step["error"]["hint"].as_str().unwrap().contains("*.parvis.localhost"));
    assert_eq!(status["error"]["next_retry_at"], "2026-01-05T09:00:01.000Z");

    house.running.clock.advance(Duration::from_secs(1));
    house.until(&uuid, |status| House::step(status, "dns")["attempts"] == 2).await;
    house.resolve(true).await;
    house.until(&uuid, |status| House::step(status, "dns")["state"] == "retrying").await;
    house.running.clock.advance(Duration::from_secs(2));
    let status = house.until(&uuid, |status| status["onboarding_status"] == "activated").await;
    assert_eq!(status["metadata"]["dns_configured"], true);
    assert_eq!(House::step(&status, "dns")["error"], json!(null));
    assert_eq!(status["metadata"]["provisioning_attempts"], 3);
    let replay = house.provision(&uuid, "0").await;
    assert_eq!((replay.status, &replay.json()["metadata"]["is_idempotent"]), (200, &json!(true)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_silent_name_server_is_no_answer() {
    let setup = Setup::default().with("onboarding.dns_timeout_milliseconds", 50);
    let house = House::with(setup).await;
    let url = format!("{}/faults/dns", house.sandbox.addresses().http_url);
    let client = parvis_chassis::upstream::client(Duration::from_secs(5)).unwrap();
    let fault = client.put(url).json(&json!({ "drop": true })).send().await.unwrap();
    assert_eq!(fault.status(), 200);
    let uuid = house.started().await;
    let told = house.provision(&uuid, "1").await.json();
    assert_eq!(told["metadata"]["dns_configured"], false);
    assert_eq!(House::step(&told, "dns")["error"]["code"], "dns_not_visible");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_for_other_names_does_not_count() {
    let issued = rcgen::generate_simple_self_signed(vec!["*.example.org".to_owned()]).unwrap();
    let setup = Setup::default()
        .with("onboarding.tls_mode", "external")
        .with("onboarding.tls_chain", issued.cert.pem())
        .with("onboarding.tls_key", issued.signing_key.serialize_pem());
    let house = House::with(setup).await;
    let uuid = house.started().await;
    let told = house.provision(&uuid, "1").await.json();
    assert_eq!(told["onboarding_status"], "provisioning");
    assert_eq!(told["metadata"]["ssl_configured"], false);
    assert_eq!(House::step(&told, "certificate")["error"]["code"], "certificate_invalid");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_external_certificate_for_the_names_counts() {
    let names = vec!["*.parvis.localhost".to_owned()];
    let issued = rcgen::generate_simple_self_signed(names).unwrap();
    let setup = Setup::default()
        .with("onboarding.tls_mode", "external")
        .with("onboarding.tls_chain", issued.cert.pem())
        .with("onboarding.tls_key", issued.signing_key.serialize_pem());
    let house = House::with(setup).await;
    let uuid = house.activated().await;
    assert_eq!(house.status(&uuid).await["metadata"]["ssl_configured"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_private_keys_are_not_readable_in_the_database() {
    let house = House::open().await;
    house.activated().await;
    let stored = house.running.ground().contents().await;
    let holds = |text: &[u8]| stored.windows(text.len()).any(|window| window == text);
    assert!(holds(b"BEGIN CERTIFICATE"), "the certificates themselves are there");
    assert!(!holds(b"PRIVATE KEY"));
    // The first bytes of every unencrypted P-256 key in PKCS#8.
    assert!(!holds(&[0x30, 0x81, 0x87, 0x02, 0x01, 0x00, 0x30, 0x13]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ready_space_is_looked_at_again_whenever_somebody_asks() {
    let house = House::open().await;
    let uuid = house.activated().await;
    house.resolve(false).await;
    let status = house.status(&uuid).await;
    assert_eq!(status["metadata"]["dns_configured"], false);
    assert_eq!(status["metadata"]["ssl_configured"], true);
    assert_eq!(status["onboarding_status"], "activated");
    house.resolve(true).await;
    let replay = house.provision(&uuid, "0").await.json();
    assert_eq!(replay["metadata"]["dns_configured"], true);
    assert_eq!(house.complete(&uuid, "tenant_1").await.status, 200);
    house.resolve(false).await;
    let status = house.status(&uuid).await;
    assert_eq!(status["metadata"]["dns_configured"], false);
    assert_eq!(status["onboarding_status"], "completed");
    house.running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_look_that_finds_nothing_new_writes_nothing() {
    let house = House::open().await;
    let uuid = house.activated().await;
    let before = house.status(&uuid).await;
    house.running.clock.advance(Duration::from_mins(1));
    assert_eq!(house.status(&uuid).await, before, "updated_at would tell");
    house.resolve(false).await;
    assert_ne!(
        house.status(&uuid).await["metadata"]["updated_at"],
        before["metadata"]["updated_at"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_server_that_falls_silent_leaves_what_was_seen_before() {
    let house = House::open().await;
    let uuid = house.activated().await;
    let url = format!("{}/faults/dns", house.sandbox.addresses().http_url);
    let client = parvis_chassis::upstream::client(Duration::from_secs(5)).unwrap();
    let fault = client.put(url).json(&json!({ "drop": true })).send().await.unwrap();
    assert_eq!(fault.status(), 200);
    assert_eq!(house.status(&uuid).await["metadata"]["dns_configured"], true);
}

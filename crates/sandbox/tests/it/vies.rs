//! VIES over REST.

use crate::running::Running;
use serde_json::{Value, json};

const CHECK: &str = "/vies/rest-api/check-vat-number";
const TEST: &str = "/vies/rest-api/check-vat-test-service";

fn error(code: &str) -> Value {
    json!({ "actionSucceed": false, "errorWrappers": [{ "error": code }] })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_known_company_is_valid_in_the_recorded_shape() {
    let running = Running::start().await;
    let ask = json!({ "countryCode": "BE", "vatNumber": "0477472701" });
    let (status, answer) = running.post(CHECK, ask).await;
    assert_eq!(status, 200);
    assert_eq!(
        answer,
        json!({
            "countryCode": "BE", "vatNumber": "0477472701",
            "requestDate": "2026-01-05T09:00:00.250Z", "valid": true, "requestIdentifier": "",
            "name": "SA ODOO", "address": "Chaussée de Namur 40\n1367 Ramillies",
            "traderName": "---", "traderStreet": "---", "traderPostalCode": "---",
            "traderCity": "---", "traderCompanyType": "---",
            "traderNameMatch": "NOT_PROCESSED", "traderStreetMatch": "NOT_PROCESSED",
            "traderPostalCodeMatch": "NOT_PROCESSED", "traderCityMatch": "NOT_PROCESSED",
            "traderCompanyTypeMatch": "NOT_PROCESSED",
        })
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_names_himself_gets_a_consultation_number_of_his_own() {
    let running = Running::start().await;
    let ask = json!({
        "countryCode": "FR", "vatNumber": "21111222337",
        "requesterMemberStateCode": "BE", "requesterNumber": "0477472701",
    });
    let (_, first) = running.post(CHECK, ask.clone()).await;
    let (_, second) = running.post(CHECK, ask).await;
    let identifier = first["requestIdentifier"].as_str().unwrap();
    assert_eq!(identifier.len(), 16);
    assert!(identifier.starts_with("WAPI"));
    assert_ne!(first["requestIdentifier"], second["requestIdentifier"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_number_is_invalid_and_german_names_are_not_disclosed() {
    let running = Running::start().await;
    let ask = json!({ "countryCode": "BE", "vatNumber": "0477472702" });
    let (status, answer) = running.post(CHECK, ask).await;
    assert_eq!((status.as_u16(), &answer["valid"]), (200, &json!(false)));
    let ask = json!({ "countryCode": "DE", "vatNumber": "111222339" });
    let (_, answer) = running.post(CHECK, ask).await;
    assert_eq!((&answer["valid"], &answer["name"]), (&json!(true), &json!("---")));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_official_test_numbers_answer_alike_on_both_ways() {
    let running = Running::start().await;
    for path in [CHECK, TEST] {
        for (number, code) in [
            ("201", "INVALID_INPUT"),
            ("202", "INVALID_REQUESTER_INFO"),
            ("300", "SERVICE_UNAVAILABLE"),
            ("301", "MS_UNAVAILABLE"),
            ("302", "TIMEOUT"),
            ("400", "VAT_BLOCKED"),
            ("401", "IP_BLOCKED"),
            ("500", "GLOBAL_MAX_CONCURRENT_REQ"),
            ("501", "GLOBAL_MAX_CONCURRENT_REQ_TIME"),
            ("600", "MS_MAX_CONCURRENT_REQ"),
            ("601", "MS_MAX_CONCURRENT_REQ_TIME"),
        ] {
            let ask = json!({ "countryCode": "ES", "vatNumber": number });
            let (status, answer) = running.post(path, ask).await;
            assert_eq!((status.as_u16(), answer), (200, error(code)), "{path} {number}");
        }
        for (number, valid) in [("100", true), ("200", false)] {
            let ask = json!({ "countryCode": "ES", "vatNumber": number });
            assert_eq!(running.post(path, ask).await.1["valid"], valid, "{path} {number}");
        }
    }
    let other = json!({ "countryCode": "BE", "vatNumber": "0477472701" });
    assert_eq!(running.post(TEST, other).await.1, error("SERVICE_UNAVAILABLE"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_vies_cannot_read_it_refuses_with_its_own_codes() {
    let running = Running::start().await;
    for (ask, status, code) in [
        (json!([]), 500, "VOW-ERR-1"),
        (json!({ "countryCode": "BE" }), 400, "VOW-ERR-11"),
        (json!({ "countryCode": "US", "vatNumber": "123" }), 200, "INVALID_INPUT"),
        (json!({ "countryCode": "BE", "vatNumber": "1" }), 400, "VOW-ERR-2600"),
    ] {
        let (answered, answer) = running.post(CHECK, ask).await;
        assert_eq!((answered.as_u16(), answer), (status, error(code)));
    }
    assert_eq!(running.get(CHECK).await.0, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_member_state_is_available() {
    let running = Running::start().await;
    let (_, answer) = running.get("/vies/rest-api/check-status").await;
    assert_eq!(answer["vow"], json!({ "available": true }));
    let countries = answer["countries"].as_array().unwrap();
    assert_eq!(countries.len(), 28);
    assert!(countries.contains(&json!({ "countryCode": "EL", "availability": "Available" })));
}

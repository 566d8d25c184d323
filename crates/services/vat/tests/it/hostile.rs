//! Upstreams that answer nonsense, too much, or too slowly: always unknown, always bounded.

use std::time::Duration;

use serde_json::Value;

use crate::foreign::{Foreign, Script};

/// What is told about `number` when both registers play the script.
async fn told(script: Script, number: &str) -> Value {
    let foreign = Foreign::playing(move |_| script.clone()).await;
    let answer = foreign.verify(number).await;
    assert_eq!(answer.status, 202, "{}", answer.text());
    foreign.stop().await;
    answer.json()["data"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn nonsense_is_never_a_verdict() {
    let verdict = r#"{"valid":true,"countryCode":"BE","vatNumber":"0477472701"}"#;
    let other = r#"{"valid":true,"countryCode":"BE","vatNumber":"0403170701"}"#;
    let both = r#"{"valid":true,"countryCode":"BE","vatNumber":"0477472701","errorWrappers":[{"error":"MS_UNAVAILABLE"}]}"#;
    let script =
        r#"{"actionSucceed":false,"errorWrappers":[{"error":"<script>alert(1)</script>"}]}"#;
    let huge = format!("{{\"valid\":true,\"name\":\"{}\"}}", "A".repeat(200 * 1024));
    for (played, reason) in [
        (Script::http("200 OK", "<html><body>Maintenance</body></html>"), "UNREADABLE_ANSWER"),
        (Script::http("200 OK", ""), "UNREADABLE_ANSWER"),
        (Script::http("200 OK", "{}"), "UNREADABLE_ANSWER"),
        (Script::http("200 OK", &"[".repeat(60_000)), "UNREADABLE_ANSWER"),
        (Script::http("200 OK", &huge), "UNREADABLE_ANSWER"),
        (Script::http("200 OK", other), "OTHER_NUMBER"),
        (Script::http("200 OK", both), "MS_UNAVAILABLE"),
        (Script::http("200 OK", script), "UNREADABLE_ANSWER"),
        (Script::http("502 Bad Gateway", "<html></html>"), "SERVICE_UNAVAILABLE"),
        (Script::http("302 Found\r\nlocation: http://127.0.0.1:1/", verdict), "UNREADABLE_ANSWER"),
        (Script::raw("not HTTP at all\r\n\r\n"), "UNREACHABLE"),
    ] {
        let shown = String::from_utf8_lossy(&played.bytes).chars().take(120).collect::<String>();
        assert_eq!(told(played, "BE0477472701").await["reason"], reason, "{shown}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_drips_is_out_of_time() {
    let verdict = r#"{"valid":true,"countryCode":"BE","vatNumber":"0477472701"}"#;
    let drip = Script { pause: Duration::from_millis(50), ..Script::http("200 OK", verdict) };
    assert_eq!(told(drip, "BE0477472701").await["reason"], "TIMEOUT");
    let endless = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
    let endless = Script::raw(&format!("{endless}{}", "400\r\n".to_owned() + &"a".repeat(200)));
    let endless = Script { pause: Duration::from_millis(5), ..endless };
    assert_eq!(told(endless, "BE0477472701").await["reason"], "TIMEOUT");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hostile_sirene_confirms_nobody() {
    let foreign = r#"{"etablissements":[{"siren":"443061841","uniteLegale":{"etatAdministratifUniteLegale":"A"}}]}"#;
    for body in [foreign, "<html></html>", r#"{"etablissements":[]}"#] {
        assert_eq!(told(Script::http("200 OK", body), "FR21111222337").await["status"], "unknown");
    }
}

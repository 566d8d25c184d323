//! One trace from the gateway's request through six services to the mail.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};

use crate::collector::{Collector, Span};
use crate::ground::Form;
use crate::platform::{Platform, answer, until};
use crate::samples;

/// The trace of the caller, and the span within which he calls.
const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
const CALLER: &str = "00f067aa0ba902b7";
/// What only the caller knows, and nobody else is told.
const CANARY: &str = "canary-of-the-caller";

fn watched(collector: &Collector) -> Platform {
    Platform::start_logging(Form::chosen(), &[("PARVIS_SHARED__OTLP_URL", &collector.url)])
}

/// A key that no gateway has seen yet.
async fn fresh_key(platform: &Platform) -> String {
    let rotated = platform.post("/api/v1/applications/me/keys", &json!({})).await;
    rotated.body["master_key"].as_str().unwrap().to_owned()
}

/// Submits an order within the caller's trace and returns the onboarding's uuid.
async fn submit(platform: &Platform) -> String {
    let mut order = samples::order();
    order["email"] = json!("trace@example.com");
    let key = fresh_key(platform).await;
    let request = platform
        .keyless(Method::POST, "/api/onboarding/submit")
        .header("X-Master-Key", key)
        .header("traceparent", format!("00-{TRACE}-{CALLER}-00"))
        .header("tracestate", format!("vendor={CANARY}"))
        .header("baggage", format!("user={CANARY}"))
        .json(&order);
    let submitted = answer(request).await.unwrap();
    assert_eq!(submitted.status, 202, "{}", submitted.text);
    submitted.body["data"]["onboardingId"].as_str().unwrap().to_owned()
}

/// The spans of the trace once the mail was sent and that was heard, and every parent has ended too.
async fn until_mailed(collector: &Collector) -> Vec<Span> {
    until("the mail in the trace", || async {
        let spans = collector.trace(TRACE);
        let heard = spans.iter().any(|span| span.name == "process parvis.mailer.v1.MailSent");
        (heard && orphans(&spans).is_empty()).then_some(spans)
    })
    .await
}

/// The spans whose parent is not there, and is not the caller.
fn orphans(spans: &[Span]) -> Vec<&Span> {
    let ids: BTreeSet<_> = spans.iter().map(|span| span.id.as_str()).collect();
    let has_parent = |span: &&Span| span.parent == CALLER || ids.contains(span.parent.as_str());
    spans.iter().filter(|span| !has_parent(span)).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_trace_leads_from_the_request_through_six_services_to_the_mail() {
    let collector = Collector::start();
    let platform = watched(&collector);
    let uuid = submit(&platform).await;
    let spans = until_mailed(&collector).await;

    let made = |service: &str, name: &str| {
        spans.iter().any(|span| span.service() == service && span.name == name)
    };
    for (service, name) in [
        ("gateway", "POST /api/onboarding/submit"),
        ("gateway", "upstream registry"),
        ("registry", "POST /internal/keys/resolve"),
        ("onboarding", "POST /api/onboarding/submit"),
        ("vat", "process parvis.vat.v1.VerifyCompany"),
        ("vat", "upstream vies"),
        ("onboarding", "process parvis.vat.v1.CompanyVerified"),
        ("contract", "process parvis.contract.v1.GenerateContract"),
        ("signature", "process parvis.signature.v1.CollectSignature"),
        ("signature", "upstream contract"),
        ("mailer", "process parvis.mailer.v1.SendMail"),
        ("mailer", "upstream smtp"),
    ] {
        assert!(made(service, name), "no {name} of {service}: {}", list(&spans));
    }
    let services: BTreeSet<_> = spans.iter().map(Span::service).collect();
    let all = ["contract", "gateway", "mailer", "onboarding", "registry", "signature", "vat"];
    assert_eq!(services.into_iter().collect::<Vec<_>>(), all);
    the_mail_descends_from_the_request(&spans);
    of_the_caller_only_his_trace_is_taken(&collector, &spans);
    let onboarding = |span: &Span| span.attributes.get("parvis.onboarding").cloned();
    let named: BTreeSet<_> = spans.iter().filter_map(onboarding).collect();
    assert_eq!(named.into_iter().collect::<Vec<_>>(), [uuid]);
    assert!(spans.iter().all(|span| !span.failed), "{}", list(&spans));
    log_lines_name_the_trace(&platform, &services_of(&spans));
}

/// From the last span up, each parent is there, until the caller's own span.
fn the_mail_descends_from_the_request(spans: &[Span]) {
    let by_id: BTreeMap<_, _> = spans.iter().map(|span| (span.id.as_str(), span)).collect();
    let mut at = spans.iter().find(|span| span.name.ends_with(".MailSent")).unwrap();
    let mut passed = BTreeSet::new();
    let mut root = at;
    while at.parent != CALLER {
        passed.insert(at.service().to_owned());
        at = by_id.get(at.parent.as_str()).unwrap_or_else(|| panic!("no parent of {at:?}"));
        root = at;
    }
    assert_eq!(root.name, "POST /api/onboarding/submit");
    assert_eq!(root.service(), "gateway");
    for service in ["onboarding", "vat", "contract", "signature", "mailer"] {
        assert!(passed.contains(service), "{service} is not on the way of the mail: {passed:?}");
    }
}

fn of_the_caller_only_his_trace_is_taken(collector: &Collector, spans: &[Span]) {
    assert!(!collector.holds(CANARY));
    assert!(spans.iter().all(|span| span.state.is_empty()));
}

fn services_of(spans: &[Span]) -> BTreeSet<String> {
    spans.iter().map(|span| span.service().to_owned()).collect()
}

/// Every service that is in the trace has lines in the log that name it.
fn log_lines_name_the_trace(platform: &Platform, services: &BTreeSet<String>) {
    let mut named = BTreeSet::new();
    for line in platform.ground.log().lines() {
        let entry: Value = serde_json::from_str(line).unwrap();
        let spans = entry["spans"].as_array().into_iter().flatten();
        for span in spans.filter(|span| span["trace_id"] == TRACE) {
            named.insert(span["service"].as_str().unwrap().to_owned());
        }
        assert!(!line.contains("parvis_trace"), "a span of the trace is in the log: {line}");
    }
    assert_eq!(&named, services);
}

fn list(spans: &[Span]) -> String {
    let lines = spans.iter().map(|span| format!("\n  {} {}", span.service(), span.name));
    lines.collect::<Vec<_>>().concat()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_malformed_trace_of_a_caller_is_none() {
    let collector = Collector::start();
    let mut platform = watched(&collector);
    for wrong in ["00-zz-00f067aa0ba902b7-01", "garbage", &format!("ff-{TRACE}-{CALLER}-01")] {
        let request = platform.keyless(Method::GET, "/api/v1/onboardings/x");
        answer(request.header("traceparent", wrong)).await.unwrap();
    }
    let path = "/sign/a-secret-path?query=secret";
    answer(platform.keyless(Method::GET, path)).await.unwrap();
    platform.end();
    // What was underway at the end has arrived all the same.
    let spans = collector.spans();
    let signing = spans.iter().find(|span| span.name == "GET /sign/{token}").unwrap();
    assert_eq!(signing.attributes["http.route"], "/sign/{token}");
    assert!(signing.attributes["http.response.status_code"].starts_with('4'));
    assert!(!collector.holds("secret"));
    assert!(spans.iter().all(|span| span.trace != TRACE && span.trace != "0".repeat(32)));
    assert!(spans.iter().any(|span| span.name == "GET" && span.service() == "gateway"));
    assert!(spans.iter().all(|span| !span.name.contains("/health")), "{}", list(&spans));
}

/// Takes connections and never answers.
struct Silent(std::net::TcpListener);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_collector_that_is_silent_delays_no_answer_and_the_end_by_seconds_only() {
    let silent = Silent(std::net::TcpListener::bind("127.0.0.1:0").unwrap());
    let url = format!("http://{}", silent.0.local_addr().unwrap());
    let mut platform =
        Platform::start_logging(Form::Embedded, &[("PARVIS_SHARED__OTLP_URL", &url)]);
    let start = Instant::now();
    assert_eq!(platform.get("/api/v1/onboardings").await.status, 200);
    assert!(start.elapsed() < Duration::from_secs(4), "{:?}", start.elapsed());
    until("the complaint", || async {
        let log = platform.ground.log();
        log.contains("traces do not reach the collector").then_some(())
    })
    .await;
    platform.get("/api/v1/onboardings").await;
    let end = Instant::now();
    platform.end();
    // Two seconds for the last spans, and what every end takes.
    assert!(end.elapsed() < Duration::from_secs(10), "{:?}", end.elapsed());
    assert!(platform.ground.log().contains("the last spans did not reach the collector"));
    assert!(!platform.ground.log().contains(&url));
}

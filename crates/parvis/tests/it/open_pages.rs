//! The pages that are open to everybody, as browsers and machines get them.

use std::sync::Arc;

use reqwest::Method;
use serde_json::{Value, json};

use crate::platform::{Answer, Platform, Shared, answer};

static SHARED: Shared = Shared::new();

async fn page(platform: &Arc<Platform>, path: &str, language: &str) -> Answer {
    let request = platform.keyless(Method::GET, path).header("Accept", "text/html,*/*");
    answer(request.header("Accept-Language", language)).await.unwrap()
}

async fn machine(platform: &Arc<Platform>, path: &str) -> Answer {
    answer(platform.keyless(Method::GET, path)).await.unwrap()
}

/// What every page must have, in the language that was asked for.
fn is_page(answer: &Answer, language: &str) {
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(answer.header("content-language"), language);
    assert!(answer.text.contains(&format!("<html lang=\"{language}\"")), "{}", answer.text);
    assert!(answer.text.contains("<title>"), "{}", answer.text);
    let policy = answer.header("content-security-policy");
    assert!(policy.contains("default-src 'none'"), "{policy}");
    assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("referrer-policy"), "no-referrer");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_landing_page_speaks_to_browsers_and_machines() {
    let platform = SHARED.platform();
    let [french, english] = [page(&platform, "/", "fr").await, page(&platform, "/", "en").await];
    is_page(&french, "fr");
    is_page(&english, "en");
    assert!(french.text.contains("Méthode") && english.text.contains("Method"));
    let json = machine(&platform, "/").await;
    assert_eq!((json.status, &json.body["name"]), (200, &json!("Parvis")));
    for link in ["health", "problems", "trust_roots"] {
        let link = json.body[link].as_str().unwrap();
        let path = link.strip_prefix(&platform.gateway).unwrap();
        assert_eq!(machine(&platform, path).await.status, 200, "{link}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_problem_has_a_page_in_both_languages() {
    let platform = SHARED.platform();
    let list = machine(&platform, "/problems").await;
    let problems = list.body["data"].as_array().unwrap();
    assert_eq!(problems.len(), parvis_chassis::problem::catalogue::ALL.len());
    for problem in problems {
        let (kind, code) = (problem["type"].as_str().unwrap(), problem["code"].as_str().unwrap());
        let path = kind.strip_prefix(&platform.gateway).unwrap();
        assert_eq!(path, format!("/problems/{code}"));
        for language in ["fr", "en"] {
            let answer = page(&platform, path, language).await;
            is_page(&answer, language);
            assert_eq!(answer.status, 200, "{code}");
            assert!(answer.text.contains(code), "{code}");
            let status = format!("HTTP {}", problem["status"]);
            assert!(answer.text.contains(&status), "{code}");
        }
        assert_eq!(&machine(&platform, path).await.body, problem);
    }
    let unknown = machine(&platform, "/problems/nothing").await;
    assert_eq!((unknown.status, unknown.problem()), (404, Some("not_found")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_trust_roots_are_certificates_and_no_keys() {
    let platform = SHARED.platform();
    let roots = machine(&platform, "/trust/roots.pem").await;
    assert_eq!((roots.status, roots.header("content-type")), (200, "application/x-pem-file"));
    let begins = roots.text.matches("-----BEGIN CERTIFICATE-----").count();
    assert!(begins > 0 && begins == roots.text.matches("-----END CERTIFICATE-----").count());
    assert_eq!(roots.text.matches("BEGIN").count(), begins, "{}", roots.text);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_that_nobody_sent_has_a_friendly_page_in_both_languages() {
    let platform = SHARED.platform();
    let forged = "A".repeat(64);
    for token in ["garbage", &forged, "%20", "%3Cscript%3E", "zqxé", &"x".repeat(3000)] {
        for below in ["", "/done", "/document.pdf", "/signed.pdf"] {
            let path = format!("/sign/{token}{below}");
            let french = page(&platform, &path, "fr").await;
            let english = page(&platform, &path, "en").await;
            for (answer, language) in [(&french, "fr"), (&english, "en")] {
                is_page(answer, language);
                assert_eq!(answer.status, 404, "{path}");
                assert!(!answer.text.contains("<script"), "{path}");
                assert!(!answer.text.contains(token), "{path} comes back");
            }
            assert_ne!(french.text, english.text);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_for_a_link_that_nobody_sent_has_the_same_page() {
    let platform = SHARED.platform();
    let form = [("mode", "type"), ("name", "Signataire"), ("consent", "yes"), ("reason", "non")];
    for below in ["", "/review", "/confirm", "/decline"] {
        let request = platform.keyless(Method::POST, &format!("/sign/garbage{below}"));
        let answer = answer(request.header("Accept-Language", "en").form(&form)).await.unwrap();
        is_page(&answer, "en");
        assert_eq!(answer.status, 404, "{below}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn health_is_told_to_everybody() {
    let platform = SHARED.platform();
    let port = platform.gateway.rsplit(':').next().unwrap();
    let health = machine(&platform, "/health").await;
    let agreed = json!({ "status": "ok", "service": "client-onboarding", "port": port });
    assert_eq!((health.status, health.body), (200, agreed));
    for path in ["/health/live", "/health/ready"] {
        let health = machine(&platform, path).await;
        assert_eq!((health.status, &health.body["status"]), (200, &json!("ok")), "{path}");
        assert_eq!(health.header("content-type"), "application/json");
        assert!(!health.text.contains("sqlite") && !health.text.contains("/tmp"), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_head_request_gets_the_head_of_the_page() {
    let platform = SHARED.platform();
    for path in ["/", "/health", "/health/live", "/health/ready", "/problems", "/trust/roots.pem"] {
        let head = answer(platform.keyless(Method::HEAD, path)).await.unwrap();
        let get = machine(&platform, path).await;
        assert_eq!((head.status, &*head.text, &head.body), (200, "", &Value::Null), "{path}");
        assert_eq!(head.header("content-type"), get.header("content-type"), "{path}");
    }
}

//! Query strings, request headers and paths that make no sense.

use super::refusal::{flaws, inner_words};
use super::world::{World, nothing_changes, told};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_query_that_makes_no_sense_is_refused() {
    let world = World::enter().await;
    let long = "9".repeat(5000);
    nothing_changes(&world, async || {
        let mut complaints = Vec::new();
        for (path, query) in [
            ("/api/v1/onboardings", "status=unknown"),
            ("/api/v1/onboardings", "siret=12345678900012"),
            ("/api/v1/onboardings", "cursor=garbage"),
            ("/api/v1/onboardings", "email=a%00b"),
            ("/api/v1/onboardings", &format!("email={long}")),
            ("/api/v1/verifications", "cursor=garbage"),
            ("/api/v1/verifications", "vatNumber="),
            ("/api/v1/verifications", &format!("vatNumber={long}")),
            (&format!("/api/v1/onboarding/{}/events", world.uuid), "cursor=-1"),
            (&format!("/api/v1/onboarding/{}/events", world.uuid), "cursor=99999999999999999999"),
            (&format!("/api/v1/onboarding/{}/events", world.uuid), "cursor=1&cursor=2"),
        ] {
            let answer = told(world.request("GET", &format!("{path}?{query}"))).await;
            let expected =
                if answer.status == 400 { (400, "unparsable") } else { (422, "invalid") };
            let what: String = query.chars().take(40).collect();
            complaints.extend(flaws(&what, &answer, expected));
        }
        complaints
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_idempotency_key_that_makes_no_sense_is_refused() {
    let world = World::enter().await;
    nothing_changes(&world, async || {
        let mut complaints = Vec::new();
        for key in ["", " ", "\"\"", &"k".repeat(256)] {
            let request = world.request("POST", "/api/v1/onboarding/start");
            let request = request.header("Idempotency-Key", key).body("{\"email\":\"a@b.fr\"}");
            complaints.extend(flaws(key, &told(request).await, (400, "unparsable")));
        }
        complaints
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_id_that_could_do_harm_is_replaced() {
    let world = World::enter().await;
    for id in ["a b", "<script>", "é", "", &"x".repeat(129)] {
        let request = world.request("GET", "/api/v1/onboardings").header("X-Request-Id", id);
        let answer = told(request).await;
        assert_eq!(answer.status, 200);
        assert_ne!(answer.header("x-request-id"), id);
        assert!(!answer.header("x-request-id").is_empty());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_path_that_leads_nowhere_is_not_found() {
    let world = World::enter().await;
    nothing_changes(&world, async || {
        let mut complaints = Vec::new();
        for path in [
            "/nothing",
            "/api",
            "/api/v1/onboarding",
            "/api/v1/applications",
            "/api/v2/onboardings",
            "/internal/resolve-key",
            "/internal/mails/x",
            "/internal/documents/x/bytes",
            "/api/v1/onboardings/",
            "//api/v1/onboardings",
            "/assets/..%2f..%2fsettings",
            "/assets/nothing.js",
            "/problems/nothing",
            "/%ff%fe",
            "/.env",
            "/sign/..%2finternal%2fmails%2fx",
        ] {
            for method in ["GET", "POST"] {
                let answer = told(world.request(method, path)).await;
                if answer.status != 405 {
                    complaints.extend(flaws(path, &answer, (404, "not_found")));
                }
                complaints.extend(inner_words(&answer.text));
            }
        }
        complaints
    })
    .await;
}

use parvis_chassis::identity::{Identity, Subject};
use parvis_testkit::{Answer, Running, Setup};
use reqwest::Method;
use serde_json::{Value, json};

use crate::counter::{execute, running, running_with};

const ROUTES: [(Method, &str); 6] = [
    (Method::GET, "/internal/parked"),
    (Method::GET, "/internal/parked/sha256_1"),
    (Method::GET, "/internal/parked/audit"),
    (Method::GET, "/internal/events"),
    (Method::POST, "/internal/parked/replay"),
    (Method::POST, "/internal/parked/discard"),
];

/// A running service, and an operator whom it trusts.
struct Operated {
    running: Running,
    identity: Identity,
}

impl Operated {
    async fn start() -> Self {
        parvis_chassis::install_tls();
        let (private, public) = Identity::generate().unwrap();
        let setup = Setup::default().with("shared.trusted_keys.operator", public);
        let (running, _) = running_with(setup).await;
        let identity = Identity::new("operator", &private, running.clock.clone()).unwrap();
        Self { running, identity }
    }

    async fn call(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        let token = self.identity.token("counter", Subject::Process).unwrap();
        let client = reqwest::Client::builder().build().unwrap();
        let request = client.request(method, format!("{}{path}", self.running.url));
        let request = body.into_iter().fold(request, |request, body| request.json(&body));
        Answer::of(request.bearer_auth(token).send().await.unwrap()).await
    }

    async fn get(&self, path: &str) -> Value {
        let answer = self.call(Method::GET, path, None).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.json()
    }

    async fn order(&self, verb: &str, body: Value) -> Answer {
        let path = format!("/internal/parked/{verb}?as=shift-1");
        self.call(Method::POST, &path, Some(body)).await
    }

    /// Lets `count` messages be parked that nobody can read.
    async fn park(&self, count: usize) {
        for n in 1..=count {
            let row = format!("'sha256_{n}', 'some.Type{}', '', 0, '{{', 'parked', 0, 0, 0", n % 2);
            let into = "id, kind, aggregate, sequence, body, state, attempts, due_at, heard_at";
            let sql = format!("INSERT INTO inbox ({into}) VALUES ({row})");
            execute(&self.running, &sql).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_an_operator_reaches_the_verbs_of_operators() {
    let (running, app) = running().await;
    for (method, path) in ROUTES {
        let path = format!("{path}?as=shift-1");
        for subject in [Some(app), None] {
            let request = running.request(method.clone(), &path, subject).json(&json!({}));
            let answer = Answer::of(request.send().await.unwrap()).await;
            assert_eq!(answer.problem().as_deref(), Some("not_found"), "{path}");
        }
        let request = running.peer_request(method.clone(), &path).json(&json!({}));
        let answer = Answer::of(request.send().await.unwrap()).await;
        assert_eq!(answer.problem().as_deref(), Some("forbidden"), "{path}");
        let client = reqwest::Client::builder().build().unwrap();
        let request = client.request(method, format!("{}{path}", running.url)).json(&json!({}));
        assert_eq!(request.send().await.unwrap().status(), 401, "{path}");
    }
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_operator_is_no_service() {
    let operated = Operated::start().await;
    let answer = operated.call(Method::GET, "/internal/secret?as=shift-1", None).await;
    assert_eq!(answer.problem().as_deref(), Some("forbidden"));
    operated.running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_operator_says_who_he_is() {
    let operated = Operated::start().await;
    let long = format!("?as={}", "a".repeat(101));
    for (method, path) in ROUTES {
        for query in ["", "?as=", "?as=a%0Ab", &long] {
            let body = (method == Method::POST).then(|| json!({}));
            let answer = operated.call(method.clone(), &format!("{path}{query}"), body).await;
            assert_eq!(answer.problem().as_deref(), Some("unparsable"), "{path}{query}");
        }
    }
    operated.running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn parked_messages_are_listed_by_pages_without_what_they_say() {
    let operated = Operated::start().await;
    operated.park(5).await;
    let page = operated.get("/internal/parked?as=shift-1&limit=3").await;
    let ids = |page: &Value| {
        let messages = page["messages"].as_array().unwrap().iter();
        messages.map(|m| m["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&page), ["sha256_1", "sha256_2", "sha256_3"]);
    let rest = operated.get(&format!("/internal/parked?as=shift-1&after={}", page["next"])).await;
    assert_eq!((ids(&rest).len(), &rest["next"]), (2, &Value::Null));
    let some = operated.get("/internal/parked?as=shift-1&type=some.Type1").await;
    assert_eq!(ids(&some), ["sha256_1", "sha256_3", "sha256_5"]);
    assert!(page["messages"].as_array().unwrap().iter().all(|m| m.get("body").is_none()));
    let shown = operated.get("/internal/parked/sha256_2?as=shift-1").await;
    assert_eq!((&shown["state"], &shown["raw"]), (&json!("parked"), &json!("{")));
    let unknown = operated.call(Method::GET, "/internal/parked/evt_9?as=shift-1", None).await;
    assert_eq!(unknown.status, 404);
    operated.running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_is_carried_out_and_audited() {
    let operated = Operated::start().await;
    operated.park(3).await;
    let ids = json!(["sha256_1", "evt_9"]);
    let discarded = operated.order("discard", json!({ "ids": ids, "reason": " by hand " })).await;
    assert_eq!(discarded.json(), json!({ "discarded": 1, "unknown": 1 }));
    let replayed = operated.order("replay", json!({ "all": true })).await;
    assert_eq!(replayed.json(), json!({ "unreadable": 2 }));
    let replayed = operated.order("replay", json!({ "type": "some.Type1" })).await;
    assert_eq!(replayed.json(), json!({ "unreadable": 1 }));
    let replayed = operated.order("replay", json!({ "ids": ["sha256_1"] })).await;
    assert_eq!(replayed.json(), json!({ "already_discarded": 1 }));
    let audit = operated.get("/internal/parked/audit?as=shift-1").await;
    let entries = audit["entries"].as_array().unwrap();
    assert_eq!(entries.len(), 6);
    assert!(entries.iter().all(|entry| entry["actor"] == "operator:shift-1"));
    assert_eq!(entries[0]["reason"], "by hand");
    operated.running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_that_says_too_little_or_too_much_is_refused() {
    let operated = Operated::start().await;
    operated.park(1).await;
    let many: Vec<_> = (0..501).map(|n| format!("evt_{n}")).collect();
    for order in [
        json!({}),
        json!({ "ids": [] }),
        json!({ "ids": ["a"], "all": true }),
        json!({ "type": "a", "all": true }),
        json!({ "ids": ["a".repeat(101)] }),
        json!({ "ids": many }),
        json!({ "everything": true }),
    ] {
        let answer = operated.order("replay", order.clone()).await;
        assert_eq!(answer.problem().as_deref(), Some("invalid"), "{order}");
    }
    for reason in ["", "no", " a ", &"x".repeat(501)] {
        let order = json!({ "ids": ["sha256_1"], "reason": reason });
        let answer = operated.order("discard", order).await;
        assert_eq!(answer.problem().as_deref(), Some("invalid"), "{reason}");
    }
    let audit = operated.get("/internal/parked/audit?as=shift-1").await;
    assert_eq!(audit, json!({ "entries": [], "next": null }));
    operated.running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn facts_that_were_handed_over_are_told_by_pages() {
    let operated = Operated::start().await;
    for n in 1..=3 {
        let row = format!("'evt_{n}', 'some.Type{}', 'a', '{{}}', 0, 0, {}", n % 2, n * 1000);
        let into = "id, kind, subject, body, attempts, due_at, published_at";
        execute(&operated.running, &format!("INSERT INTO outbox ({into}) VALUES ({row})")).await;
    }
    let page = operated.get("/internal/events?as=shift-1&limit=2").await;
    let wanted = json!({ "seq": 1, "id": "evt_1", "type": "some.Type1", "body": "{}",
        "published_at": "1970-01-01T00:00:01.000Z" });
    assert_eq!((&page["events"][0], &page["next"]), (&wanted, &json!(2)));
    for (query, count) in [
        ("after=2", 1),
        ("since=1970-01-01T00:00:02Z", 2),
        ("types=some.Type1", 2),
        ("types=some.Type1,some.Type0", 3),
        ("types=other", 0),
    ] {
        let some = operated.get(&format!("/internal/events?as=shift-1&{query}")).await;
        assert_eq!(some["events"].as_array().unwrap().len(), count, "{query}");
    }
    let wrong = operated.call(Method::GET, "/internal/events?as=shift-1&since=today", None).await;
    assert_eq!(wrong.problem().as_deref(), Some("unparsable"));
    operated.running.stop().await;
}

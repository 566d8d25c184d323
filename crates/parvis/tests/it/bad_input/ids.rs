//! Ids of strangers, ids that nobody has, and texts that are none.

use serde_json::json;

use super::endpoints::{Access, Endpoint, endpoints};
use super::refusal::{flaws, start};
use super::world::{World, nothing_changes, told, unknown};
use crate::platform::Answer;

fn with_id() -> impl Iterator<Item = Endpoint> {
    endpoints().into_iter().filter(|e| e.access == Access::Key && e.pattern.contains('{'))
}

async fn call(world: &World, (endpoint, path): (&Endpoint, &str), key: &str) -> Answer {
    let request = world.open_request(endpoint.method, path).header("X-Master-Key", key);
    let request = request.header("X-Request-Id", "the-same-for-all");
    let body = endpoint.reads.map(|reads| (reads.body)(world));
    told(if let Some(body) = body { request.json(&body) } else { request }).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_belongs_to_another_does_not_exist() {
    let world = World::enter().await;
    nothing_changes(&world, async || {
        let mut complaints = Vec::new();
        for endpoint in with_id() {
            let pattern = endpoint.pattern;
            let foreign = (&endpoint, &*world.path(&endpoint));
            let foreign = call(&world, foreign, &world.stranger).await;
            let nobodys = call(&world, (&endpoint, &unknown(pattern)), &world.stranger).await;
            complaints.extend(flaws(pattern, &foreign, (404, "not_found")));
            if (foreign.status, &foreign.text) != (nobodys.status, &nobodys.text) {
                complaints.push(format!("{pattern} tells: {} {}", foreign.text, nobodys.text));
            }
            let names = |answer: &Answer| {
                let names = answer.headers.keys().map(ToString::to_string);
                names.collect::<std::collections::BTreeSet<_>>()
            };
            if names(&foreign) != names(&nobodys) {
                complaints.push(format!("{pattern} tells by its headers"));
            }
        }
        complaints
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_foreign_onboarding_is_not_provisioned() {
    let world = World::enter().await;
    nothing_changes(&world, async || {
        let provision = async |uuid: &str| {
            let request = world.open_request("POST", "/api/v1/onboarding/provision");
            let request = request.header("X-Request-Id", "the-same-for-all");
            let request = request.header("X-Master-Key", &world.stranger);
            told(request.json(&json!({ "uuid": uuid, "generate_api_key": true }))).await
        };
        let foreign = provision(&world.uuid).await;
        let nobodys = provision(&unknown("{uuid}")).await;
        let mut complaints = flaws("foreign", &foreign, (404, "not_found"));
        if foreign.text != nobodys.text {
            complaints.push(format!("tells: {} {}", foreign.text, nobodys.text));
        }
        complaints
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_text_that_is_no_id_names_nothing() {
    let world = World::enter().await;
    let long = "a".repeat(4000);
    let malformed = [
        "x",
        "0",
        "-1",
        "null",
        "%20",
        "%00",
        "%0d%0aX-Evil:%201",
        "%ff",
        "%e2%80%ae",
        "'%20OR%201=1",
        "00000000-0000-0000-0000-000000000000",
        "..%2f..%2fetc",
        "%2e%2e",
        "{uuid}",
        &long,
    ];
    nothing_changes(&world, async || {
        let mut complaints = Vec::new();
        for endpoint in with_id() {
            let (before, rest) = endpoint.pattern.split_once('{').unwrap();
            let (_, after) = rest.split_once('}').unwrap();
            for text in malformed {
                let path = format!("{before}{text}{after}");
                let answer = call(&world, (&endpoint, &path), &world.key).await;
                let what = format!("{} {}", endpoint.method, start(&path));
                complaints.extend(flaws(&what, &answer, (404, "not_found")));
                if answer.headers.contains_key("x-evil") {
                    complaints.push(format!("{what}: splits the answer"));
                }
            }
        }
        complaints
    })
    .await;
}

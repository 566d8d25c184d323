//! Wrong methods, and whoever comes without a good key.

use std::collections::BTreeSet;

use parvis_chassis::key::{Key, KeyKind};
use reqwest::RequestBuilder;
use serde_json::json;

use super::endpoints::{Access, Endpoint, endpoints};
use super::refusal::flaws;
use super::world::{World, nothing_changes, told};
use crate::platform::until;

const METHODS: [&str; 8] = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_method_is_told_which_ones_there_are() {
    let world = World::enter().await;
    nothing_changes(&world, async || {
        let (mut complaints, endpoints) = (Vec::new(), endpoints());
        for endpoint in &endpoints {
            let here = endpoints.iter().filter(|e| e.pattern == endpoint.pattern);
            let mut allowed: BTreeSet<_> = here.map(|e| e.method).collect();
            if allowed.contains("GET") {
                allowed.insert("HEAD");
            }
            for method in METHODS.into_iter().filter(|method| !allowed.contains(method)) {
                let path = world.path(endpoint);
                for request in [world.request(method, &path), world.open_request(method, &path)] {
                    let answer = told(request).await;
                    let what = format!("{method} {}", endpoint.pattern);
                    complaints.extend(flaws(&what, &answer, (405, "method_not_allowed")));
                    let allow: BTreeSet<_> = answer.header("allow").split(", ").collect();
                    if allow != allowed {
                        complaints.push(format!("{what}: allows {allow:?}"));
                    }
                }
            }
        }
        complaints
    })
    .await;
}

/// The key with its last character changed.
fn mistyped(key: &str) -> String {
    let (most, last) = key.split_at(key.len() - 1);
    format!("{most}{}", if last == "a" { "b" } else { "a" })
}

/// A key of the application that was revoked, and is known to be.
async fn revoked(world: &World) -> String {
    let made = told(world.request("POST", "/api/v1/applications/me/keys")).await;
    let (key, id) = (made.body["master_key"].as_str().unwrap(), &made.body["key_id"]);
    let look = || world.open_request("GET", "/api/v1/applications/me").header("X-Master-Key", key);
    assert_eq!(told(look()).await.status, 200);
    let path = format!("/api/v1/applications/me/keys/{}", id.as_str().unwrap());
    assert_eq!(told(world.request("DELETE", &path)).await.status, 200);
    until("the revocation", || async { (told(look()).await.status == 401).then_some(()) }).await;
    key.to_owned()
}

/// The ways to come without a good key.
async fn bad_keys(world: &World) -> Vec<(&'static str, Vec<String>)> {
    let unknown = Key::mint(KeyKind::Master).unwrap().reveal().reveal().to_owned();
    let tenant = Key::mint(KeyKind::Tenant).unwrap().reveal().reveal().to_owned();
    vec![
        ("no key", vec![]),
        ("empty key", vec![String::new()]),
        ("bad key", vec!["garbage".to_owned()]),
        ("long key", vec!["k".repeat(3000)]),
        ("mistyped key", vec![mistyped(&world.key)]),
        ("unknown key", vec![unknown]),
        ("a tenant's key", vec![tenant]),
        ("two keys", vec![world.key.clone(), world.key.clone()]),
        ("revoked key", vec![revoked(world).await]),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_has_no_good_key_learns_nothing() {
    let world = World::enter().await;
    let keys = bad_keys(&world).await;
    let guarded = |e: &Endpoint| e.access == Access::Key;
    nothing_changes(&world, async || {
        let mut complaints = Vec::new();
        for endpoint in endpoints().into_iter().filter(guarded) {
            let good = endpoint.reads.map(|reads| (reads.body)(&world));
            for (name, keys) in &keys {
                let bodies = [Some(json!("no object")), good.clone()];
                for body in bodies.into_iter().take(if good.is_some() { 2 } else { 1 }) {
                    let request = world.open_request(endpoint.method, &world.path(&endpoint));
                    let with = |r: RequestBuilder, key: &String| r.header("X-Master-Key", key);
                    let request = keys.iter().fold(request, with);
                    let request =
                        if endpoint.method == "GET" { request } else { request.json(&body) };
                    let what = format!("{name} {} {}", endpoint.method, endpoint.pattern);
                    complaints.extend(flaws(&what, &told(request).await, (401, "unauthorized")));
                }
            }
        }
        complaints
    })
    .await;
}

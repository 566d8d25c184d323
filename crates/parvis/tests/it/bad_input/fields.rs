//! Each field of each body: missing, of another type, empty, very long, with control characters.

use serde_json::{Value, json};

use super::endpoints::{Field, Kind, reading};
use super::refusal::{flaws, pointers};
use super::world::{World, nothing_changes, told};

/// Control characters, and one that turns the direction of writing.
const CONTROLS: [char; 4] = ['\u{0}', '\u{7}', '\u{1b}', '\u{202e}'];

/// A bad value, or `None` for a member that is missing.
type Bad = Option<Value>;

fn bad_values(field: &Field, good: &Value) -> Vec<Bad> {
    let text = [json!(12), json!(true), json!(["x"]), json!({ "x": 1 })].map(Some);
    let none = [None, Some(Value::Null), Some(json!("")), Some(json!(" \t "))];
    let no_object = [json!("x"), json!(12), json!(false), json!(["x"])].map(Some);
    let long = [Some(json!("9".repeat(100_000))), Some(json!("é".repeat(50_000)))];
    match field.kind {
        Kind::Required => [&none[..], &text, &long, &controls(good)].concat(),
        Kind::Optional => [&text[..], &long, &controls(good)].concat(),
        Kind::Judged => [&none[..], &text, &long].concat(),
        Kind::Switch => {
            [&[Some(json!("true")), Some(json!(1)), Some(json!({}))], &long[..]].concat()
        }
        Kind::Object => [&none[..2], &no_object].concat(),
        Kind::OptionalObject => no_object.to_vec(),
    }
}

/// The good value with a control character in its midst.
fn controls(good: &Value) -> Vec<Bad> {
    let good: Vec<char> = good.as_str().unwrap_or("ab").chars().collect();
    let (before, after) = good.split_at(good.len().min(40) / 2);
    let with = |c: &char| json!([before, &[*c], after].concat().iter().collect::<String>());
    CONTROLS.iter().map(with).map(Some).collect()
}

fn spoiled(body: &Value, pointer: &str, bad: &Bad) -> Value {
    let mut body = body.clone();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let parent = body.pointer_mut(parent).unwrap().as_object_mut().unwrap();
    match bad {
        Some(value) => parent.insert(name.to_owned(), value.clone()),
        None => parent.remove(name),
    };
    body
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_bad_field_is_named() {
    let world = World::enter().await;
    nothing_changes(&world, async || {
        let mut complaints = Vec::new();
        for (endpoint, body, fields) in reading(&world) {
            for field in fields {
                let good = body.pointer(field.pointer).cloned().unwrap_or_default();
                for bad in bad_values(field, &good) {
                    // A change may leave out what it does not change.
                    if bad.is_none() && field.pointer == "/app_name" && endpoint.method == "PATCH" {
                        continue;
                    }
                    let body = spoiled(&body, field.pointer, &bad);
                    let request = world.request(endpoint.method, &world.path(&endpoint));
                    let answer = told(request.json(&body)).await;
                    let shown = bad.map_or("absent".to_owned(), |v| v.to_string());
                    let shown: String = shown.chars().take(24).collect();
                    let what = format!("{} {} {shown}", endpoint.pattern, field.pointer);
                    // A text that is no image has a code of its own.
                    if answer.problem() == Some("signature_image") && field.pointer == "/signature"
                    {
                        complaints.extend(flaws(&what, &answer, (422, "signature_image")));
                        continue;
                    }
                    complaints.extend(flaws(&what, &answer, (422, "invalid")));
                    if pointers(&answer) != [field.pointer] {
                        complaints.push(format!("{what}: names {:?}", pointers(&answer)));
                    }
                }
            }
        }
        complaints
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_bad_fields_are_named_together() {
    let world = World::enter().await;
    nothing_changes(&world, async || {
        let mut complaints = Vec::new();
        for (endpoint, _, fields) in reading(&world) {
            let top = |f: &&&Field| f.pointer.matches('/').count() == 1;
            let texts = fields.iter().filter(top);
            let names: Vec<_> = texts.map(|field| field.pointer).collect();
            let mut body = json!({});
            for name in &names {
                body[&name[1..]] = json!(12);
            }
            let request = world.request(endpoint.method, &world.path(&endpoint));
            let answer = told(request.json(&body)).await;
            complaints.extend(flaws(endpoint.pattern, &answer, (422, "invalid")));
            if pointers(&answer) != names {
                complaints.push(format!("{}: names {:?}", endpoint.pattern, pointers(&answer)));
            }
        }
        complaints
    })
    .await;
}

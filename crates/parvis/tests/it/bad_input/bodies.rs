//! Bodies that are no JSON object, of another kind, or too large.

use futures_util::stream;
use reqwest::Body;

use super::endpoints::{Access, endpoints, reading};
use super::refusal::{flaws, pointers};
use super::world::{World, nothing_changes, told};

const JSON: &str = "application/json";
/// The limit of most routes, and of those that take a drawing, in bytes.
const LIMITS: (usize, usize) = (256 * 1024, 2 * 1024 * 1024);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_that_is_not_json_is_unparsable() {
    let world = World::enter().await;
    nothing_changes(&world, async || {
        let mut complaints = Vec::new();
        for (endpoint, _, _) in reading(&world) {
            let deep = "[".repeat(10_000).into_bytes();
            let bodies: [&[u8]; 7] =
                [b"{", b"", b"{\"a\":1} x", b"{'a':1}", b"\xff\xfe\"", b"\0", &deep];
            for bytes in bodies {
                // A body that may be left out is not bad input.
                if bytes.is_empty() && endpoint.pattern.ends_with("/cancel") {
                    continue;
                }
                let request = world.request(endpoint.method, &world.path(&endpoint));
                let answer = told(request.header("content-type", JSON).body(bytes.to_vec())).await;
                let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(12)]).into_owned();
                let what = format!("{} {shown:?}", endpoint.pattern);
                complaints.extend(flaws(&what, &answer, (400, "unparsable")));
            }
        }
        complaints
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_that_is_no_object_is_invalid_at_its_root() {
    let world = World::enter().await;
    nothing_changes(&world, async || {
        let mut complaints = Vec::new();
        for (endpoint, _, _) in reading(&world) {
            for body in ["[]", "[{}]", "\"x\"", "null", "1", "true"] {
                let request = world.request(endpoint.method, &world.path(&endpoint));
                let answer = told(request.header("content-type", JSON).body(body)).await;
                let what = format!("{} {body}", endpoint.pattern);
                complaints.extend(flaws(&what, &answer, (422, "invalid")));
                if pointers(&answer) != [""] {
                    complaints.push(format!("{what}: {:?}", pointers(&answer)));
                }
            }
        }
        complaints
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_of_another_type_is_unsupported() {
    let world = World::enter().await;
    nothing_changes(&world, async || {
        let mut complaints = Vec::new();
        for (endpoint, body, _) in reading(&world) {
            for kind in ["text/xml", "text/plain", "application/x-www-form-urlencoded", "json", ""]
            {
                let request = world.request(endpoint.method, &world.path(&endpoint));
                let request = request.header("content-type", kind).body(body.to_string());
                let what = format!("{} {kind:?}", endpoint.pattern);
                complaints.extend(flaws(
                    &what,
                    &told(request).await,
                    (415, "unsupported_media_type"),
                ));
            }
        }
        complaints
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_over_the_limit_is_too_large() {
    let world = World::enter().await;
    nothing_changes(&world, async || {
        let mut complaints = Vec::new();
        let proxied = endpoints().into_iter().filter(|e| e.access != Access::Page);
        for endpoint in proxied {
            let draws = endpoint.method == "POST" && endpoint.pattern.contains("/sign/");
            let over = 1 + if draws { LIMITS.1 } else { LIMITS.0 };
            let whole = Body::from(vec![b' '; over]);
            let pieces = (0..=over / 4096).map(|_| Ok::<_, std::io::Error>(vec![b' '; 4096]));
            // Some endpoints read no body, and need not look at one that comes piece by piece.
            let reads = endpoint.method == "POST" && !endpoint.pattern.ends_with("/keys");
            let streamed = reads.then(|| Body::wrap_stream(stream::iter(pieces)));
            for body in [Some(whole), streamed].into_iter().flatten() {
                let request = world.request(endpoint.method, &world.path(&endpoint));
                let page = endpoint.access == Access::Open && draws;
                let kind = if page { "application/x-www-form-urlencoded" } else { JSON };
                let answer = told(request.header("content-type", kind).body(body)).await;
                let what = format!("{} {}", endpoint.method, endpoint.pattern);
                complaints.extend(flaws(&what, &answer, (413, "too_large")));
            }
        }
        complaints
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_of_a_signing_page_that_is_none_is_refused() {
    let world = World::enter().await;
    nothing_changes(&world, async || {
        let mut complaints = Vec::new();
        for path in ["/sign/garbage", "/sign/garbage/review", "/sign/garbage/confirm"] {
            let json = world.open_request("POST", path).header("content-type", JSON).body("{}");
            let expected = (415, "unsupported_media_type");
            complaints.extend(flaws(path, &told(json).await, expected));
        }
        complaints
    })
    .await;
}

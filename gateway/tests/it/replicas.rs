//! A service of several replicas: spread over, and missed by nobody when one is gone.

use std::net::SocketAddr;

use parvis_chassis::idempotency::CALL;
use parvis_testkit::Answer;
use reqwest::Method;
use tokio::net::TcpListener;

use crate::foreign::{Foreign, Heard, Manners};
use crate::house::{House, PATIENCE};

const BREAKS_OFF: &str = "";
const LEAVING: &str = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok";
const NOT_READY: &str = "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n";

/// A house with one worker whose `service` has these replicas.
async fn house(service: &str, replicas: &[SocketAddr]) -> House {
    let places: Vec<_> = replicas.iter().map(|address| format!("http://{address}")).collect();
    House::with(|config| {
        config
            .with("gateway.workers", 1)
            .with(&format!("shared.addresses.{service}"), places.join(","))
    })
    .await
}

/// An address where nobody is, and where no other test puts anybody.
async fn nowhere() -> SocketAddr {
    let gone = TcpListener::bind("127.0.0.3:0").await.unwrap();
    gone.local_addr().unwrap()
}

/// Posts a body, under an idempotency key or without.
async fn post(
    house: &House,
    path: &str,
    key: Option<&str>,
    body: impl Into<reqwest::Body>,
) -> Answer {
    let request = house.request(Method::POST, path).header("x-master-key", house.secret());
    let request = key.into_iter().fold(request, |r, key| r.header("idempotency-key", key));
    Answer::of(request.body(body).send().await.unwrap()).await
}

fn bodies(heard: &[Heard]) -> Vec<&[u8]> {
    heard.iter().map(|heard| heard.body.as_slice()).collect()
}

#[tokio::test]
async fn requests_are_spread_over_all_replicas() {
    let replicas = [Foreign::start().await, Foreign::start().await, Foreign::start().await];
    let house = house("signature", &replicas.each_ref().map(|replica| replica.address)).await;
    let heard = || replicas.each_ref().map(|replica| replica.heard().len());
    let rounds = async |rounds: usize| {
        let before = heard();
        for _ in 0..rounds * replicas.len() {
            assert_eq!(house.get("/assets/a").await.status, 200);
        }
        let after = heard();
        [0, 1, 2].map(|at| after[at] - before[at]) == [rounds; 3]
    };
    // Each is tried before it is relied on.
    let tried = async { while !rounds(2).await {} };
    tokio::time::timeout(PATIENCE, tried).await.unwrap();
    assert!(rounds(10).await);
    assert!(replicas.iter().all(|replica| replica.connections() <= 3), "connections are kept");
}

#[tokio::test]
async fn the_replica_with_the_fewest_requests_underway_is_asked() {
    let busy = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let free = Foreign::start().await;
    let house = house("signature", &[busy.local_addr().unwrap(), free.address]).await;
    let waiting = house.get("/sign/waits");
    let others = async {
        let _kept = busy.accept().await.unwrap();
        for _ in 0..10 {
            assert_eq!(house.get("/assets/a").await.status, 200);
        }
    };
    tokio::select! {
        _ = waiting => panic!("nobody answers it"),
        () = others => {}
    }
    assert_eq!(free.heard().len(), 10);
}

#[tokio::test]
async fn a_replica_that_refuses_connections_costs_no_request() {
    let stays = Foreign::start().await;
    let house = house("signature", &[nowhere().await, stays.address, nowhere().await]).await;
    for _ in 0..10 {
        assert_eq!(house.get("/assets/a").await.status, 200);
        assert_eq!(post(&house, "/sign/a", None, "hello").await.status, 200);
    }
    assert_eq!(stays.heard().len(), 20);
}

#[tokio::test]
async fn a_post_that_broke_off_is_repeated_elsewhere_when_its_caller_named_it() {
    for body in [reqwest::Body::from("hello"), chunked("hello")] {
        let (breaks, stays) = (Foreign::start().await, Foreign::start().await);
        breaks.tell("/sign/a", BREAKS_OFF);
        let house = house("signature", &[breaks.address, stays.address]).await;
        assert_eq!(post(&house, "/sign/a", Some("once"), body).await.status, 200);
        let (first, second) = (breaks.heard(), stays.heard());
        assert_eq!(first[0].header("idempotency-key"), ["once"]);
        assert_eq!(second[0].header("idempotency-key"), ["once"]);
        // By this the service knows that it is one call.
        assert_eq!(first[0].header(CALL).len(), 1);
        assert_eq!(first[0].header(CALL), second[0].header(CALL));
        assert_eq!(first[0].header("content-length"), second[0].header("content-length"));
        assert_eq!(bodies(&first), bodies(&second));
        assert!(String::from_utf8_lossy(&second[0].body).contains("hello"));
        assert_eq!((first.len(), second.len()), (1, 1));
    }
}

fn chunked(text: &'static str) -> reqwest::Body {
    reqwest::Body::wrap_stream(futures_util::stream::iter([Ok::<_, std::io::Error>(text)]))
}

#[tokio::test]
async fn every_call_has_a_name_of_its_own_that_no_caller_chooses() {
    let service = Foreign::start().await;
    let house = house("signature", &[service.address]).await;
    for _ in 0..2 {
        let request = house.request(Method::POST, "/sign/a").header("x-master-key", house.secret());
        let request = request.header("idempotency-key", "once").header(CALL, "chosen");
        assert_eq!(request.body("hello").send().await.unwrap().status(), 200);
    }
    let heard = service.heard();
    let names = [0, 1].map(|at| heard[at].header(CALL));
    assert!(names.iter().all(|names| names.len() == 1 && names[0] != "chosen"), "{names:?}");
    assert_ne!(names[0], names[1]);
}

#[tokio::test]
async fn a_post_that_broke_off_is_not_repeated_when_it_might_act_twice() {
    // Without a name, and with a body that is too long to be remembered.
    for (key, body) in [(None, 5), (Some(""), 5), (Some("once"), 70_000)] {
        let (breaks, stays) = (Foreign::start().await, Foreign::start().await);
        breaks.tell("/sign/a", BREAKS_OFF);
        let house = house("signature", &[breaks.address, stays.address]).await;
        let answer = post(&house, "/sign/a", key, "a".repeat(body)).await;
        assert_eq!((answer.status, answer.problem().as_deref()), (502, Some("bad_gateway")));
        assert_eq!((breaks.heard().len(), stays.heard().len()), (1, 0));
        // The replica rests now.
        assert_eq!(post(&house, "/sign/a", key, "a".repeat(body)).await.status, 200);
    }
}

#[tokio::test]
async fn a_question_is_repeated_though_it_is_a_post() {
    let (breaks, stays) = (Foreign::start().await, Foreign::start().await);
    breaks.tell("/api/onboarding/verify-vat", BREAKS_OFF);
    let house = house("vat", &[breaks.address, stays.address]).await;
    assert_eq!(post(&house, "/api/onboarding/verify-vat", None, "{}").await.status, 200);
    assert_eq!((breaks.heard().len(), stays.heard().len()), (1, 1));
}

#[tokio::test]
async fn a_replica_that_breaks_every_request_off_is_asked_once_and_then_rests() {
    let (breaks, stays) = (Foreign::start().await, Foreign::start().await);
    for path in ["/assets/a", "/health/ready"] {
        breaks.tell(path, BREAKS_OFF);
    }
    let house = house("signature", &[breaks.address, stays.address]).await;
    for _ in 0..20 {
        assert_eq!(house.get("/assets/a").await.status, 200);
    }
    assert_eq!((breaks.heard().len(), stays.heard().len()), (1, 20));
}

#[tokio::test]
async fn a_replica_that_hangs_is_left_alone() {
    let (hangs, stays) = (Foreign::start().await, Foreign::start().await);
    let places = format!("http://{},http://{}", hangs.address, stays.address);
    let house = House::with(|config| {
        config
            .with("gateway.workers", 1)
            .with("gateway.answer_seconds", 1)
            .with("shared.addresses.signature", places)
    })
    .await;
    for _ in 0..10 {
        assert_eq!(house.get("/assets/a").await.status, 200);
    }
    assert!(!hangs.heard().is_empty());
    hangs.behave(Manners::Hung);
    let mut overdue = 0;
    for _ in 0..10 {
        overdue += usize::from(house.get("/assets/a").await.status == 504);
    }
    assert_eq!(overdue, 1);
}

#[tokio::test]
async fn a_replica_that_is_ready_again_is_asked_again() {
    let (gone, stays) = (nowhere().await, Foreign::start().await);
    let house = house("signature", &[gone, stays.address]).await;
    for _ in 0..3 {
        assert_eq!(house.get("/assets/a").await.status, 200);
    }
    let back = Foreign::start_at(gone).await;
    back.tell("/health/ready", NOT_READY);
    let look = async |done: &dyn Fn() -> bool| {
        let asking = async {
            while !done() {
                assert_eq!(house.get("/assets/a").await.status, 200);
            }
        };
        tokio::time::timeout(PATIENCE, asking).await.unwrap();
    };
    look(&|| !back.read_so_far().is_empty()).await;
    assert!(back.heard().is_empty(), "it accepts connections and is not ready");
    back.tell("/health/ready", "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
    look(&|| !back.heard().is_empty()).await;
}

#[tokio::test]
async fn a_replica_that_says_that_it_leaves_is_left_alone() {
    let (leaves, stays) = (Foreign::start().await, Foreign::start().await);
    leaves.tell("/assets/a", LEAVING);
    leaves.tell("/health/ready", NOT_READY);
    let house = house("signature", &[leaves.address, stays.address]).await;
    for _ in 0..20 {
        assert_eq!(house.get("/assets/a").await.status, 200);
    }
    assert_eq!((leaves.heard().len(), stays.heard().len()), (1, 19));
}

#[tokio::test]
async fn the_last_replica_is_asked_even_while_it_rests() {
    let flaky = Foreign::start().await;
    flaky.tell("/sign/broken", BREAKS_OFF);
    let house = house("signature", &[flaky.address, nowhere().await]).await;
    for _ in 0..5 {
        assert_eq!(house.get("/sign/broken").await.status, 502);
        assert_eq!(house.get("/assets/a").await.status, 200);
    }
}

#[tokio::test]
async fn a_service_without_a_replica_that_can_be_found_is_unavailable() {
    let house = House::with(|config| {
        config.with("shared.addresses.signature", "http://no-such-host.invalid:80")
    })
    .await;
    let answer = house.get("/assets/a").await;
    assert_eq!((answer.status, answer.problem().as_deref()), (503, Some("unavailable")));
    assert_eq!(house.call(Method::GET, "/api/v1/onboardings").await.status, 200);
}

#[tokio::test]
async fn a_replica_is_found_by_its_name() {
    let replica = Foreign::start().await;
    let place = format!("http://localhost:{}", replica.address.port());
    let house = House::with(|config| config.with("shared.addresses.signature", &place)).await;
    assert_eq!(house.get("/assets/a").await.status, 200);
    assert_eq!(replica.heard()[0].header("host"), [place.strip_prefix("http://").unwrap()]);
}

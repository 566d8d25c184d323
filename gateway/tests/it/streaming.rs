//! Request bodies stream, and are counted while they do.

use reqwest::Method;
use tokio::io::AsyncWriteExt as _;

use crate::house::{House, PATIENCE, read_until, rest};

const POST: &str = "POST /sign/a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n";

#[tokio::test]
async fn a_chunked_body_reaches_the_service_while_it_is_still_being_sent() {
    let house = House::start().await;
    let mut client = house.open(format!("{POST}Transfer-Encoding: chunked\r\n\r\n")).await;
    let chunk = format!("2000\r\n{}\r\n", "a".repeat(0x2000));
    client.write_all(chunk.as_bytes()).await.unwrap();
    let mut body = house.service.body.subscribe();
    let first = body.wait_for(|bytes| *bytes > 0);
    tokio::time::timeout(PATIENCE, first).await.unwrap().unwrap();
    assert!(house.service.heard().is_empty(), "the request is not complete yet");
    for _ in 1..128 {
        client.write_all(chunk.as_bytes()).await.unwrap();
    }
    client.write_all(b"0\r\n\r\n").await.unwrap();
    assert!(rest(&mut client).await.starts_with("HTTP/1.1 200"));
    let heard = house.service.heard();
    assert_eq!(heard[0].header("transfer-encoding"), ["chunked"]);
    let letters = String::from_utf8_lossy(&heard[0].body).matches('a').count();
    assert_eq!(letters, 128 * 0x2000);
}

#[tokio::test]
async fn a_body_of_known_length_keeps_its_length() {
    let house = House::start().await;
    for body in ["", "hello"] {
        let request = format!("{POST}Content-Length: {}\r\n\r\n{body}", body.len());
        assert!(house.talk(request).await.starts_with("HTTP/1.1 200"));
        let heard = house.service.heard().pop().unwrap();
        assert_eq!(heard.header("content-length"), [body.len().to_string()]);
        assert!(heard.header("transfer-encoding").is_empty());
        assert_eq!(heard.body, body.as_bytes());
    }
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_with_and_without_its_length() {
    let house = House::start().await;
    let answer = house.talk(format!("{POST}Content-Length: 2097153\r\n\r\n")).await;
    assert!(answer.starts_with("HTTP/1.1 413") && answer.contains("too_large"), "{answer}");
    assert_eq!(house.service.connections(), 0);

    let mut client = house.open(format!("{POST}Transfer-Encoding: chunked\r\n\r\n")).await;
    let chunk = format!("8000\r\n{}\r\n", "a".repeat(0x8000));
    for _ in 0..65 {
        client.write_all(chunk.as_bytes()).await.unwrap();
    }
    let answer = read_until(&mut client, "}").await;
    assert!(answer.starts_with("HTTP/1.1 413") && answer.contains("too_large"), "{answer}");
    assert!(house.service.heard().is_empty());
}

#[tokio::test]
async fn a_slow_head_and_a_slow_body_are_cut() {
    let house = House::with(|config| {
        config.with("gateway.request_head_seconds", 1).with("gateway.request_body_seconds", 1)
    })
    .await;
    let (head, body) = tokio::join!(
        house.talk("GET /health HTTP/1.1\r\nHost:"),
        house.talk(format!("{POST}Content-Length: 5\r\n\r\nhe")),
    );
    assert!(head.starts_with("HTTP/1.1 408"), "{head}");
    assert!(body.starts_with("HTTP/1.1 408") && body.contains("request_timeout"), "{body}");
}

#[tokio::test]
async fn a_body_that_breaks_off_never_reaches_a_service_as_whole() {
    let house = House::start().await;
    let mut client = house.open(format!("{POST}Content-Length: 5\r\n\r\nhe")).await;
    client.shutdown().await.unwrap();
    rest(&mut client).await;
    assert!(house.service.heard().is_empty());
}

#[tokio::test]
async fn a_client_that_goes_away_takes_the_connection_to_the_service_with_it() {
    let house = House::start().await;
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 100000000\r\n\r\nthe beginning";
    let endless = [head.as_bytes(), &vec![b'a'; 50_000_000]].concat();
    house.service.tell("/sign/endless", endless);
    let mut client = house.open("GET /sign/endless HTTP/1.1\r\nHost: a\r\n\r\n").await;
    read_until(&mut client, "the beginning").await;
    let mut ended = house.service.ended.subscribe();
    assert_eq!(*ended.borrow_and_update(), 0);
    drop(client);
    tokio::time::timeout(PATIENCE, ended.wait_for(|ended| *ended == 1)).await.unwrap().unwrap();
}

#[tokio::test]
async fn an_answer_that_breaks_off_or_stalls_is_never_taken_for_whole() {
    let house = House::with(|config| config.with("gateway.answer_seconds", 1)).await;
    let stalled = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n";
    house.service.tell("/sign/stalled", stalled);
    let answer = house.talk("GET /sign/stalled HTTP/1.1\r\nHost: a\r\n\r\n").await;
    assert!(answer.ends_with("5\r\nhello\r\n"), "{answer}");
}

#[tokio::test]
async fn a_service_that_does_not_answer_in_time_is_a_gateway_timeout() {
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let place = format!("http://{}", silent.local_addr().unwrap());
    let house = House::with(|config| {
        config.with("gateway.answer_seconds", 1).with("shared.addresses.signature", place)
    })
    .await;
    let answer = house.get("/sign/a").await;
    assert_eq!((answer.status, answer.problem().as_deref()), (504, Some("gateway_timeout")));
    assert_eq!(house.call(Method::GET, "/api/v1/onboardings").await.status, 200);
}

#[tokio::test]
async fn a_provisioning_that_is_asked_to_wait_outlasts_the_time_of_other_answers() {
    let onboarding = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let place = format!("http://{}", onboarding.local_addr().unwrap());
    let house = House::with(|config| {
        config.with("gateway.answer_seconds", 1).with("shared.addresses.onboarding", place)
    })
    .await;
    let answers = async {
        let (mut provisioning, _) = onboarding.accept().await.unwrap();
        assert_eq!(house.call(Method::GET, "/api/v1/onboardings").await.status, 504);
        let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";
        provisioning.write_all(answer).await.unwrap();
    };
    let provision = house.call(Method::POST, "/api/v1/onboarding/provision");
    let (provisioned, ()) = tokio::join!(provision, answers);
    assert_eq!((provisioned.status, provisioned.text().as_str()), (200, "ok"));
}

#[tokio::test]
async fn the_gateway_ends_when_it_is_told_to() {
    let house = House::start().await;
    assert_eq!(house.get("/sign/a").await.status, 200);
    assert!(house.tasks.drain(PATIENCE).await);
}

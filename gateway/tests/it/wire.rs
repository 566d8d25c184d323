//! What goes over the wire, byte for byte.

use reqwest::Method;

use crate::house::House;

const AND_ANOTHER: &str = "GET /sign/after HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

/// The first of two pipelined answers; the second must follow at once.
async fn first_of_two(house: &House, method: &str, path: &str) -> String {
    let request = format!("{method} {path} HTTP/1.1\r\nHost: a\r\n\r\n{AND_ANOTHER}");
    let text = house.talk(request).await;
    let second = text.rfind("HTTP/1.1 200").unwrap();
    assert!(text[second..].ends_with("\r\n\r\nok"), "{text}");
    text[..second].to_owned()
}

fn is_bare(answer: &str) -> bool {
    answer.ends_with("\r\n\r\n") && answer.matches("\r\n\r\n").count() == 1
}

#[tokio::test]
async fn an_answer_without_a_body_ends_with_its_head() {
    let house = House::start().await;
    for (path, answer) in [
        ("/sign/204", "HTTP/1.1 204 No Content\r\n\r\n"),
        ("/sign/304", "HTTP/1.1 304 Not Modified\r\netag: \"a\"\r\n\r\n"),
        ("/sign/304-length", "HTTP/1.1 304 Not Modified\r\ncontent-length: 7\r\n\r\n"),
    ] {
        house.service.tell(path, answer);
        let first = first_of_two(&house, "GET", path).await;
        assert!(is_bare(&first), "{first}");
        assert!(!first.contains("transfer-encoding"), "{first}");
        assert!(first.starts_with(&answer[..12]), "{first}");
    }
}

#[tokio::test]
async fn a_head_names_the_length_and_sends_no_byte_of_it() {
    let house = House::start().await;
    house.service.tell("/sign/a", "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello");
    let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
    house.service.tell("/sign/b", chunked);
    let first = first_of_two(&house, "HEAD", "/sign/a").await;
    assert!(is_bare(&first) && first.contains("content-length: 5\r\n"), "{first}");
    let first = first_of_two(&house, "HEAD", "/sign/b").await;
    assert!(is_bare(&first), "{first}");
}

#[tokio::test]
async fn what_the_service_says_about_its_body_is_kept_and_nothing_is_invented() {
    let house = House::start().await;
    let zipped = b"\x1f\x8b\x08\x00not really";
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-length: {}\r\ncontent-encoding: gzip\r\nx-own: 1\r\n\r\n",
        zipped.len()
    );
    house.service.tell("/sign/zip", [head.as_bytes(), zipped].concat());
    let answer = house.get("/sign/zip").await;
    assert_eq!(answer.bytes, zipped);
    assert_eq!(answer.headers["content-length"], zipped.len().to_string());
    assert_eq!(answer.headers["content-encoding"], "gzip");
    assert_eq!(answer.headers["x-own"], "1");
    assert!(!answer.headers.contains_key("content-type"));
    assert!(!answer.headers.contains_key("transfer-encoding"));
}

#[tokio::test]
async fn headers_of_the_connection_end_at_the_gateway() {
    let house = House::start().await;
    let answer = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: x-private\r\n\
                  x-private: 1\r\nkeep-alive: timeout=5\r\nx-public: 2\r\n\r\n";
    house.service.tell("/sign/a", answer);
    let answer = house.get("/sign/a").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.headers["x-public"], "2");
    assert!(!answer.headers.contains_key("x-private"));
    assert!(!answer.headers.contains_key("keep-alive"));
}

#[tokio::test]
async fn a_large_answer_arrives_whole() {
    let house = House::start().await;
    let body = vec![b'a'; 3_000_000];
    let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len());
    house.service.tell("/sign/large", [head.as_bytes(), &body].concat());
    assert_eq!(house.get("/sign/large").await.bytes, body);
    let answer = house.call(Method::HEAD, "/sign/large").await;
    assert_eq!((answer.status, answer.bytes.len()), (200, 0));
    assert_eq!(answer.headers["content-length"], "3000000");
}

#[tokio::test]
async fn a_failure_of_a_service_says_nothing_about_its_inside() {
    let house = House::start().await;
    for (path, answer, code) in [
        ("/sign/500", "HTTP/1.1 500 Oops\r\ncontent-length: 6\r\n\r\ncanary", "internal"),
        ("/sign/not-http", "canary\r\n\r\n", "bad_gateway"),
        ("/sign/nothing", "", "bad_gateway"),
    ] {
        house.service.tell(path, answer);
        let answer = house.get(path).await;
        assert_eq!(answer.problem().as_deref(), Some(code), "{path}");
        assert!(!answer.text().contains("canary"));
    }
}

//! Requests that two servers might read differently, and clients that claim to be the gateway.

use parvis_chassis::identity::Subject;

use crate::house::House;

#[tokio::test]
async fn a_request_of_two_readings_is_refused_and_reaches_no_service() {
    let house = House::start().await;
    let smuggled = "GET /sign/smuggled HTTP/1.1\r\nHost: a\r\n\r\n";
    for framing in [
        "Content-Length: 4\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 4",
        "Content-Length: 4\r\nContent-Length: 0",
        "Content-Length: 4, 0",
        "Content-Length: +4",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked",
        "Host: b\r\nContent-Length: 0",
    ] {
        let request =
            format!("POST /sign/a HTTP/1.1\r\nHost: a\r\n{framing}\r\n\r\n0\r\n\r\n{smuggled}");
        let answer = house.talk(request).await;
        assert!(answer.starts_with("HTTP/1.1 400"), "{framing}: {answer}");
        assert_eq!(answer.matches("HTTP/1.1").count(), 1, "{framing}: {answer}");
    }
    assert!(house.service.heard().is_empty());
}

#[tokio::test]
async fn nothing_that_a_client_writes_makes_it_the_gateway() {
    let house = House::start().await;
    let request = format!(
        "GET /api/v1/onboardings?status=pending HTTP/1.1\r\nHost: a\r\nX-Master-Key: {}\r\n\
         Authorization: Bearer forged\r\nX-Parvis-Application: app_forged\r\n\
         Forwarded: for=6.6.6.6\r\nX-Forwarded-For: 6.6.6.6\r\nX-Forwarded-Host: forged\r\n\
         X-Real-Ip: 6.6.6.6\r\nX-Bootstrap-Token: stray\r\nX-Request-Id: mine-1\r\n\
         Connection: close, authorization, x-forwarded-for, x-request-id, x-hop\r\n\
         X-Hop: 1\r\nTe: trailers\r\nPrefer: wait=3\r\n\r\n",
        house.secret()
    );
    let answer = house.talk(request).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.contains("x-request-id: mine-1\r\n"), "{answer}");
    let heard = house.service.heard().remove(0);
    assert!(heard.head.starts_with("GET /api/v1/onboardings?status=pending HTTP/1.1\r\n"));
    let token = heard.header("authorization")[0].strip_prefix("Bearer ").unwrap();
    let claims = house.trust.verify(token).unwrap();
    assert_eq!(claims.subject, Subject::Application(house.application));
    assert_eq!(heard.header("authorization").len(), 1);
    assert_eq!(heard.header("x-forwarded-for"), ["127.0.0.1"]);
    assert_eq!(heard.header("x-request-id"), ["mine-1"]);
    assert_eq!(heard.header("host"), [house.service.address.to_string()]);
    assert_eq!(heard.header("prefer"), ["wait=3"]);
    assert!(!heard.head.contains("6.6.6.6") && !heard.head.contains("forged"), "{}", heard.head);
    for gone in ["x-master-key", "x-bootstrap-token", "x-hop", "te", "connection", "forwarded"] {
        assert!(heard.header(gone).is_empty(), "{gone}: {}", heard.head);
    }
}

#[tokio::test]
async fn a_path_that_climbs_leads_nowhere() {
    let house = House::start().await;
    for path in [
        "/sign/../internal/keys/resolve",
        "/sign/%2e%2e/internal/keys/resolve",
        "/sign/..%2finternal",
        "/internal/keys/resolve",
        "/%69nternal/keys/resolve",
        "//internal/keys/resolve",
        "http://registry/internal/keys/resolve",
    ] {
        let request = format!("GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        let answer = house.talk(request).await;
        assert!(answer.starts_with("HTTP/1.1 404"), "{path}: {answer}");
    }
    assert_eq!((house.service.connections(), house.registry.questions()), (0, 0));
}

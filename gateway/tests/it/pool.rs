//! Connections to services are kept, and one that died unnoticed is nobody's problem.

use reqwest::Method;

use crate::foreign::Manners;
use crate::house::House;

async fn house() -> House {
    House::with(|config| config.with("gateway.workers", 1)).await
}

#[tokio::test]
async fn one_connection_serves_many_requests() {
    let house = house().await;
    for _ in 0..20 {
        assert_eq!(house.get("/sign/a").await.status, 200);
    }
    assert_eq!(house.service.connections(), 1);
}

#[tokio::test]
async fn a_get_survives_a_service_that_drops_its_kept_connections() {
    for manners in [Manners::Brief, Manners::Fickle] {
        let house = house().await;
        house.service.behave(manners);
        for _ in 0..20 {
            assert_eq!(house.get("/sign/a").await.status, 200, "{manners:?}");
        }
        assert!(house.service.connections() > 1);
    }
}

#[tokio::test]
async fn a_post_that_the_service_may_have_acted_on_is_not_repeated() {
    let house = house().await;
    assert_eq!(house.get("/sign/a").await.status, 200);
    house.service.behave(Manners::Fickle);
    let answer = house.call(Method::POST, "/sign/a").await;
    assert_eq!((answer.status, answer.problem().as_deref()), (502, Some("bad_gateway")));
    assert_eq!(house.service.heard().len(), 2);
}

#[tokio::test]
async fn a_service_that_is_away_is_unavailable() {
    let gone = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let place = format!("http://{}", gone.local_addr().unwrap());
    drop(gone);
    let house = House::with(|config| config.with("shared.addresses.signature", place)).await;
    let answer = house.get("/sign/a").await;
    assert_eq!((answer.status, answer.problem().as_deref()), (503, Some("unavailable")));
    assert!(answer.headers.contains_key("retry-after"));
}

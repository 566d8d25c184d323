//! A revoked key is refused by every gateway, whatever carries the news.

use std::process::Command;
use std::time::{Duration, Instant};

use parvis_bus::{Bus, Outgoing};
use parvis_chassis::Config;
use parvis_chassis::key::Key;
use parvis_events::registry::v1::MasterKeyRevoked;
use parvis_events::{Envelope, Headers, Payload as _};
use parvis_kernel::{Clock as _, Secret, id};
use parvis_testkit::Answer;
use reqwest::Method;

use crate::house::{House, PATIENCE};

const PATH: &str = "/api/v1/onboardings";
/// How long the slowest revocation may take.
const SOON: Duration = Duration::from_secs(1);

/// A failed key counts against its address.
fn patient(config: Config) -> Config {
    config.with("gateway.keyless_per_hour", 1_000_000)
}

/// Says on the bus that a key was revoked, as the registry does.
async fn say(bus: &Bus, house: &House, key: &Key) {
    let message = MasterKeyRevoked {
        application_id: house.application.to_string(),
        key_id: key.id().to_string(),
    };
    let headers = Headers {
        service: "registry",
        subject: house.application.to_string(),
        sequence: 1,
        time: house.clock.now(),
        correlation: None,
        traceparent: None,
    };
    let data = serde_json::to_value(message).unwrap();
    let envelope = Envelope::new(MasterKeyRevoked::TYPE, data, headers);
    let (id, bytes) = (envelope.id.to_string(), envelope.to_bytes().unwrap());
    let sent = Outgoing { id: &id, kind: MasterKeyRevoked::TYPE, bytes: &bytes };
    let handed = bus.publish(&[sent]).await.unwrap();
    assert!(handed[0].is_ok(), "{handed:?}");
}

async fn status(gateway: &House, key: &Key) -> u16 {
    let secret = key.reveal();
    let request = gateway.request(Method::GET, PATH).header("x-master-key", secret.reveal());
    Answer::of(request.send().await.unwrap()).await.status
}

/// Waits until a gateway refuses a key.
async fn refused(gateway: &House, key: &Key) {
    let refused = async { while status(gateway, key).await != 401 {} };
    tokio::time::timeout(PATIENCE, refused).await.unwrap();
}

/// Waits until a gateway believes what it asked once: it hears revocations then. The test's clock moves so
/// far with each look that nothing else would be believed.
async fn hears(gateway: &House) {
    let hears = async {
        loop {
            assert_eq!(status(gateway, &gateway.key).await, 200);
            gateway.clock.advance(Duration::from_secs(2));
            let before = gateway.registry.questions();
            assert_eq!(status(gateway, &gateway.key).await, 200);
            if gateway.registry.questions() == before {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(PATIENCE, hears).await.unwrap();
}

/// Fifty keys, each believed by two gateways and revoked.
async fn fifty(carried: &str, house: &House, registry: &Bus) {
    let gateways = [house, &house.next_door()];
    for gateway in gateways {
        hears(gateway).await;
    }
    let mut slowest = Duration::ZERO;
    for _ in 0..50 {
        let (_, key) = house.registry.register();
        for gateway in gateways {
            assert_eq!(status(gateway, &key).await, 200);
        }
        house.registry.revoke(&key);
        for gateway in gateways {
            assert_eq!(status(gateway, &key).await, 200, "still believed");
        }
        let begun = Instant::now();
        say(registry, house, &key).await;
        tokio::join!(refused(gateways[0], &key), refused(gateways[1], &key));
        slowest = slowest.max(begun.elapsed());
    }
    println!("fifty revocations {carried}, two gateways: the slowest took {slowest:?}");
    assert!(slowest < SOON, "{slowest:?}");
}

#[tokio::test]
async fn fifty_revocations_reach_two_gateways_within_a_second_in_one_process() {
    let house = House::with(patient).await;
    fifty("in process", &house, &house.bus).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_revocations_reach_two_gateways_within_a_second_over_a_broker() {
    let host = Host::new();
    let house = House::on(host.bus("gateway"), patient).await;
    fifty("over RabbitMQ", &house, &host.bus("registry")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_revocation_that_was_missed_ends_belief_when_the_broker_is_back() {
    let host = Host::new();
    let house = House::on(host.bus("gateway"), patient).await;
    hears(&house).await;
    house.registry.revoke(&house.key);
    assert_eq!(house.call(Method::GET, PATH).await.status, 200, "nobody said it");
    ctl(&["close_all_connections", "--vhost", &host.0, "test"]);
    refused(&house, &house.key).await;
}

/// A virtual host of the test's own, at the broker at `PARVIS_TEST_AMQP`.
struct Host(String);

impl Host {
    fn new() -> Self {
        let host = Self(format!("parvis-gateway-{}", id::fresh().simple()));
        ctl(&["add_vhost", &host.0]);
        let url = broker();
        let (user, _) = url.split_once("://").unwrap().1.split_once(':').unwrap();
        ctl(&["set_permissions", "-p", &host.0, user, ".*", ".*", ".*"]);
        host
    }

    fn bus(&self, name: &'static str) -> Bus {
        let url = broker();
        let (server, _) = url.rsplit_once('/').unwrap();
        Bus::open(&Secret::new(format!("{server}/{}", self.0)), "", name).unwrap()
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        ctl(&["delete_vhost", &self.0]);
    }
}

#[expect(clippy::disallowed_methods, reason = "a test has no settings")]
fn broker() -> String {
    let here = "amqp://guest:guest@127.0.0.1:5672/%2f";
    std::env::var("PARVIS_TEST_AMQP").unwrap_or_else(|_| here.to_owned())
}

/// Asks the broker's own tool.
fn ctl(arguments: &[&str]) {
    let done = Command::new("rabbitmqctl").arg("-q").args(arguments).output();
    let done = done.expect("no rabbitmqctl: run scripts/services");
    let told = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "rabbitmqctl {arguments:?}: {told}; run scripts/services");
}

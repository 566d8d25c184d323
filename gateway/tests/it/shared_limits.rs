//! Several gateways count together, in a real Redis.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use parvis_chassis::Tasks;
use parvis_testkit::Answer;
use reqwest::Method;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use crate::house::House;

const START: &str = "/api/v1/onboarding/start";

#[expect(clippy::disallowed_methods, reason = "a test has no settings")]
fn redis() -> String {
    std::env::var("PARVIS_TEST_REDIS").unwrap_or_else(|_| "redis://127.0.0.1:6379".to_owned())
}

#[expect(clippy::disallowed_methods, reason = "a test has no settings")]
fn own(name: &str) -> String {
    let missing = "is not set: run scripts/services own DIR, and read DIR/env";
    std::env::var(name).unwrap_or_else(|_| panic!("{name} {missing}"))
}

/// A house that counts at `url`, once it does. Its keyring, and so every key in Redis, is its own.
async fn house(url: &str) -> House {
    // More patience than in production: the machine that tests may be busy.
    let house = House::with(|config| {
        config.with("gateway.limits", url).with("gateway.limits_milliseconds", 1000)
    })
    .await;
    assert!(counts_together(&house).await, "no Redis at {url}: run scripts/services");
    house
}

/// Waits until a gateway counts in Redis: its answers then don't follow the test's clock. That moves by
/// less than a window in all, so that nothing which the gateway counted by itself is forgotten.
async fn counts_together(house: &House) -> bool {
    for _ in 0..250 {
        let first = reset(&house.get("/sign/a").await);
        house.clock.advance(Duration::from_secs(10));
        if reset(&house.get("/sign/a").await).abs_diff(first) < 5 {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
    false
}

fn header<'a>(answer: &'a Answer, name: &str) -> &'a str {
    answer.headers[name].to_str().unwrap()
}

fn reset(answer: &Answer) -> u64 {
    header(answer, "ratelimit").split("t=").nth(1).unwrap().parse().unwrap()
}

fn left(answer: &Answer) -> usize {
    header(answer, "x-ratelimit-remaining").parse().unwrap()
}

/// Calls once; what is left, or how long to wait.
async fn start(house: &House) -> Result<usize, u64> {
    let answer = house.call(Method::POST, START).await;
    match answer.status {
        200 => Ok(left(&answer)),
        429 => Err(header(&answer, "retry-after").parse().unwrap()),
        status => panic!("answered {status}"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_calls_at_once_to_two_gateways_never_pass_the_quota() {
    let one = house(&redis()).await;
    let other = one.next_door();
    assert!(counts_together(&other).await);
    let gateways = [&one, &other];
    let answers = join_all((0..20).map(|at| start(gateways[at % 2]))).await;
    let mut admitted: Vec<_> = answers.iter().filter_map(|answer| answer.ok()).collect();
    admitted.sort_unstable();
    assert_eq!(admitted, (0..10).collect::<Vec<_>>(), "each call was counted on its own");
    for wait in answers.iter().filter_map(|answer| answer.err()) {
        assert!((3580..=3600).contains(&wait), "{wait}");
    }
    assert_eq!(one.service.heard().iter().filter(|heard| heard.head.contains(START)).count(), 10);
}

#[tokio::test]
async fn a_gateway_whose_redis_is_away_from_the_start_counts_by_itself() {
    let nobody = "redis://:canary@127.0.0.1:1";
    let house = House::with(|config| config.with("gateway.limits", nobody)).await;
    for left in (0..10).rev() {
        assert_eq!(start(&house).await, Ok(left));
    }
    assert_eq!(start(&house).await, Err(3600));
    house.clock.advance(Duration::from_hours(1));
    assert_eq!(start(&house).await, Ok(9));
    assert_eq!(house.get("/health/ready").await.status, 200);
}

/// The way to Redis, which can be cut, or left without an answer.
struct Cord {
    address: SocketAddr,
    state: watch::Sender<State>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Whole,
    Cut,
    Silent,
}

impl Cord {
    async fn tie() -> Self {
        let to = place_in(&redis()).to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (address, state) = (listener.local_addr().unwrap(), watch::Sender::new(State::Whole));
        let (states, tasks) = (state.clone(), Tasks::default());
        tasks.clone().spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                if *states.borrow() == State::Whole {
                    let far = TcpStream::connect(&to).await.unwrap();
                    tasks.spawn(Self::join(near, far, states.subscribe()));
                }
            }
        });
        Self { address, state }
    }

    async fn join(mut near: TcpStream, mut far: TcpStream, mut state: watch::Receiver<State>) {
        let cut = state.wait_for(|state| *state != State::Whole);
        tokio::select! {
            _ = tokio::io::copy_bidirectional(&mut near, &mut far) => return,
            _ = async { cut.await.is_ok() } => {}
        }
        state.wait_for(|state| *state != State::Silent).await.ok();
    }

    fn url(&self) -> String {
        let url = redis();
        url.replace(place_in(&url), &self.address.to_string())
    }
}

/// The host and port in a URL.
fn place_in(url: &str) -> &str {
    let place = url.strip_prefix("redis://").unwrap().split('/').next().unwrap();
    place.rsplit('@').next().unwrap()
}

#[tokio::test]
async fn an_outage_refuses_nobody_opens_no_gate_and_ends_by_itself() {
    let cord = Cord::tie().await;
    let house = house(&cord.url()).await;
    for left in (6..10).rev() {
        assert_eq!(start(&house).await, Ok(left));
    }
    cord.state.send_replace(State::Cut);
    for left in (0..6).rev() {
        assert_eq!(start(&house).await, Ok(left), "it goes on from what it admitted itself");
    }
    assert!(start(&house).await.is_err());
    cord.state.send_replace(State::Whole);
    assert!(counts_together(&house).await);
    assert_eq!(start(&house).await, Ok(5), "Redis knows of four");
}

#[tokio::test]
async fn a_redis_that_does_not_answer_delays_one_call_by_a_moment() {
    let cord = Cord::tie().await;
    let house = house(&cord.url()).await;
    assert_eq!(start(&house).await, Ok(9));
    cord.state.send_replace(State::Silent);
    let begun = Instant::now();
    let mut admitted = 0;
    for _ in 0..30 {
        admitted += usize::from(start(&house).await.is_ok());
    }
    let spent = begun.elapsed();
    assert_eq!(admitted, 9);
    assert!(spent < Duration::from_secs(10), "each call waited: {spent:?}");
    cord.state.send_replace(State::Cut);
}

#[tokio::test]
async fn a_redis_that_a_root_of_the_settings_vouches_for_is_believed_and_another_is_not() {
    let (url, roots) = (own("PARVIS_OWN_REDISS"), own("PARVIS_OWN_ROOTS"));
    let roots = std::fs::read_to_string(roots).unwrap();
    let counting = async |roots: &str| {
        House::with(|config| {
            config
                .with("gateway.limits", &url)
                .with("gateway.limits_milliseconds", 1000)
                .with("shared.backend_roots", roots)
        })
        .await
    };
    let house = counting(&roots).await;
    assert!(counts_together(&house).await);
    assert_eq!(start(&house).await, Ok(9));
    let stranger = counting("").await;
    let waited = tokio::time::timeout(Duration::from_secs(2), counts_together(&stranger));
    assert!(!waited.await.unwrap_or(false));
}

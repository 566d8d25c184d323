//! The clients: they order onboardings, repeat what was not answered, and keep their own ledger.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use parvis_testkit::bodies::order_of;
use reqwest::{Client, StatusCode};
use serde_json::Value;

/// How long a client goes on repeating one call, waits for one answer, and rests before it repeats.
const PATIENCE: Duration = Duration::from_mins(3);
const ANSWER: Duration = Duration::from_secs(15);
const PAUSE: Duration = Duration::from_millis(150);
/// How long a client rests between two orders: the load is to be steady, not as high as can be.
const REST: Duration = Duration::from_millis(40);

/// An order that was answered with success.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Accepted {
    pub(crate) uuid: String,
    pub(crate) email: String,
}

/// Clients of one application, and what they were promised.
pub(crate) struct Clients {
    http: Client,
    gateway: String,
    master_key: String,
    ledger: Mutex<Vec<Accepted>>,
    next: AtomicUsize,
    repeated: Mutex<BTreeMap<String, usize>>,
    stop: AtomicBool,
}

impl Clients {
    pub(crate) fn new(gateway: &str, master_key: &str) -> Self {
        Self {
            http: Client::builder().timeout(ANSWER).no_proxy().build().unwrap(),
            gateway: gateway.to_owned(),
            master_key: master_key.to_owned(),
            ledger: Mutex::default(),
            next: AtomicUsize::new(0),
            repeated: Mutex::default(),
            stop: AtomicBool::new(false),
        }
    }

    /// `count` clients order, one order after the other, until they are told to stop.
    pub(crate) async fn order(&self, count: usize) {
        join_all((0..count).map(|_| async {
            while !self.stop.load(Ordering::SeqCst) {
                self.submit(self.next.fetch_add(1, Ordering::SeqCst)).await;
                tokio::time::sleep(REST).await;
            }
        }))
        .await;
    }

    /// Tells all to stop once what they asked is answered.
    pub(crate) fn stop(&self) {
        self.stop.store(true, Ordering::SeqCst);
    }

    /// What was answered with success.
    pub(crate) fn ledger(&self) -> Vec<Accepted> {
        self.ledger.lock().unwrap().clone()
    }

    /// What was answered instead of success, and how often; each such call was made again.
    pub(crate) fn repeated(&self) -> BTreeMap<String, usize> {
        self.repeated.lock().unwrap().clone()
    }

    /// Orders one onboarding, and repeats the call under its key until it is accepted.
    pub(crate) async fn submit(&self, number: usize) {
        let email = format!("client-{number}@example.com");
        let (body, key) = (order_of(&email), format!("order-{number}"));
        let start = Instant::now();
        loop {
            let (status, answer) = self.post("/api/onboarding/submit", &key, &body).await;
            if let Some(uuid) = answer["data"]["onboardingId"].as_str()
                && status.is_some_and(|status| status.is_success())
            {
                let accepted = Accepted { uuid: uuid.to_owned(), email };
                self.ledger.lock().unwrap().push(accepted);
                return;
            }
            let refused = status.is_some_and(|s| s.is_client_error() && s != StatusCode::CONFLICT);
            assert!(!refused, "order {number} was refused: {status:?} {answer}");
            assert!(start.elapsed() < PATIENCE, "order {number} was never accepted: {answer}");
            let told = answer.pointer("/error/code").unwrap_or(&answer);
            let told = format!("{status:?} {told}");
            *self.repeated.lock().unwrap().entry(told).or_default() += 1;
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// One call; no status where nothing was answered, but why.
    pub(crate) async fn post(
        &self,
        path: &str,
        key: &str,
        body: &Value,
    ) -> (Option<StatusCode>, Value) {
        let request = self.http.post(format!("{}{path}", self.gateway)).json(body);
        let request = request.header("X-Master-Key", &self.master_key);
        let answer = match request.header("Idempotency-Key", key).send().await {
            Ok(answer) => answer,
            Err(error) => return (None, Value::String(format!("{error:?}"))),
        };
        let status = answer.status();
        (Some(status), answer.json().await.unwrap_or_default())
    }
}

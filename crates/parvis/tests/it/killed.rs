//! Killed at each step of the client journey and started again, the platform goes on where it was.

#![cfg(feature = "failpoints")]

use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

use crate::ground::Form;
use crate::platform::{PATIENCE, Platform, answer};
use crate::samples;

/// Where the process dies: the service, and the point that it passes for the n-th time.
const DEATHS: [&str; 22] = [
    "onboarding:before-commit:1",
    "onboarding:after-commit:1",
    "onboarding:after-publish:1",
    "onboarding:before-inbox-commit:1",
    "onboarding:before-inbox-commit:3",
    "onboarding:after-work:1",
    "vat:before-commit:2",
    "vat:before-inbox-commit:1",
    "vat:after-work:1",
    "vat:after-publish:1",
    "contract:before-inbox-commit:2",
    "contract:after-work:1",
    "contract:after-publish:2",
    "contract:after-work:2",
    "signature:before-inbox-commit:1",
    "signature:after-work:1",
    "signature:after-publish:1",
    "signature:after-work:2",
    "mailer:before-inbox-commit:1",
    "mailer:after-work:1",
    "mailer:after-publish:1",
    "onboarding:after-work:3",
];

/// How many platforms die side by side: what was underway is taken up again when its lease runs out.
const AT_ONCE: usize = 6;

fn order(email: &str) -> Value {
    let mut order = samples::order();
    order["email"] = json!(email);
    order
}

/// A client that repeats a call until it is answered, and restarts the platform when it died.
struct Client {
    platform: Platform,
    deaths: usize,
}

impl Client {
    async fn call(&mut self, method: Method, path: &str, body: Option<&Value>) -> Value {
        let start = std::time::Instant::now();
        loop {
            self.revive();
            // Without its key, a repeated `submit` would be a second onboarding.
            let request = self.platform.request(method.clone(), path, body);
            match answer(request.header("Idempotency-Key", "one-and-only")).await {
                Ok(answer) if answer.status < 300 => return answer.body,
                Ok(answer) => assert!(answer.status >= 409, "{path}: {:?}", answer.body),
                Err(_) => {}
            }
            assert!(start.elapsed() < PATIENCE, "{path} was never answered");
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    }

    /// Starts again what died, unless it was started again already.
    fn revive(&mut self) {
        if self.platform.process.try_wait().unwrap().is_some() {
            self.deaths += 1;
            self.platform.restart(None);
        }
    }

    /// How often something died: before all was ready, since, or as a process of its own, as is logged.
    fn all_deaths(&self) -> usize {
        let of_parts = match self.platform.ground.form {
            Form::Embedded => 0,
            Form::Distributed => self.platform.ground.said().matches("ended unasked").count(),
        };
        self.deaths + of_parts
    }

    /// The path of the signing link, from the mail.
    async fn link(&mut self, email: &str) -> Option<String> {
        self.revive();
        let request = self.platform.sandbox(Method::GET, &format!("/inbox/messages?to={email}"));
        let inbox: Value = request.send().await.ok()?.json().await.ok()?;
        let texts = inbox["messages"].as_array()?.iter().filter_map(|m| m["text"].as_str());
        let mut words = texts.flat_map(str::split_whitespace);
        let link = words.find(|w| w.contains("/sign/"))?;
        Some(link[link.find("/sign/")?..].to_owned())
    }

    /// Signs on the page, or through the backend when the mail went down with the sandbox's inbox.
    async fn sign(&mut self, email: &str, contract: &str) -> bool {
        if let Some(link) = self.link(email).await {
            return self.confirm(&link).await;
        }
        let path = format!("/api/onboarding/sign/{contract}");
        let answer =
            answer(self.platform.request(Method::POST, &path, Some(&samples::signature())));
        self.all_deaths() > 0 && answer.await.is_ok_and(|a| a.status < 300)
    }

    async fn confirm(&mut self, path: &str) -> bool {
        let form = [("mode", "type"), ("name", "Signataire de démonstration"), ("consent", "yes")];
        let request = self.platform.keyless(Method::POST, &format!("{path}/confirm"));
        request.form(&form).send().await.is_ok_and(|a| a.status().as_u16() < 400)
    }
}

async fn survives(death: &str) {
    let mut platform = Platform::start();
    let deaths = usize::from(platform.restart(Some(death)));
    let mut client = Client { platform, deaths };
    let email = format!("{}@example.com", death.replace(':', "-"));
    let submitted = client.call(Method::POST, "/api/onboarding/submit", Some(&order(&email))).await;
    let uuid = submitted["data"]["onboardingId"].as_str().unwrap().to_owned();
    let contract = submitted["data"]["contractId"].as_str().unwrap().to_owned();
    let status = format!("/api/v1/onboarding/status/{uuid}");
    let start = std::time::Instant::now();
    let mut signed = false;
    loop {
        let now = client.call(Method::GET, &status, None).await;
        match now["onboarding_status"].as_str().unwrap() {
            "activated" => break,
            "failed" | "cancelled" => panic!("{death}: {now}"),
            _ => assert!(start.elapsed() < PATIENCE, "{death}: stuck at {now}"),
        }
        if !signed {
            signed = client.sign(&email, &contract).await;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(client.all_deaths(), 1, "{death} was never passed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_journey_goes_on_after_a_death_at_any_step() {
    for some in DEATHS.chunks(AT_ONCE) {
        join_all(some.iter().map(|death| survives(death))).await;
    }
}

//! What the service keeps to itself: people's data in its log, its inside in its answers.

use std::io;
use std::sync::Mutex;

use parvis_contract::Contracts;
use parvis_events::contract::v1::{self, ContractRefused, GenerateContract};
use parvis_kernel::{ApplicationId, ContractId};
use parvis_testkit::{Answer, Setup};
use reqwest::Method;
use serde_json::{Value, json};

use crate::latecomer::Latecomer;
use crate::office::{CREATE, Office, profile};
use crate::sample::order;

/// Everything that is logged by this process.
static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Log;

impl io::Write for Log {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        LOG.lock().unwrap().write(line)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// An order in which every text that concerns somebody has the word `Canari`.
fn canary() -> Value {
    let mut order = order();
    order["companyData"]["companyName"] = json!("Transports Canari");
    order["companyData"]["companyAddress"] = json!("1 rue Canari\n75001 Paris");
    order["representative"] = json!("Représentant Canari - Direction");
    order
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_names_contracts_and_nobody() {
    let lines = tracing_subscriber::fmt().with_writer(|| Log).with_ansi(false);
    lines.with_max_level(tracing_subscriber::filter::LevelFilter::DEBUG).init();
    let office = Office::open().await;
    let mut unprintable = canary();
    unprintable["companyData"]["legalForm"] = json!("Canari 😀");
    let mut invalid = canary();
    invalid["companyData"]["legalForm"] = json!("Canari".repeat(100));
    for (order, status) in [(canary(), 201), (unprintable, 422), (invalid, 422)] {
        assert_eq!(office.create(&order).await.status, status);
    }
    let id = ContractId::fresh().to_string();
    let order = parvis_company::Order::parse(&canary()).unwrap();
    let order = v1::Order { legal_form: "Canari 😀".into(), ..v1::Order::from(&order) };
    let asked = GenerateContract {
        contract_id: id.clone(),
        application_id: office.application.to_string(),
        reference: "case/contract/1".into(),
        order: Some(order),
        vat_proof: None,
    };
    office.say("onboarding", ("case", 1), &asked).await;
    let refused = office.heard::<ContractRefused>(|said| said.contract_id == id).await;
    assert!(!refused.hint.contains("Canari"));
    office.settled().await;
    let log = String::from_utf8_lossy(&LOG.lock().unwrap()).into_owned();
    assert!(log.contains(&id), "nothing was logged");
    assert!(!log.contains("Canari"), "{log}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_of_the_platform_is_told_by_its_title_alone() {
    let office = Office::open().await;
    let mut priced = profile();
    priced["prices"] = json!({ "industriel": "gratuit" });
    let (unreadable, unpriced) = (ApplicationId::fresh(), ApplicationId::fresh());
    office.registers(unreadable, &json!({ "app_name": 3 }));
    office.registers(unpriced, &priced);
    for application in [unreadable, unpriced] {
        let answer = office.post(application, CREATE, &order()).await;
        told_by_title(&answer, 502, "bad_gateway", "Unexpected internal answer");
    }
    let registry = Latecomer::with(&profile());
    let setup = Setup::default().with("shared.addresses.registry", registry.url.as_str());
    let office = Office::of(setup.start::<Contracts>().await);
    let request = office.request(Method::POST, CREATE, Some(office.application)).json(&order());
    let request = request.header("idempotency-key", "one");
    let answer = Answer::of(request.try_clone().unwrap().send().await.unwrap()).await;
    told_by_title(&answer, 503, "unavailable", "Service unavailable for the moment");
    assert_eq!(office.count("SELECT count(*) FROM contract").await, 0);
    registry.arrive();
    assert_eq!(request.send().await.unwrap().status(), 201);
}

fn told_by_title(answer: &Answer, status: u16, code: &str, title: &str) {
    assert_eq!((answer.status, answer.problem().as_deref()), (status, Some(code)));
    let body = answer.json();
    assert_eq!((&body["title"], &body["detail"]), (&json!(title), &json!(title)));
    assert_eq!(body["error"], json!({ "code": code, "message": title }));
}

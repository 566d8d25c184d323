//! An onboarding has its contract written: what is commanded, and what is said in answer.

use std::time::Duration;

use parvis_company::Order;
use parvis_contract::Contracts;
use parvis_events::contract::v1::{
    self, CancelContract, ContractCancelled, ContractGenerated, ContractRefused, ContractReserved,
    GenerateContract, ReserveContract, VatProof,
};
use parvis_events::wire_time;
use parvis_kernel::{ApplicationId, ContractId, Timestamp};
use parvis_testkit::Setup;
use serde_json::{Value, json};

use crate::characters::{extracted, solid};
use crate::latecomer::Latecomer;
use crate::office::{Office, profile};
use crate::sample::order;

const FROM: &str = "onboarding";

/// The commands about one contract.
pub(crate) struct Commands {
    pub(crate) contract_id: String,
    application_id: String,
}

impl Commands {
    pub(crate) fn of(application: ApplicationId) -> Self {
        let (contract_id, application_id) =
            (ContractId::fresh().to_string(), application.to_string());
        Self { contract_id, application_id }
    }

    pub(crate) fn reserve(&self) -> ReserveContract {
        ReserveContract {
            contract_id: self.contract_id.clone(),
            application_id: self.application_id.clone(),
            reference: "case/reservation/1".into(),
        }
    }

    pub(crate) fn generate(&self, order: &Value) -> GenerateContract {
        let checked_at = Timestamp::parse("2026-01-05T08:59:00Z").unwrap();
        GenerateContract {
            contract_id: self.contract_id.clone(),
            application_id: self.application_id.clone(),
            reference: "case/contract/1".into(),
            order: Some(v1::Order::from(&Order::parse(order).unwrap())),
            vat_proof: Some(VatProof {
                source: "VIES".into(),
                status: "valid".into(),
                consultation_number: "WAPIAAAAY3XyZ9kq".into(),
                checked_at: Some(wire_time(checked_at)),
            }),
        }
    }

    pub(crate) fn cancel(&self) -> CancelContract {
        CancelContract {
            contract_id: self.contract_id.clone(),
            application_id: self.application_id.clone(),
            reference: "case/reservation/2".into(),
        }
    }

    /// Whether an answer's names are those of the command.
    fn answered(&self, contract: &str, application: &str) -> bool {
        self.contract_id == contract && self.application_id == application
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contract_is_reserved_and_then_written() {
    let office = Office::open().await;
    let commands = Commands::of(office.application);
    let id = commands.contract_id.as_str();
    office.say(FROM, ("case", 1), &commands.reserve()).await;
    let said = office.heard::<ContractReserved>(|_| true).await;
    assert!(commands.answered(&said.contract_id, &said.application_id));
    assert_eq!(said.reference, "case/reservation/1");
    let view = office.view(id).await;
    assert_eq!((&view["status"], &view["links"]["pdf"]), (&json!("preparing"), &Value::Null));
    let early = office.get(office.application, &format!("/api/onboarding/contract/{id}/pdf")).await;
    assert_eq!((early.status, early.problem().as_deref()), (409, Some("contract_state")));

    office.say(FROM, ("case", 2), &commands.generate(&order())).await;
    let said = office.heard::<ContractGenerated>(|_| true).await;
    assert!(commands.answered(&said.contract_id, &said.application_id));
    assert_eq!(said.reference, "case/contract/1");
    let view = office.view(id).await;
    let document = said.document.unwrap();
    assert_eq!((document.owner.as_str(), document.id.as_str()), ("contract", id));
    assert_eq!(
        (json!(document.sha256), json!(said.pages)),
        (view["sha256"].clone(), view["pages"].clone())
    );
    assert_eq!(view["status"], "issued");
    let pdf = office.internal(&format!("/internal/documents/{id}/bytes")).await;
    let proof = "Numéro de TVA du Client vérifié auprès de VIES le 5 janvier 2026 à 08 h 59 (UTC), \
                 consultation n° WAPIAAAAY3XyZ9kq.";
    assert!(extracted(&pdf.bytes).contains(&solid(proof)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_that_is_repeated_is_answered_again_and_changes_nothing() {
    let office = Office::open().await;
    let commands = Commands::of(office.application);
    let order = order();
    office.say(FROM, ("case", 1), &commands.reserve()).await;
    office.say(FROM, ("case", 2), &commands.generate(&order)).await;
    let first = office.heard::<ContractGenerated>(|_| true).await;
    office.settled().await;
    let view = office.view(&commands.contract_id).await;
    office.clock.advance(Duration::from_hours(1));
    let reference = "case/contract/2".to_owned();
    let again = GenerateContract { reference, ..commands.generate(&order) };
    office.say(FROM, ("case", 3), &again).await;
    let said = office.heard::<ContractGenerated>(|said| said.reference == again.reference).await;
    assert_eq!((said.document, said.pages), (first.document, first.pages));
    let reference = "case/reservation/2".to_owned();
    let again = ReserveContract { reference, ..commands.reserve() };
    office.say(FROM, ("case", 4), &again).await;
    let said = office.heard::<ContractReserved>(|said| said.reference == again.reference).await;
    assert!(commands.answered(&said.contract_id, &said.application_id));
    office.settled().await;
    assert_eq!(
        (office.told("ContractReserved").await, office.told("ContractGenerated").await),
        (2, 2)
    );
    assert_eq!(office.view(&commands.contract_id).await, view);
    assert_eq!(office.count("SELECT count(*) FROM document").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_is_repeated_before_it_is_carried_out_is_carried_out_once() {
    let registry = Latecomer::with(&profile());
    let setup = Setup::default().with("shared.addresses.registry", registry.url.as_str());
    let office = Office::of(setup.start::<Contracts>().await);
    let commands = Commands::of(office.application);
    office.say(FROM, ("case", 1), &commands.generate(&order())).await;
    office.until_work_failed().await;
    let reference = "case/contract/2".to_owned();
    let again = GenerateContract { reference, ..commands.generate(&order()) };
    office.say(FROM, ("case", 2), &again).await;
    office.say(FROM, ("case", 3), &commands.reserve()).await;
    office.heard::<ContractReserved>(|said| said.reference == "case/reservation/1").await;
    office.until_work_failed().await;
    registry.arrive();
    office.clock.advance(Duration::from_secs(1));
    office.heard::<ContractGenerated>(|said| said.reference == "case/contract/2").await;
    office.settled().await;
    assert_eq!(office.told("ContractGenerated").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contract_that_was_not_reserved_is_written_all_the_same() {
    let office = Office::open().await;
    let commands = Commands::of(office.application);
    office.say(FROM, ("case", 1), &commands.generate(&order())).await;
    office.heard::<ContractGenerated>(|said| said.reference == "case/contract/1").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_cannot_be_printed_is_refused() {
    let office = Office::open().await;
    let commands = Commands::of(office.application);
    let mut order = order();
    order["companyData"]["companyName"] = json!("Quai 😀");
    office.say(FROM, ("case", 1), &commands.generate(&order)).await;
    let said = office.heard::<ContractRefused>(|_| true).await;
    assert!(commands.answered(&said.contract_id, &said.application_id));
    assert_eq!((said.reference.as_str(), said.code.as_str()), ("case/contract/1", "unprintable"));
    let hint =
        "companyData.companyName holds “😀” (U+1F600), which cannot be printed in a contract";
    assert_eq!(said.hint, hint);
    let view = office.view(&commands.contract_id).await;
    assert_eq!(view["status"], "refused");
    assert_eq!(view["error"], json!({ "code": "unprintable", "hint": hint }));
    office.settled().await;
    assert_eq!(office.count("SELECT count(*) FROM contract_order").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_breaks_the_rules_is_refused_with_what_to_correct() {
    let office = Office::open().await;
    let commands = Commands::of(office.application);
    let mut asked = commands.generate(&order());
    if let Some(order) = &mut asked.order {
        order.duration_months = 0;
        order.payment_method = "cash".into();
    }
    office.say(FROM, ("case", 1), &asked).await;
    let said = office.heard::<ContractRefused>(|_| true).await;
    assert_eq!(said.code, "invalid");
    let hint = "duration must be a whole number of months from 1 to 120; \
                paymentMethod must be one of: card, sepa_debit, transfer";
    assert_eq!(said.hint, hint);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_provider_the_contract_is_refused() {
    let office = Office::open().await;
    let mut bare = profile();
    bare["provider"] = Value::Null;
    office.registers(office.application, &bare);
    let commands = Commands::of(office.application);
    office.say(FROM, ("case", 1), &commands.generate(&order())).await;
    let said = office.heard::<ContractRefused>(|_| true).await;
    assert_eq!(said.code, "provider_incomplete");
    assert!(said.hint.contains("/api/v1/applications/me"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contract_waits_for_a_registry_that_is_away() {
    let registry = Latecomer::with(&profile());
    let setup = Setup::default().with("shared.addresses.registry", registry.url.as_str());
    let office = Office::of(setup.start::<Contracts>().await);
    let commands = Commands::of(office.application);
    office.say(FROM, ("case", 1), &commands.generate(&order())).await;
    office.until_work_failed().await;
    assert_eq!(office.view(&commands.contract_id).await["status"], "preparing");
    registry.arrive();
    office.clock.advance(Duration::from_secs(1));
    office.heard::<ContractGenerated>(|said| said.reference == "case/contract/1").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contract_is_withdrawn_and_said_to_be_so_to_whoever_asks() {
    let office = Office::open().await;
    let commands = Commands::of(office.application);
    office.say(FROM, ("case", 1), &commands.generate(&order())).await;
    office.heard::<ContractGenerated>(|_| true).await;
    office.say(FROM, ("case", 2), &commands.cancel()).await;
    let said = office.heard::<ContractCancelled>(|_| true).await;
    assert!(commands.answered(&said.contract_id, &said.application_id));
    assert_eq!(said.reference, "case/reservation/2");
    assert_eq!(office.view(&commands.contract_id).await["status"], "cancelled");
    let again = CancelContract { reference: "case/reservation/3".into(), ..commands.cancel() };
    office.say(FROM, ("case", 3), &again).await;
    office.heard::<ContractCancelled>(|said| said.reference == again.reference).await;
    office.say(FROM, ("case", 4), &commands.generate(&order())).await;
    office.heard::<ContractCancelled>(|said| said.reference == "case/contract/1").await;
    office.settled().await;
    assert_eq!(office.told("ContractGenerated").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contract_that_never_came_is_said_to_be_withdrawn_and_does_not_come_any_more() {
    let office = Office::open().await;
    let commands = Commands::of(office.application);
    office.say(FROM, ("case", 1), &commands.cancel()).await;
    let said = office.heard::<ContractCancelled>(|_| true).await;
    assert!(commands.answered(&said.contract_id, &said.application_id));
    assert_eq!(said.reference, "case/reservation/2");
    office.say(FROM, ("case", 2), &commands.generate(&order())).await;
    office.heard::<ContractCancelled>(|said| said.reference == "case/contract/1").await;
    office.settled().await;
    assert_eq!(office.told("ContractGenerated").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contract_that_is_withdrawn_in_time_is_never_written() {
    let registry = Latecomer::with(&profile());
    let setup = Setup::default().with("shared.addresses.registry", registry.url.as_str());
    let office = Office::of(setup.start::<Contracts>().await);
    let commands = Commands::of(office.application);
    office.say(FROM, ("case", 1), &commands.generate(&order())).await;
    office.until_work_failed().await;
    office.say(FROM, ("case", 2), &commands.cancel()).await;
    office.heard::<ContractCancelled>(|said| said.reference == "case/reservation/2").await;
    registry.arrive();
    office.clock.advance(Duration::from_secs(10));
    office.settled().await;
    assert_eq!(office.told("ContractGenerated").await, 0);
    assert_eq!(office.count("SELECT count(*) FROM contract_order").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_commands_the_contract_of_another_application() {
    let office = Office::open().await;
    let contract_id = office.created().await;
    let application_id = ApplicationId::fresh().to_string();
    let foreign = Commands { contract_id: contract_id.clone(), application_id };
    office.say(FROM, ("case", 1), &foreign.cancel()).await;
    office.say(FROM, ("case", 2), &foreign.generate(&order())).await;
    let garbage = Commands { contract_id: "ctr_1".into(), ..foreign };
    office.say(FROM, ("case", 3), &garbage.reserve()).await;
    office.settled().await;
    assert_eq!(office.count("SELECT count(*) FROM inbox WHERE state = 'parked'").await, 3);
    assert_eq!(office.view(&contract_id).await["status"], "issued");
    assert_eq!(office.count("SELECT count(*) FROM contract").await, 1);
}

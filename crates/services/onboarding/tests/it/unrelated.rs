//! Facts of what clients do elsewhere, which belong to no journey.

use std::time::Duration;

use parvis_events::contract::v1::{ContractGenerated, ContractSigned};
use parvis_events::signature::v1::SignatureCompleted;
use parvis_events::vat::v1::CompanyVerified;
use parvis_kernel::{ContractId, SignatureId, VerificationId};

use crate::house::House;

/// What became of everything that was heard.
async fn states(house: &House) -> Vec<String> {
    house.running.ground().column("SELECT state FROM inbox ORDER BY seq").await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fact_without_a_reference_is_heard_and_changes_nothing() {
    let house = House::open().await;
    let uuid = house.activated().await;
    let (before, events) = (house.status(&uuid).await, house.events(&uuid).await);
    let application_id = house.application.to_string();
    let id = VerificationId::fresh().to_string();
    let verified = CompanyVerified {
        verification_id: id.clone(),
        application_id: application_id.clone(),
        ..CompanyVerified::default()
    };
    house.running.say("elsewhere", (&id, 1), &verified).await;
    let id = ContractId::fresh().to_string();
    let generated = ContractGenerated {
        contract_id: id.clone(),
        application_id: application_id.clone(),
        ..ContractGenerated::default()
    };
    house.running.say("elsewhere", (&id, 1), &generated).await;
    let signed = ContractSigned {
        contract_id: id.clone(),
        application_id: application_id.clone(),
        ..ContractSigned::default()
    };
    house.running.say("elsewhere", (&id, 2), &signed).await;
    let id = SignatureId::fresh().to_string();
    let completed = SignatureCompleted {
        signature_id: id.clone(),
        application_id,
        ..SignatureCompleted::default()
    };
    house.running.say("elsewhere", (&id, 1), &completed).await;
    let handled = async {
        while states(&house).await.iter().any(|state| state == "waiting") {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), handled).await.unwrap();
    assert_eq!(states(&house).await, ["done"; 4]);
    assert_eq!((house.status(&uuid).await, house.events(&uuid).await), (before, events));
}

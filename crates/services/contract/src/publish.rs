//! What the contract service says.

use parvis_events::contract::v1::{
    ContractCancelled, ContractGenerated, ContractRefused, ContractReserved, ContractSigned,
};
use parvis_events::{v1::Document, wire_time};
use parvis_outbox::{Message, Publish, StoreError};

use crate::domain::{Contract, Fact};

/// The owner of the documents that this service keeps.
pub(crate) const OWNER: &str = "contract";

impl Publish for Fact {
    fn publish(&self) -> Result<Message, StoreError> {
        match self {
            Self::Reserved(contract) => {
                let (contract_id, application_id, reference) = names(contract);
                let said = ContractReserved { contract_id, application_id, reference };
                Message::about(&contract.id, &said)
            }
            Self::Generated(contract, issue) => {
                let (contract_id, application_id, reference) = names(contract);
                let document = Some(document(contract, &issue.sha256));
                let pages = issue.pages;
                let said =
                    ContractGenerated { contract_id, application_id, reference, document, pages };
                Message::about(&contract.id, &said)
            }
            Self::Refused(contract, obstacle) => {
                let (contract_id, application_id, reference) = names(contract);
                let (code, hint) = (obstacle.code.clone(), obstacle.hint.clone());
                let said = ContractRefused { contract_id, application_id, reference, code, hint };
                Message::about(&contract.id, &said)
            }
            Self::Signed(contract, signing) => {
                let (contract_id, application_id, reference) = names(contract);
                let document = Some(document(contract, &signing.sha256));
                let signed_at = Some(wire_time(signing.at));
                let said =
                    ContractSigned { contract_id, application_id, reference, document, signed_at };
                Message::about(&contract.id, &said)
            }
            Self::Cancelled(contract) => {
                let (contract_id, application_id, reference) = names(contract);
                let said = ContractCancelled { contract_id, application_id, reference };
                Message::about(&contract.id, &said)
            }
        }
    }
}

fn names(contract: &Contract) -> (String, String, String) {
    (contract.id.to_string(), contract.application.to_string(), contract.reference.clone())
}

fn document(contract: &Contract, sha256: &str) -> Document {
    Document { owner: OWNER.into(), id: contract.id.to_string(), sha256: sha256.to_owned() }
}

//! A contract as clients see it.

use parvis_kernel::{ContractId, Timestamp};
use serde::Serialize;

use crate::domain::{Contract, State};

/// The body of every answer about one contract.
#[derive(Debug, Serialize)]
pub(crate) struct ContractView {
    success: bool,
    data: Data,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Data {
    contract_id: ContractId,
    status: &'static str,
    pages: Option<u32>,
    sha256: Option<String>,
    created_at: Timestamp,
    signed_at: Option<Timestamp>,
    error: Option<Obstacle>,
    links: Links,
}

#[derive(Debug, Serialize)]
struct Obstacle {
    code: String,
    hint: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Links {
    pdf: Option<String>,
    signed_pdf: Option<String>,
}

impl ContractView {
    /// What is known about a contract now.
    pub(crate) fn of(contract: &Contract) -> Self {
        let here = format!("/api/onboarding/contract/{}", contract.id);
        let signed = contract.state == State::Signed;
        let links = Links {
            pdf: contract.issue.as_ref().map(|_| format!("{here}/pdf")),
            signed_pdf: signed.then(|| format!("{here}/signed.pdf")),
        };
        let error = contract.obstacle.as_ref();
        let data = Data {
            contract_id: contract.id,
            status: contract.state.as_str(),
            pages: contract.issue.as_ref().map(|i| i.pages),
            sha256: contract.issue.as_ref().map(|i| i.sha256.clone()),
            created_at: contract.created_at,
            signed_at: contract.signing.as_ref().map(|s| s.at),
            error: error.map(|o| Obstacle { code: o.code.clone(), hint: o.hint.clone() }),
            links,
        };
        Self { success: true, data }
    }
}

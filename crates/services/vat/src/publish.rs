//! From a decided verification to the message that says it.

use parvis_events::vat::v1::{CompanyRejected, CompanyVerified, VerificationPending};
use parvis_events::wire_time;
use parvis_outbox::{Message, Publish, StoreError};

use crate::domain::{Decided, Source, Verdict, Verification};

impl Publish for Decided {
    fn publish(&self) -> Result<Message, StoreError> {
        let Self(verification) = self;
        let id = &verification.id;
        match &verification.finding.verdict {
            Verdict::Valid { .. } | Verdict::CompanyConfirmed(_) => {
                Message::about(id, &verified(verification))
            }
            Verdict::Invalid(_) => Message::about(id, &rejected(verification)),
            Verdict::Unknown(_) => Message::about(id, &pending(verification)),
        }
    }
}

fn verified(verification: &Verification) -> CompanyVerified {
    let verdict = &verification.finding.verdict;
    let company = verdict.company().cloned().unwrap_or_default();
    CompanyVerified {
        verification_id: verification.id.to_string(),
        application_id: verification.application.to_string(),
        reference: verification.reference.clone(),
        country_code: verification.asked.country().map_or("", |c| c.code()).to_owned(),
        vat_number: verification.asked.body(),
        company_name: company.name.unwrap_or_default(),
        company_address: company.address.unwrap_or_default(),
        source: verdict.source().map_or("", Source::name).to_owned(),
        status: verdict.status().to_owned(),
        consultation_number: verdict.consultation().unwrap_or_default().to_owned(),
        checked_at: Some(wire_time(verification.finding.checked_at)),
    }
}

fn rejected(verification: &Verification) -> CompanyRejected {
    let verdict = &verification.finding.verdict;
    CompanyRejected {
        verification_id: verification.id.to_string(),
        application_id: verification.application.to_string(),
        reference: verification.reference.clone(),
        reason: verdict.reason().unwrap_or_default().to_owned(),
        source: verdict.source().map_or("", Source::name).to_owned(),
    }
}

fn pending(verification: &Verification) -> VerificationPending {
    let next = verification.next_try(verification.finding.checked_at);
    VerificationPending {
        verification_id: verification.id.to_string(),
        application_id: verification.application.to_string(),
        reference: verification.reference.clone(),
        reason: verification.finding.verdict.reason().unwrap_or_default().to_owned(),
        next_try_at: next.map(wire_time),
    }
}

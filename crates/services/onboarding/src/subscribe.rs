//! What the onboarding service hears: the facts of those whom it asks.
//!
//! Facts about onboardings that are not ours, or about no onboarding at all, are nothing to us.

mod company;
mod contract;
mod key;
mod mail;
mod signature;

use parvis_events::contract::v1::{
    ContractCancelled, ContractGenerated, ContractRefused, ContractReserved, ContractSigned,
};
use parvis_events::mailer::v1::{MailFailed, MailSent};
use parvis_events::registry::v1::{ApiKeyRegistered, ApiKeyRevoked};
use parvis_events::signature::v1::{
    SignatureCompleted, SignatureDeclined, SignatureRequested, SignatureVoided,
};
use parvis_events::vat::v1::{CompanyRejected, CompanyVerified, VerificationPending};
use parvis_outbox::Subscriptions;

use crate::Onboarding;
use crate::domain::journey::{Fault, Output, Report};

/// All that is heard.
pub(crate) fn subscriptions() -> Subscriptions<Onboarding> {
    Subscriptions::default()
        .on::<CompanyVerified>(|s, tx, heard| Box::pin(company::verified(s, tx, heard)))
        .on::<CompanyRejected>(|s, tx, heard| Box::pin(company::rejected(s, tx, heard)))
        .on::<VerificationPending>(|s, tx, heard| Box::pin(company::pending(s, tx, heard)))
        .on::<ContractReserved>(|s, tx, heard| Box::pin(contract::reserved(s, tx, heard)))
        .on::<ContractGenerated>(|s, tx, heard| Box::pin(contract::generated(s, tx, heard)))
        .on::<ContractRefused>(|s, tx, heard| Box::pin(contract::refused(s, tx, heard)))
        .on::<ContractSigned>(|s, tx, heard| Box::pin(contract::signed(s, tx, heard)))
        .on::<ContractCancelled>(|s, tx, heard| Box::pin(contract::cancelled(s, tx, heard)))
        .on::<SignatureRequested>(|s, tx, heard| Box::pin(signature::requested(s, tx, heard)))
        .on::<SignatureCompleted>(|s, tx, heard| Box::pin(signature::completed(s, tx, heard)))
        .on::<SignatureDeclined>(|s, tx, heard| Box::pin(signature::declined(s, tx, heard)))
        .on::<SignatureVoided>(|s, tx, heard| Box::pin(signature::voided(s, tx, heard)))
        .on::<ApiKeyRegistered>(|s, tx, heard| Box::pin(key::registered(s, tx, heard)))
        .on::<ApiKeyRevoked>(|s, tx, heard| Box::pin(key::revoked(s, tx, heard)))
        .on::<MailSent>(|s, tx, heard| Box::pin(mail::sent(s, tx, heard)))
        .on::<MailFailed>(|s, tx, heard| Box::pin(mail::failed_for_good(s, tx, heard)))
}

fn done() -> Report {
    Report::Succeeded { output: Output::new() }
}

fn failed(code: &str, hint: impl Into<Option<String>>) -> Report {
    Report::Failed { fault: Fault { code: code.to_owned(), hint: hint.into() } }
}

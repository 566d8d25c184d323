//! From a verification to its row and back.

use parvis_kernel::{ApplicationId, Timestamp, VerificationId};
use parvis_outbox::StoreError;
use parvis_vatid::VatNumber;
use sea_orm::ActiveValue::Set;

use super::{ActiveModel, Model};
use crate::domain::{Asked, Company, Fault, Finding, Reason, Verdict, Verification};

/// The row to write.
pub(super) fn active(verification: &Verification) -> ActiveModel {
    let Finding { verdict, requester, checked_at, expires_at, evidence } = &verification.finding;
    let company = verdict.company().cloned().unwrap_or_default();
    ActiveModel {
        id: Set(verification.id.to_string()),
        application: Set(verification.application.to_string()),
        reference: Set(verification.reference.clone()),
        asked: Set(verification.asked.text().to_owned()),
        number: Set(verification.asked.key()),
        status: Set(verdict.status().to_owned()),
        reason: Set(verdict.reason().map(ToOwned::to_owned)),
        name: Set(company.name),
        address: Set(company.address),
        consultation_number: Set(verdict.consultation().map(ToOwned::to_owned)),
        requester: Set(requester.as_ref().map(VatNumber::canonical)),
        evidence: Set(evidence.clone()),
        checked_at: Set(checked_at.millis()),
        expires_at: Set(expires_at.map(Timestamp::millis)),
        created_at: Set(verification.created_at.millis()),
        version: Set(verification.version),
    }
}

/// Reads a row.
pub(super) fn read(row: Model) -> Result<Verification, StoreError> {
    let id = VerificationId::parse(&row.id).map_err(|_| StoreError::Corrupt("id"))?;
    let application = ApplicationId::parse(&row.application);
    let application = application.map_err(|_| StoreError::Corrupt("application"))?;
    let requester = row.requester.as_deref().map(VatNumber::parse).transpose();
    let company = Company { name: row.name, address: row.address };
    let verdict = match (row.status.as_str(), row.reason.as_deref()) {
        ("valid", _) => Verdict::Valid { company, consultation: row.consultation_number },
        ("company_confirmed", _) => Verdict::CompanyConfirmed(company),
        ("invalid", Some(code)) => {
            Verdict::Invalid(Reason::parse(code).ok_or(StoreError::Corrupt("reason"))?)
        }
        ("unknown", Some(code)) => Verdict::Unknown(Fault::said(code)),
        _ => return Err(StoreError::Corrupt("status")),
    };
    let finding = Finding {
        verdict,
        requester: requester.map_err(|_| StoreError::Corrupt("requester"))?,
        checked_at: Timestamp::from_millis(row.checked_at),
        expires_at: row.expires_at.map(Timestamp::from_millis),
        evidence: row.evidence,
    };
    Ok(Verification {
        id,
        application,
        reference: row.reference,
        asked: Asked::read(&row.asked),
        finding,
        created_at: Timestamp::from_millis(row.created_at),
        version: row.version,
    })
}

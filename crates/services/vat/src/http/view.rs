//! How clients see a verification.

use parvis_kernel::{Timestamp, VerificationId};
use parvis_vatid::Country;
use serde::Serialize;

use crate::domain::{Source, Verification};

/// A body with one thing in it.
#[derive(Debug, Serialize)]
pub(super) struct Data<T> {
    success: bool,
    pub(super) data: T,
}

/// A verification: the fields of the old service first.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct View {
    pub(super) valid: Option<bool>,
    vat_number: String,
    company_name: Option<String>,
    company_address: Option<String>,
    source: Option<&'static str>,
    country_code: Option<&'static str>,
    status: &'static str,
    reason: Option<String>,
    /// Whether VIES itself confirmed the number.
    vat_confirmed: bool,
    pub(super) verification_id: VerificationId,
    checked_at: Timestamp,
    consultation_number: Option<String>,
    stale: bool,
}

impl<T> Data<T> {
    pub(super) const fn new(data: T) -> Self {
        Self { success: true, data }
    }
}

impl View {
    /// Shows a verification; `stale` when its verdict has expired and nothing newer is to be had.
    pub(super) fn new(verification: &Verification, stale: bool) -> Self {
        let verdict = &verification.finding.verdict;
        let company = verdict.company().cloned().unwrap_or_default();
        Self {
            valid: verdict.valid(),
            vat_number: verification.asked.body(),
            company_name: company.name,
            company_address: company.address,
            source: verdict.source().map(Source::name),
            country_code: verification.asked.country().map(Country::code),
            status: verdict.status(),
            reason: verdict.reason().map(ToOwned::to_owned),
            vat_confirmed: verdict.status() == "valid",
            verification_id: verification.id,
            checked_at: verification.finding.checked_at,
            consultation_number: verdict.consultation().map(ToOwned::to_owned),
            stale,
        }
    }
}

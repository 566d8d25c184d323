//! What a contract is made from.

use parvis_company::{Order, Prices, Provider};
use time::OffsetDateTime;

/// Everything that one contract says; equal models give equal bytes.
#[derive(Debug, Clone)]
pub struct ContractModel {
    /// The contract's public number, such as `ctr_...`.
    pub number: String,
    /// When the contract is issued; its offset decides the day that is printed.
    pub issued_at: OffsetDateTime,
    /// The name of the service that is subscribed to.
    pub application: String,
    /// The party that provides the service.
    pub provider: Provider,
    /// The party that subscribes, what it chose and who signs for it.
    pub order: Order,
    /// The provider's prices per month, without tax.
    pub prices: Prices,
    /// How the customer's VAT number was verified, if it was.
    pub vat_proof: Option<VatProof>,
}

/// The verification of the customer's VAT number.
#[derive(Debug, Clone)]
pub struct VatProof {
    /// Who confirmed it, such as `VIES`.
    pub source: String,
    /// When it was confirmed.
    pub checked_at: OffsetDateTime,
    /// The number that the source gave to the consultation.
    pub consultation_number: Option<String>,
}

//! What this service hears: the order to verify a company.

use futures_util::FutureExt as _;
use parvis_events::vat::v1::VerifyCompany;
use parvis_kernel::{ApplicationId, VerificationId};
use parvis_outbox::{Refusal, Subscriptions, Tx};

use crate::Vat;
use crate::commands::order::order;
use crate::domain::{Asked, Verification};

/// The table of what is heard.
pub(crate) fn subscriptions() -> Subscriptions<Vat> {
    Subscriptions::default().on::<VerifyCompany>(|_, tx, heard| verify(tx, heard.message).boxed())
}

async fn verify(tx: &mut Tx, message: VerifyCompany) -> Result<(), Refusal> {
    let poison = |e: parvis_kernel::id::BadId| Refusal::Poison(e.to_string());
    let id = VerificationId::parse(&message.verification_id).map_err(poison)?;
    let application = ApplicationId::parse(&message.application_id).map_err(poison)?;
    let asked = Asked::read(&message.vat_number);
    let verification = Verification::new(id, application, asked, tx.now());
    Ok(order(tx, verification, message.reference).await?)
}

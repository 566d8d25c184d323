//! Records a finding: the verification, its evidence, the fact and the next try, all or none.

use std::sync::Arc;

use parvis_kernel::id;
use parvis_outbox::{StoreError, Tx};

use super::pursue;
use crate::Vat;
use crate::domain::{Answered, Verification};
use crate::store::evidence;

/// Writes what was found about a verification. A new one that stays open is asked again later. Several
/// may record one answer that they shared, so the evidence gets its id here.
pub(super) async fn record(
    tx: &mut Tx,
    verification: Verification,
    answered: Answered,
) -> Result<Verification, StoreError> {
    let Answered { mut finding, evidence } = answered;
    let checked_at = finding.checked_at;
    let evidence = evidence.map(|evidence| (id::fresh().to_string(), evidence));
    finding.evidence = evidence.as_ref().map(|(id, _)| id.clone()).or(finding.evidence);
    let saved = tx.apply(verification.take_in(finding)).await?;
    if let Some((id, evidence)) = evidence {
        evidence::append(tx, (id, saved.id), &evidence, checked_at).await?;
    }
    if saved.version == 1
        && let Some(next) = saved.next_try(tx.now())
    {
        tx.schedule(pursue::KIND, &saved.id, next).await?;
    }
    Ok(saved)
}

/// Puts a verdict at hand once it is stored. Only one that stays is: another process could better any other.
pub(super) fn at_hand(vat: &Vat, saved: Verification) -> Arc<Verification> {
    let saved = Arc::new(saved);
    if saved.finding.verdict.is_settled() {
        vat.at_hand.insert(saved.key(), saved.clone());
    }
    saved
}

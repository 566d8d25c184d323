//! Records a finding: the verification, its evidence, the fact and the next try, all or none.

use std::sync::Arc;

use parvis_outbox::{StoreError, Tx};

use super::pursue;
use crate::Vat;
use crate::domain::{Answered, Verification};
use crate::store::evidence;

/// Writes what was found about a verification. A new one that stays open is asked again later.
pub(super) async fn record(
    tx: &mut Tx,
    verification: Verification,
    answered: Answered,
) -> Result<Verification, StoreError> {
    let Answered { finding, evidence } = answered;
    let checked_at = finding.checked_at;
    let saved = tx.apply(verification.take_in(finding)).await?;
    if let Some(evidence) = evidence {
        evidence::append(tx, saved.id, &evidence, checked_at).await?;
    }
    if saved.version == 1
        && let Some(next) = saved.next_try(tx.now())
    {
        tx.schedule(pursue::KIND, &saved.id, next).await?;
    }
    Ok(saved)
}

/// Puts a verdict at hand once it is stored.
pub(super) fn at_hand(vat: &Vat, saved: Verification) -> Arc<Verification> {
    let saved = Arc::new(saved);
    if saved.finding.expires_at.is_some() {
        vat.at_hand.insert(saved.key(), saved.clone());
    }
    saved
}

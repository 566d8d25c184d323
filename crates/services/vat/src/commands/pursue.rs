//! Follows an open verification: asks, records, and asks again later until it is settled.

use std::sync::Arc;

use parvis_kernel::VerificationId;
use parvis_outbox::{Job, Outcome};

use super::find::{Wanted, find};
use super::record::{at_hand, record};
use crate::Vat;
use crate::domain::{Verdict, Verification};
use crate::error::Error;
use crate::store::verification;

/// The kind of this work; its key is the verification's id.
pub(crate) const KIND: &str = "verify";

/// Asks about an open verification once more.
pub(crate) async fn pursue(vat: Arc<Vat>, job: Job) -> Result<Outcome, Error> {
    let Ok(id) = VerificationId::parse(&job.key) else { return Ok(Outcome::Done) };
    let database = &vat.base.database;
    let before = verification::by_id(database.read(), id).await?;
    let Some(before) = before.filter(is_open) else { return Ok(Outcome::Done) };
    let found = find(&vat, before.application, &before.asked, wanted(&before)).await?;
    let mut tx = database.begin().await?;
    tx.belong_to(&job);
    // A caller may have recorded an answer meanwhile.
    let before = verification::locked(&tx, id).await?;
    let Some(before) = before.filter(is_open) else { return Ok(Outcome::Done) };
    let saved = record(&mut tx, before, found.answered()).await?;
    tx.commit().await?;
    let saved = at_hand(&vat, saved);
    let why = saved.finding.verdict.reason().unwrap_or("VIES gave no verdict").to_owned();
    let next = saved.next_try(database.now());
    Ok(next.map_or(Outcome::Done, |at| Outcome::Again { at, why }))
}

/// Whether something is left to ask.
const fn is_open(verification: &Verification) -> bool {
    !verification.finding.verdict.is_settled()
}

/// A confirmed company is asked about until VIES answers, so another confirmation is of no use.
fn wanted(before: &Verification) -> Wanted {
    match before.finding.verdict {
        Verdict::CompanyConfirmed(_) => Wanted::Settled,
        Verdict::Valid { .. } | Verdict::Invalid(_) | Verdict::Unknown(_) => Wanted::Any,
    }
}

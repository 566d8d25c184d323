//! Follows an open verification: asks, records, and asks again later until it is settled.

use std::sync::Arc;

use parvis_kernel::VerificationId;
use parvis_outbox::{Job, Outcome};
use sea_orm::ConnectionTrait;

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
    let Some(before) = open(database.read(), id).await? else { return Ok(Outcome::Done) };
    let found = find(&vat, before.application, &before.asked, wanted(&before)).await?;
    let mut tx = database.begin().await?;
    tx.belong_to(&job);
    // A caller may have recorded an answer meanwhile.
    let Some(before) = open(&*tx, id).await? else { return Ok(Outcome::Done) };
    let saved = record(&mut tx, before, found.answered()).await?;
    tx.commit().await?;
    let saved = at_hand(&vat, saved);
    let why = saved.finding.verdict.reason().unwrap_or("VIES gave no verdict").to_owned();
    let next = saved.next_try(database.now());
    Ok(next.map_or(Outcome::Done, |at| Outcome::Again { at, why }))
}

/// The verification, unless nothing is left to ask about it.
async fn open<C: ConnectionTrait>(
    connection: &C,
    id: VerificationId,
) -> Result<Option<Verification>, Error> {
    let found = verification::by_id(connection, id).await?;
    Ok(found.filter(|v| !v.finding.verdict.is_settled()))
}

/// A confirmed company is asked about until VIES answers, so another confirmation is of no use.
fn wanted(before: &Verification) -> Wanted {
    match before.finding.verdict {
        Verdict::CompanyConfirmed(_) => Wanted::Settled,
        Verdict::Valid { .. } | Verdict::Invalid(_) | Verdict::Unknown(_) => Wanted::Any,
    }
}

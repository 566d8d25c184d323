//! Verifies a number for a caller who waits.

use std::sync::Arc;

use parvis_kernel::{ApplicationId, VerificationId};

use super::find::{Found, Wanted, find};
use super::record::{at_hand, record};
use crate::Vat;
use crate::domain::{Answered, Asked, Key, Verdict, Verification};
use crate::error::Error;
use crate::store::verification;

/// What a caller is told.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    pub(crate) verification: Arc<Verification>,
    /// It is an expired verdict, shown because VIES does not answer.
    pub(crate) stale: bool,
}

/// Verifies `text` within the budget. What is kept is told without a write.
pub(crate) async fn verify(
    vat: &Vat,
    application: ApplicationId,
    text: &str,
) -> Result<Told, Error> {
    let asked = Asked::read(text);
    let (key, answered) = match find(vat, application, &asked, Wanted::Any).await? {
        Found::Kept(verification) => return Ok(Told { verification, stale: false }),
        Found::New(key, answered) => (key, Arc::unwrap_or_clone(answered)),
    };
    let verification = keep(vat, &key, asked, answered).await?;
    if let Verdict::Unknown(_) = verification.finding.verdict {
        let age = (vat.base.database.now(), vat.settings.stale());
        let last = verification::last_valid(vat.base.database.read(), &key, age).await?;
        if let Some(last) = last {
            return Ok(Told { verification: Arc::new(last), stale: true });
        }
    }
    Ok(Told { verification, stale: false })
}

/// Records the answer: with what another caller recorded meanwhile, with the question that is still
/// open, or as a new one.
async fn keep(
    vat: &Vat,
    key: &Key,
    asked: Asked,
    answered: Answered,
) -> Result<Arc<Verification>, Error> {
    let mut tx = vat.base.database.begin().await?;
    tx.alone(&format!("verification/{}/{}", key.application, key.number)).await?;
    let now = tx.now();
    let open = verification::open(&tx, key, now).await?;
    let known = verification::fresh(&*tx, key, now).await?;
    let good = |known: &Verification| {
        let newer = known.finding.checked_at >= answered.finding.checked_at;
        newer || known.finding.verdict.is_settled()
    };
    if let Some(known) = known.filter(good) {
        return Ok(at_hand(vat, known));
    }
    let before = open
        .unwrap_or_else(|| Verification::new(VerificationId::fresh(), key.application, asked, now));
    if before.version > 0 && before.finding == answered.finding {
        return Ok(Arc::new(before));
    }
    let saved = record(&mut tx, before, answered).await?;
    if saved.finding.verdict.is_settled() && saved.version > 1 {
        tx.unschedule(super::pursue::KIND, &saved.id).await?;
    }
    tx.commit().await?;
    Ok(at_hand(vat, saved))
}

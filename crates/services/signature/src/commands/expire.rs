//! Nobody signed in time.

use std::sync::Arc;

use parvis_kernel::SignatureId;
use parvis_outbox::{Job, Outcome};

use crate::Signature;
use crate::commands::FETCH;
use crate::commands::correlate;
use crate::domain::VoidReason;
use crate::error::Error;
use crate::store;

/// Voids the request, if nobody signed, declined or took it back meanwhile.
pub(crate) async fn expire(service: Arc<Signature>, job: Job) -> Result<Outcome, Error> {
    let Ok(id) = SignatureId::parse(&job.key) else { return Ok(Outcome::Done) };
    let mut tx = service.base.database.begin().await?;
    let Some(request) = store::locked(&tx, id).await? else { return Ok(Outcome::Done) };
    correlate(&mut tx, &request);
    let now = tx.now();
    if let Ok(change) = request.void(VoidReason::Expired, now) {
        tx.apply(change).await?;
        tx.unschedule(FETCH, &id).await?;
        tx.commit().await?;
    }
    Ok(Outcome::Done)
}

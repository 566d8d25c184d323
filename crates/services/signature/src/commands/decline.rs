//! The signer refuses.

use parvis_kernel::SignatureId;
use serde_json::json;

use crate::Signature;
use crate::commands::EXPIRE;
use crate::commands::correlate;
use crate::domain::{DeclineReason, Origin, Stage};
use crate::error::Error;
use crate::store;
use crate::store::events::{self, Entry, Happened};

/// Records the refusal. Declined again, nothing changes.
pub(crate) async fn decline(
    service: &Signature,
    id: SignatureId,
    reason: DeclineReason,
    origin: Origin,
) -> Result<(), Error> {
    let mut tx = service.base.database.begin().await?;
    let request = store::locked(&tx, id).await?.ok_or(Error::Unknown)?;
    if let Stage::Declined { .. } = request.stage {
        return Ok(());
    }
    correlate(&mut tx, &request);
    let at = tx.now();
    tx.apply(request.decline(reason, at)?).await?;
    let (what, detail) = (Happened::Declined, json!({}));
    events::add(&tx, Entry { signature: id, what, at, origin, detail }).await?;
    tx.unschedule(EXPIRE, &id).await?;
    tx.commit().await?;
    Ok(())
}

//! Revokes a tenant's API key.

use parvis_chassis::key::KeyId;
use parvis_kernel::ApplicationId;
use parvis_outbox::{Refusal, Tx};

use crate::domain::Absent;
use crate::store;

/// Revokes the key of one of the application's tenants. One that is unknown or revoked already is said
/// to be revoked all the same: whoever undoes his work waits to hear it.
pub(crate) async fn revoke_api_key(
    tx: &mut Tx,
    key: KeyId,
    application: ApplicationId,
    reference: String,
) -> Result<(), Refusal> {
    let Some(known) = store::api_key::locked(tx, &key).await? else {
        tx.apply(Absent::revoke(key, application, reference)).await?;
        return Ok(());
    };
    if known.application != application {
        return Err(Refusal::Poison("the key belongs to another application".into()));
    }
    let at = tx.now();
    tx.apply(known.revoke(at, reference)).await?;
    Ok(())
}

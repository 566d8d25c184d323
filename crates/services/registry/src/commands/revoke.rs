//! Revokes a master key.

use parvis_chassis::key::KeyId;
use parvis_kernel::ApplicationId;

use crate::Registry;
use crate::domain::MasterKey;
use crate::error::Error;
use crate::store;

/// Revokes one of the application's keys; one that is revoked already stays as it is.
pub(crate) async fn revoke(
    registry: &Registry,
    id: ApplicationId,
    key: &KeyId,
) -> Result<MasterKey, Error> {
    let mut tx = registry.base.database.begin().await?;
    let application = store::application::locked(&tx, id).await?.ok_or(Error::Unknown)?;
    let keys = store::master_key::for_application(&*tx, id).await?;
    let live = keys.iter().filter(|key| key.is_live()).count();
    let found = keys.into_iter().find(|known| known.id == *key).ok_or(Error::Unknown)?;
    if !found.is_live() {
        return Ok(found);
    }
    let at = tx.now();
    let revoked = tx.apply(application.revoke(live, found, at)?).await?;
    tx.commit().await?;
    Ok(revoked.key)
}

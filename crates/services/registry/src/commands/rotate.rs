//! Gives an application another master key.

use parvis_chassis::Claim;
use parvis_kernel::ApplicationId;

use super::mint;
use crate::Registry;
use crate::error::Error;
use crate::http::keys::Rotated;
use crate::store;

/// Mints a key beside the one in use, which stays valid until it is revoked.
pub(crate) async fn rotate(
    registry: &Registry,
    id: ApplicationId,
    claim: &Claim,
) -> Result<Rotated, Error> {
    let mut tx = registry.base.database.begin().await?;
    let application = store::application::locked(&tx, id).await?.ok_or(Error::Unknown)?;
    let keys = store::master_key::for_application(&*tx, id).await?;
    let live = keys.iter().filter(|key| key.is_live()).count();
    let (key, kept) = mint(&registry.base, id, tx.now())?;
    tx.apply(application.rotate(live, kept)?).await?;
    let answer = Rotated::of(&key);
    claim.keep_without(&tx, Rotated::STATUS, &answer, &Rotated::SECRETS).await?;
    tx.commit().await?;
    Ok(answer)
}

//! Changes what an application says about itself.

use parvis_kernel::ApplicationId;
use serde_json::Value;

use crate::Registry;
use crate::domain::{Application, MasterKey};
use crate::error::Error;
use crate::store;

/// Merges `change` into the profile; a change that changes nothing is not a change.
pub(crate) async fn change(
    registry: &Registry,
    id: ApplicationId,
    change: &Value,
) -> Result<(Application, Vec<MasterKey>), Error> {
    let mut tx = registry.base.database.begin().await?;
    let application = store::application::locked(&tx, id).await?.ok_or(Error::Unknown)?;
    let keys = store::master_key::for_application(&*tx, id).await?;
    let profile = application.profile.merged(change).map_err(Error::Invalid)?;
    if profile == application.profile {
        return Ok((application, keys));
    }
    let changed = tx.apply(application.change(profile)).await?;
    tx.commit().await?;
    Ok((changed, keys))
}

//! Shows an application to itself, and its profile to other services.

use parvis_kernel::ApplicationId;

use crate::Registry;
use crate::domain::{Application, MasterKey};
use crate::error::Error;
use crate::store;

/// The application with its master keys, oldest first.
pub(crate) async fn show(
    registry: &Registry,
    id: ApplicationId,
) -> Result<(Application, Vec<MasterKey>), Error> {
    let application = profile(registry, id).await?;
    let keys = store::master_key::for_application(registry.base.database.read(), id).await?;
    Ok((application, keys))
}

/// The application alone.
pub(crate) async fn profile(registry: &Registry, id: ApplicationId) -> Result<Application, Error> {
    let found = store::application::by_id(registry.base.database.read(), id).await?;
    found.ok_or(Error::Unknown)
}

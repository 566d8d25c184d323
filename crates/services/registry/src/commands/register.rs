//! Registers an application and shows its first master key.

use parvis_chassis::Claim;
use parvis_kernel::ApplicationId;

use super::mint;
use crate::Registry;
use crate::domain::{Application, Profile};
use crate::error::Error;
use crate::http::register::Registered;

/// Registers an application under a new id.
pub(crate) async fn register(
    registry: &Registry,
    profile: Profile,
    claim: &Claim,
) -> Result<Registered, Error> {
    let mut tx = registry.base.database.begin().await?;
    let (key, kept) = mint(&registry.base, ApplicationId::fresh(), tx.now())?;
    let made = tx.apply(Application::register(profile, kept)).await?;
    let answer = Registered::of(made.application, &key);
    claim.keep_without(&tx, Registered::STATUS, &answer, &Registered::SECRETS).await?;
    tx.commit().await?;
    Ok(answer)
}

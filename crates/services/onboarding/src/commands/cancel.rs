//! Calls an onboarding off and takes back what was done.

use parvis_chassis::Claim;
use parvis_kernel::{ApplicationId, OnboardingId};

use super::{load, write};
use crate::domain::Case;
use crate::domain::journey::Event;
use crate::http::View;
use crate::{Error, Onboarding};

/// What is called off, and why.
#[derive(Debug, Clone)]
pub(crate) struct Cancel {
    pub(crate) application: ApplicationId,
    pub(crate) id: OnboardingId,
    pub(crate) reason: Option<String>,
}

/// Cancels an onboarding; repeated it changes nothing.
pub(crate) async fn cancel(
    service: &Onboarding,
    ask: Cancel,
    claim: &Claim,
) -> Result<Case, Error> {
    let mut tx = service.base.database.begin().await?;
    let case = load(service, &tx, (ask.application, ask.id)).await?;
    let case = match case.clone().hear(Event::Cancelled { reason: ask.reason }, tx.now())? {
        Some(moved) => write(&mut tx, moved).await?,
        None => case,
    };
    claim.keep(&tx, 200, &View::of(&case)).await?;
    tx.commit().await?;
    Ok(case)
}

//! Takes note that the application's own part is done.

use std::collections::BTreeSet;

use parvis_chassis::Claim;
use parvis_kernel::{ApplicationId, Locale, OnboardingId};

use super::{load, write};
use crate::domain::journey::{Event, Output};
use crate::domain::{Case, TenantId};
use crate::http::Completed;
use crate::{Error, Onboarding};

/// Whose part is done.
#[derive(Debug, Clone)]
pub(crate) struct Complete {
    pub(crate) application: ApplicationId,
    pub(crate) id: OnboardingId,
    pub(crate) tenant: TenantId,
    pub(crate) locale: Locale,
}

/// Completes an onboarding; repeated for the same tenant it changes nothing.
pub(crate) async fn complete(
    service: &Onboarding,
    ask: Complete,
    claim: &Claim,
) -> Result<Case, Error> {
    let mut tx = service.base.database.begin().await?;
    let case = load(service, &tx, (ask.application, ask.id)).await?;
    let case = match &case.tenant {
        Some(tenant) if *tenant == ask.tenant => case,
        Some(_) => return Err(Error::OtherTenant),
        None => {
            let named = Case { tenant: Some(ask.tenant.clone()), ..case.clone() };
            match named.hear(signal(&ask.tenant), tx.now())? {
                Some(moved) => write(&mut tx, moved).await?,
                None => case,
            }
        }
    };
    claim.keep(&tx, 200, &Completed::of(&case, ask.locale)).await?;
    tx.commit().await?;
    Ok(case)
}

fn signal(tenant: &TenantId) -> Event {
    let output = Output::from([("tenant_id".to_owned(), tenant.to_string())]);
    Event::Signalled { signal: "complete".to_owned(), facts: BTreeSet::new(), output }
}

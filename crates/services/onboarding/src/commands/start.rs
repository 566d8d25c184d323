//! Starts an onboarding: a name of its own is taken, and the journey begins.

use parvis_chassis::Claim;
use parvis_kernel::{ApplicationId, OnboardingId, Timestamp};
use parvis_outbox::Tx;

use super::write;
use crate::domain::label::candidates;
use crate::domain::{Case, Email, Organisation, Seen, Space};
use crate::http::Started;
use crate::store::subdomain;
use crate::{Error, Onboarding};

/// How often another set of labels is tried before chance is given up on.
const ROUNDS: u64 = 4;

/// Who wants a space.
#[derive(Debug, Clone)]
pub(crate) struct Start {
    pub(crate) application: ApplicationId,
    pub(crate) email: Email,
    pub(crate) organisation: Option<Organisation>,
}

/// Starts a tenant's onboarding.
pub(crate) async fn start(
    service: &Onboarding,
    start: Start,
    claim: &Claim,
) -> Result<Case, Error> {
    let mut tx = service.base.database.begin().await?;
    let case = Case { definition: service.definitions.tenant(), ..new(service, &tx, start).await? };
    let case = write(&mut tx, case.open(&[])?).await?;
    claim.keep(&tx, 201, &Started::of(&case)).await?;
    tx.commit().await?;
    Ok(case)
}

/// A new onboarding under a label that nobody has.
pub(super) async fn new(service: &Onboarding, tx: &Tx, start: Start) -> Result<Case, Error> {
    let (id, now) = (OnboardingId::fresh(), tx.now());
    let (_, seed) = id.uuid().as_u64_pair();
    let organisation = start.organisation.unwrap_or_else(|| Organisation::generated(seed));
    let space = space(service, tx, (id, seed), &organisation).await?;
    Ok(Case {
        id,
        application: start.application,
        definition: service.definitions.tenant(),
        journey: crate::domain::journey::Journey::default(),
        email: start.email,
        organisation,
        space,
        seen: Seen::default(),
        client: None,
        key: None,
        tenant: None,
        provision_started_at: None,
        created_at: now,
        updated_at: Timestamp::default(),
        completed_at: None,
        version: 0,
    })
}

async fn space(
    service: &Onboarding,
    tx: &Tx,
    (id, seed): (OnboardingId, u64),
    organisation: &Organisation,
) -> Result<Space, Error> {
    let base_domain = &service.settings.base_domain;
    for round in 0..ROUNDS {
        let labels = candidates(organisation.as_str(), seed.wrapping_add(round));
        if let Some(label) = subdomain::take(tx, base_domain, labels, id).await? {
            return Ok(Space { label, base_domain: base_domain.clone() });
        }
    }
    Err(Error::NoLabel)
}

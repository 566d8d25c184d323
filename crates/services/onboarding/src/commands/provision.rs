//! Prepares a tenant's space on request, mints its key if one is wanted, and waits for the space.

use std::time::Duration;

use parvis_chassis::Claim;
use parvis_chassis::key::{Key, KeyKind};
use parvis_kernel::{ApplicationId, OnboardingId, Timestamp};
use parvis_outbox::Tx;

use super::{load, observe, say, write};
use crate::domain::journey::{Event, Output, Refused, Status, StepState};
use crate::domain::{Case, TenantKey};
use crate::http::{View, status_path};
use crate::{Error, Onboarding, store};

/// The signal by which an application asks for the space.
const SIGNAL: &str = "provision";
/// The fact that makes the journey wait until the key is known.
const WANTS_KEY: &str = "generate_api_key";

/// Which space is wanted, and how.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Provision {
    pub(crate) application: ApplicationId,
    pub(crate) id: OnboardingId,
    pub(crate) wants_key: bool,
    pub(crate) wait: Duration,
}

/// What came of it.
#[derive(Debug)]
pub(crate) struct Provisioned {
    /// The onboarding as it stands.
    pub(crate) case: Case,
    /// The key, shown to the first who asked for one.
    pub(crate) key: Option<Key>,
    /// Nothing was begun by this call.
    pub(crate) replay: bool,
}

/// Provisions a space: a call that finds it begun or done begins nothing.
pub(crate) async fn provision(
    service: &Onboarding,
    ask: Provision,
    claim: &Claim,
) -> Result<Provisioned, Error> {
    let mut tx = service.base.database.begin().await?;
    let begun = begin(service, &mut tx, ask).await?;
    keep(claim, &tx, &begun).await?;
    tx.commit().await?;
    until_settled(service, ask).await?;
    if begun.replay {
        observe(service, begun.case.clone()).await?;
    }
    let tx = service.base.database.begin().await?;
    let case = load(service, &tx, (ask.application, ask.id)).await?;
    let settled = Provisioned { case, ..begun };
    keep(claim, &tx, &settled).await?;
    tx.commit().await?;
    Ok(settled)
}

async fn begin(service: &Onboarding, tx: &mut Tx, ask: Provision) -> Result<Provisioned, Error> {
    let case = load(service, tx, (ask.application, ask.id)).await?;
    let now = tx.now();
    if awaits(&case) {
        may_start(case.provision_started_at, service.settings.provision_interval(), now)?;
        let key = ask.wants_key.then(|| Key::mint(KeyKind::Tenant)).transpose()?;
        let hashed = key.as_ref().map(|key| kept(service, key)).transpose()?;
        let case = Case { key: hashed, provision_started_at: Some(now), ..case };
        let moved = case.clone().hear(signal(ask.wants_key), now)?;
        let case = match moved {
            Some(moved) => write(tx, moved).await?,
            None => case,
        };
        return Ok(Provisioned { case, key, replay: false });
    }
    refuse_unready(&case)?;
    if !ask.wants_key || case.key.is_some() {
        return Ok(Provisioned { case, key: None, replay: true });
    }
    let key = Key::mint(KeyKind::Tenant)?;
    let case = say(tx, case.give_key(kept(service, &key)?, now)).await?;
    Ok(Provisioned { case, key: Some(key), replay: false })
}

/// Whether the journey stands where provisioning is to be asked for.
fn awaits(case: &Case) -> bool {
    let step = case.definition.awaiting(SIGNAL);
    step.is_some_and(|step| matches!(case.journey.step(&step.id).state, StepState::Waiting { .. }))
}

/// Only an attempt that starts new work counts, and only within the interval.
fn may_start(last: Option<Timestamp>, interval: Duration, now: Timestamp) -> Result<(), Error> {
    let since = last.map_or(interval, |last| now.since(last));
    if since < interval { Err(Error::TooSoon(interval.saturating_sub(since))) } else { Ok(()) }
}

fn refuse_unready(case: &Case) -> Result<(), Error> {
    match case.status() {
        Status::Provisioning | Status::Activated | Status::Completed => Ok(()),
        status @ (Status::Pending | Status::Failed | Status::Cancelled) => {
            Err(Refused { asked: SIGNAL.to_owned(), status }.into())
        }
    }
}

fn signal(wants_key: bool) -> Event {
    let facts = wants_key.then(|| WANTS_KEY.to_owned()).into_iter().collect();
    Event::Signalled { signal: SIGNAL.to_owned(), facts, output: Output::new() }
}

fn kept(service: &Onboarding, key: &Key) -> Result<TenantKey, Error> {
    Ok(TenantKey { id: key.id().to_string(), hash: key.hash(&service.base.keyring)? })
}

/// Keeps the answer for a repeated request, without the key.
async fn keep(claim: &Claim, tx: &Tx, provisioned: &Provisioned) -> Result<(), Error> {
    let view = View::of(&provisioned.case).provisioned(None, provisioned.replay);
    let secrets: &[&str] = if provisioned.key.is_some() { &["api_key", "api_secret"] } else { &[] };
    let (claim, status) = if provisioned.case.is_ready() {
        (claim.clone(), 200)
    } else {
        (claim.pointing_to(status_path(provisioned.case.id)), 202)
    };
    Ok(claim.keep_without(tx, status, &view, secrets).await?)
}

/// Waits until the space is ready or will not be, for as long as the caller wants to wait. A process that
/// is about to end answers at once: the answer may hold a key that is shown only here.
async fn until_settled(service: &Onboarding, ask: Provision) -> Result<(), Error> {
    let database = &service.base.database;
    let look = || async {
        let selected = store::case::one_of(ask.application, ask.id);
        let found = store::case::find(database.read(), &service.definitions, selected).await?;
        let settled = found.is_none_or(|case| case.status() != Status::Provisioning);
        Ok::<_, Error>(settled.then_some(()))
    };
    let waiting = database.wait_for(ask.wait, look);
    service.base.unless_leaving(waiting).await.transpose().map(drop)
}

#[cfg(test)]
mod tests {
    use parvis_chassis::Problem as _;
    use parvis_chassis::problem::catalogue;

    use super::*;

    #[test]
    fn new_work_may_start_once_within_the_interval() {
        let day = Duration::from_hours(24);
        let first = Timestamp::parse("2026-01-05T09:00:00Z").unwrap();
        assert!(may_start(None, day, first).is_ok());
        let refused = may_start(Some(first), day, first.plus(day / 4)).unwrap_err();
        assert_eq!(refused.kind(), catalogue::RATE_LIMITED);
        assert_eq!(refused.retry_after(), Some(day * 3 / 4));
        assert!(may_start(Some(first), day, first.plus(day)).is_ok());
        assert!(may_start(Some(first), Duration::ZERO, first).is_ok(), "no limit is set");
    }
}

//! What this service does: each command loads, decides, applies and commits.

mod cancel;
mod certify;
mod complete;
mod hear;
mod look;
mod observe;
mod provision;
mod start;
mod submit;
mod survey;
mod wake;

use parvis_kernel::{ApplicationId, Change, OnboardingId};
use parvis_outbox::{Tx, WorkTable};

use crate::domain::case::KINDS;
use crate::domain::journey::StepId;
use crate::domain::{Case, Fact, Move, Order};
use crate::store::{self, journey_event, journey_message};
use crate::{Error, Onboarding};

pub(crate) use cancel::{Cancel, cancel};
pub(crate) use certify::certify;
pub(crate) use complete::{Complete, complete};
pub(crate) use hear::{Tale, hear};
pub(crate) use observe::observe;
pub(crate) use provision::{Provision, provision};
pub(crate) use start::{Start, start};
pub(crate) use submit::{Submit, submit};
pub(crate) use survey::survey;

/// The outside part of one step, by `<uuid>/<step>`.
const STEP: &str = "step";
/// A look at one step when its time has come, by `<uuid>/<step>`.
const TIMER: &str = "timer";
/// The renewal of a certificate, by its base domain.
const RENEW: &str = "renew-certificate";

/// The work that this service does for itself.
pub(crate) fn work() -> WorkTable<Onboarding> {
    WorkTable::default().on(STEP, look::look).on(TIMER, wake::wake).on(RENEW, certify::renew)
}

/// Writes a transition: the state with its facts, the log, and what is ordered of ourselves.
async fn write(tx: &mut Tx, moved: Move) -> Result<Case, Error> {
    let case = say(tx, moved.change).await?;
    journey_event::append(tx, case.id, &moved.log, case.updated_at).await?;
    for order in moved.orders {
        obey(tx, &case, order).await?;
    }
    Ok(case)
}

/// Writes a change that does not touch the journey.
async fn say(tx: &mut Tx, change: Change<Case, Fact>) -> Result<Case, Error> {
    tx.correlate(&change.state().id);
    let case = tx.apply(change).await?;
    journey_message::keep_said(tx, case.id).await?;
    Ok(case)
}

async fn obey(tx: &mut Tx, case: &Case, order: Order) -> Result<(), Error> {
    match order {
        Order::Do(step) => tx.schedule(STEP, &work_key(case.id, &step), case.updated_at).await?,
        Order::Wake(step, at) => tx.schedule(TIMER, &work_key(case.id, &step), at).await?,
        Order::Forget(step) => tx.unschedule(TIMER, &work_key(case.id, &step)).await?,
        Order::Strand(step) => {
            tracing::error!(uuid = %case.id, %step, "not undone: an operator must take it back");
        }
    }
    Ok(())
}

fn work_key(id: OnboardingId, step: &StepId) -> String {
    format!("{id}/{step}")
}

/// Reads the key of work about a step.
fn read_key(key: &str) -> Option<(OnboardingId, StepId)> {
    let (id, step) = key.split_once('/')?;
    Some((OnboardingId::parse(id).ok()?, StepId::from(step)))
}

/// The onboarding as this write sees it, if the application has such a one. Nobody else changes it until the
/// write ends.
async fn load(
    service: &Onboarding,
    tx: &Tx,
    (application, id): (ApplicationId, OnboardingId),
) -> Result<Case, Error> {
    let selected = store::case::locked(store::case::one_of(application, id));
    let found = store::case::find(&**tx, &service.definitions, selected).await?;
    within_reach(found.ok_or(Error::Unknown)?)
}

/// The same, for the service's own work and for what other services say.
async fn load_any(service: &Onboarding, tx: &Tx, id: OnboardingId) -> Result<Option<Case>, Error> {
    let selected = store::case::locked(store::case::by_id(id));
    let found = store::case::find(&**tx, &service.definitions, selected).await?;
    found.map(within_reach).transpose()
}

/// A journey that a newer version of this service began may use kinds of work that are not known here: it
/// is left to the newer version.
fn within_reach(case: Case) -> Result<Case, Error> {
    if case.definition.only_uses(&KINDS).is_ok() { Ok(case) } else { Err(Error::Newer) }
}

//! Does the outside part of a step: looks whether the name resolves, whether the certificate verifies,
//! or who asks for the signature; then records what was found.

use std::sync::Arc;

use parvis_kernel::OnboardingId;
use parvis_outbox::{Job, Outcome};
use serde::Deserialize;

use super::certify::chain;
use super::{load_any, read_key, say, write};
use crate::domain::case::code;
use crate::domain::journey::{Event, Fault, Output, Report, StepId, StepState, Work};
use crate::domain::{Case, Seen};
use crate::{Error, Onboarding, store};

/// What was found.
enum Finding {
    /// Whether the name has an address.
    Dns(Report),
    /// Whether the certificate verifies for the name.
    Certificate(Report),
    /// Who asks for the signature.
    Requester(String),
    /// Nothing.
    Fault(Fault),
}

/// The part of an application's data that is read.
#[derive(Deserialize)]
struct Application {
    app_name: String,
    provider: Option<Provider>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Provider {
    legal_name: Option<String>,
}

/// Does the outside part of a step, if its turn is still on.
pub(super) async fn look(service: Arc<Onboarding>, job: Job) -> Result<Outcome, Error> {
    let Some((id, step)) = read_key(&job.key) else { return Ok(Outcome::Done) };
    let database = &service.base.database;
    let found = store::case::find(database.read(), &service.definitions, store::case::by_id(id));
    let Some(case) = found.await? else { return Ok(Outcome::Done) };
    let Some(attempt) = running(&case, &step) else { return Ok(Outcome::Done) };
    let work = case.definition.step(step.as_str()).map(|step| step.work.clone());
    let finding = match work {
        Some(Work::Run(kind)) if kind == "dns" => look_up(&service, &case).await,
        Some(Work::Run(kind)) if kind == "certificate" => verify(&service, &case).await?,
        Some(Work::Run(kind)) if kind == "signature" => requester(&service, &case).await,
        Some(Work::Run(_) | Work::Await(_)) | None => return Ok(Outcome::Done),
    };
    record(&service, (id, step, attempt), finding).await?;
    Ok(Outcome::Done)
}

/// The attempt that is being made at a step.
fn running(case: &Case, step: &StepId) -> Option<u32> {
    let progress = case.journey.step(step);
    matches!(progress.state, StepState::Running { .. }).then_some(progress.attempts)
}

async fn look_up(service: &Onboarding, case: &Case) -> Finding {
    let name = case.space.full_domain();
    let hint = match service.has_address(&name).await {
        Ok(true) => return Finding::Dns(Report::Succeeded { output: Output::new() }),
        Ok(false) => {
            let base = &case.space.base_domain;
            format!("{name} has no address yet: *.{base} must point to the platform")
        }
        Err(error) => {
            tracing::warn!(%error, "the name could not be looked up");
            "The name server gave no usable answer; the look-up is repeated.".to_owned()
        }
    };
    Finding::Dns(Report::TryAgain { fault: fault(code::DNS_NOT_VISIBLE, hint) })
}

async fn verify(service: &Onboarding, case: &Case) -> Result<Finding, Error> {
    let name = case.space.full_domain();
    let now = service.base.database.now();
    let report = match chain(service).await?.and_then(|chain| chain.verify(&name, now)) {
        Ok(()) => Report::Succeeded { output: Output::new() },
        Err(error) => {
            tracing::warn!(%error, "the certificate does not verify");
            let hint =
                format!("No certificate verifies for {name} now: an operator must renew it.");
            Report::TryAgain { fault: fault(code::CERTIFICATE_INVALID, hint) }
        }
    };
    Ok(Finding::Certificate(report))
}

/// The provider's legal name, or else the application's.
async fn requester(service: &Onboarding, case: &Case) -> Finding {
    let path = format!("/internal/applications/{}", case.application);
    let owner = &service.settings.application_owner;
    match service.base.peers.json::<Application>(owner, &path).await {
        Ok(application) => {
            let legal_name = application.provider.and_then(|provider| provider.legal_name);
            Finding::Requester(legal_name.unwrap_or(application.app_name))
        }
        Err(error) => {
            tracing::warn!(%error, "the application's data could not be fetched");
            let hint = "The application's data could not be read; it is tried again.".to_owned();
            Finding::Fault(fault(code::UNAVAILABLE, hint))
        }
    }
}

fn fault(code: &str, hint: String) -> Fault {
    Fault { code: code.to_owned(), hint: Some(hint) }
}

/// Records what was found, unless the step has gone on meanwhile.
async fn record(
    service: &Onboarding,
    (id, step, attempt): (OnboardingId, StepId, u32),
    finding: Finding,
) -> Result<(), Error> {
    let mut tx = service.base.database.begin().await?;
    let Some(case) = load_any(service, &tx, id).await? else { return Ok(()) };
    if running(&case, &step) != Some(attempt) {
        return Ok(());
    }
    let now = tx.now();
    let Seen { dns, certificate } = case.seen;
    let succeeded = |report: &Report| matches!(report, Report::Succeeded { .. });
    let (seen, report) = match finding {
        Finding::Dns(report) => (Seen { dns: succeeded(&report), certificate }, report),
        Finding::Certificate(report) => (Seen { dns, certificate: succeeded(&report) }, report),
        Finding::Fault(fault) => (case.seen, Report::TryAgain { fault }),
        Finding::Requester(name) => {
            if let Some(change) = case.ask_signature(&step, name, now) {
                say(&mut tx, change).await?;
            }
            return Ok(tx.commit().await?);
        }
    };
    let event = Event::Reported { step, attempt, report };
    if let Some(moved) = (Case { seen, ..case }).hear(event, now)? {
        write(&mut tx, moved).await?;
    }
    Ok(tx.commit().await?)
}

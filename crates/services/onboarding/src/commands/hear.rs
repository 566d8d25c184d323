//! Takes a fact of another service into the journey that it belongs to.

use parvis_events::Envelope;
use parvis_kernel::OnboardingId;
use parvis_outbox::Tx;

use super::{load_any, write};
use crate::domain::journey::{Event, Report, Work};
use crate::domain::{Case, Reference};
use crate::store::journey_message;
use crate::{Error, Onboarding};

/// What a fact means for a step.
pub(crate) struct Tale {
    /// The kind of work that it is about.
    pub(crate) kind: &'static str,
    /// How the attempt, or its undoing, went.
    pub(crate) report: Report,
}

/// Keeps the fact with its onboarding, and lets the journey go on by what it means. A fact that
/// belongs to no onboarding of ours is nothing to us.
pub(crate) async fn hear(
    service: &Onboarding,
    tx: &mut Tx,
    (envelope, reference): (&Envelope, &str),
    meaning: impl FnOnce(&Case, Option<&Reference>) -> Option<Tale>,
) -> Result<(), Error> {
    let reference = Reference::parse(reference);
    let correlated = envelope.correlationid.as_deref().and_then(|id| OnboardingId::parse(id).ok());
    let Some(id) = reference.as_ref().map(|r| r.onboarding).or(correlated) else { return Ok(()) };
    let Some(case) = load_any(service, tx, id).await? else { return Ok(()) };
    journey_message::keep(tx, id, [envelope]).await?;
    let Some(tale) = meaning(&case, reference.as_ref()) else { return Ok(()) };
    let named = reference.and_then(|named| case.definition.step(named.step.as_str()));
    let named = named.filter(|step| matches!(&step.work, Work::Run(kind) if kind == tale.kind));
    let Some(step) = named.or_else(|| case.step_of(tale.kind)) else { return Ok(()) };
    let step = step.id.clone();
    // A request is recognised by its own id, and no step asks twice under another.
    let attempt = case.journey.step(&step).attempts;
    let event = Event::Reported { step, attempt, report: tale.report };
    let now = tx.now();
    if let Some(moved) = case.hear(event, now)? {
        write(tx, moved).await?;
    }
    Ok(())
}

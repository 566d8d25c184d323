//! Asks VIES about a number, and Sirene about the company where VIES does not answer.
//!
//! It has no effect here: whoever asked records the finding.

use std::convert::Infallible;
use std::sync::Arc;

use aws_lc_rs::digest::{SHA256, digest};
use moka::future::Cache;
use parvis_chassis::key::hex;
use parvis_kernel::Timestamp;
use parvis_vatid::{Siren, VatNumber};
use tokio::time::{Instant, timeout_at};

use crate::Vat;
use crate::adapters::sirene::{Companies, Standing};
use crate::adapters::vies::{Answer, Question};
use crate::domain::{Answered, Evidence, Fault, Finding, Reason, Source, Verdict};

/// The questions underway. All who ask the same meanwhile share one answer, and nothing is kept:
/// to this cache every answer is an error.
pub(crate) type Flight = Cache<(VatNumber, Option<VatNumber>), Infallible>;

/// The part of the budget that VIES has where Sirene may be asked after it.
const VIES_SHARE: f64 = 0.625;

/// Asks about a number, within the budget of whoever began to wait at `begun`.
pub(super) async fn ask(vat: &Vat, question: Question<'_>, begun: Instant) -> Arc<Answered> {
    let flight = (question.number.clone(), question.requester.cloned());
    let asking = async { Err(consult(vat, question, begun).await) };
    let asking = vat.flights.try_get_with(flight, asking);
    match timeout_at(begun + vat.settings.budget(), asking).await {
        Ok(Err(answered)) => answered,
        Ok(Ok(never)) => match never {},
        // Whoever asked first began later, and has more time.
        Err(_) => Arc::new(answered(vat, question, Verdict::Unknown(Fault::timeout()), None)),
    }
}

async fn consult(vat: &Vat, question: Question<'_>, begun: Instant) -> Answered {
    let budget = vat.settings.budget();
    let fallback = vat.companies.as_deref().zip(derived_from(question.number));
    let for_vies = if fallback.is_some() { budget.mul_f64(VIES_SHARE) } else { budget };
    let fault = match vat.vies.check(question, begun + for_vies).await {
        Ok(answer) => return from_vies(vat, question, answer),
        Err(fault) => fault,
    };
    let country = question.number.country();
    tracing::warn!(%country, %fault, "VIES gave no verdict");
    if let Some((companies, siren)) = fallback
        && let Some((verdict, body)) = confirm(companies, siren, begun + budget).await
    {
        let evidence = evidence(Source::Insee, question.number, None, body);
        return answered(vat, question, verdict, Some(evidence));
    }
    answered(vat, question, Verdict::Unknown(fault), None)
}

/// The company whose number it must be: a key of letters proves nothing, and Monaco has no SIREN.
fn derived_from(number: &VatNumber) -> Option<Siren> {
    number.siren().filter(|siren| VatNumber::from_siren(*siren) == *number)
}

async fn confirm(
    companies: &dyn Companies,
    siren: Siren,
    deadline: Instant,
) -> Option<(Verdict, String)> {
    let standing = timeout_at(deadline, companies.company(siren)).await;
    match standing {
        Ok(Ok(Standing::Active { company, body })) => {
            return Some((Verdict::CompanyConfirmed(company), body));
        }
        Ok(Ok(Standing::Ceased | Standing::Absent)) => {
            tracing::info!("Sirene knows no active company by this number");
        }
        Ok(Err(error)) => tracing::warn!(%error, "Sirene gave no answer"),
        Err(_) => tracing::warn!("Sirene gave no answer in time"),
    }
    None
}

fn from_vies(vat: &Vat, question: Question<'_>, answer: Answer) -> Answered {
    let Answer { registered, company, consultation, requester, body } = answer;
    let evidence = evidence(Source::Vies, question.number, requester, body);
    let verdict = if registered {
        Verdict::Valid { company, consultation }
    } else {
        Verdict::Invalid(Reason::NotRegistered)
    };
    answered(vat, question, verdict, Some(evidence))
}

fn answered(
    vat: &Vat,
    question: Question<'_>,
    verdict: Verdict,
    evidence: Option<Evidence>,
) -> Answered {
    let checked_at = vat.base.database.now();
    let finding = Finding {
        expires_at: expiry(vat, &verdict, checked_at),
        verdict,
        requester: question.requester.cloned(),
        checked_at,
        evidence: None,
    };
    Answered { finding, evidence }
}

/// What is decided without asking anybody.
pub(super) fn offline(vat: &Vat, reason: Reason) -> Answered {
    let (verdict, checked_at) = (Verdict::Invalid(reason), vat.base.database.now());
    let expires_at = expiry(vat, &verdict, checked_at);
    Finding { verdict, requester: None, checked_at, expires_at, evidence: None }.into()
}

fn expiry(vat: &Vat, verdict: &Verdict, checked_at: Timestamp) -> Option<Timestamp> {
    match verdict {
        Verdict::Valid { .. } => Some(checked_at.plus(vat.settings.cache_valid())),
        Verdict::Invalid(_) | Verdict::CompanyConfirmed(_) => {
            Some(checked_at.plus(vat.settings.cache_invalid()))
        }
        Verdict::Unknown(_) => None,
    }
}

fn evidence(
    source: Source,
    number: &VatNumber,
    requester: Option<VatNumber>,
    body: String,
) -> Evidence {
    let sha256 = hex(digest(&SHA256, body.as_bytes()).as_ref());
    Evidence { source, number: number.canonical(), requester, body, sha256 }
}

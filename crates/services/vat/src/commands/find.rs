//! The one way to a verdict: decide offline, look at what is kept, then ask.

use std::sync::Arc;

use crate::Vat;
use crate::adapters::vies::Question;
use crate::domain::{Answered, Asked, Finding, Key, Reason, Verification};
use crate::error::Error;
use crate::store::verification;
use parvis_kernel::ApplicationId;
use tokio::time::Instant;

use super::ask;
use super::record::at_hand;

/// Where a verdict came from.
pub(super) enum Found {
    /// An earlier verification that still holds.
    Kept(Arc<Verification>),
    /// An answer that nobody recorded yet.
    New(Key, Arc<Answered>),
}

/// Which kept verdicts are good enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Any that holds.
    Any,
    /// One that leaves nothing to ask.
    Settled,
}

impl Found {
    /// What was found, with the evidence that is new.
    pub(super) fn answered(self) -> Answered {
        match self {
            Self::Kept(kept) => kept.finding.clone().into(),
            Self::New(_, answered) => Arc::unwrap_or_clone(answered),
        }
    }
}

/// Finds a verdict about what an application asked, within the budget: the look-up of its own number
/// counts too. It writes nothing.
pub(super) async fn find(
    vat: &Vat,
    application: ApplicationId,
    asked: &Asked,
    wanted: Wanted,
) -> Result<Found, Error> {
    let begun = Instant::now();
    let requester = match asked.number() {
        Ok(_) => vat.applications.vat_number(application).await,
        Err(_) => None,
    };
    let key = Key { application, number: asked.key(), requester };
    let kept = kept(vat, &key).await?;
    let good = |v: &Arc<Verification>| wanted == Wanted::Any || v.finding.verdict.is_settled();
    if let Some(kept) = kept.filter(good) {
        return Ok(Found::Kept(kept));
    }
    let answered = match asked.number() {
        Ok(number) => {
            let question = Question { number, requester: key.requester.as_ref() };
            ask::ask(vat, question, begun).await
        }
        Err(invalid) => Arc::new(ask::offline(vat, Reason::Offline(invalid))),
    };
    let Finding { verdict, .. } = &answered.finding;
    let (number, status, reason) = (asked.masked(), verdict.status(), verdict.reason());
    tracing::info!(number, status, reason, "verdict found");
    Ok(Found::New(key, answered))
}

/// A verdict that still holds: at hand, or stored.
async fn kept(vat: &Vat, key: &Key) -> Result<Option<Arc<Verification>>, Error> {
    let now = vat.base.database.now();
    if let Some(kept) = vat.at_hand.get(key).filter(|kept| kept.is_fresh(now)) {
        return Ok(Some(kept));
    }
    let stored = verification::fresh(vat.base.database.read(), key, now).await?;
    Ok(stored.map(|stored| at_hand(vat, stored)))
}

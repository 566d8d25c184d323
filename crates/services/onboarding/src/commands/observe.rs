//! Looks again at a space that somebody asks about: whether its name resolves and a certificate
//! verifies for it now.

use std::time::Duration;

use tokio::time::timeout;

use super::certify::chain;
use super::{load, say};
use crate::domain::journey::Status;
use crate::domain::{Case, Seen};
use crate::{Error, Onboarding};

/// How long whoever asks waits for the name server at most.
const PATIENCE: Duration = Duration::from_millis(300);

/// The onboarding as it is seen now. Only what has changed is written, and the journey goes on as if
/// nobody had looked.
pub(crate) async fn observe(service: &Onboarding, case: Case) -> Result<Case, Error> {
    let seen = match case.status() {
        Status::Provisioning | Status::Activated | Status::Completed => see(service, &case).await?,
        Status::Pending | Status::Failed | Status::Cancelled => return Ok(case),
    };
    if seen == case.seen {
        return Ok(case);
    }
    let mut tx = service.base.database.begin().await?;
    let case = load(service, &tx, (case.application, case.id)).await?;
    if seen == case.seen {
        return Ok(case);
    }
    let now = tx.now();
    let case = say(&mut tx, case.observe(seen, now)).await?;
    tx.commit().await?;
    Ok(case)
}

/// A name server that gives no answer in time leaves what was seen before.
async fn see(service: &Onboarding, case: &Case) -> Result<Seen, Error> {
    let (name, now) = (case.space.full_domain(), service.base.database.now());
    let chain = chain(service).await?;
    let certificate = chain.and_then(|chain| chain.verify(&name, now)).is_ok();
    let answer = timeout(PATIENCE, service.has_address(&name)).await;
    let dns = answer.ok().and_then(Result::ok).unwrap_or(case.seen.dns);
    Ok(Seen { dns, certificate })
}

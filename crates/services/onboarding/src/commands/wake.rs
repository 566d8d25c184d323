//! Looks at a step when its time has come: for another attempt, or because its time is out.

use std::sync::Arc;

use parvis_outbox::{Job, Outcome};

use super::{load_any, read_key, write};
use crate::domain::journey::Event;
use crate::{Error, Onboarding};

/// Tells the journey that the time came for which a step asked.
pub(super) async fn wake(service: Arc<Onboarding>, job: Job) -> Result<Outcome, Error> {
    let Some((id, step)) = read_key(&job.key) else { return Ok(Outcome::Done) };
    let mut tx = service.base.database.begin().await?;
    let Some(case) = load_any(&service, &tx, id).await? else { return Ok(Outcome::Done) };
    let now = tx.now();
    if let Some(moved) = case.hear(Event::Due { step }, now)? {
        write(&mut tx, moved).await?;
        tx.commit().await?;
    }
    Ok(Outcome::Done)
}

//! `GET /internal/events`: the facts that a service said of late, for hearers who missed them.

use actix_web::web::{Data, Json, Query};
use parvis_kernel::Timestamp;
use parvis_outbox::{Fact, facts};
use serde::{Deserialize, Serialize};

use super::{bounded, next};
use crate::identity::Operator;
use crate::problem::Failure;
use crate::service::Base;

/// Which facts are wanted.
#[derive(Debug, Deserialize)]
pub(super) struct Wanted {
    since: Option<Timestamp>,
    after: Option<i64>,
    limit: Option<u64>,
    /// Full names, parted by commas.
    types: Option<String>,
}

/// Facts in the order in which they were written.
#[derive(Debug, Serialize, Deserialize)]
pub struct Events {
    /// The facts.
    pub events: Vec<Fact>,
    /// What `after` is for the next page; nothing on the last one.
    pub next: Option<i64>,
}

pub(super) async fn list(
    base: Data<Base>,
    _: Operator,
    wanted: Query<Wanted>,
) -> Result<Json<Events>, Failure> {
    let Wanted { since, after, limit, types } = wanted.into_inner();
    let wanted = parvis_outbox::Wanted {
        since: since.unwrap_or_default(),
        after: after.unwrap_or_default(),
        kinds: types.iter().flat_map(|types| types.split(',')).map(ToOwned::to_owned).collect(),
        limit: bounded(limit),
    };
    let (database, limit) = (base.database.clone(), wanted.limit);
    let events = base.run(async move { facts(&database, &wanted).await }).await?;
    let next = next(limit, events.len(), events.last().map(|fact| fact.seq));
    Ok(Json(Events { events, next }))
}

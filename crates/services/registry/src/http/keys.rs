//! `POST /api/v1/applications/me/keys` and `DELETE /api/v1/applications/me/keys/{key_id}`.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use parvis_chassis::http::OptionalBody;
use parvis_chassis::key::{Key, KeyId};
use parvis_chassis::{Application as Caller, Claim, Failure};
use parvis_kernel::Timestamp;
use serde::Serialize;

use crate::Registry;
use crate::commands;
use crate::error::Error;

/// The answer, with the new master key in plain text: for this one time.
#[derive(Serialize)]
pub(crate) struct Rotated {
    success: bool,
    key_id: String,
    master_key: String,
}

#[derive(Serialize)]
struct Gone {
    success: bool,
    key_id: String,
    revoked_at: Option<Timestamp>,
}

impl Rotated {
    pub(crate) const STATUS: u16 = 201;
    /// The members that a replay does not show again.
    pub(crate) const SECRETS: [&str; 1] = ["master_key"];

    pub(crate) fn of(key: &Key) -> Self {
        let master_key = key.reveal().reveal().to_owned();
        Self { success: true, key_id: key.id().to_string(), master_key }
    }
}

pub(super) async fn post(
    Caller(id): Caller,
    registry: Data<Registry>,
    claim: Claim,
    _: OptionalBody,
) -> Result<HttpResponse, Failure> {
    let base = registry.base.clone();
    let made = base.run(async move { commands::rotate(&registry, id, &claim).await }).await?;
    Ok(HttpResponse::Created().json(made))
}

pub(super) async fn delete(
    Caller(id): Caller,
    registry: Data<Registry>,
    key: Path<String>,
) -> Result<HttpResponse, Failure> {
    let key = KeyId::parse(&key).ok_or(Error::Unknown)?;
    let base = registry.base.clone();
    let gone = base.run(async move { commands::revoke(&registry, id, &key).await }).await?;
    let (key_id, revoked_at) = (gone.id.to_string(), gone.revoked_at);
    Ok(HttpResponse::Ok().json(Gone { success: true, key_id, revoked_at }))
}

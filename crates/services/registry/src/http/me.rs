//! `GET` and `PATCH /api/v1/applications/me`.

use actix_web::HttpResponse;
use actix_web::web::Data;
use parvis_chassis::http::Body;
use parvis_chassis::{Application as Caller, Failure};
use parvis_kernel::{ApplicationId, Timestamp};
use serde::Serialize;

use crate::Registry;
use crate::commands;
use crate::domain::{Application, MasterKey, Profile};

/// An application as it sees itself.
#[derive(Serialize)]
struct Me {
    success: bool,
    app_id: ApplicationId,
    #[serde(flatten)]
    profile: Profile,
    keys: Vec<KeyView>,
    created_at: Timestamp,
}

#[derive(Serialize)]
struct KeyView {
    key_id: String,
    created_at: Timestamp,
    revoked_at: Option<Timestamp>,
}

impl From<(Application, Vec<MasterKey>)> for Me {
    fn from((application, keys): (Application, Vec<MasterKey>)) -> Self {
        let Application { id, profile, created_at, version: _ } = application;
        let keys = keys.into_iter().map(KeyView::from).collect();
        Self { success: true, app_id: id, profile, keys, created_at }
    }
}

impl From<MasterKey> for KeyView {
    fn from(key: MasterKey) -> Self {
        let key_id = key.id.to_string();
        Self { key_id, created_at: key.created_at, revoked_at: key.revoked_at }
    }
}

pub(super) async fn get(
    Caller(id): Caller,
    registry: Data<Registry>,
) -> Result<HttpResponse, Failure> {
    let base = registry.base.clone();
    let found = base.run(async move { commands::show(&registry, id).await }).await?;
    Ok(HttpResponse::Ok().json(Me::from(found)))
}

pub(super) async fn patch(
    Caller(id): Caller,
    registry: Data<Registry>,
    Body(change): Body,
) -> Result<HttpResponse, Failure> {
    let base = registry.base.clone();
    let changed = base.run(async move { commands::change(&registry, id, &change).await }).await?;
    Ok(HttpResponse::Ok().json(Me::from(changed)))
}

//! `/internal/`: what other processes of the platform ask.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use parvis_chassis::http::Body;
use parvis_chassis::key::{KeyId, KeyKind};
use parvis_chassis::{Failure, Peer};
use parvis_kernel::{ApplicationId, OnboardingId};
use serde::{Deserialize, Serialize};

use crate::Registry;
use crate::commands::{self, Holder};
use crate::domain::{Application, KeyHash, Profile};
use crate::error::Error;

#[derive(Deserialize)]
struct Question {
    kind: Kind,
    key_id: String,
    hash: String,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Master,
    Tenant,
}

#[derive(Serialize)]
struct Resolved {
    application_id: ApplicationId,
    #[serde(skip_serializing_if = "Option::is_none")]
    onboarding_id: Option<OnboardingId>,
}

#[derive(Serialize)]
struct Found {
    application_id: ApplicationId,
    #[serde(flatten)]
    profile: Profile,
}

impl From<Kind> for KeyKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Master => Self::Master,
            Kind::Tenant => Self::Tenant,
        }
    }
}

pub(super) async fn resolve(
    _: Peer,
    registry: Data<Registry>,
    body: Body,
) -> Result<HttpResponse, Failure> {
    let Question { kind, key_id, hash } = body.read()?;
    let id = KeyId::parse(&key_id).ok_or(Error::Unknown)?;
    let hash = KeyHash::parse(&hash).ok_or(Error::Unknown)?;
    let base = registry.base.clone();
    let command = async move { commands::resolve(&registry, kind.into(), &id, &hash).await };
    let Holder { application, onboarding } = base.run(command).await?;
    let resolved = Resolved { application_id: application, onboarding_id: onboarding };
    Ok(HttpResponse::Ok().json(resolved))
}

pub(super) async fn application(
    _: Peer,
    registry: Data<Registry>,
    id: Path<String>,
) -> Result<HttpResponse, Failure> {
    let id = ApplicationId::parse(&id).map_err(|_| Error::Unknown)?;
    let base = registry.base.clone();
    let found = base.run(async move { commands::profile(&registry, id).await }).await?;
    let Application { id, profile, created_at: _, version: _ } = found;
    Ok(HttpResponse::Ok().json(Found { application_id: id, profile }))
}

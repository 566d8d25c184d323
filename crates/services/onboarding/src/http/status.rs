//! `GET /api/v1/onboarding/status/{uuid}`.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use parvis_chassis::{Application, Failure};

use super::{View, id_of};
use crate::{Error, Onboarding, commands, store};

/// How an onboarding stands, and what is seen of its space at this moment.
pub(super) async fn status(
    service: Data<Onboarding>,
    application: Application,
    path: Path<String>,
) -> Result<HttpResponse, Failure> {
    let id = id_of(&path)?;
    let svc = service.clone();
    let found = async move {
        let selected = store::case::one_of(application.0, id);
        let read = svc.base.database.read();
        let found = store::case::find(read, &svc.definitions, selected).await?;
        commands::observe(&svc, found.ok_or(Error::Unknown)?).await
    };
    let case = service.base.run(found).await?;
    Ok(HttpResponse::Ok().json(View::of(&case)))
}

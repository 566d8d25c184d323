//! Asks the registry whose a key is: `POST /internal/keys/resolve`.

use std::time::Duration;

use bytes::Bytes;
use http::Request;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use parvis_chassis::Failure;
use parvis_chassis::identity::Subject;
use parvis_kernel::ApplicationId;
use serde::Deserialize;
use serde_json::json;

use crate::error::Error;
use crate::keys::{Owner, Question};
use crate::upload::Upload;
use crate::upstream::Call;
use crate::worker::Worker;

const REGISTRY: &str = "registry";

#[derive(Deserialize)]
struct Found {
    application_id: ApplicationId,
}

/// Asks; a key that nobody has is no failure.
pub(crate) async fn ask(worker: &Worker, question: &Question) -> Result<Owner, Failure> {
    let body = json!({ "kind": "master", "key_id": question.id.as_str(), "hash": question.hash });
    let token = worker.token(REGISTRY, Subject::Process)?;
    let request = Request::post("/internal/keys/resolve")
        .header(AUTHORIZATION, format!("Bearer {token}"))
        .header(CONTENT_TYPE, "application/json")
        .body(Upload::whole(Some(Bytes::from(body.to_string()))))
        .map_err(Error::from)?;
    let call = Call { request, wait: Duration::ZERO, repeatable: true };
    let answer = worker.send(REGISTRY, call).await?;
    match answer.response.status().as_u16() {
        200 => {
            let body = answer.read().await?;
            let found: Found = serde_json::from_slice(&body).map_err(|_| Error::BadAnswer)?;
            Ok(Some(found.application_id))
        }
        404 => {
            answer.read().await?;
            Ok(None)
        }
        status => Err(Error::Unexpected(REGISTRY.to_owned(), status).into()),
    }
}

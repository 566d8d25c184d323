//! `GET /assets/{name}`: the static files of the pages.

use actix_web::HttpResponse;
use actix_web::http::header::{CACHE_CONTROL, X_CONTENT_TYPE_OPTIONS};
use actix_web::web::Path;
use parvis_chassis::problem::catalogue;
use parvis_chassis::{Anyone, Failure};

use crate::pages;

/// Their addresses change with their content, so a browser may keep them for ever.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

pub(super) async fn asset(_: Anyone, name: Path<String>) -> Result<HttpResponse, Failure> {
    let asset = pages::asset(&name).ok_or_else(|| Failure::of(catalogue::NOT_FOUND))?;
    Ok(HttpResponse::Ok()
        .insert_header((CACHE_CONTROL, FOR_EVER))
        .insert_header((X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .content_type(asset.kind)
        .body(asset.bytes))
}

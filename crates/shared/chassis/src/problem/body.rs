//! The body of a problem: RFC 9457 with the extension members that older clients read.

use parvis_kernel::Locale;
use serde::Serialize;

use super::{Failure, Field};

/// The JSON of a failure.
#[derive(Debug, Serialize)]
pub struct ProblemBody {
    #[serde(rename = "type")]
    kind: String,
    title: &'static str,
    status: u16,
    detail: String,
    instance: String,
    success: bool,
    error: ErrorMember,
}

#[derive(Debug, Serialize)]
struct ErrorMember {
    code: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fields: Vec<Field>,
}

/// Writes a failure in the caller's language. `base` is the public address of the platform.
pub fn body_of(failure: &Failure, locale: Locale, base: &str, request: &str) -> ProblemBody {
    let kind = failure.kind;
    let title = locale.pick(kind.fr, kind.en);
    // A fault of the platform itself is told by its title alone.
    let detail = match &failure.detail {
        Some(detail) if kind.status < 500 => detail.to_string(),
        Some(_) | None => title.to_owned(),
    };
    ProblemBody {
        kind: format!("{base}/problems/{}", kind.code),
        title,
        status: kind.status,
        detail: detail.clone(),
        instance: format!("urn:parvis:request:{request}"),
        success: false,
        error: ErrorMember { code: kind.code, message: detail, fields: failure.fields.to_vec() },
    }
}

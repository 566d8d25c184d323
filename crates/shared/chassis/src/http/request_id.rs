//! The request's id: the caller's own when it is harmless, otherwise a new one.

use actix_web::http::header::HeaderMap;

/// An id that stands in every log line and problem of one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(String);

impl RequestId {
    /// Takes `X-Request-Id` when it is 1 to 128 harmless characters; makes a UUID v7 otherwise.
    pub fn of(headers: &HeaderMap) -> Self {
        let given = headers.get("x-request-id").and_then(|h| h.to_str().ok());
        let harmless = |c: char| c.is_ascii_alphanumeric() || "-_.:".contains(c);
        match given {
            Some(text) if (1..=128).contains(&text.len()) && text.chars().all(harmless) => {
                Self(text.to_owned())
            }
            Some(_) | None => Self(parvis_kernel::id::fresh().to_string()),
        }
    }

    /// The text of the id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for RequestId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

//! Failures as RFC 9457 problems: one body for old and new clients, in French or English.
//!
//! An error names its [`Kind`]; the body is written once, by the outermost layer of the HTTP server,
//! where language and request are known. What happened inside is logged there and never sent.

mod body;
pub mod catalogue;
mod render;

use std::fmt;
use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use parvis_company::Fault;
use serde::Serialize;

pub use body::{ProblemBody, body_of};
pub use catalogue::Kind;
pub use render::render;

/// What is wrong with one field of a request body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Field {
    /// Where it stands (JSON pointer, RFC 6901).
    pub pointer: String,
    /// A code that never changes.
    pub code: String,
    /// What to correct, in English.
    pub message: String,
}

impl From<Fault> for Field {
    fn from(fault: Fault) -> Self {
        Self { pointer: fault.pointer, code: fault.code.to_owned(), message: fault.message }
    }
}

/// An error that a caller may be told about.
pub trait Problem: std::error::Error {
    /// Which entry of the catalogue it is.
    fn kind(&self) -> Kind;

    /// The fields at fault, for an invalid body.
    fn fields(&self) -> Vec<Field> {
        Vec::new()
    }

    /// How long the caller should wait before he tries again.
    fn retry_after(&self) -> Option<Duration> {
        None
    }

    /// What the caller should know beyond the catalogue's words, in English; for failures of the
    /// platform itself (5xx) nothing is ever said.
    fn detail(&self) -> Option<String> {
        None
    }
}

/// A failed request: what a handler returns. Any [`Problem`] becomes one by `?`.
#[derive(Debug, Clone)]
pub struct Failure {
    pub(crate) kind: Kind,
    pub(crate) detail: Option<Box<str>>,
    pub(crate) fields: Box<[Field]>,
    pub(crate) retry_after: Option<Duration>,
    /// For the log of a 5xx only.
    pub(crate) cause: Box<str>,
}

impl<P: Problem> From<P> for Failure {
    fn from(problem: P) -> Self {
        Self {
            kind: problem.kind(),
            detail: problem.detail().map(Into::into),
            fields: problem.fields().into(),
            retry_after: problem.retry_after(),
            cause: chain(&problem).into(),
        }
    }
}

impl Failure {
    /// A failure that needs no words of its own.
    pub fn of(kind: Kind) -> Self {
        let (detail, fields, cause) = (None, Box::default(), Box::default());
        Self { kind, detail, fields, retry_after: None, cause }
    }

    /// A failure of the platform itself; `cause` goes to the log only.
    pub fn internal(cause: impl fmt::Display) -> Self {
        Self { cause: cause.to_string().into(), ..Self::of(catalogue::INTERNAL) }
    }

    /// An invalid body, with the fields at fault.
    pub fn invalid(fields: Vec<Field>) -> Self {
        Self { fields: fields.into(), ..Self::of(catalogue::INVALID) }
    }

    /// The same failure, to be tried again after `wait`.
    #[must_use]
    pub const fn after(mut self, wait: Duration) -> Self {
        self.retry_after = Some(wait);
        self
    }

    /// The same failure with more words, in English.
    #[must_use]
    pub fn saying(mut self, detail: impl Into<Box<str>>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Which entry of the catalogue it is.
    pub const fn kind(&self) -> Kind {
        self.kind
    }
}

/// A body whose parser found faults.
impl From<Vec<Fault>> for Failure {
    fn from(faults: Vec<Fault>) -> Self {
        Self::invalid(faults.into_iter().map(Into::into).collect())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.kind.code, self.cause)
    }
}

impl ResponseError for Failure {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.kind.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// An empty response that carries the failure; [`render`] writes its body.
    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::new(self.status_code());
        response.extensions_mut().insert(self.clone());
        response
    }
}

impl Problem for parvis_outbox::StoreError {
    fn kind(&self) -> Kind {
        match self {
            Self::Stale => catalogue::CONFLICT,
            away if away.is_away() => catalogue::UNAVAILABLE,
            Self::Database(_) | Self::Encoding(_) | Self::Corrupt(_) => catalogue::INTERNAL,
        }
    }
}

impl Problem for crate::keyring::BadKey {
    fn kind(&self) -> Kind {
        catalogue::INTERNAL
    }
}

/// An error and its causes in one line.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}

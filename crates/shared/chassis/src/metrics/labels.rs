//! The labels of what is counted as it happens.

use std::borrow::Cow;

use actix_web::http::Method;
use prometheus_client::encoding::EncodeLabelSet;

use crate::Mode;

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(crate) struct RequestLabels {
    pub(crate) method: &'static str,
    /// The pattern that matched: never a path, which may be a secret.
    pub(crate) route: Cow<'static, str>,
    pub(crate) status: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct CallLabels {
    pub(super) upstream: Cow<'static, str>,
    pub(super) outcome: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct BuildLabels {
    version: &'static str,
    mode: &'static str,
}

impl BuildLabels {
    pub(super) const fn of(mode: Mode) -> Self {
        let mode = match mode {
            Mode::Production => "production",
            Mode::Development => "development",
        };
        Self { version: env!("CARGO_PKG_VERSION"), mode }
    }
}

/// A method as the semantic conventions write it: a client may send any word.
pub(crate) fn method(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "_OTHER",
    }
}

/// The class of a status.
pub(crate) const fn class(status: u16) -> &'static str {
    match status {
        100..=199 => "1xx",
        200..=299 => "2xx",
        300..=399 => "3xx",
        400..=499 => "4xx",
        _ => "5xx",
    }
}

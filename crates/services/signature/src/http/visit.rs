//! A visit of a signer: which link, in which language, whence.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::ACCEPT_LANGUAGE;
use actix_web::web::Query;
use actix_web::{FromRequest, HttpRequest};
use parvis_chassis::{Anyone, Failure};
use parvis_kernel::Locale;
use serde::Deserialize;

use super::origin::origin;
use crate::domain::{Origin, Request};

/// A visit; whoever comes through the gateway may pay one.
#[derive(Debug, Clone)]
pub(super) struct Visit {
    /// The token as it stands in the path.
    pub(super) token: String,
    /// Whence.
    pub(super) origin: Origin,
    chosen: Option<Locale>,
    accepted: Option<Locale>,
}

#[derive(Deserialize)]
struct Language {
    lang: Option<String>,
}

impl Visit {
    /// The language: the one chosen on the page, else the signer's, else the browser's, else French.
    pub(super) fn locale(&self, request: Option<&Request>) -> Locale {
        let signers = request.map(|request| request.signer.locale);
        self.chosen.or(signers).or(self.accepted).unwrap_or_default()
    }

    /// The path of the page, which keeps a chosen language.
    pub(super) fn path(&self, below: &str) -> String {
        let lang = self.chosen.map(|l| format!("?lang={}", l.tag())).unwrap_or_default();
        format!("/sign/{}{below}{lang}", self.token)
    }
}

impl FromRequest for Visit {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let visit = |_: Anyone| {
            let query = Query::<Language>::from_query(request.query_string()).ok();
            let header = request.headers().get(ACCEPT_LANGUAGE).and_then(|h| h.to_str().ok());
            Self {
                token: request.match_info().query("token").to_owned(),
                origin: origin(request),
                chosen: query.and_then(|q| q.into_inner().lang).as_deref().and_then(Locale::parse),
                accepted: header.and_then(Locale::accepted),
            }
        };
        ready(Anyone::from_request(request, payload).into_inner().map(visit))
    }
}

//! Possession is proof: these values can be made only from a verified token.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};
use parvis_kernel::ApplicationId;

use super::{Claims, Subject};
use crate::problem::{Failure, catalogue};

/// The application that calls; nobody else passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Application(pub ApplicationId);

/// Whoever comes through the gateway, with a key or without: for open routes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anyone(pub Option<ApplicationId>);

/// Another process of the platform, by its name: for `/internal/**`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peer(pub String);

fn claims(request: &HttpRequest) -> Result<Claims, Failure> {
    let claims = request.extensions().get::<Claims>().cloned();
    claims.ok_or(Failure::of(catalogue::UNAUTHORIZED))
}

impl FromRequest for Application {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(claims(request).and_then(|claims| match claims.subject {
            Subject::Application(id) => Ok(Self(id)),
            Subject::Anonymous | Subject::Process => Err(Failure::of(catalogue::UNAUTHORIZED)),
        }))
    }
}

impl FromRequest for Anyone {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(claims(request).and_then(|claims| match claims.subject {
            Subject::Application(id) => Ok(Self(Some(id))),
            Subject::Anonymous => Ok(Self(None)),
            Subject::Process => Err(Failure::of(catalogue::FORBIDDEN)),
        }))
    }
}

impl FromRequest for Peer {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(claims(request).and_then(|claims| match claims.subject {
            Subject::Process => Ok(Self(claims.issuer)),
            Subject::Application(_) | Subject::Anonymous => Err(Failure::of(catalogue::NOT_FOUND)),
        }))
    }
}

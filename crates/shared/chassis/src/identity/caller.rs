//! Possession is proof: these values can be made only from a verified token.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest, web};
use parvis_bus::OPERATOR;
use parvis_kernel::ApplicationId;
use serde::Deserialize;

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

/// Whoever operates the platform, by the name that goes to the audit: for the verbs of an operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operator(pub String);

/// The longest name of an operator, in characters.
const LONGEST: usize = 100;

#[derive(Deserialize)]
struct Signed {
    r#as: String,
}

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
            // An operator is no service: what services tell each other is not for him.
            Subject::Process if claims.issuer == OPERATOR => Err(Failure::of(catalogue::FORBIDDEN)),
            Subject::Process => Ok(Self(claims.issuer)),
            Subject::Application(_) | Subject::Anonymous => Err(Failure::of(catalogue::NOT_FOUND)),
        }))
    }
}

impl FromRequest for Operator {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(claims(request).and_then(|claims| match claims.subject {
            Subject::Process if claims.issuer == OPERATOR => Ok(Self(name_in(request)?)),
            Subject::Process => Err(Failure::of(catalogue::FORBIDDEN)),
            Subject::Application(_) | Subject::Anonymous => Err(Failure::of(catalogue::NOT_FOUND)),
        }))
    }
}

/// The operator's own name, from the query.
fn name_in(request: &HttpRequest) -> Result<String, Failure> {
    let signed = web::Query::<Signed>::from_query(request.query_string());
    let name = signed.map(|signed| signed.into_inner().r#as).unwrap_or_default();
    let fits = (1..=LONGEST).contains(&name.chars().count()) && !name.contains(char::is_control);
    let why = "the query must name the operator: as=NAME, at most 100 characters";
    if fits { Ok(name) } else { Err(Failure::of(catalogue::UNPARSABLE).saying(why)) }
}

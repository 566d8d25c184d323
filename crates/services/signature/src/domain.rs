//! What a signature request is and what may become of it. Pure: no clock, no database, no HTTP.

mod confirmation;
mod contents;
mod drawing;
mod fact;
mod masked;
mod request;
mod stage;
mod text;
mod token;

pub(crate) use confirmation::{CONSENT_VERSION, Confirmation, Consent, Mode, Origin};
pub(crate) use contents::headings;
pub(crate) use drawing::{BadImage, Drawing};
pub(crate) use fact::{About, Fact, Template};
pub(crate) use masked::masked;
pub(crate) use request::{DocumentRef, Order, Request, Signer};
pub(crate) use stage::{Refused, Sealed, Stage, VoidReason};
pub(crate) use text::{BadText, DeclineReason, SignerName};
pub(crate) use token::SigningToken;

//! RFC 3161 timestamps, the client's side: make a request, judge the response.
//!
//! Nothing here talks to a network. The caller posts [`TimestampRequest::to_der`] to an authority
//! as `application/timestamp-query` and gives the body of the answer to
//! [`TimestampToken::from_response`]. A retry takes a fresh request, so that each has its own nonce.
//!
//! A token is kept and embedded byte for byte as the authority sent it: it is never decoded and
//! encoded again, because that would reorder or refuse sets which authorities get wrong, and break
//! their signatures.

mod error;
pub(crate) mod info;
mod request;
pub(crate) mod status;
mod token;

pub use error::TimestampError;
pub use request::TimestampRequest;
pub use status::Failure;
pub use token::{TimestampToken, Tolerance};
pub(crate) use token::{TokenView, to_hex};

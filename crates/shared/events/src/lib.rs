//! The language between services: messages generated from `proto/`, and the envelope they travel in.
//!
//! A message is a promise that only grows. Its JSON form (the protobuf JSON mapping) is what travels,
//! so any language can read it without generated code.

mod catalogue;
mod envelope;
mod generated;
mod order;

pub use catalogue::{Entry, entry, is_command, must_be_heard};
pub use envelope::{Envelope, Headers, Undecodable};
pub use generated::*;
pub use pbjson_types::Timestamp as WireTime;

use parvis_kernel::Timestamp;

/// Whether a message asks for something or tells something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Asks one service to do something; named by a verb.
    Command,
    /// Tells everyone what happened; named in the past tense.
    Fact,
}

/// A message that can travel: generated for every command and fact of `proto/`.
pub trait Payload: serde::Serialize + serde::de::DeserializeOwned + Send + Sync + 'static {
    /// The protobuf full name, which is the CloudEvents `type` and the routing key.
    const TYPE: &'static str;
    /// Command or fact.
    const KIND: Kind;
}

/// The wire form of an instant (whole milliseconds).
pub fn wire_time(at: Timestamp) -> WireTime {
    let millis = at.millis();
    let nanos = i32::try_from(millis % 1000).unwrap_or(0) * 1_000_000;
    WireTime { seconds: millis / 1000, nanos }
}

/// The instant of a wire form; the epoch where it is missing.
pub fn instant(at: Option<&WireTime>) -> Timestamp {
    at.map_or(Timestamp::default(), |t| {
        Timestamp::from_millis(t.seconds.saturating_mul(1000) + i64::from(t.nanos / 1_000_000))
    })
}

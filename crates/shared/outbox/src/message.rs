//! A message about to be said: what a service's `publish.rs` makes of a domain fact.

use parvis_events::Payload;
use serde_json::Value;

use crate::StoreError;

/// A command or fact, addressed to the aggregate it is about, not yet in its envelope.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    pub(crate) kind: &'static str,
    pub(crate) subject: String,
    pub(crate) data: Value,
}

impl Message {
    /// Says `payload` about the aggregate `subject`; the order is kept among messages about it.
    pub fn about<P: Payload>(subject: &impl ToString, payload: &P) -> Result<Self, StoreError> {
        let data = serde_json::to_value(payload)?;
        Ok(Self { kind: P::TYPE, subject: subject.to_string(), data })
    }

    /// The protobuf full name.
    pub fn kind(&self) -> &'static str {
        self.kind
    }
}

/// A domain fact that can be said on the wire.
pub trait Publish {
    /// Translates the fact into its message.
    fn publish(&self) -> Result<Message, StoreError>;
}

/// For changes that never say anything.
impl Publish for std::convert::Infallible {
    fn publish(&self) -> Result<Message, StoreError> {
        match *self {}
    }
}

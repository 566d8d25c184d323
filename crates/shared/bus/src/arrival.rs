//! What arrived, before anybody believes it.

use parvis_events::Envelope;

/// Bytes that are no message of ours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct Unreadable {
    why: String,
    unvouched: bool,
}

impl Unreadable {
    /// Says what is wrong, without the content.
    pub fn new(why: impl Into<String>) -> Self {
        Self { why: why.into(), unvouched: false }
    }

    /// Says what speaks against the sender of bytes that are an envelope.
    pub fn unvouched(why: impl Into<String>) -> Self {
        Self { why: why.into(), unvouched: true }
    }

    /// Whether the bytes can be read and their sender is in doubt.
    pub const fn is_unvouched(&self) -> bool {
        self.unvouched
    }
}

/// What arrived: bytes, and the envelope where they are one.
#[derive(Debug)]
pub struct Arrival<'a> {
    /// The type under which it was sent.
    pub kind: &'a str,
    /// The bytes as they travelled.
    pub bytes: &'a [u8],
    /// The envelope that they are.
    pub envelope: Result<Envelope, Unreadable>,
}

impl<'a> Arrival<'a> {
    /// Reads the bytes that were sent under `kind`. An envelope that names another type is refused: who
    /// may send what is decided by the type under which a message is sent.
    pub fn read(kind: &'a str, bytes: &'a [u8]) -> Self {
        let envelope = match Envelope::from_bytes(bytes) {
            Ok(envelope) if envelope.kind == kind => Ok(envelope),
            Ok(envelope) => Err(format!("an envelope of type {} came as {kind}", envelope.kind)),
            Err(error) => Err(error.to_string()),
        };
        Self { kind, bytes, envelope: envelope.map_err(Unreadable::new) }
    }
}

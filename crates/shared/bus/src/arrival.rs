//! What arrived, before anybody believes it.

use parvis_events::Envelope;

/// The most bytes of a source, a subject or a type.
const LONGEST: usize = 512;

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
    /// Nor is a name believed that no service gives: what tells messages apart stands in indexes and logs.
    pub fn read(kind: &'a str, bytes: &'a [u8]) -> Self {
        let envelope = match Envelope::from_bytes(bytes) {
            Ok(envelope) if !is_named_well(&envelope) => {
                Err("its source, subject or type is no name".to_owned())
            }
            Ok(envelope) if envelope.kind == kind => Ok(envelope),
            Ok(envelope) => Err(format!("an envelope of type {} came as {kind}", envelope.kind)),
            Err(error) => Err(error.to_string()),
        };
        Self { kind, bytes, envelope: envelope.map_err(Unreadable::new) }
    }
}

fn is_named_well(envelope: &Envelope) -> bool {
    let names = [&envelope.source, &envelope.subject, &envelope.kind];
    names.iter().all(|name| name.len() <= LONGEST && !name.contains(char::is_control))
}

#[cfg(test)]
mod tests {
    use parvis_events::Headers;
    use parvis_kernel::Timestamp;

    use super::*;

    #[test]
    fn a_name_that_no_service_gives_is_refused_and_not_repeated() {
        for (kind, subject) in [
            ("parvis.vat.v1.CompanyVerified\0", "vat_1".to_owned()),
            ("parvis.vat.v1.CompanyVerified", "vat\0".to_owned()),
            ("parvis.vat.v1.CompanyVerified", "x".repeat(LONGEST + 1)),
        ] {
            let headers = Headers {
                service: "vat",
                subject,
                sequence: 1,
                time: Timestamp::default(),
                correlation: None,
                traceparent: None,
            };
            let bytes = Envelope::new(kind, serde_json::Value::Null, headers).to_bytes().unwrap();
            let refused = Arrival::read(kind, &bytes).envelope.unwrap_err().to_string();
            assert!(refused.contains("no name") && !refused.contains('\0'), "{refused}");
        }
    }
}

//! What a signature is to say and where it stands.

use time::OffsetDateTime;

use crate::appearance::Appearance;

/// The room reserved for a signature unless told otherwise: commercial timestamps with their
/// certificates take 4 to 7 kB.
pub const DEFAULT_CAPACITY: usize = 16_384;

/// A signature to be prepared.
#[derive(Debug, Clone)]
pub struct SignatureRequest {
    /// The name of the new signature field: not empty, no dot, not yet in the document.
    pub field: String,
    /// The signer's name as readers display it, in any script.
    pub signer: String,
    /// Why the document is signed.
    pub reason: Option<String>,
    /// Where it is signed.
    pub location: Option<String>,
    /// The time the signer claims (`/M`), written in UTC and whole seconds. It proves nothing; the
    /// timestamp does.
    pub claimed_at: OffsetDateTime,
    /// What is seen on the page.
    pub appearance: Appearance,
    /// The bytes reserved for the signature, its certificates and its timestamp.
    pub capacity: usize,
}

impl SignatureRequest {
    /// An invisible signature with neither reason nor location and the default capacity.
    pub fn new(
        field: impl Into<String>,
        signer: impl Into<String>,
        claimed_at: OffsetDateTime,
    ) -> Self {
        Self {
            field: field.into(),
            signer: signer.into(),
            reason: None,
            location: None,
            claimed_at,
            appearance: Appearance::Invisible,
            capacity: DEFAULT_CAPACITY,
        }
    }
}

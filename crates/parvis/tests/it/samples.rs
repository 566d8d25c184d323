//! Bodies that clients send, all of them good.

use serde_json::{Value, json};

pub(crate) use parvis_testkit::bodies::{application, order};

use crate::source_documents::drawing;

/// A signature that a client's backend brings.
pub(crate) fn signature() -> Value {
    json!({
        "signature": drawing(),
        "signedBy": "Signataire de démonstration",
        "signedAt": "2026-01-05T09:00:00Z",
    })
}

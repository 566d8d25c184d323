//! Messages as services say them.

use parvis_bus::Outgoing;
use parvis_events::vat::v1::CompanyRejected;
use parvis_events::{Envelope, Headers, Payload as _};
use parvis_kernel::{Timestamp, id};

/// A type of facts of the vat service that no other test hears.
pub(crate) fn fact_type() -> &'static str {
    format!("parvis.vat.v1.Told{}", id::fresh().simple()).leak()
}

/// A message ready to travel.
pub(crate) struct Said {
    pub(crate) id: String,
    pub(crate) kind: &'static str,
    pub(crate) bytes: Vec<u8>,
}

impl Said {
    /// The `sequence`th message of type `kind` that `service` says about `subject`.
    pub(crate) fn new(
        kind: &'static str,
        service: &'static str,
        subject: &str,
        sequence: i64,
    ) -> Self {
        let headers = Headers {
            service,
            subject: subject.to_owned(),
            sequence,
            time: Timestamp::from_millis(1_000_000),
            correlation: None,
            traceparent: Some("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".into()),
        };
        let data = serde_json::to_value(CompanyRejected::default()).unwrap();
        let envelope = Envelope::new(kind, data, headers);
        Self { id: envelope.id.to_string(), kind, bytes: envelope.to_bytes().unwrap() }
    }

    /// A fact of the vat service that nobody hears.
    pub(crate) fn fact(subject: &str, sequence: i64) -> Self {
        Self::new(CompanyRejected::TYPE, "vat", subject, sequence)
    }

    pub(crate) fn outgoing(&self) -> Outgoing<'_> {
        Outgoing { id: &self.id, kind: self.kind, bytes: &self.bytes }
    }
}

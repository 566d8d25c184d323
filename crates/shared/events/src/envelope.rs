//! The envelope: `CloudEvents` 1.0 in structured JSON mode (`application/cloudevents+json`).

use parvis_kernel::{EventId, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Payload;

/// A message in its envelope. The same bytes travel on every transport.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Envelope {
    /// Always `1.0`.
    pub specversion: String,
    /// The message's id: the key of every inbox.
    pub id: EventId,
    /// Who says it: `/parvis/<service>`.
    pub source: String,
    /// The protobuf full name of `data`, which is also the routing key.
    #[serde(rename = "type")]
    pub kind: String,
    /// The aggregate it is about.
    pub subject: String,
    /// When it was decided.
    pub time: Timestamp,
    /// Always `application/json`.
    pub datacontenttype: String,
    /// The place among the messages of this source about this subject, counted from 1.
    pub sequence: i64,
    /// What the work belongs to: the onboarding's uuid within a journey.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correlationid: Option<String>,
    /// The trace that started it (W3C Trace Context).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub traceparent: Option<String>,
    /// The message in the protobuf JSON mapping.
    pub data: Value,
}

/// What an envelope says besides its payload.
#[derive(Debug, Clone)]
pub struct Headers {
    /// The speaking service.
    pub service: &'static str,
    /// The aggregate it is about.
    pub subject: String,
    /// Its place among the messages about this subject, counted from 1.
    pub sequence: i64,
    /// When it was decided.
    pub time: Timestamp,
    /// What the work belongs to.
    pub correlation: Option<String>,
    /// The trace that started it.
    pub traceparent: Option<String>,
}

/// The bytes are no envelope, or its data is not the message it names.
#[derive(Debug, thiserror::Error)]
#[error("undecodable message")]
pub struct Undecodable(#[from] serde_json::Error);

impl Envelope {
    /// Puts a message that is already in its JSON form into an envelope.
    pub fn new(kind: &str, data: Value, headers: Headers) -> Self {
        Self {
            specversion: "1.0".into(),
            id: EventId::fresh(),
            source: format!("/parvis/{}", headers.service),
            kind: kind.into(),
            subject: headers.subject,
            time: headers.time,
            datacontenttype: "application/json".into(),
            sequence: headers.sequence,
            correlationid: headers.correlation,
            traceparent: headers.traceparent,
            data,
        }
    }

    /// The bytes that travel.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Undecodable> {
        Ok(serde_json::to_vec(self)?)
    }

    /// Reads an envelope from the bytes that travelled.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Undecodable> {
        Ok(serde_json::from_slice(bytes)?)
    }

    /// The message inside, when it is a `P`.
    pub fn payload<P: Payload>(&self) -> Result<P, Undecodable> {
        Ok(P::deserialize(&self.data)?)
    }

    /// The stream that keeps its order: source and subject.
    pub fn aggregate(&self) -> String {
        format!("{}:{}", self.source, self.subject)
    }
}

//! What stands on the outside of a message: enough to route it, to trace it, and to read it over
//! AMQP 1.0 as an event, without opening it.

use lapin::BasicProperties;
use lapin::types::{AMQPValue, FieldTable, ShortString};
use parvis_events::Envelope;

use super::sender::service_of;
use crate::{Outgoing, Undelivered, Unreadable};

/// The largest message, in bytes: larger things stay with their owner, and messages name them.
pub(super) const LARGEST: usize = 2 * 1024 * 1024;

const CONTENT: &str = "application/cloudevents+json; charset=utf-8";
const PERSISTENT: u8 = 2;

/// The properties of a message that `user` sends.
pub(super) fn of(message: &Outgoing<'_>, user: &str) -> Result<BasicProperties, Undelivered> {
    if message.bytes.len() > LARGEST {
        return Err(Undelivered::Refused(format!("{} bytes are too many", message.bytes.len())));
    }
    let envelope =
        Envelope::from_bytes(message.bytes).map_err(|e| Unreadable::new(e.to_string()))?;
    let service = service_of(&envelope.source).unwrap_or_default();
    Ok(BasicProperties::default()
        .with_content_type(CONTENT.into())
        .with_delivery_mode(PERSISTENT)
        .with_message_id(short(message.id)?)
        .with_type(short(message.kind)?)
        .with_app_id(short(service)?)
        .with_user_id(short(user)?)
        .with_headers(headers(&envelope)))
}

fn headers(envelope: &Envelope) -> FieldTable {
    let mut headers = FieldTable::default();
    let mut say = |name: &str, value: &str| {
        headers.insert(name.into(), AMQPValue::LongString(value.into()));
    };
    say("cloudEvents_id", &envelope.id.to_string());
    say("cloudEvents_type", &envelope.kind);
    say("cloudEvents_source", &envelope.source);
    say("cloudEvents_specversion", &envelope.specversion);
    say("cloudEvents_time", &envelope.time.to_string());
    say("cloudEvents_subject", &envelope.subject);
    if let Some(trace) = &envelope.traceparent {
        say("traceparent", trace);
    }
    headers
}

fn short(text: &str) -> Result<ShortString, Undelivered> {
    ShortString::try_new(text).map_err(|e| Undelivered::Refused(e.to_string()))
}

//! Exchanges, queues and bindings. Arguments are all explicit, so that every version of the broker
//! does the same; a change of them needs a new version in the queue's name.
//!
//! What an older release bound and this one does not hear any more stays bound: AMQP can't list
//! bindings. Such messages are parked, and an operator unbinds them.

use lapin::options::{ExchangeDeclareOptions, QueueBindOptions, QueueDeclareOptions};
use lapin::protocol::{AMQPErrorKind, AMQPSoftError};
use lapin::types::{AMQPValue, FieldTable, ShortString};
use lapin::{Channel, ErrorKind, ExchangeKind};
use parvis_events::is_command;

use super::Trouble;
use super::connection::Link;

pub(super) const FACTS: &str = "parvis.facts";
pub(super) const COMMANDS: &str = "parvis.commands";
const DEAD: &str = "parvis.dead";

/// After how many deliveries that came back the broker gives up: the net below a process that a
/// message kills.
const DELIVERIES: i32 = 50;
/// A dead message may be looked at as often as an operator likes.
const LOOKS: i32 = 1_000_000;

/// How many messages may wait at the broker for one who overhears.
const OVERHEARD: i32 = 10_000;

/// The exchange over which messages of this type go.
pub(super) fn exchange_of(kind: &str) -> &'static str {
    if is_command(kind) { COMMANDS } else { FACTS }
}

/// The queue of a service.
pub(super) fn queue_of(service: &str) -> String {
    format!("parvis.{service}.v1")
}

/// Declares the exchanges where they are missing, all of topics, so that an operator can say who writes
/// and reads which. A service's own user may not declare them: for it an operator has.
pub(super) async fn declare_exchanges(link: &Link) -> Result<(), Trouble> {
    let mut channel = link.channel().await?;
    for name in [FACTS, COMMANDS, DEAD] {
        let look = ExchangeDeclareOptions { passive: true, ..Default::default() };
        match declare_exchange(&channel, name, look).await {
            Ok(()) => {}
            Err(error) if is_missing(&error) => {
                // The broker has closed the channel.
                channel = link.channel().await?;
                let make = ExchangeDeclareOptions { durable: true, ..Default::default() };
                declare_exchange(&channel, name, make).await?;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(channel.close(200, "done".into()).await?)
}

async fn declare_exchange(
    channel: &Channel,
    name: &str,
    options: ExchangeDeclareOptions,
) -> lapin::Result<()> {
    let (topic, none) = (ExchangeKind::Topic, FieldTable::default());
    channel.exchange_declare(name.into(), topic, options, none).await
}

fn is_missing(error: &lapin::Error) -> bool {
    matches!(error.kind(), ErrorKind::ProtocolError(e)
        if *e.kind() == AMQPErrorKind::Soft(AMQPSoftError::NOTFOUND))
}

/// Declares a service's queue and its dead letters, and binds it to what it hears.
pub(super) async fn declare_queue(
    channel: &Channel,
    service: &str,
    kinds: &[&str],
) -> Result<String, Trouble> {
    let queue = queue_of(service);
    let dead = format!("{queue}.dead");
    let durable = QueueDeclareOptions { durable: true, ..Default::default() };
    channel.queue_declare(dead.as_str().into(), durable, dead_arguments()).await?;
    bind(channel, &dead, DEAD, &dead).await?;
    channel.queue_declare(queue.as_str().into(), durable, arguments(&dead)).await?;
    for kind in kinds {
        bind(channel, &queue, exchange_of(kind), kind).await?;
    }
    Ok(queue)
}

/// Declares a queue that lives as long as its connection, for who overhears. Who is too slow misses the
/// oldest; the broker does not fill up.
pub(super) async fn declare_own_queue(
    channel: &Channel,
    queue: &str,
    kinds: &[String],
) -> Result<(), Trouble> {
    let own = QueueDeclareOptions { exclusive: true, ..Default::default() };
    channel.queue_declare(queue.into(), own, own_arguments()).await?;
    for kind in kinds {
        bind(channel, queue, exchange_of(kind), kind).await?;
    }
    Ok(())
}

/// Binds a queue to an exchange.
pub(super) async fn bind(
    channel: &Channel,
    queue: &str,
    exchange: &str,
    key: &str,
) -> Result<(), Trouble> {
    let (options, none) = (QueueBindOptions::default(), FieldTable::default());
    Ok(channel.queue_bind(queue.into(), exchange.into(), key.into(), options, none).await?)
}

fn arguments(dead: &str) -> FieldTable {
    table(&[
        ("x-queue-type", text("quorum")),
        ("x-single-active-consumer", AMQPValue::Boolean(true)),
        ("x-delivery-limit", AMQPValue::LongInt(DELIVERIES)),
        ("x-overflow", text("reject-publish")),
        ("x-dead-letter-exchange", text(DEAD)),
        ("x-dead-letter-routing-key", text(dead)),
        ("x-dead-letter-strategy", text("at-least-once")),
    ])
}

fn dead_arguments() -> FieldTable {
    table(&[
        ("x-queue-type", text("quorum")),
        ("x-delivery-limit", AMQPValue::LongInt(LOOKS)),
        ("x-overflow", text("reject-publish")),
    ])
}

fn own_arguments() -> FieldTable {
    table(&[
        ("x-queue-type", text("classic")),
        ("x-max-length", AMQPValue::LongInt(OVERHEARD)),
        ("x-overflow", text("drop-head")),
    ])
}

fn table(pairs: &[(&str, AMQPValue)]) -> FieldTable {
    let mut table = FieldTable::default();
    for (name, value) in pairs {
        table.insert(ShortString::from(*name), value.clone());
    }
    table
}

fn text(value: &str) -> AMQPValue {
    AMQPValue::LongString(value.into())
}

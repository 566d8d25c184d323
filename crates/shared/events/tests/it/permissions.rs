//! Who may say and hear what on the broker, by the definitions in `deploy/rabbitmq`.

use std::fs;

use lapin::options::{
    BasicConsumeOptions, BasicGetOptions, ExchangeBindOptions, ExchangeDeclareOptions,
    QueueBindOptions, QueueDeclareOptions,
};
use lapin::protocol::{AMQPErrorKind, AMQPSoftError};
use lapin::types::{AMQPValue, FieldTable};
use lapin::{Channel, Confirmation, ErrorKind, ExchangeKind};
use serde_json::Value;

use crate::defined::{Defined, connect, publish};
use crate::generator::root;

const FACTS: &str = "parvis.facts";
const COMMANDS: &str = "parvis.commands";
const DEAD: &str = "parvis.dead";

/// Whether the broker refused access, and nothing else went wrong.
fn is_refused<T>(answer: lapin::Result<T>) -> bool {
    let refused = |error: &lapin::Error| {
        matches!(error.kind(), ErrorKind::ProtocolError(e)
            if *e.kind() == AMQPErrorKind::Soft(AMQPSoftError::ACCESSREFUSED))
    };
    match answer {
        Ok(_) => false,
        Err(error) if refused(&error) => true,
        Err(error) => panic!("{error}"),
    }
}

async fn bind(channel: &Channel, queue: &str, exchange: &str, key: &str) -> lapin::Result<()> {
    let (options, none) = (QueueBindOptions::default(), FieldTable::default());
    channel.queue_bind(queue.into(), exchange.into(), key.into(), options, none).await
}

async fn declare(channel: &Channel, queue: &str, arguments: FieldTable) -> lapin::Result<()> {
    let durable = QueueDeclareOptions { durable: true, ..Default::default() };
    channel.queue_declare(queue.into(), durable, arguments).await.map(drop)
}

/// Says something in the name of a service.
async fn say(
    broker: &Defined,
    who: &str,
    exchange: &str,
    key: &str,
) -> lapin::Result<Confirmation> {
    publish(&broker.channel_of(who).await, exchange, key, b"{}").await
}

fn arguments(definition: &Value) -> FieldTable {
    let mut table = FieldTable::default();
    for (name, value) in definition["arguments"].as_object().unwrap() {
        let value = match value {
            Value::String(text) => AMQPValue::LongString(text.as_str().into()),
            Value::Number(number) => {
                AMQPValue::LongInt(number.as_i64().unwrap().try_into().unwrap())
            }
            Value::Bool(flag) => AMQPValue::Boolean(*flag),
            Value::Null | Value::Array(_) | Value::Object(_) => panic!("{value}"),
        };
        table.insert(name.as_str().into(), value);
    }
    table
}

#[tokio::test]
async fn a_service_says_its_own_facts_and_the_commands_that_it_is_listed_to_send() {
    let broker = Defined::new();
    let said = [
        ("vat", FACTS, "parvis.vat.v1.CompanyVerified"),
        ("onboarding", COMMANDS, "parvis.vat.v1.VerifyCompany"),
        ("signature", COMMANDS, "parvis.mailer.v1.SendMail"),
    ];
    for (who, exchange, key) in said {
        let answer = say(&broker, who, exchange, key).await.unwrap();
        assert!(matches!(answer, Confirmation::Ack(None)), "{key}: {answer:?}");
    }
}

#[tokio::test]
async fn a_foreign_write_is_refused() {
    let broker = Defined::new();
    let foreign = [
        // Another's fact, and names that only look like one's own.
        ("vat", FACTS, "parvis.registry.v1.MasterKeyRevoked"),
        ("vat", FACTS, "parvis.vatican.v1.CompanyVerified"),
        ("vat", FACTS, "parvis.vat.v1.CompanyVerified.more"),
        ("vat", FACTS, "xparvis.vat.v1.CompanyVerified"),
        ("vat", FACTS, ""),
        // A command that it is not listed to send.
        ("vat", COMMANDS, "parvis.mailer.v1.SendMail"),
        ("signature", COMMANDS, "parvis.registry.v1.RevokeApiKey"),
        // A fact where commands go, and a command where facts go.
        ("onboarding", COMMANDS, "parvis.onboarding.v1.TenantActivated"),
        ("onboarding", FACTS, "parvis.vat.v1.VerifyCompany"),
        // Into another's queues, past the exchanges.
        ("vat", "", "parvis.onboarding.v1"),
        ("vat", DEAD, "parvis.onboarding.v1.dead"),
        // Whoever only overhears says nothing.
        ("gateway", FACTS, "parvis.gateway.v1.Anything"),
        ("gateway", FACTS, "parvis.registry.v1.MasterKeyRevoked"),
        // An operator hands over to queues, and says nothing to everybody.
        ("operator", FACTS, "parvis.registry.v1.MasterKeyRevoked"),
        ("operator", COMMANDS, "parvis.registry.v1.RevokeApiKey"),
    ];
    for (who, exchange, key) in foreign {
        assert!(is_refused(say(&broker, who, exchange, key).await), "{who}: {exchange} {key}");
    }
}

#[tokio::test]
async fn a_foreign_read_is_refused() {
    let broker = Defined::new();
    let foreign = [
        ("vat", "parvis.vat.v1", FACTS, "parvis.signature.v1.SignatureCompleted"),
        ("vat", "parvis.vat.v1", COMMANDS, "parvis.mailer.v1.SendMail"),
        ("vat", "parvis.vat.v1", COMMANDS, "#"),
        ("contract", "parvis.contract.v1", FACTS, "parvis.signature.v1.*"),
        ("vat", "parvis.vat.v1", DEAD, "parvis.onboarding.v1.dead"),
        ("vat", "parvis.onboarding.v1", COMMANDS, "parvis.vat.v1.VerifyCompany"),
    ];
    for (who, queue, exchange, key) in foreign {
        let answer = bind(&broker.channel_of(who).await, queue, exchange, key).await;
        assert!(is_refused(answer), "{who}: {queue} {exchange} {key}");
    }
    for queue in ["parvis.onboarding.v1", "parvis.onboarding.v1.dead"] {
        let channel = broker.channel_of("vat").await;
        let (options, none) = (BasicConsumeOptions::default(), FieldTable::default());
        assert!(is_refused(channel.basic_consume(queue.into(), "".into(), options, none).await));
        let channel = broker.channel_of("vat").await;
        assert!(is_refused(channel.basic_get(queue.into(), BasicGetOptions::default()).await));
    }
}

#[tokio::test]
async fn a_service_makes_nothing_but_its_own_queues() {
    let broker = Defined::new();
    let channel = broker.channel_of("vat").await;
    assert!(is_refused(declare(&channel, "parvis.vat.v2", FieldTable::default()).await));
    let channel = broker.channel_of("vat").await;
    let (options, none) = (ExchangeDeclareOptions::default(), FieldTable::default());
    let made = channel.exchange_declare("mine".into(), ExchangeKind::Topic, options, none).await;
    assert!(is_refused(made));
    let channel = broker.channel_of("vat").await;
    let (key, none) = ("parvis.mailer.v1.SendMail".into(), FieldTable::default());
    let options = ExchangeBindOptions::default();
    let bound = channel.exchange_bind(FACTS.into(), COMMANDS.into(), key, options, none).await;
    assert!(is_refused(bound));
}

#[tokio::test]
async fn every_service_may_declare_and_bind_its_own_queues_again() {
    let broker = Defined::new();
    let text = fs::read_to_string(root().join("deploy/rabbitmq/definitions.json")).unwrap();
    let definitions: Value = serde_json::from_str(&text).unwrap();
    for queue in definitions["queues"].as_array().unwrap() {
        let name = queue["name"].as_str().unwrap();
        let channel = broker.channel_of(name.split('.').nth(1).unwrap()).await;
        declare(&channel, name, arguments(queue)).await.unwrap();
        let bindings = definitions["bindings"].as_array().unwrap().iter();
        for binding in bindings.filter(|binding| binding["destination"] == name) {
            let source = binding["source"].as_str().unwrap();
            bind(&channel, name, source, binding["routing_key"].as_str().unwrap()).await.unwrap();
        }
    }
}

#[tokio::test]
async fn the_gateway_overhears_revocations_and_nothing_else() {
    let broker = Defined::new();
    let channel = broker.channel_of("gateway").await;
    let exclusive = QueueDeclareOptions { exclusive: true, ..Default::default() };
    let none = FieldTable::default();
    let queue = "parvis.gateway.replica-1";
    channel.queue_declare(queue.into(), exclusive, none).await.unwrap();
    let revoked = "parvis.registry.v1.MasterKeyRevoked";
    bind(&channel, queue, FACTS, revoked).await.unwrap();
    say(&broker, "registry", FACTS, revoked).await.unwrap();
    assert!(channel.basic_get(queue.into(), BasicGetOptions::default()).await.unwrap().is_some());
    assert!(is_refused(bind(&channel, queue, FACTS, "parvis.registry.v1.*").await));
}

#[tokio::test]
async fn an_operator_overhears_all_facts_and_reaches_every_queue_by_its_name() {
    let broker = Defined::new();
    let channel = broker.channel_of("operator").await;
    let exclusive = QueueDeclareOptions { exclusive: true, ..Default::default() };
    let queue = "parvis.operator.tail-1";
    channel.queue_declare(queue.into(), exclusive, FieldTable::default()).await.unwrap();
    bind(&channel, queue, FACTS, "#").await.unwrap();
    say(&broker, "registry", FACTS, "parvis.registry.v1.MasterKeyRevoked").await.unwrap();
    assert!(channel.basic_get(queue.into(), BasicGetOptions::default()).await.unwrap().is_some());
    let answer = say(&broker, "operator", "", "parvis.contract.v1").await.unwrap();
    assert!(matches!(answer, Confirmation::Ack(None)), "{answer:?}");
    assert!(is_refused(bind(&channel, queue, COMMANDS, "#").await));
    let channel = broker.channel_of("operator").await;
    let options = BasicGetOptions::default();
    assert!(is_refused(channel.basic_get("parvis.contract.v1".into(), options).await));
}

#[tokio::test]
async fn nobody_logs_in_before_a_password_is_set() {
    let broker = Defined::new();
    let mut wrong = broker.url_of("vat");
    wrong.authority.userinfo.password = String::new();
    assert!(connect(wrong.clone()).await.is_err());
    wrong.authority.userinfo.password = "another password of a test".to_owned();
    assert!(connect(wrong).await.is_err());
    assert!(connect(broker.url_of("vat")).await.is_ok());
}

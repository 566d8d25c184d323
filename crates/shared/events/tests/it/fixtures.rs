//! What was ever released can still be read: `proto/fixtures/` holds messages as they travel.

use std::collections::BTreeMap;
use std::fs;

use parvis_events::{CATALOGUE, Entry, Envelope, Payload};
use parvis_events::{contract, mailer, onboarding, registry, signature, vat};
use protox::prost_reflect::MessageDescriptor;
use serde_json::{Value, json};

use crate::generator::{compiled, root};

/// Reads an envelope's message and writes it again.
type Again = fn(&Envelope) -> Value;

fn reader<P: Payload>() -> (&'static str, Again) {
    (P::TYPE, |envelope| serde_json::to_value(envelope.payload::<P>().unwrap()).unwrap())
}

fn readers() -> BTreeMap<&'static str, Again> {
    BTreeMap::from([
        reader::<contract::v1::ReserveContract>(),
        reader::<contract::v1::GenerateContract>(),
        reader::<contract::v1::CancelContract>(),
        reader::<contract::v1::ContractReserved>(),
        reader::<contract::v1::ContractGenerated>(),
        reader::<contract::v1::ContractRefused>(),
        reader::<contract::v1::ContractSigned>(),
        reader::<contract::v1::ContractCancelled>(),
        reader::<mailer::v1::SendMail>(),
        reader::<mailer::v1::MailSent>(),
        reader::<mailer::v1::MailFailed>(),
        reader::<onboarding::v1::OnboardingStarted>(),
        reader::<onboarding::v1::StepChanged>(),
        reader::<onboarding::v1::TenantActivated>(),
        reader::<onboarding::v1::OnboardingCompleted>(),
        reader::<onboarding::v1::OnboardingFailed>(),
        reader::<onboarding::v1::OnboardingCancelled>(),
        reader::<registry::v1::RegisterApiKey>(),
        reader::<registry::v1::RevokeApiKey>(),
        reader::<registry::v1::ApplicationRegistered>(),
        reader::<registry::v1::ApplicationChanged>(),
        reader::<registry::v1::MasterKeyRotated>(),
        reader::<registry::v1::MasterKeyRevoked>(),
        reader::<registry::v1::ApiKeyRegistered>(),
        reader::<registry::v1::ApiKeyRevoked>(),
        reader::<signature::v1::CollectSignature>(),
        reader::<signature::v1::VoidSignature>(),
        reader::<signature::v1::SignatureRequested>(),
        reader::<signature::v1::SignatureCompleted>(),
        reader::<signature::v1::SignatureDeclined>(),
        reader::<signature::v1::SignatureVoided>(),
        reader::<vat::v1::VerifyCompany>(),
        reader::<vat::v1::CompanyVerified>(),
        reader::<vat::v1::CompanyRejected>(),
        reader::<vat::v1::VerificationPending>(),
    ])
}

/// Every fixture by its file's name, as JSON.
fn fixtures() -> BTreeMap<String, Value> {
    let entries = fs::read_dir(root().join("proto/fixtures")).unwrap();
    let read = |entry: fs::DirEntry| {
        let text = fs::read(entry.path()).unwrap();
        let name = entry.file_name().to_string_lossy().into_owned();
        (name, serde_json::from_slice(&text).unwrap())
    };
    entries.map(|entry| read(entry.unwrap())).collect()
}

fn envelope(fixture: &Value) -> Envelope {
    Envelope::from_bytes(fixture.to_string().as_bytes()).unwrap()
}

/// Whether all that was said is still there; what was added since may stand beside it.
fn holds(now: &Value, said: &Value) -> bool {
    let Value::Object(members) = said else { return now == said };
    members.iter().all(|(name, value)| holds(&now[name], value))
}

/// Whether each field of the message, inner messages included, says something.
fn is_full(message: &MessageDescriptor, data: &Value) -> bool {
    let nothing = [json!(null), json!(""), json!(0), json!("0"), json!(false), json!([])];
    message.fields().all(|field| {
        let (value, kind) = (&data[field.json_name()], field.kind());
        let inner = kind.as_message().filter(|inner| inner.package_name().starts_with("parvis"));
        inner.map_or_else(|| !nothing.contains(value), |inner| is_full(inner, value))
    })
}

/// Adds a member to each object of a message.
fn grown(data: &Value) -> Value {
    let Value::Object(members) = data else { return data.clone() };
    let mut members: serde_json::Map<_, _> =
        members.iter().map(|(name, value)| (name.clone(), grown(value))).collect();
    members.insert("addedLater".to_owned(), json!({ "by": "a newer speaker" }));
    Value::Object(members)
}

#[test]
fn every_message_has_a_fixture_in_which_no_field_is_empty() {
    let pool = compiled().unwrap();
    let fixtures = fixtures();
    for Entry { name, .. } in CATALOGUE {
        let message = pool.get_message_by_name(name).unwrap();
        let mut of_kind = fixtures.values().filter(|fixture| fixture["type"] == *name);
        assert!(of_kind.any(|fixture| is_full(&message, &fixture["data"])), "{name}");
    }
}

#[test]
fn every_fixture_is_read_and_written_again_without_loss() {
    let readers = readers();
    for (name, fixture) in fixtures() {
        let envelope = envelope(&fixture);
        assert!(name.starts_with(&envelope.kind), "{name}");
        assert_eq!(serde_json::to_value(&envelope).unwrap(), fixture, "{name}");
        let again = readers[envelope.kind.as_str()](&envelope);
        assert!(holds(&again, &fixture["data"]), "{name}: {again:#}");
    }
}

#[test]
fn what_a_newer_speaker_adds_is_ignored() {
    let readers = readers();
    for (name, fixture) in fixtures() {
        let known = envelope(&fixture);
        let mut newer = grown(&fixture);
        newer["data"] = grown(&fixture["data"]);
        let newer = envelope(&newer);
        assert!(newer.data.get("addedLater").is_some());
        let again = readers[known.kind.as_str()];
        assert_eq!(again(&newer), again(&known), "{name}");
    }
}

//! What the registry hears: orders for the API keys of tenants.

use parvis_chassis::key::KeyId;
use parvis_events::registry::v1::{RegisterApiKey, RevokeApiKey};
use parvis_kernel::{ApplicationId, OnboardingId, Timestamp};
use parvis_outbox::{Heard, Refusal, Subscriptions, Tx};

use crate::Registry;
use crate::commands;
use crate::domain::{ApiKey, KeyHash};

/// The table of messages and their handlers.
pub(crate) fn subscriptions() -> Subscriptions<Registry> {
    Subscriptions::default()
        .on::<RegisterApiKey>(|_, tx, heard| Box::pin(register(tx, heard)))
        .on::<RevokeApiKey>(|_, tx, heard| Box::pin(revoke(tx, heard)))
}

async fn register(tx: &mut Tx, heard: Heard<RegisterApiKey>) -> Result<(), Refusal> {
    let message = heard.message;
    let key = api_key(&message, tx.now()).ok_or_else(unreadable)?;
    commands::register_api_key(tx, key, message.reference).await
}

async fn revoke(tx: &mut Tx, heard: Heard<RevokeApiKey>) -> Result<(), Refusal> {
    let message = heard.message;
    let key = KeyId::parse(&message.key_id).ok_or_else(unreadable)?;
    let application = ApplicationId::parse(&message.application_id).map_err(|_| unreadable())?;
    commands::revoke_api_key(tx, key, application, message.reference).await
}

fn api_key(message: &RegisterApiKey, created_at: Timestamp) -> Option<ApiKey> {
    Some(ApiKey {
        id: KeyId::parse(&message.key_id)?,
        application: ApplicationId::parse(&message.application_id).ok()?,
        onboarding: OnboardingId::parse(&message.onboarding_id).ok()?,
        hash: KeyHash::parse(&message.hash)?,
        created_at,
        revoked_at: None,
        version: 1,
    })
}

fn unreadable() -> Refusal {
    Refusal::Poison("an id or a hash is malformed".into())
}

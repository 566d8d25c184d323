//! Facts as messages. What concerns an application is told in one order; so is each API key.

use parvis_events::registry::v1::{
    ApiKeyRegistered, ApiKeyRevoked, ApplicationChanged, ApplicationRegistered, MasterKeyRevoked,
    MasterKeyRotated,
};
use parvis_outbox::{Message, Publish, StoreError};

use crate::domain::Fact;

impl Publish for Fact {
    fn publish(&self) -> Result<Message, StoreError> {
        match self {
            Self::ApplicationRegistered { application, name } => {
                let application_id = application.to_string();
                let name = name.as_str().to_owned();
                Message::about(application, &ApplicationRegistered { application_id, name })
            }
            Self::ApplicationChanged { application } => {
                let application_id = application.to_string();
                Message::about(application, &ApplicationChanged { application_id })
            }
            Self::MasterKeyRotated { application, key } => {
                let (application_id, key_id) = (application.to_string(), key.to_string());
                Message::about(application, &MasterKeyRotated { application_id, key_id })
            }
            Self::MasterKeyRevoked { application, key } => {
                let (application_id, key_id) = (application.to_string(), key.to_string());
                Message::about(application, &MasterKeyRevoked { application_id, key_id })
            }
            Self::ApiKeyRegistered { key, application, onboarding, reference } => {
                let message = ApiKeyRegistered {
                    key_id: key.to_string(),
                    application_id: application.to_string(),
                    reference: reference.clone(),
                    onboarding_id: onboarding.to_string(),
                };
                Message::about(key, &message)
            }
            Self::ApiKeyRevoked { key, application, reference } => {
                let message = ApiKeyRevoked {
                    key_id: key.to_string(),
                    application_id: application.to_string(),
                    reference: reference.clone(),
                };
                Message::about(key, &message)
            }
        }
    }
}

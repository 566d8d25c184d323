//! What the onboarding service says: facts to everyone, commands to whom it asks.

mod requests;

use parvis_events::onboarding::v1::{
    OnboardingCancelled, OnboardingCompleted, OnboardingFailed, OnboardingStarted, StepChanged,
    TenantActivated,
};
use parvis_events::wire_time;
use parvis_outbox::{Message, Publish, StoreError};

use crate::domain::{Fact, What};

pub(crate) use requests::READY;

impl Publish for Fact {
    fn publish(&self) -> Result<Message, StoreError> {
        let onboarding_id = self.onboarding.to_string();
        let application_id = self.application.to_string();
        let about = &self.onboarding;
        match &self.what {
            What::Started { journey, label } => {
                let (journey, subdomain) = (journey.clone(), label.to_string());
                let said = OnboardingStarted { onboarding_id, application_id, journey, subdomain };
                Message::about(about, &said)
            }
            What::StepChanged { step, state, attempt, code, next_try_at } => {
                let said = StepChanged {
                    onboarding_id,
                    application_id,
                    step: step.to_string(),
                    state: (*state).to_owned(),
                    attempt: *attempt,
                    error_code: code.clone().unwrap_or_default(),
                    next_try_at: next_try_at.map(wire_time),
                };
                Message::about(about, &said)
            }
            What::Activated { label, full_domain } => {
                let (subdomain, full_domain) = (label.to_string(), full_domain.clone());
                let said =
                    TenantActivated { onboarding_id, application_id, subdomain, full_domain };
                Message::about(about, &said)
            }
            What::Completed { tenant } => {
                let tenant_id = tenant.as_ref().map(ToString::to_string).unwrap_or_default();
                let said = OnboardingCompleted { onboarding_id, application_id, tenant_id };
                Message::about(about, &said)
            }
            What::Failed { step, code } => {
                let (step, code) = (step.to_string(), code.clone());
                Message::about(
                    about,
                    &OnboardingFailed { onboarding_id, application_id, step, code },
                )
            }
            What::Cancelled => {
                Message::about(about, &OnboardingCancelled { onboarding_id, application_id })
            }
            What::Asked { reference, request } => {
                requests::Asked { onboarding_id, application_id, reference }.message(request)
            }
        }
    }
}

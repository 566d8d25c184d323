//! An onboarding as its application sees it.

use parvis_chassis::key::Key;
use parvis_kernel::{OnboardingId, Secret, Timestamp};
use serde::{Serialize, Serializer};

use crate::domain::Case;
use crate::domain::journey::{Fault, Party, Status};

/// The body of a status.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct View {
    success: bool,
    uuid: OnboardingId,
    subdomain: String,
    full_domain: String,
    url: String,
    email: String,
    organization_name: String,
    onboarding_status: Status,
    metadata: Metadata,
    journey: String,
    step: Option<String>,
    waiting_on: Option<Party>,
    steps: Vec<StepView>,
    error: Option<ErrorView>,
}

/// What is technical about it.
#[derive(Debug, Clone, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "clients know the members by these names")]
struct Metadata {
    created_at: Timestamp,
    updated_at: Timestamp,
    dns_configured: bool,
    ssl_configured: bool,
    infrastructure_status: &'static str,
    api_key_generated: bool,
    provisioning_attempts: u32,
    is_idempotent: bool,
}

/// One step.
#[derive(Debug, Clone, Serialize)]
struct StepView {
    id: String,
    state: &'static str,
    attempts: u32,
    next_try_at: Option<Timestamp>,
    error: Option<Fault>,
}

/// Why it failed, or why it is not further yet.
#[derive(Debug, Clone, Serialize)]
struct ErrorView {
    code: String,
    hint: Option<String>,
    next_retry_at: Option<Timestamp>,
}

/// The body of a provisioning: the status, and the key for whoever asked for it first.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ProvisionView {
    #[serde(flatten)]
    status: View,
    #[serde(serialize_with = "shown")]
    api_key: Option<Secret>,
    #[serde(serialize_with = "shown")]
    api_secret: Option<Secret>,
}

/// Shows a secret to its owner, this once.
#[expect(clippy::ref_option, reason = "serde calls it with a reference to the field")]
fn shown<S: Serializer>(secret: &Option<Secret>, to: S) -> Result<S::Ok, S::Error> {
    secret.as_ref().map(Secret::reveal).serialize(to)
}

impl View {
    /// An onboarding as it stands; to look at it begins nothing.
    pub(crate) fn of(case: &Case) -> Self {
        let current = case.journey.current_step(&case.definition);
        Self {
            success: true,
            uuid: case.id,
            subdomain: case.space.label.to_string(),
            full_domain: case.space.full_domain(),
            url: case.space.url(),
            email: case.email.to_string(),
            organization_name: case.organisation.to_string(),
            onboarding_status: case.status(),
            metadata: Metadata::of(case),
            journey: case.definition.name().to_owned(),
            step: current.map(|step| step.id.to_string()),
            waiting_on: case.journey.waiting_on(&case.definition),
            steps: steps_of(case),
            error: ErrorView::of(case),
        }
    }

    /// The same as the answer to a request to provision.
    pub(crate) fn provisioned(mut self, key: Option<&Key>, replay: bool) -> ProvisionView {
        self.metadata.is_idempotent = replay;
        ProvisionView {
            status: self,
            api_key: key.map(Key::reveal),
            api_secret: key.map(Key::reveal_secret),
        }
    }
}

impl Metadata {
    fn of(case: &Case) -> Self {
        Self {
            created_at: case.created_at,
            updated_at: case.updated_at,
            dns_configured: case.seen.dns,
            ssl_configured: case.seen.certificate,
            infrastructure_status: infrastructure(case.status()),
            api_key_generated: case.key.is_some(),
            provisioning_attempts: case.provisioning_attempts(),
            is_idempotent: true,
        }
    }
}

const fn infrastructure(status: Status) -> &'static str {
    match status {
        Status::Pending | Status::Provisioning => "pending",
        Status::Activated | Status::Completed => "ready",
        Status::Failed => "failed",
        Status::Cancelled => "cancelled",
    }
}

fn steps_of(case: &Case) -> Vec<StepView> {
    let view = |step: &crate::domain::journey::Step| {
        let progress = case.journey.step(&step.id);
        StepView {
            id: step.id.to_string(),
            state: progress.state.as_str(),
            attempts: progress.attempts,
            next_try_at: progress.state.next_try_at(),
            error: progress.fault.clone(),
        }
    };
    case.definition.steps().iter().map(view).collect()
}

impl ErrorView {
    fn of(case: &Case) -> Option<Self> {
        let step = case.journey.current_step(&case.definition)?;
        let progress = case.journey.step(&step.id);
        let Fault { code, hint } = progress.fault.clone()?;
        Some(Self { code, hint, next_retry_at: progress.state.next_try_at() })
    }
}

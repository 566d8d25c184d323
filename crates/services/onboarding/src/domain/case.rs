//! One onboarding: whose it is, under which name it lives, and how far its journey has come.
//!
//! Only [`Case::open`] and the transitions make a new state, and each comes with what must be said,
//! ordered and logged because of it.

mod carry_out;
mod transition;

use std::sync::Arc;

use parvis_kernel::{
    ApplicationId, ContractId, Locale, OnboardingId, SignatureId, Timestamp, VerificationId,
};

use super::journey::{Definition, Journey, Output, Stage, Status, Step, StepState, Work};
use super::{Email, Label, Organisation, Phone, TenantId};

pub use carry_out::KINDS;
pub use transition::{Move, Order};

/// The codes of faults that this service itself finds, each in the catalogue of problems.
pub mod code {
    /// The name does not resolve yet.
    pub const DNS_NOT_VISIBLE: &str = "dns_not_visible";
    /// The certificate does not verify for the name.
    pub const CERTIFICATE_INVALID: &str = "certificate_invalid";
    /// The company's number is not valid.
    pub const VAT_INVALID: &str = "vat_invalid";
    /// The signer refused.
    pub const SIGNATURE_DECLINED: &str = "signature_declined";
    /// The request to sign was withdrawn or is too old.
    pub const SIGNATURE_EXPIRED: &str = "signature_expired";
    /// The contract is signed, so that nothing can take it back.
    pub const CONTRACT_SIGNED: &str = "contract_signed";
    /// The mail was given up.
    pub const MAIL_FAILED: &str = "mail_failed";
    /// A service that is needed gave no answer.
    pub const UNAVAILABLE: &str = "unavailable";
    /// The journey asks for something that this onboarding has no data for.
    pub const INTERNAL: &str = "internal";
    /// All of them.
    pub const ALL: [&str; 9] = [
        DNS_NOT_VISIBLE,
        CERTIFICATE_INVALID,
        VAT_INVALID,
        SIGNATURE_DECLINED,
        SIGNATURE_EXPIRED,
        CONTRACT_SIGNED,
        MAIL_FAILED,
        UNAVAILABLE,
        INTERNAL,
    ];
}

/// One onboarding.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Its id, the `uuid` of the public API.
    pub id: OnboardingId,
    /// Whose it is.
    pub application: ApplicationId,
    /// The steps of its journey.
    pub definition: Arc<Definition>,
    /// How far it has come.
    pub journey: Journey,
    /// The administrator's address.
    pub email: Email,
    /// The organisation that gets the space.
    pub organisation: Organisation,
    /// The name under which the space is reached.
    pub space: Space,
    /// What was last observed from outside, by a step or because somebody asked.
    pub seen: Seen,
    /// What only a client journey knows.
    pub client: Option<Client>,
    /// The tenant's key, once one was asked for.
    pub key: Option<TenantKey>,
    /// The tenant's id in the application, once it told.
    pub tenant: Option<TenantId>,
    /// When provisioning was last begun on request.
    pub provision_started_at: Option<Timestamp>,
    /// When it was started.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// When it was completed.
    pub completed_at: Option<Timestamp>,
    /// Counts the writes of its row; 0 until the first.
    pub version: i64,
}

/// The name under which a tenant's space is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Space {
    /// Its own part.
    pub label: Label,
    /// The domain below which all tenants live.
    pub base_domain: String,
}

/// What was last observed of a space.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Seen {
    /// The name has an address.
    pub dns: bool,
    /// A certificate verifies for the name.
    pub certificate: bool,
}

/// What only a client journey knows: the order, and the ids of what is made from it.
#[derive(Debug, Clone, PartialEq)]
pub struct Client {
    /// What the client ordered.
    pub order: parvis_company::Order,
    /// The client's telephone number.
    pub phone: Option<Phone>,
    /// The language of mails and pages.
    pub locale: Locale,
    /// The check of the VAT number.
    pub verification: VerificationId,
    /// The contract.
    pub contract: ContractId,
    /// The request to sign it.
    pub signature: SignatureId,
    /// Who asks for the signature, once it was asked for.
    pub requester: Option<String>,
}

/// The key of a tenant: shown once, and known by its hash since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenantKey {
    /// The public part.
    pub id: String,
    /// The keyed hash of the secret, 64 hexadecimal digits.
    pub hash: String,
}

impl Case {
    /// How the onboarding stands.
    pub fn status(&self) -> Status {
        self.journey.status(&self.definition)
    }

    /// Whether the space can be used.
    pub fn is_ready(&self) -> bool {
        matches!(self.status(), Status::Activated | Status::Completed)
    }

    /// The step that uses this kind of work; the first, where several do.
    pub fn step_of(&self, kind: &str) -> Option<&Step> {
        let steps = self.definition.steps();
        steps.iter().find(|step| matches!(&step.work, Work::Run(uses) if uses == kind))
    }

    /// Where the step stands that uses this kind of work; blocked, where the journey has none.
    pub fn state_of(&self, kind: &str) -> StepState {
        self.step_of(kind).map_or(StepState::Blocked, |step| self.journey.step(&step.id).state)
    }

    /// What the step left behind that uses this kind of work.
    pub fn output_of(&self, kind: &str) -> Output {
        let step = self.step_of(kind);
        step.map(|step| self.journey.step(&step.id).output.clone()).unwrap_or_default()
    }

    /// How often provisioning was tried: the most attempts of any of its steps.
    pub fn provisioning_attempts(&self) -> u32 {
        let steps = self.definition.steps().iter();
        steps
            .filter(|step| step.stage == Stage::Provisioning && matches!(step.work, Work::Run(_)))
            .map(|step| self.journey.step(&step.id).attempts)
            .max()
            .unwrap_or(0)
    }
}

impl Space {
    /// The name under which the space is reached.
    pub fn full_domain(&self) -> String {
        format!("{}.{}", self.label, self.base_domain)
    }

    /// The address of the space.
    pub fn url(&self) -> String {
        format!("https://{}", self.full_domain())
    }
}

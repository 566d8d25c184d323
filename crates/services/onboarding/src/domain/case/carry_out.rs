//! Who carries out which kind of step, and who takes it back.

use parvis_kernel::{MailId, id::derived};

use super::{Case, Client, code};
use crate::domain::fact::Signer;
use crate::domain::journey::{Event, Fault, Output, Report, StepId, StepState};
use crate::domain::{Document, Fact, Reference, Request, VatProof, What};

/// The kinds of work that a journey may use.
pub const KINDS: [&str; 9] = [
    "verify-company",
    "reserve-contract",
    "cancel-contract",
    "contract",
    "signature",
    "dns",
    "certificate",
    "api-key",
    "notify",
];

/// What carrying out a step, or undoing it, begins with.
pub(super) enum Action {
    /// Another service is asked; its answer comes as a fact.
    Ask(Request),
    /// Work of our own is ordered, which looks outside.
    Work,
    /// It is known at once how it went.
    Report(Report),
}

impl Case {
    /// How an attempt at a step of this kind begins.
    pub(super) fn run(&self, kind: &str, step: &StepId, attempt: u32) -> Action {
        match (kind, &self.client) {
            ("dns" | "certificate", _) | ("signature", Some(_)) => Action::Work,
            ("api-key", _) => self.register_key(),
            ("verify-company", Some(client)) => {
                let number = client.order.company.vat_number.canonical();
                Action::Ask(Request::VerifyCompany(client.verification, number))
            }
            ("reserve-contract", Some(client)) => {
                Action::Ask(Request::ReserveContract(client.contract))
            }
            ("contract", Some(client)) => Action::Ask(self.contract_of(client)),
            ("notify", Some(_)) => {
                let name = format!("{step}/{attempt}");
                let mail = MailId::from_uuid(derived(self.id.uuid(), &name));
                Action::Ask(Request::SendMail(mail))
            }
            (_, _) => Action::failed(code::INTERNAL),
        }
    }

    /// How the effect of a step of this kind is taken back.
    pub(super) fn undo(&self, kind: &str) -> Action {
        match (kind, &self.client) {
            ("api-key", _) => {
                let revoke = self.key.as_ref().map(|key| Request::RevokeApiKey(key.id.clone()));
                revoke.map_or_else(Action::succeeded, Action::Ask)
            }
            ("signature" | "cancel-contract", Some(_)) if self.is_signed() => {
                Action::failed(code::CONTRACT_SIGNED)
            }
            ("signature", Some(client)) if client.requester.is_some() => {
                Action::Ask(Request::VoidSignature(client.signature))
            }
            ("cancel-contract", Some(client)) if !self.is_contract_refused() => {
                Action::Ask(Request::CancelContract(client.contract))
            }
            // Nothing was made, or not for this tenant alone: names and certificates are shared.
            (_, _) => Action::succeeded(),
        }
    }

    /// Asks for the signature in the name of `requester`, if the step still wants it and nobody did.
    pub(super) fn signature_request(&self, step: &StepId, requester: &str) -> Option<Fact> {
        let progress = self.journey.step(step);
        let client = self.client.as_ref().filter(|client| client.requester.is_none())?;
        if !matches!(progress.state, StepState::Running { .. }) {
            return None;
        }
        let document = Document::of(&self.output_of("contract"));
        let signer = Signer {
            name: client.order.representative.as_str().to_owned(),
            email: self.email.as_str().to_owned(),
            locale: client.locale,
            requester: requester.to_owned(),
        };
        let request = Request::CollectSignature(client.signature, document, Box::new(signer));
        Some(self.asking(step, progress.attempts, request))
    }

    pub(super) fn asking(&self, step: &StepId, attempt: u32, request: Request) -> Fact {
        let reference = Reference { onboarding: self.id, step: step.clone(), attempt };
        self.fact(What::Asked { reference, request })
    }

    pub(super) const fn fact(&self, what: What) -> Fact {
        Fact { onboarding: self.id, application: self.application, what }
    }

    fn register_key(&self) -> Action {
        match &self.key {
            Some(key) => Action::Ask(Request::RegisterApiKey(key.id.clone(), key.hash.clone())),
            None => Action::failed(code::INTERNAL),
        }
    }

    fn contract_of(&self, client: &Client) -> Request {
        let proof = VatProof::of(&self.output_of("verify-company"));
        Request::GenerateContract(client.contract, Box::new(client.order.clone()), proof)
    }

    /// The signature step was done before anything was undone.
    fn is_signed(&self) -> bool {
        !self.output_of("signature").is_empty()
    }

    /// The contract was refused, so that there is nothing to withdraw.
    fn is_contract_refused(&self) -> bool {
        let Some(step) = self.step_of("contract") else { return false };
        let progress = self.journey.step(&step.id);
        let refused = |fault: &Fault| fault.code != Fault::TIMED_OUT;
        progress.state == StepState::Failed && progress.fault.as_ref().is_some_and(refused)
    }
}

impl Action {
    fn succeeded() -> Self {
        Self::Report(Report::Succeeded { output: Output::new() })
    }

    fn failed(code: &str) -> Self {
        Self::Report(Report::Failed { fault: Fault::new(code) })
    }
}

/// The event that reports about an attempt.
pub(super) const fn reported(step: StepId, attempt: u32, report: Report) -> Event {
    Event::Reported { step, attempt, report }
}

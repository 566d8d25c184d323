//! What is said about an onboarding, to everyone or to one service.

use std::collections::BTreeMap;

use parvis_kernel::{
    ApplicationId, ContractId, Locale, MailId, OnboardingId, SignatureId, Timestamp, VerificationId,
};

use super::journey::{Output, StepId};
use super::{Label, Reference, TenantId};

/// Something to be said, and about which onboarding.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// The onboarding.
    pub onboarding: OnboardingId,
    /// Whose it is.
    pub application: ApplicationId,
    /// What is said.
    pub what: What,
}

/// What is said.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// It exists.
    Started {
        /// The name of its journey.
        journey: String,
        /// Its label.
        label: Label,
    },
    /// A step changed its state.
    StepChanged {
        /// The step.
        step: StepId,
        /// The word for its new state.
        state: &'static str,
        /// The attempt.
        attempt: u32,
        /// The code of its fault, if there is one.
        code: Option<String>,
        /// When the next attempt is made, if one is.
        next_try_at: Option<Timestamp>,
    },
    /// The tenant's space can be reached.
    Activated {
        /// Its label.
        label: Label,
        /// The name under which it is reached.
        full_domain: String,
    },
    /// Everything that was required is done.
    Completed {
        /// The tenant's id, if the application told one.
        tenant: Option<TenantId>,
    },
    /// It failed and what was done is undone.
    Failed {
        /// The step that failed.
        step: StepId,
        /// The code of its fault.
        code: String,
    },
    /// It was called off and what was done is undone.
    Cancelled,
    /// Another service is asked for something.
    Asked {
        /// By what name the answer comes back.
        reference: Reference,
        /// For what.
        request: Request,
    },
}

/// What other services are asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// Is the company of this VAT number real?
    VerifyCompany(VerificationId, String),
    /// Keep the contract's id.
    ReserveContract(ContractId),
    /// Write the contract.
    GenerateContract(ContractId, Box<parvis_company::Order>, VatProof),
    /// Withdraw the contract.
    CancelContract(ContractId),
    /// Collect a signature on the contract.
    CollectSignature(SignatureId, Document, Box<Signer>),
    /// Withdraw the request to sign.
    VoidSignature(SignatureId),
    /// Know the tenant's key: its public part and its hash.
    RegisterApiKey(String, String),
    /// Forget the tenant's key.
    RevokeApiKey(String),
    /// Tell the client that the space is ready.
    SendMail(MailId),
}

/// Who signs, and who asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    /// Name and function as declared.
    pub name: String,
    /// Where the link goes.
    pub email: String,
    /// The language of mails and pages.
    pub locale: Locale,
    /// The name of whoever asks.
    pub requester: String,
}

/// Where the contract's bytes are and how to recognise them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// Who keeps them.
    pub owner: String,
    /// The document's id there.
    pub id: String,
    /// SHA-256 in 64 hexadecimal digits.
    pub sha256: String,
}

/// How the company's number was verified.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VatProof {
    /// `VIES` or `INSEE`.
    pub source: String,
    /// `valid` or `company_confirmed`.
    pub status: String,
    /// The proof that VIES gives to a named requester; may be empty.
    pub consultation_number: String,
    /// When, in RFC 3339.
    pub checked_at: String,
}

impl Document {
    /// What the step that wrote the contract leaves behind.
    pub fn into_output(self) -> Output {
        output([("owner", self.owner), ("id", self.id), ("sha256", self.sha256)])
    }

    /// Reads what [`into_output`](Self::into_output) wrote.
    pub fn of(output: &Output) -> Self {
        let [owner, id, sha256] = ["owner", "id", "sha256"].map(|name| text(output, name));
        Self { owner, id, sha256 }
    }
}

impl VatProof {
    /// What the step that verified the company leaves behind.
    pub fn into_output(self) -> Output {
        output([
            ("source", self.source),
            ("status", self.status),
            ("consultation_number", self.consultation_number),
            ("checked_at", self.checked_at),
        ])
    }

    /// Reads what [`into_output`](Self::into_output) wrote.
    pub fn of(output: &Output) -> Self {
        let names = ["source", "status", "consultation_number", "checked_at"];
        let [source, status, consultation_number, checked_at] =
            names.map(|name| text(output, name));
        Self { source, status, consultation_number, checked_at }
    }
}

fn output<const N: usize>(values: [(&str, String); N]) -> Output {
    values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<BTreeMap<_, _>>()
}

fn text(output: &Output, name: &str) -> String {
    output.get(name).cloned().unwrap_or_default()
}

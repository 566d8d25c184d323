impl Payload for crate::contract::v1::ReserveContract {
    const TYPE: &'static str = "parvis.contract.v1.ReserveContract";
    const KIND: Kind = Kind::Command;
}

impl Payload for crate::contract::v1::GenerateContract {
    const TYPE: &'static str = "parvis.contract.v1.GenerateContract";
    const KIND: Kind = Kind::Command;
}

impl Payload for crate::contract::v1::CancelContract {
    const TYPE: &'static str = "parvis.contract.v1.CancelContract";
    const KIND: Kind = Kind::Command;
}

impl Payload for crate::contract::v1::ContractReserved {
    const TYPE: &'static str = "parvis.contract.v1.ContractReserved";
    const KIND: Kind = Kind::Fact;
}

impl Payload for crate::contract::v1::ContractGenerated {
    const TYPE: &'static str = "parvis.contract.v1.ContractGenerated";
    const KIND: Kind = Kind::Fact;
}

impl Payload for crate::contract::v1::ContractRefused {
    const TYPE: &'static str = "parvis.contract.v1.ContractRefused";
    const KIND: Kind = Kind::Fact;
}

impl Payload for crate::contract::v1::ContractSigned {
    const TYPE: &'static str = "parvis.contract.v1.ContractSigned";
    const KIND: Kind = Kind::Fact;
}

impl Payload for crate::contract::v1::ContractCancelled {
    const TYPE: &'static str = "parvis.contract.v1.ContractCancelled";
    const KIND: Kind = Kind::Fact;
}

impl Payload for crate::mailer::v1::SendMail {
    const TYPE: &'static str = "parvis.mailer.v1.SendMail";
    const KIND: Kind = Kind::Command;
}

impl Payload for crate::mailer::v1::MailSent {
    const TYPE: &'static str = "parvis.mailer.v1.MailSent";
    const KIND: Kind = Kind::Fact;
}

impl Payload for crate::mailer::v1::MailFailed {
    const TYPE: &'static str = "parvis.mailer.v1.MailFailed";
    const KIND: Kind = Kind::Fact;
}

impl Payload for crate::onboarding::v1::OnboardingStarted {
    const TYPE: &'static str = "parvis.onboarding.v1.OnboardingStarted";
    const KIND: Kind = Kind::Fact;
}

impl Payload for crate::onboarding::v1::StepChanged {
    const TYPE: &'static str = "parvis.onboarding.v1.StepChanged";
    const KIND: Kind = Kind::Fact;
}

impl Payload for crate::onboarding::v1::TenantActivated {
    const TYPE: &'static str = "parvis.onboarding.v1.TenantActivated";
    const KIND: Kind = Kind::Fact;
}

impl Payload for crate::onboarding::v1::OnboardingCompleted {
    const TYPE: &'static str = "parvis.onboarding.v1.OnboardingCompleted";
    const KIND: Kind = Kind::Fact;
}

impl Payload for crate::onboarding::v1::OnboardingFailed {
    const TYPE: &'static str = "parvis.onboarding.v1.OnboardingFailed";
    const KIND: Kind = Kind::Fact;
}

impl Payload for crate::onboarding::v1::OnboardingCancelled {
    const TYPE: &'static str = "parvis.onboarding.v1.OnboardingCancelled";
    const KIND: Kind = Kind::Fact;
}

impl Payload for crate::registry::v1::RegisterApiKey {
    const TYPE: &'static str = "parvis.registry.v1.RegisterApiKey";
    const KIND: Kind = Kind::Command;
}

impl Payload for crate::registry::v1::RevokeApiKey {
    const TYPE: &'static str = "parvis.registry.v1.RevokeApiKey";
    const KIND: Kind = Kind::Command;
}

impl Payload for crate::registry::v1::ApplicationRegistered {
    const TYPE: &'static str = "parvis.registry.v1.ApplicationRegistered";
    const KIND: Kind = Kind::Fact;
}

impl Payload for crate::registry::v1::ApplicationChanged {
    const TYPE: &'static str = "parvis.registry.v1.ApplicationChanged";
    const KIND: Kind = Kind::Fact;
}

impl Payload for crate::registry::v1::MasterKeyRotated {
    const TYPE: &'static str = "parvis.registry.v1.MasterKeyRotated";
    const KIND: Kind = Kind::Fact;
}

impl Payload for crate::registry::v1::MasterKeyRevoked {
    const TYPE: &'static str = "parvis.registry.v1.MasterKeyRevoked";
    const KIND: Kind = Kind::Fact;
}

impl Payload for crate::registry::v1::ApiKeyRegistered {
    const TYPE: &'static str = "parvis.registry.v1.ApiKeyRegistered";
    const KIND: Kind = Kind::Fact;
}

impl Payload for crate::registry::v1::ApiKeyRevoked {
    const TYPE: &'static str = "parvis.registry.v1.ApiKeyRevoked";
    const KIND: Kind = Kind::Fact;
}

impl Payload for crate::signature::v1::CollectSignature {
    const TYPE: &'static str = "parvis.signature.v1.CollectSignature";
    const KIND: Kind = Kind::Command;
}

impl Payload for crate::signature::v1::VoidSignature {
    const TYPE: &'static str = "parvis.signature.v1.VoidSignature";
    const KIND: Kind = Kind::Command;
}

impl Payload for crate::signature::v1::SignatureRequested {
    const TYPE: &'static str = "parvis.signature.v1.SignatureRequested";
    const KIND: Kind = Kind::Fact;
}

impl Payload for crate::signature::v1::SignatureCompleted {
    const TYPE: &'static str = "parvis.signature.v1.SignatureCompleted";
    const KIND: Kind = Kind::Fact;
}

impl Payload for crate::signature::v1::SignatureDeclined {
    const TYPE: &'static str = "parvis.signature.v1.SignatureDeclined";
    const KIND: Kind = Kind::Fact;
}

impl Payload for crate::signature::v1::SignatureVoided {
    const TYPE: &'static str = "parvis.signature.v1.SignatureVoided";
    const KIND: Kind = Kind::Fact;
}

impl Payload for crate::vat::v1::VerifyCompany {
    const TYPE: &'static str = "parvis.vat.v1.VerifyCompany";
    const KIND: Kind = Kind::Command;
}

impl Payload for crate::vat::v1::CompanyVerified {
    const TYPE: &'static str = "parvis.vat.v1.CompanyVerified";
    const KIND: Kind = Kind::Fact;
}

impl Payload for crate::vat::v1::CompanyRejected {
    const TYPE: &'static str = "parvis.vat.v1.CompanyRejected";
    const KIND: Kind = Kind::Fact;
}

impl Payload for crate::vat::v1::VerificationPending {
    const TYPE: &'static str = "parvis.vat.v1.VerificationPending";
    const KIND: Kind = Kind::Fact;
}

/// Every message, in the order of `proto/`.
pub const CATALOGUE: &[Entry] = &[
    Entry {
        name: "parvis.contract.v1.ReserveContract",
        kind: Kind::Command,
        since: "0.1",
        said_by: &["onboarding"],
        heard_by: &["contract"],
        overheard_by: &[],
    },
    Entry {
        name: "parvis.contract.v1.GenerateContract",
        kind: Kind::Command,
        since: "0.1",
        said_by: &["onboarding"],
        heard_by: &["contract"],
        overheard_by: &[],
    },
    Entry {
        name: "parvis.contract.v1.CancelContract",
        kind: Kind::Command,
        since: "0.1",
        said_by: &["onboarding"],
        heard_by: &["contract"],
        overheard_by: &[],
    },
    Entry {
        name: "parvis.contract.v1.ContractReserved",
        kind: Kind::Fact,
        since: "0.1",
        said_by: &["contract"],
        heard_by: &["onboarding"],
        overheard_by: &[],
    },
    Entry {
        name: "parvis.contract.v1.ContractGenerated",
        kind: Kind::Fact,
        since: "0.1",
        said_by: &["contract"],
        heard_by: &["onboarding"],
        overheard_by: &[],
    },
    Entry {
        name: "parvis.contract.v1.ContractRefused",
        kind: Kind::Fact,
        since: "0.1",
        said_by: &["contract"],
        heard_by: &["onboarding"],
        overheard_by: &[],
    },
    Entry {
        name: "parvis.contract.v1.ContractSigned",
        kind: Kind::Fact,
        since: "0.1",
        said_by: &["contract"],
        heard_by: &["onboarding", "signature"],
        overheard_by: &[],
    },
    Entry {
        name: "parvis.contract.v1.ContractCancelled",
        kind: Kind::Fact,
        since: "0.1",
        said_by: &["contract"],
        heard_by: &["onboarding"],
        overheard_by: &[],
    },
    Entry {
        name: "parvis.mailer.v1.SendMail",
        kind: Kind::Command,
        since: "0.1",
        said_by: &["onboarding", "signature"],
        heard_by: &["mailer"],
        overheard_by: &[],
    },
    Entry {
        name: "parvis.mailer.v1.MailSent",
        kind: Kind::Fact,
        since: "0.1",
        said_by: &["mailer"],
        heard_by: &["onboarding"],
        overheard_by: &[],
    },
    Entry {
        name: "parvis.mailer.v1.MailFailed",
        kind: Kind::Fact,
        since: "0.1",
        said_by: &["mailer"],
        heard_by: &["onboarding"],
        overheard_by: &[],
    },
    Entry {
        name: "parvis.onboarding.v1.OnboardingStarted",
        kind: Kind::Fact,
        since: "0.1",
        said_by: &["onboarding"],
        heard_by: &[],
        overheard_by: &[],
    },
    Entry {
        name: "parvis.onboarding.v1.StepChanged",
        kind: Kind::Fact,
        since: "0.1",
        said_by: &["onboarding"],
        heard_by: &[],
        overheard_by: &[],
    },
    Entry {
        name: "parvis.onboarding.v1.TenantActivated",
        kind: Kind::Fact,
        since: "0.1",
        said_by: &["onboarding"],
        heard_by: &[],
        overheard_by: &[],
    },
    Entry {
        name: "parvis.onboarding.v1.OnboardingCompleted",
        kind: Kind::Fact,
        since: "0.1",
        said_by: &["onboarding"],
        heard_by: &[],
        overheard_by: &[],
    },
    Entry {
        name: "parvis.onboarding.v1.OnboardingFailed",
        kind: Kind::Fact,
        since: "0.1",
        said_by: &["onboarding"],
        heard_by: &[],
        overheard_by: &[],
    },
    Entry {
        name: "parvis.onboarding.v1.OnboardingCancelled",
        kind: Kind::Fact,
        since: "0.1",
        said_by: &["onboarding"],
        heard_by: &[],
        overheard_by: &[],
    },
    Entry {
        name: "parvis.registry.v1.RegisterApiKey",
        kind: Kind::Command,
        since: "0.1",
        said_by: &["onboarding"],
        heard_by: &["registry"],
        overheard_by: &[],
    },
    Entry {
        name: "parvis.registry.v1.RevokeApiKey",
        kind: Kind::Command,
        since: "0.1",
        said_by: &["onboarding"],
        heard_by: &["registry"],
        overheard_by: &[],
    },
    Entry {
        name: "parvis.registry.v1.ApplicationRegistered",
        kind: Kind::Fact,
        since: "0.1",
        said_by: &["registry"],
        heard_by: &[],
        overheard_by: &[],
    },
    Entry {
        name: "parvis.registry.v1.ApplicationChanged",
        kind: Kind::Fact,
        since: "0.1",
        said_by: &["registry"],
        heard_by: &[],
        overheard_by: &[],
    },
    Entry {
        name: "parvis.registry.v1.MasterKeyRotated",
        kind: Kind::Fact,
        since: "0.1",
        said_by: &["registry"],
        heard_by: &[],
        overheard_by: &[],
    },
    Entry {
        name: "parvis.registry.v1.MasterKeyRevoked",
        kind: Kind::Fact,
        since: "0.1",
        said_by: &["registry"],
        heard_by: &[],
        overheard_by: &["gateway"],
    },
    Entry {
        name: "parvis.registry.v1.ApiKeyRegistered",
        kind: Kind::Fact,
        since: "0.1",
        said_by: &["registry"],
        heard_by: &["onboarding"],
        overheard_by: &[],
    },
    Entry {
        name: "parvis.registry.v1.ApiKeyRevoked",
        kind: Kind::Fact,
        since: "0.1",
        said_by: &["registry"],
        heard_by: &["onboarding"],
        overheard_by: &[],
    },
    Entry {
        name: "parvis.signature.v1.CollectSignature",
        kind: Kind::Command,
        since: "0.1",
        said_by: &["onboarding"],
        heard_by: &["signature"],
        overheard_by: &[],
    },
    Entry {
        name: "parvis.signature.v1.VoidSignature",
        kind: Kind::Command,
        since: "0.1",
        said_by: &["onboarding"],
        heard_by: &["signature"],
        overheard_by: &[],
    },
    Entry {
        name: "parvis.signature.v1.SignatureRequested",
        kind: Kind::Fact,
        since: "0.1",
        said_by: &["signature"],
        heard_by: &["onboarding"],
        overheard_by: &[],
    },
    Entry {
        name: "parvis.signature.v1.SignatureCompleted",
        kind: Kind::Fact,
        since: "0.1",
        said_by: &["signature"],
        heard_by: &["contract", "onboarding"],
        overheard_by: &[],
    },
    Entry {
        name: "parvis.signature.v1.SignatureDeclined",
        kind: Kind::Fact,
        since: "0.1",
        said_by: &["signature"],
        heard_by: &["onboarding"],
        overheard_by: &[],
    },
    Entry {
        name: "parvis.signature.v1.SignatureVoided",
        kind: Kind::Fact,
        since: "0.1",
        said_by: &["signature"],
        heard_by: &["onboarding"],
        overheard_by: &[],
    },
    Entry {
        name: "parvis.vat.v1.VerifyCompany",
        kind: Kind::Command,
        since: "0.1",
        said_by: &["onboarding"],
        heard_by: &["vat"],
        overheard_by: &[],
    },
    Entry {
        name: "parvis.vat.v1.CompanyVerified",
        kind: Kind::Fact,
        since: "0.1",
        said_by: &["vat"],
        heard_by: &["onboarding"],
        overheard_by: &[],
    },
    Entry {
        name: "parvis.vat.v1.CompanyRejected",
        kind: Kind::Fact,
        since: "0.1",
        said_by: &["vat"],
        heard_by: &["onboarding"],
        overheard_by: &[],
    },
    Entry {
        name: "parvis.vat.v1.VerificationPending",
        kind: Kind::Fact,
        since: "0.1",
        said_by: &["vat"],
        heard_by: &["onboarding"],
        overheard_by: &[],
    },
];

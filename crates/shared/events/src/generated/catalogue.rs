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

/// Every message, by its type, in the order of `proto/`.
pub const CATALOGUE: &[(&str, Kind)] = &[
    ("parvis.contract.v1.ReserveContract", Kind::Command),
    ("parvis.contract.v1.GenerateContract", Kind::Command),
    ("parvis.contract.v1.CancelContract", Kind::Command),
    ("parvis.contract.v1.ContractReserved", Kind::Fact),
    ("parvis.contract.v1.ContractGenerated", Kind::Fact),
    ("parvis.contract.v1.ContractRefused", Kind::Fact),
    ("parvis.contract.v1.ContractSigned", Kind::Fact),
    ("parvis.contract.v1.ContractCancelled", Kind::Fact),
    ("parvis.mailer.v1.SendMail", Kind::Command),
    ("parvis.mailer.v1.MailSent", Kind::Fact),
    ("parvis.mailer.v1.MailFailed", Kind::Fact),
    ("parvis.onboarding.v1.OnboardingStarted", Kind::Fact),
    ("parvis.onboarding.v1.StepChanged", Kind::Fact),
    ("parvis.onboarding.v1.TenantActivated", Kind::Fact),
    ("parvis.onboarding.v1.OnboardingCompleted", Kind::Fact),
    ("parvis.onboarding.v1.OnboardingFailed", Kind::Fact),
    ("parvis.onboarding.v1.OnboardingCancelled", Kind::Fact),
    ("parvis.registry.v1.RegisterApiKey", Kind::Command),
    ("parvis.registry.v1.RevokeApiKey", Kind::Command),
    ("parvis.registry.v1.ApplicationRegistered", Kind::Fact),
    ("parvis.registry.v1.ApplicationChanged", Kind::Fact),
    ("parvis.registry.v1.MasterKeyRotated", Kind::Fact),
    ("parvis.registry.v1.MasterKeyRevoked", Kind::Fact),
    ("parvis.registry.v1.ApiKeyRegistered", Kind::Fact),
    ("parvis.registry.v1.ApiKeyRevoked", Kind::Fact),
    ("parvis.signature.v1.CollectSignature", Kind::Command),
    ("parvis.signature.v1.VoidSignature", Kind::Command),
    ("parvis.signature.v1.SignatureRequested", Kind::Fact),
    ("parvis.signature.v1.SignatureCompleted", Kind::Fact),
    ("parvis.signature.v1.SignatureDeclined", Kind::Fact),
    ("parvis.signature.v1.SignatureVoided", Kind::Fact),
    ("parvis.vat.v1.VerifyCompany", Kind::Command),
    ("parvis.vat.v1.CompanyVerified", Kind::Fact),
    ("parvis.vat.v1.CompanyRejected", Kind::Fact),
    ("parvis.vat.v1.VerificationPending", Kind::Fact),
];

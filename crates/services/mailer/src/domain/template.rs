//! The mails that exist.

/// One mail, in two languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Template {
    /// Somebody is asked to sign.
    SignatureRequest,
    /// Somebody signed, and gets the document.
    SignedConfirmation,
    /// A tenant's space can be reached.
    OnboardingReady,
}

impl Template {
    /// Every template.
    pub(crate) const ALL: [Self; 3] =
        [Self::SignatureRequest, Self::SignedConfirmation, Self::OnboardingReady];

    /// The name on the wire, in the table, and of the folder.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::SignatureRequest => "signature_request",
            Self::SignedConfirmation => "signed_confirmation",
            Self::OnboardingReady => "onboarding_ready",
        }
    }

    /// Reads a name.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|template| template.name() == name)
    }
}

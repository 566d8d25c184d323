//! What a command to another service is called, so that its answer finds its way back.

use std::fmt;

use parvis_kernel::OnboardingId;

use super::journey::StepId;

/// One attempt at one step of one onboarding: `<uuid>/<step>/<attempt>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The onboarding.
    pub onboarding: OnboardingId,
    /// The step.
    pub step: StepId,
    /// The attempt, from 1; 0 is no attempt of the journey.
    pub attempt: u32,
}

impl Reference {
    /// Reads a reference; `None` where it is somebody else's.
    pub fn parse(text: &str) -> Option<Self> {
        let (onboarding, rest) = text.split_once('/')?;
        let (step, attempt) = rest.split_once('/')?;
        let onboarding = OnboardingId::parse(onboarding).ok()?;
        Some(Self { onboarding, step: StepId::from(step), attempt: attempt.parse().ok()? })
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.onboarding, self.step, self.attempt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_reads_back_and_others_are_not_ours() {
        let text = "550e8400-e29b-41d4-a716-446655440000/signature/2";
        assert_eq!(Reference::parse(text).unwrap().to_string(), text);
        for other in ["", "sig_1", "a/b/c", "550e8400-e29b-41d4-a716-446655440000/dns"] {
            assert_eq!(Reference::parse(other), None, "{other}");
        }
    }
}

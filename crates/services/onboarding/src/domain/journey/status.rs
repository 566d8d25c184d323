//! The words by which clients know how an onboarding stands.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How an onboarding stands, as its clients see it; it never goes back to an earlier word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The tenant's space has not been asked for, or may not be prepared yet.
    Pending,
    /// The tenant's space is being prepared.
    Provisioning,
    /// The tenant's space can be used.
    Activated,
    /// Everything that was required is done.
    Completed,
    /// A required step failed; what was done is undone.
    Failed,
    /// It was called off; what was done is undone.
    Cancelled,
}

/// The part of [`Status`] that a step of a definition may announce when it begins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// See [`Status::Pending`].
    #[default]
    Pending,
    /// See [`Status::Provisioning`].
    Provisioning,
    /// See [`Status::Activated`].
    Activated,
}

impl Status {
    /// The word itself, as in `onboarding_status`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Provisioning => "provisioning",
            Self::Activated => "activated",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether no other status can follow.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Completed | Self::Failed | Self::Cancelled)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl From<Stage> for Status {
    fn from(stage: Stage) -> Self {
        match stage {
            Stage::Pending => Self::Pending,
            Stage::Provisioning => Self::Provisioning,
            Stage::Activated => Self::Activated,
        }
    }
}

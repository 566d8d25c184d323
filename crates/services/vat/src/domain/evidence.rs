//! What a source said, word for word: the proof behind a verdict.

use parvis_vatid::VatNumber;

use super::{Finding, Source};

/// One answer of a source, kept for ever and never changed. Each verification that rests on it has a
/// copy of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Evidence {
    /// Who said it.
    pub(crate) source: Source,
    /// The number it is about, in canonical form.
    pub(crate) number: String,
    /// In whose name it was asked.
    pub(crate) requester: Option<VatNumber>,
    /// The body of the answer.
    pub(crate) body: String,
    /// Its SHA-256, 64 lower-case hexadecimal digits.
    pub(crate) sha256: String,
}

/// A finding with the evidence that is new with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answered {
    /// What was found.
    pub(crate) finding: Finding,
    /// The proof, unless there is none or it is stored already.
    pub(crate) evidence: Option<Evidence>,
}

impl From<Finding> for Answered {
    fn from(finding: Finding) -> Self {
        Self { finding, evidence: None }
    }
}

//! The tenant's id in the application that created it.

use std::fmt;

use parvis_company::Flaw;
use parvis_company::line;

/// An opaque id of 1 to 255 characters on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenantId(String);

impl TenantId {
    /// Reads an id.
    pub fn parse(raw: &str) -> Result<Self, Flaw> {
        line(raw, 255).map(Self)
    }

    /// The id as the application gave it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TenantId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

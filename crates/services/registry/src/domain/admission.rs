//! Who may register an application.

use parvis_chassis::keyring::equal;
use parvis_kernel::Secret;

/// The door to registration.
#[derive(Debug)]
pub(crate) enum Admission {
    /// Anyone may register.
    Open,
    /// Whoever knows the operator's token may register.
    Token(Secret),
    /// Nobody may register.
    Closed,
}

impl Admission {
    /// Whether a caller with this token, if any, may register.
    pub(crate) fn admits(&self, token: Option<&str>) -> bool {
        match self {
            Self::Open => true,
            Self::Token(wanted) => {
                token.is_some_and(|token| equal(token.as_bytes(), wanted.reveal().as_bytes()))
            }
            Self::Closed => false,
        }
    }
}

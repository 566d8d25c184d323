//! Pure values every crate shares: ids, time, changes, secrets, locale.
//!
//! Nothing here knows a database, a socket or another crate of the platform. Time and chance enter
//! the platform through two seams only: [`Clock`] and [`id::fresh`].

pub mod change;
pub mod clock;
pub mod id;
pub mod locale;
pub mod mutant;
pub mod secret;

pub use change::{Change, Pen};
pub use clock::{Clock, SharedClock, SystemClock, Timestamp};
pub use id::{
    ApplicationId, ContractId, EventId, MailId, OnboardingId, SignatureId, VerificationId,
};
pub use locale::Locale;
pub use secret::Secret;

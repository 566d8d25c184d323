//! What a signature request is and what may become of it. Pure: no clock, no database, no HTTP.

mod confirmation;
mod contents;
mod drawing;
mod fact;
mod masked;
mod request;
mod stage;
mod text;
mod token;

pub use confirmation::{CONSENT_VERSION, Confirmation, Consent, Mode, Origin};
pub use contents::{Heading, headings};
pub use drawing::{BadImage, Drawing};
pub use fact::{About, Fact, Template};
pub use masked::masked;
pub use request::{DocumentRef, Order, Request, Signer};
pub use stage::{Refused, Sealed, Stage, VoidReason};
pub use text::{BadText, DeclineReason, SignerName};
pub use token::SigningToken;

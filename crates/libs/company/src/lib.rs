//! Company data and commercial terms, parsed once for every service.
//!
//! Each `parse` walks a JSON value and reports **all** its faults together, each with the JSON
//! pointer of its field; unknown members are ignored. What comes out is right by its type, and its
//! serde form (camelCase) is stable, for messages between services and for storage.

mod address;
mod amount;
mod canonical;
mod company;
mod email;
mod fault;
mod fields;
mod order;
mod prices;
mod provider;
mod representative;
mod terms;
mod text;

pub use address::Address;
pub use amount::Amount;
pub use company::Company;
pub use email::Email;
pub use fault::{Fault, Flaw};
pub use fields::Fields;
pub use order::{Order, PaymentMethod};
pub use prices::{Currency, Prices};
pub use provider::Provider;
pub use representative::Representative;
pub use terms::{Options, SubscriptionType, Terms};
pub use text::{line, misleads};

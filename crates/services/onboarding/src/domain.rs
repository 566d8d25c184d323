//! What an onboarding is: pure values and transitions, without I/O, clock or chance.

pub mod case;
pub mod contact;
pub mod fact;
pub mod journey;
pub mod label;
pub mod organisation;
pub mod reference;
pub mod tenant;

pub use case::{Case, Client, Move, Order, Seen, Space, TenantKey};
pub use contact::Phone;
pub use fact::{Document, Fact, Request, VatProof, What};
pub use label::Label;
pub use organisation::Organisation;
pub use parvis_company::Email;
pub use reference::Reference;
pub use tenant::TenantId;

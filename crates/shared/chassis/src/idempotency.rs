//! `Idempotency-Key`: a repeated POST gets the first answer again, and its effect happens once.
//!
//! The answer is kept in the same transaction as the effect, in the database of the service that owns
//! it, for 24 hours, scoped to the caller and the route. Only an answer that was kept is replayed; a
//! refused request leaves no trace, so it may be corrected and sent again under the same key. While the
//! first request is underway the others are told so, unless they are the same call, which the gateway
//! repeats when the process that it had sent it to is gone.

mod claim;
mod layer;
mod m0001_idempotency;
mod m0002_location;
mod m0003_call;
mod store;

use sea_orm_migration::MigrationTrait;

pub use claim::Claim;
pub use layer::{CALL, layer};
pub(crate) use store::Answers;

/// The migrations of the table of idempotency keys, in their order; each service has it.
pub fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![
        Box::new(m0001_idempotency::Migration),
        Box::new(m0002_location::Migration),
        Box::new(m0003_call::Migration),
    ]
}

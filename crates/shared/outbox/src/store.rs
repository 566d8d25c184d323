//! The tables of the outbox, the relay's lease, the inbox, the leased work and the audit.

mod among;
pub(crate) mod audit;
mod count;
pub(crate) mod inbox;
pub(crate) mod outbox;
pub(crate) mod parked;
#[cfg(test)]
mod plans;
pub(crate) mod relay_lease;
pub(crate) mod work;

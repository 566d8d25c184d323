//! The tables of the outbox, the inbox and the leased work.

pub(crate) mod inbox;
pub(crate) mod outbox;
pub(crate) mod work;

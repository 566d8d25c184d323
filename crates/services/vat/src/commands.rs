//! What this service does, one file per verb. Callers and messages take the same way: decide offline,
//! look at what is kept, then ask.

pub(crate) mod ask;
mod find;
pub(crate) mod look_up;
pub(crate) mod order;
pub(crate) mod pursue;
mod record;
pub(crate) mod verify;

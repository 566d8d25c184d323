//! The crate's behaviour, seen from outside.

#![expect(clippy::unwrap_used, reason = "a failed step fails its story")]

mod appearances;
mod authorities;
mod bad_timestamps;
mod desk;
mod hostile;
mod issuing;
mod keys;
mod signing;
mod surgery;
mod tampering;
mod timestamps;

//! The stories of the onboarding service.

#![cfg(test)]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod built_in;
mod definition;
mod house;
mod invariants;
mod matrix;
mod play;
mod stored;
mod tenant_journey;
mod third_journey;
mod witness;

//! The stories of the onboarding service.

#![cfg(test)]

mod built_in;
mod definition;
mod invariants;
mod matrix;
mod play;
mod stored;
mod third_journey;
mod witness;

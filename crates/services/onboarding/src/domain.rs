//! What an onboarding is: pure values and transitions, without I/O, clock or chance.

pub mod journey;
pub mod label;

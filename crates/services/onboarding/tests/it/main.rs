//! The stories of the onboarding service.

#![cfg(test)]

mod bad_input;
mod built_in;
mod client_journey;
mod client_trouble;
mod clients;
mod configuration;
mod definition;
mod house;
mod invariants;
mod keys;
mod matrix;
mod play;
mod reading;
mod replicas;
mod restart;
mod space;
mod stored;
mod survey;
mod tenant_journey;
mod third_journey;
mod unrelated;
mod witness;

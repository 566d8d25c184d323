//! Journeys: the state of each tenant from request to running space.

pub mod domain;

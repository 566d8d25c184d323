//! The tables of the onboarding service.

pub(crate) mod api_key;
pub(crate) mod case;
pub(crate) mod certificate;
pub(crate) mod client;
pub(crate) mod definitions;
pub(crate) mod journey_event;
pub(crate) mod journey_message;
pub(crate) mod migrations;
pub(crate) mod subdomain;

pub(crate) use definitions::Definitions;

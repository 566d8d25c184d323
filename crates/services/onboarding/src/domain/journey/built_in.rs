//! The texts of the journeys that come with the platform; the engine treats them as any other.

/// A tenant's space on request: the application says when to prepare it and when it is in use.
pub const TENANT: &str = include_str!("../../../journeys/tenant.toml");

/// A client from company number to running space: verified, under contract, signed, provisioned.
pub const CLIENT: &str = include_str!("../../../journeys/client.toml");

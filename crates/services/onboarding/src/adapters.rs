//! The foreign systems of this service: the name server, and whoever issues certificates.

pub(crate) mod authority;
pub(crate) mod certificate;
pub(crate) mod dns;

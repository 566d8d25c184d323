//! The foreign systems and the custody of the seal.

mod seal_key;
mod timestamp_authority;

pub(crate) use seal_key::SealKey;
pub(crate) use timestamp_authority::TimestampAuthority;

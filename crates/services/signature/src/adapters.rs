//! The foreign systems and the custody of the seal.

mod seal_key;
mod timestamp_authority;

pub use seal_key::SealKey;
pub use timestamp_authority::TimestampAuthority;

//! Values and transitions of the registry, without any I/O.

mod admission;
mod api_key;
mod application;
mod fact;
mod key_hash;
mod master_key;
mod profile;

pub(crate) use admission::Admission;
pub(crate) use api_key::{Absent, ApiKey};
pub(crate) use application::{Application, Keyed, Refused};
pub(crate) use fact::Fact;
pub(crate) use key_hash::KeyHash;
pub(crate) use master_key::MasterKey;
pub(crate) use profile::{Name, Profile};

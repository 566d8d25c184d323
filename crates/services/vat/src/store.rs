//! The tables of this service. Every query for a caller starts from the application that owns the rows.

pub(crate) mod evidence;
mod migrations;
pub(crate) mod verification;

pub use migrations::Migrator;

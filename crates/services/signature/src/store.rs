//! The tables, and every query. Queries for an application start from it; those for a signer start from
//! the request that his link names.

pub mod copies;
pub mod events;
mod migrations;
mod requests;
mod row;
pub mod seal_keys;

pub use migrations::Migrator;
pub use requests::{by_id, for_application, newest_of_document, of_everyone};

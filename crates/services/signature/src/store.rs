//! The tables, and every query. Queries for an application start from it; those for a signer start from
//! the request that his link names.

pub(crate) mod copies;
pub(crate) mod events;
mod migrations;
mod requests;
mod row;
pub(crate) mod seal_keys;

pub(crate) use migrations::Migrator;
pub(crate) use requests::{
    by_id, for_application, locked, newest_locked, newest_of_document, of_everyone,
};

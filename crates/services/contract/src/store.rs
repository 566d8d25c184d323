//! The tables of the contract service.

pub(crate) mod contract;
pub(crate) mod document;
mod migrations;
pub(crate) mod order;
pub(crate) mod signed_form;

pub(crate) use migrations::Migrator;

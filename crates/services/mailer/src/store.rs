//! The mailer's tables.

pub(crate) mod mail;
mod migrations;

pub(crate) use migrations::Migrator;
